"""Register persons, and what they change about themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.actions.keys import withdraw_keys_of
from rukun.people.actions.seats import leave_seats
from rukun.people.codes import new_pseudonym
from rukun.people.entering import sent_codes
from rukun.people.entering.passwords import refuse_weak
from rukun.people.entering.sessions import end_sessions
from rukun.people.logins import login_to_register, normal_login
from rukun.people.models import Identity, Person
from rukun.people.rules import Role, refuse_bad_name, refuse_posing
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.refused import Refused


@transaction.atomic
def register_person(
    *, login: str, name: str, pseudonym: str, password: str | None, at: datetime, is_simulated: bool = False
) -> Person:
    """A person who can sign in; refused when the login is taken. Of two at the same moment one is registered."""
    if not login.strip() or not name.strip():
        raise Refused("login", "Isi nomor telepon atau surel, dan nama.", field="login")
    person = Person(
        login=normal_login(login), name=name.strip(), pseudonym=pseudonym or new_pseudonym(), joined_at=at,
        is_simulated=is_simulated,
    )  # fmt: skip
    person.set_password(password)
    if not append_first(person):
        raise Refused("taken", "Nomor atau surel ini sudah terdaftar.", field="login")
    record("person.registered", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


def sign_up(*, login: str, name: str, password: str, at: datetime) -> Person:
    """A resident who registers by themselves: a number or an address that exists, a name, a password of some strength.

    The public sees a pseudonym made here. `register_person` opens the transaction and leaves the trace.
    """
    checked = login_to_register(login)
    refuse_bad_name(name)
    refuse_weak(password, login=checked, name=name)
    return register_person(login=checked, name=name, pseudonym="", password=password, at=at)


@transaction.atomic
def describe(person: Person, *, name: str, pseudonym: str, language: str, at: datetime) -> Person:
    """Name, pseudonym and language as the person wants them; nobody takes another's pseudonym or poses as an office."""
    refuse_bad_name(name)
    wanted = " ".join(pseudonym.split())
    if wanted != person.pseudonym:
        refuse_posing(wanted)
        if Person.objects.filter(pseudonym__iexact=wanted).exclude(pk=person.pk).exists():
            raise Refused("pseudonym", "Nama samaran ini sudah dipakai orang lain.", field="pseudonym")
    if language not in ("id", "en"):
        raise Refused("language", "Bahasa ini belum ada.", field="language")
    person.name, person.pseudonym, person.language = name.strip(), wanted, language
    person.save(update_fields=["name", "pseudonym", "language"])
    record("person.described", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def choose_language(person: Person, *, language: str, at: datetime) -> Person:
    """The language in which the person is written to; nothing happens where it is that already."""
    if language not in ("id", "en"):
        raise Refused("language", "Bahasa ini belum ada.", field="language")
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        record("person.described", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def change_password(person: Person, *, present: str, wanted: str, keep: str, at: datetime) -> Person:
    """Another password, for who knows the present one; every session but `keep` (its kept key) ends.

    Whoever comes in by the city's own sign-in alone has none: the door asked for their proof before.
    """
    _refuse_wrong_password(person, present)
    refuse_weak(wanted, login=person.login, name=person.name)
    person.set_password(wanted)
    person.save(update_fields=["password"])
    end_sessions(person, but=keep)
    record("person.password-changed", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def recover_password(person: Person, *, code_id: int, wanted: str, at: datetime) -> Person:
    """Another password, for who read the code that was sent; the login is confirmed by it, and every session ends.

    No other code that was sent before opens the account again: somebody else may have read one.
    """
    refuse_weak(wanted, login=person.login, name=person.name)
    sent_codes.use_up(code_id, at=at)
    sent_codes.use_up_all(person, at=at)
    person.set_password(wanted)
    person.confirmed_at = person.confirmed_at or at
    person.save(update_fields=["password", "confirmed_at"])
    end_sessions(person)
    record("person.password-recovered", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def confirm_login(person: Person, *, code_id: int, at: datetime) -> Person:
    """The login is really theirs: the code that was sent to it came back."""
    sent_codes.use_up(code_id, at=at)
    person.confirmed_at = at
    person.save(update_fields=["confirmed_at"])
    record("person.login-confirmed", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def sign_out_everywhere(person: Person, *, at: datetime, by: str) -> int:
    """Every session ends at its next request, by somebody who was told that a device is lost; returns how many."""
    ended = end_sessions(person)
    record("person.signed-out", at=at, seat=by, about=f"person:{person.pk}", facts={"sessions": ended})
    return ended


@transaction.atomic
def deactivate(person: Person, *, password: str, at: datetime) -> Person:
    """Nobody signs in with it any more: every session ends, every seat is vacated, every key in its name is withdrawn.
    What was reported stays.

    An appointment lasts at least its first day, so the record of one that began today ends tomorrow; it opens nothing.
    Who they are at the city's own sign-in is forgotten, so that they may come again with another account.
    """
    _refuse_wrong_password(person, password)
    leave_seats(person, at=at)
    person.is_active, person.closed_at = False, at
    person.save(update_fields=["is_active", "closed_at"])
    end_sessions(person)
    withdraw_keys_of(person, by=Role.WARGA.value, at=at)
    Identity.objects.filter(person=person).delete()
    record("person.deactivated", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


def _refuse_wrong_password(person: Person, typed: str) -> None:
    """Who never had one is not asked; a simulated person, whom anyone may be, never gets past here."""
    if (person.has_usable_password() or person.is_simulated) and not person.check_password(typed):
        raise Refused("present", "Kata sandi yang sekarang tidak cocok.", field="present")
