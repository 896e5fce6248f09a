"""Add and take away what proves a person the second time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rukun.people.codes import new_code, read_code
from rukun.people.entering.factors import (
    SPARE_CODES,
    Site,
    counter_of,
    seal_secret,
    spare_digests,
)
from rukun.people.models import CodeApp, Identity, Passkey, Person, SpareCode
from rukun.people.rules import Role
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.refused import Refused

PASSKEYS_MAX = 10


@transaction.atomic
def add_code_app(person: Person, *, secret: str, typed: str, wall: datetime, at: datetime) -> CodeApp:
    """An authenticator app, once it shows the right code; it takes the place of an earlier one."""
    counter = counter_of(secret, typed, wall)
    if counter is None:
        raise Refused("code", "Kode tidak cocok. Periksa jam ponsel Anda, lalu coba kode berikutnya.", field="code")
    app, _ = CodeApp.objects.update_or_create(
        person=person, defaults={"secret": seal_secret(secret), "last_counter": counter, "added_at": at}
    )
    _told("factor.added", person, at, kind="app")
    return app


@transaction.atomic
def add_passkey(
    person: Person, *, answer: dict[str, Any], challenge: str, site: Site, name: str, at: datetime
) -> Passkey:
    """A passkey that the person's device just made."""
    from rukun.people.entering.passkeys import read_new_passkey

    if Passkey.objects.filter(person=person).count() >= PASSKEYS_MAX:
        raise Refused("passkey", "Paling banyak sepuluh kunci sandi. Hapus yang tidak dipakai lagi.")
    credential, public_key, sign_count = read_new_passkey(answer, challenge, site)
    made = Passkey(
        person=person, credential=credential, public_key=public_key, sign_count=sign_count,
        name=name.strip()[:60] or "Rukun", added_at=at,
    )  # fmt: skip
    if not append_first(made):
        raise Refused("twice", "Kunci sandi ini sudah terdaftar.")
    _told("factor.added", person, at, kind="passkey")
    return made


@transaction.atomic
def make_spare_codes(person: Person, *, at: datetime) -> list[str]:
    """Ten fresh codes, shown this once; the earlier ones are void."""
    SpareCode.objects.filter(person=person).delete()
    codes = [new_code() for _ in range(SPARE_CODES)]
    SpareCode.objects.bulk_create(
        SpareCode(person=person, digest=spare_digests(person, read_code(code))[0]) for code in codes
    )
    _told("factor.added", person, at, kind="spare-codes")
    return codes


@transaction.atomic
def remove_code_app(person: Person, *, at: datetime) -> None:
    """The app's codes open nothing any more."""
    if not CodeApp.objects.filter(person=person).delete()[0]:
        raise Refused("twice", "Aplikasi kode sudah dihapus.")
    _told("factor.removed", person, at, kind="app")
    _drop_spare_without_factor(person)


@transaction.atomic
def remove_passkey(person: Person, *, passkey: int, at: datetime) -> None:
    """The passkey opens nothing any more. Refused for the last one of somebody who has no other way in."""
    held = Person.objects.select_for_update().get(pk=person.pk)
    others = Passkey.objects.filter(person=held).exclude(pk=passkey)
    is_free = held.has_usable_password() or held.is_simulated or others.exists()
    if not is_free and not Identity.objects.filter(person=held).exists():
        raise Refused("last-way", "Ini satu-satunya cara Anda masuk. Buat kata sandi dahulu.")
    if not Passkey.objects.filter(person=person, pk=passkey).delete()[0]:
        raise Refused("twice", "Kunci sandi ini sudah dihapus.")
    _told("factor.removed", person, at, kind="passkey")
    _drop_spare_without_factor(person)


@transaction.atomic
def reset_factors(person: Person, *, at: datetime, by: str) -> int:
    """All factors at once, for who lost them and was recognised by other means; returns how many there were."""
    gone = CodeApp.objects.filter(person=person).delete()[0] + Passkey.objects.filter(person=person).delete()[0]
    SpareCode.objects.filter(person=person).delete()
    record("factor.removed", at=at, seat=by, about=f"person:{person.pk}", facts={"kind": "all"})
    return gone


def _drop_spare_without_factor(person: Person) -> None:
    """Spare codes stand in for a factor; alone they would be one that nobody chose."""
    if not (CodeApp.objects.filter(person=person).exists() or Passkey.objects.filter(person=person).exists()):
        SpareCode.objects.filter(person=person).delete()


def _told(verb: str, person: Person, at: datetime, *, kind: str) -> None:
    record(verb, at=at, seat=Role.WARGA.value, about=f"person:{person.pk}", facts={"kind": kind})
