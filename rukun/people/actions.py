"""Bring persons, offices, seats and appointments into the register."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from rukun.areas.models import Area
from rukun.people.models import Appointment, Office, Person, Seat
from rukun.people.offices import read_offices
from rukun.people.rules import KIND_OF_SEAT, Role, seat_name
from rukun.trail.actions import record
from rukun.values.code import Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused


@transaction.atomic
def register_person(
    *, login: str, name: str, pseudonym: str, password: str | None, at: datetime, is_simulated: bool = False
) -> Person:
    """A person who can sign in; refused when the login is taken."""
    if not login.strip() or not name.strip():
        raise Refused("login", "Isi nomor telepon atau surel, dan nama.", field="login")
    if Person.objects.filter(login=login.strip().lower()).exists():
        raise Refused("login", "Nomor atau surel ini sudah terdaftar.", field="login")
    person = Person.objects.create_user(
        login, password, name=name, pseudonym=pseudonym or "Warga", joined_at=at, is_simulated=is_simulated
    )
    record("person.registered", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return person


@transaction.atomic
def open_office(
    *, code: str, name: str, kind: str, area: Area, at: datetime, crew: int | None = None, by: str = "clock"
) -> Office:
    """An office that can hold tickets; the same code again changes its name and crew."""
    office, _ = Office.objects.update_or_create(
        code=code, defaults={"name": name, "kind": kind, "area": area, "crew": crew}
    )
    record("office.opened", at=at, seat=by, about=f"office:{code}", facts={"kind": kind, "area": area.code})
    return office


@transaction.atomic
def open_seat(*, role: Role, area: Area, at: datetime, office: Office | None = None, by: str = "clock") -> Seat:
    """The seat of a role over an area; refused where the role has no seat at that kind of area."""
    wanted = KIND_OF_SEAT.get(role)
    if role is Role.WARGA or (wanted is not None and wanted is not Kind(area.kind)):
        raise Refused("seat", "Jabatan {role} tidak ada di {area}.", role=role.value, area=area.name)
    seat, is_new = Seat.objects.get_or_create(role=role, area=area, office=office)
    if is_new:
        record("seat.opened", at=at, seat=by, about=f"seat:{seat_name(role, area.area_code)}")
    return seat


@transaction.atomic
def appoint(*, person: Person, seat: Seat, sk: str, held_from: date, at: datetime, by: str = "clock") -> Appointment:
    """Put a person into a seat by a letter of appointment (SK). The trail names the seat and the letter's digest."""
    if not sk.strip():
        raise Refused("sk", "Sebutkan nomor SK pengangkatan.", field="sk")
    if Appointment.objects.filter(person=person, seat=seat, held_until=None).exists():
        raise Refused("twice", "Orang ini sudah memegang jabatan itu.")
    appointment = Appointment.objects.create(person=person, seat=seat, sk=sk, held_from=held_from)
    record(
        "seat.filled",
        at=at,
        seat=by,
        about=f"seat:{seat_name(Role(seat.role), seat.area.area_code)}",
        facts={"sk": digest_of_words(sk), "from": held_from.isoformat()},
    )
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, until: date, at: datetime, by: str = "clock") -> Appointment:
    """The last day is the day before `until`; refused when it has ended already or would end before it began."""
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if fresh.held_until is not None:
        raise Refused("twice", "Masa jabatan ini sudah berakhir.")
    if until <= fresh.held_from:
        raise Refused("until", "Masa jabatan berakhir setelah hari mulainya.", field="until")
    fresh.held_until = until
    fresh.save(update_fields=["held_until"])
    named = seat_name(Role(fresh.seat.role), fresh.seat.area.area_code)
    record("seat.vacated", at=at, seat=by, about=f"seat:{named}", facts={"until": until.isoformat()})
    return fresh


@transaction.atomic
def load_offices(folder: Path, *, at: datetime) -> int:
    """The offices of a city's folder, and one for every kelurahan and kecamatan; returns how many there are.

    A kelurahan's office carries the kelurahan's code. Loading again adds what is new and renames what was renamed.
    """
    stated = read_offices((folder / "offices.toml").read_text())
    areas = {
        area.code: area
        for area in Area.objects.filter(
            Q(kind__in=[Kind.KELURAHAN, Kind.KECAMATAN]) | Q(code__in=[fact.area.digits for fact in stated])
        )
    }
    offices = [
        Office(code=code, name=f"{area.kind.capitalize()} {area.name}", kind=area.kind, area=area)
        for code, area in areas.items()
        if area.kind in (Kind.KELURAHAN, Kind.KECAMATAN)
    ]
    for fact in stated:
        if fact.area.digits not in areas:
            raise Refused("offices", "Kantor {code} melayani wilayah yang tidak dikenal.", code=fact.code)
        offices.append(Office(code=fact.code, name=fact.name, kind=fact.kind, area=areas[fact.area.digits]))
    Office.objects.bulk_create(
        offices, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind", "area"]
    )
    record("offices.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"offices": len(offices)})
    return len(offices)
