"""What somebody could not put right by themselves: their name, or the number or address that they sign in with."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from rukun.people.logins import login_to_register
from rukun.people.models import Person
from rukun.people.rules import refuse_bad_name
from rukun.people.sessions import end_sessions
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
        end_sessions(person)
    try:
        with transaction.atomic():
            person.save(update_fields=["name", "login", "confirmed_at"])
    except IntegrityError:
        raise Refused("taken", "Nomor atau surel ini sudah terdaftar.", field="login") from None
    record("person.corrected", at=at, seat=by, about=f"person:{person.pk}")
    return person
