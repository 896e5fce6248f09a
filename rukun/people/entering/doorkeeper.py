"""Counts what fails at the door, so that guessing is slow and nobody is shut out by another.

Each try is written down before it is judged and taken back when it was right: of many tries at the same moment, every
one sees the others. These rows are no facts of the city; they leave no trail and are gone after a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Max, QuerySet

from rukun.people.codes import keyed
from rukun.people.entering import throttle, watchful
from rukun.people.entering.throttle import Cap, Limit, Source
from rukun.people.logins import normal_login
from rukun.people.models import Attempt, Person
from rukun.values.refused import Refused

PASSWORD, FACTOR, INVITATION = "password", "factor", "invitation"


@dataclass(frozen=True, slots=True)
class Knock:
    """One try that was written down: it stays as a failure unless `forgive` takes it back."""

    row: Attempt
    earlier: QuerySet[Attempt]

    def forgive(self) -> None:
        """It was right: the failures of this source are forgotten."""
        Attempt.objects.filter(pk=self.row.pk).delete()
        self.earlier.delete()


def knock(kind: str, subject: str, limit: Limit, *, source: Source, at: datetime) -> Knock:
    """Write a try down; refused, with how long to wait, when this source failed too often at this subject."""
    earlier = _failures(kind, source, at - limit.window).filter(subject=subject)
    row = _written(kind, subject, source, at)
    told = earlier.exclude(pk=row.pk).aggregate(last=Max("at"))
    failures = earlier.exclude(pk=row.pk).count()
    _refuse(row, limit.waits_until(failures, told["last"]), at)
    return Knock(row, earlier)


def refuse_scattered(tried: Knock, cap: Cap, at: datetime) -> None:
    """Refused where a subject was tried too often by devices that nobody knows, whatever their networks. A known device
    is never refused by it."""
    row = tried.row
    if row.device:
        return
    others = Attempt.objects.filter(kind=row.kind, subject=row.subject, device="", at__gt=at - cap.window)
    spent = list(others.exclude(pk=row.pk).order_by("-at").values_list("at", flat=True)[: cap.most])
    _refuse(row, spent[-1] + cap.window if len(spent) >= cap.most else None, at)


def person_with(login: str, password: str, *, source: Source, at: datetime) -> Person:
    """Who has this login and this password; refused in the same words, and after the same work, for all that is wrong.

    A network that fails at many logins is slowed for devices that nobody knows; a known device never is.
    """
    subject = login_digest(login)
    if not source.device:
        _refuse_spraying(subject, source, at)
    limit = throttle.PASSWORD_KNOWN_DEVICE if source.device else throttle.PASSWORD
    tried = knock(PASSWORD, subject, limit, source=source, at=at)
    person = Person.objects.filter(login=normal_login(login)).first()
    if person is None:
        make_password(password)
    elif person.check_password(password) and person.is_active:
        tried.forgive()
        watchful.tell("password.right", subject=subject)
        return person
    watchful.tell("password.wrong", subject=subject)
    raise Refused("login", "Nomor atau surel dan kata sandinya tidak cocok.", field="password")


def spend(kind: str, subject: str, caps: dict[str, Cap], *, source: Source, at: datetime) -> None:
    """Write down something that is allowed so many times, whether it fails or not; refused with how long to wait.

    `caps` by what is counted: `source` (subject and network), `subject`, `network`.
    """
    row = _written(kind, subject, source, at)
    for counted, cap in caps.items():
        facts: dict[str, Any] = {"kind": kind, "at__gt": at - cap.window}
        if counted != "network":
            facts["subject"] = subject
        if counted != "subject":
            facts["network"] = source.network
        spent = list(
            Attempt.objects.filter(**facts).exclude(pk=row.pk).order_by("-at").values_list("at", flat=True)[: cap.most]
        )
        _refuse(row, spent[-1] + cap.window if len(spent) >= cap.most else None, at)


def login_digest(login: str) -> str:
    """What is kept of a login that was typed: people type passwords into that field, too."""
    return keyed("login", normal_login(login))


def forget_old(at: datetime) -> int:
    """Drop what is older than a day; returns how much."""
    return Attempt.objects.filter(at__lt=at - throttle.FORGOTTEN_AFTER).delete()[0]


def _refuse_spraying(subject: str, source: Source, at: datetime) -> None:
    for cap in throttle.SPRAYING:
        others = (
            _failures(PASSWORD, source, at - cap.window).exclude(subject=subject).values("subject").distinct().count()
        )
        if others >= cap.most:
            throttle.refuse_wait(at + cap.window / 2, at)


def _failures(kind: str, source: Source, since: datetime) -> QuerySet[Attempt]:
    """Of a known device its own, from wherever; else those of the network's devices that nobody knows."""
    where = {"device": source.device} if source.device else {"device": "", "network": source.network}
    return Attempt.objects.filter(kind=kind, at__gt=since, **where)


def _written(kind: str, subject: str, source: Source, at: datetime) -> Attempt:
    return Attempt.objects.create(kind=kind, subject=subject, network=source.network, device=source.device, at=at)


def _refuse(row: Attempt, until: datetime | None, at: datetime) -> None:
    """A try that was not taken does not count: whoever asks again and again does not wait longer."""
    if until is not None and until > at:
        row.delete()
        watchful.tell("slowed", subject=row.subject, kind=row.kind)
        throttle.refuse_wait(until, at)
