"""Ask for a copy, ask to be forgotten, take it back; and what the clock then does. One verb, one trail entry."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from rukun.databases.away import is_away
from rukun.people.actions import leave_seats, note_opened, withdraw_keys_of
from rukun.people.codes import new_pseudonym
from rukun.people.entering.sessions import end_sessions
from rukun.people.models import Copy, Forgetting, Person
from rukun.people.opened import What
from rukun.people.rules import Role
from rukun.rights import copying, queries
from rukun.rights.rules import HELD, Fate, Held
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.refused import Refused

log = logging.getLogger("rukun.rights")

FORGET_AT_ONCE = 20
GONE = "forgotten-"


def ask_for_copy(person: Person, *, home: Path, at: datetime) -> Copy:
    """A copy of everything: at once where there is little, else by the worker. One a time."""
    copy = _asked(person, at)
    if len(queries.pictures_of(person.pk)) <= copying.AT_ONCE:
        copying.make(copy, home=home, at=at)
    return copy


@transaction.atomic
def _asked(person: Person, at: datetime) -> Copy:
    Person.objects.select_for_update().get(pk=person.pk)
    if queries.copies_of(person.pk).filter(made_at=None, tries__lt=copying.TRIES_MAX).exists():
        raise Refused("twice", "Salinan Anda sedang disiapkan.")
    made = copying.new_copy(person, at)
    record("person.copied", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return made


@transaction.atomic
def copy_for_operator(person: Person, target: Path, *, at: datetime) -> None:
    """The same by the operator, for somebody who cannot sign in; the person reads that it happened."""
    note_opened([person.pk], What.COPY, about=f"person:{person.pk}", seat=None, at=at)
    target.touch(mode=0o600)
    with target.open("wb") as into:
        copying.write(into, person, at)
    record("person.copied", at=at, seat="operator@cli", about=f"person:{person.pk}")


@transaction.atomic
def ask_to_be_forgotten(person: Person, *, at: datetime, by: str = Role.WARGA.value) -> Forgetting:
    """It is done after some days, and may be taken back until then. Asked twice it is the first that counts."""
    if person.forgotten_at is not None:
        raise Refused("twice", "Akun ini sudah dilupakan.")
    made = Forgetting(person=person, asked_at=at, due_at=at + queries.retention().think_over)
    if not append_first(made):
        raise Refused("twice", "Permintaan Anda sudah tercatat.")
    record("person.asked-to-be-forgotten", at=at, seat=by, about=f"person:{person.pk}")
    return made


@transaction.atomic
def take_back_forgetting(person: Person, *, at: datetime) -> Forgetting:
    """The account stays as it was."""
    waiting = Forgetting.objects.select_for_update().filter(person=person, taken_back_at=None, done_at=None).first()
    if waiting is None:
        raise Refused("absent", "Tidak ada permintaan yang menunggu.")
    waiting.taken_back_at = at
    waiting.save(update_fields=["taken_back_at"])
    record("person.stays", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return waiting


def forget_due(*, home: Path, at: datetime) -> int:
    """Carry out the requests whose days are over, the oldest first; returns how many. One query when none is due.

    Each by itself: whoever cannot be forgotten holds up nobody. The log names each of them, and when the others are
    done the first failure is raised, so that whoever watches the worker hears of it.
    """
    done, broke = 0, list[Exception]()
    for waiting in list(_due(at).order_by("due_at", "pk").values_list("pk", "person_id")):
        if done >= FORGET_AT_ONCE:
            break
        try:
            done += _is_done(*waiting, at)
        except Exception as failure:  # whatever it was, the others are forgotten on their day
            if is_away(failure):
                raise
            log.exception("person %s could not be forgotten", waiting[1])
            broke.append(failure)
    if done:
        copying.drop_nobodys(home=home)
    if broke:
        raise broke[0]
    return done


def _due(at: datetime) -> QuerySet[Forgetting]:
    return Forgetting.objects.filter(due_at__lte=at, taken_back_at=None, done_at=None)


@transaction.atomic
def _is_done(waiting: int, person: int, at: datetime) -> bool:
    """Done, unless it was taken back in this very moment."""
    if not _due(at).select_for_update().filter(pk=waiting).exists():
        return False
    forget(Person.objects.get(pk=person), at=at)
    return True


@transaction.atomic
def forget(person: Person, *, at: datetime, by: str = "clock") -> Person:
    """Nobody any more: what was theirs alone is dropped, what others rest on is parted from them, and the account is
    emptied. A name stays only where the law names whoever decided (`rules.HELD`)."""
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    if fresh.forgotten_at is not None:
        return fresh
    leave_seats(fresh, at=at)
    withdraw_keys_of(fresh, by=by, at=at)
    counts: dict[str, int] = {}
    keeps_name = False
    for held in HELD:
        found = _carry_out(held, fresh)
        keeps_name |= held.names and bool(found)
        if found and held.fate is not Fate.STAYS:
            counts[held.fate.value] = counts.get(held.fate.value, 0) + found
    _empty(fresh, keeps_name=keeps_name, at=at)
    Forgetting.objects.filter(person=fresh, taken_back_at=None, done_at=None).update(done_at=at)
    record("person.forgotten", at=at, seat=by, about=f"person:{fresh.pk}", facts=counts)
    return fresh


def _carry_out(held: Held, person: Person) -> int:
    """What the table says of one kind; returns how many rows there were."""
    rows = queries.rows_of(held, person.pk)
    if held.fate is Fate.STAYS:
        return rows.count()
    for row in rows if held.masked else ():
        setattr(row, held.masked, f"#{row.pk}")
        row.save(update_fields=[held.masked])
    if held.fate is Fate.PARTED:
        return rows.order_by().update(**dict.fromkeys(held.emptied, ""), **{held.field: None})
    found = rows.count()
    rows.order_by().delete()
    return found


def _empty(person: Person, *, keeps_name: bool, at: datetime) -> None:
    """Without login, password and pseudonym; without a name, unless an act in office bears it."""
    end_sessions(person)
    person.login, person.pseudonym, person.is_active = f"{GONE}{person.pk}", new_pseudonym(), False
    person.set_unusable_password()
    person.name = person.name if keeps_name else "-"
    person.confirmed_at = None
    person.closed_at, person.forgotten_at = person.closed_at or at, at
    person.save()
