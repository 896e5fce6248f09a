"""Six digits that prove that somebody reads what is sent to a login: for recovery, and to confirm the login.

A code belongs to whoever asked for it: its row is named in their own session. So nobody can use up or replace the code
that another waits for, and for a login that nobody has everything happens in the same way, except that nothing is sent.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from rukun.people.codes import is_same, keyed, new_digits, read_digits
from rukun.people.entering import doorkeeper, throttle
from rukun.people.entering.throttle import Source
from rukun.people.logins import is_reachable, normal_login
from rukun.people.models import Person, SentCode
from rukun.values.refused import Refused

RECOVERY, CONFIRM, CHANGE = "recovery", "confirm", "change"
GOOD_FOR = timedelta(minutes=15)
TRIES_MAX = 5


@dataclass(frozen=True, slots=True)
class Awaited:
    """A code that was made: `to` is "" when there is nobody to send it to."""

    id: int
    to: str
    digits: str


def make_code(purpose: str, login: str, *, source: Source, at: datetime, whose: Person | None = None) -> Awaited:
    """A fresh code for a login, known or not; refused when this source, or anyone for this login, asked too often.

    It belongs to whoever has the login, or to `whose`, who wants to have it: it is sent then even where another has it
    already, so that asking tells nobody whether somebody is registered.
    """
    caps = {
        "source": throttle.CODES_A_SOURCE,
        "subject": throttle.CODES_A_LOGIN,
        "network": throttle.CODES_A_NETWORK,
    }
    doorkeeper.spend(f"code-{purpose[:7]}", doorkeeper.login_digest(login), caps, source=source, at=at)
    wanted = normal_login(login)
    person = whose or Person.objects.filter(login=wanted, is_active=True).first()
    digits, salt = new_digits(), secrets.token_hex(16)
    row = SentCode.objects.create(person=person, purpose=purpose, salt=salt, digest=_digest(salt, digits), made_at=at)
    is_sent = person is not None and is_reachable(wanted)
    return Awaited(row.pk, wanted if is_sent else "", digits)


def owner_of_code(code_id: int | None, purpose: str, typed: str, *, at: datetime) -> Person:
    """Whose code this is. Each look costs one of five tries, written before the code is compared."""
    waiting = SentCode.objects.filter(
        pk=code_id or 0, purpose=purpose, used_at=None, made_at__gt=at - GOOD_FOR, tries__lt=TRIES_MAX
    )
    if not waiting.update(tries=F("tries") + 1):
        raise Refused("code-gone", "Kode ini sudah tidak berlaku. Minta kode baru.", field="code")
    row = SentCode.objects.select_related("person").get(pk=code_id or 0)
    if row.person is None or not is_same(row.digest, _digest(row.salt, read_digits(typed))):
        raise Refused("code", "Kode tidak cocok. Periksa lagi pesan yang kami kirim.", field="code")
    return row.person


def use_up(code_id: int, *, at: datetime) -> None:
    """The code did its work; refused when another request was faster."""
    if not SentCode.objects.filter(pk=code_id, used_at=None).update(used_at=at):
        raise Refused("code-gone", "Kode ini sudah tidak berlaku. Minta kode baru.", field="code")


def use_up_all(person: Person, *, at: datetime) -> None:
    """None of the codes that were sent to a person is good any more: they went to a login that is no longer theirs, or
    somebody may have read them."""
    SentCode.objects.filter(person=person, used_at=None).update(used_at=at)


def forget_old(at: datetime) -> int:
    """Drop codes that have been of no use for a day; returns how many."""
    return SentCode.objects.filter(made_at__lt=at - throttle.FORGOTTEN_AFTER).delete()[0]


def _digest(salt: str, digits: str) -> str:
    return keyed("sent-code", f"{salt}:{digits}")
