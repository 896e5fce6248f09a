"""Another number or address to sign in with: by oneself, or, as a name is, by somebody who recognised the person."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from rukun.people.entering import sent_codes
from rukun.people.entering.sessions import end_sessions
from rukun.people.logins import login_to_register
from rukun.people.models import Person
from rukun.people.rules import Role, refuse_bad_name
from rukun.trail.actions import record
from rukun.values.refused import Refused


@transaction.atomic
def correct(person: Person, *, name: str, login: str, at: datetime, by: str) -> Person:
    """Put right by somebody who recognised them. A new login has yet to be confirmed, and every session ends."""
    if not name.strip() and not login.strip():
        raise Refused("form", "Sebutkan nama atau nomor/surel yang benar.")
    if name.strip():
        refuse_bad_name(name)
        person.name = name.strip()
    if login.strip():
        person.login, person.confirmed_at = login_to_register(login), None
        sent_codes.use_up_all(person, at=at)
        end_sessions(person)
    _save(person, "name", "login", "confirmed_at")
    record("person.corrected", at=at, seat=by, about=f"person:{person.pk}")
    return person


@transaction.atomic
def change_login(person: Person, *, login: str, code_id: int, keep: str, at: datetime) -> Person:
    """Another number or address, for who read the code that was sent there; every session but `keep` ends.

    Codes that were sent to the earlier one are good for nothing from here on. Of two who want the same one at the same
    moment one gets it, and the other's code is not used up.
    """
    if person.is_simulated:
        raise Refused("simulated", "Orang simulasi masuk dengan satu ketukan saja.", field="login")
    sent_codes.use_up(code_id, at=at)
    sent_codes.use_up_all(person, at=at)
    person.login, person.confirmed_at = login_to_register(login), at
    _save(person, "login", "confirmed_at")
    end_sessions(person, but=keep)
    record("person.login-changed", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


def _save(person: Person, *fields: str) -> None:
    try:
        with transaction.atomic():
            person.save(update_fields=fields)
    except IntegrityError:
        raise Refused("taken", "Nomor atau surel ini sudah terdaftar.", field="login") from None
