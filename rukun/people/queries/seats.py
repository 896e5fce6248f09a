"""The actor at a moment, the holders of seats, the offices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from rukun.databases.kept import Kept
from rukun.people.logins import normal_login
from rukun.people.models import Appointment, Office, Person, Seat
from rukun.people.rules import ANYONE, Actor, Role, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

# The order in which a person with several seats acts: an office before a neighbourhood.
FIRST_ROLES = [role.value for role in reversed(Role)]


def _held(day: date, at: datetime) -> Q:
    """Seats that open something at a moment of a day: of who left one on its first day, the record goes on until
    night."""
    is_there = Q(left_at__isnull=True) | Q(left_at__gt=at)
    return Q(held_from__lte=day) & (Q(held_until__isnull=True) | Q(held_until__gt=day)) & is_there


SEAT = ("person_id", "seat_id", "seat__role", "seat__area__code", "seat__office__code")
# Whoever is signed in is asked for with every page.
HELD_BY: Kept[tuple[int, int, str, str, str | None]] = Kept(
    lambda person, day, at: Appointment.objects.filter(_held(day, at), person_id=person).values_list(*SEAT),
    int,
    date,
    datetime,
)


def actor_of(person_id: int | None, at: datetime) -> Actor:
    """Who asks, with every seat held on the day of `at`; one query."""
    if person_id is None:
        return ANYONE
    return _actor(person_id, [row[1:] for row in HELD_BY.rows(person_id, day_of(at), at)])


def actors_of(person_ids: Collection[int], at: datetime) -> dict[int, Actor]:
    """The same for many; one query."""
    held: dict[int, list[tuple[int, str, str, str | None]]] = {person_id: [] for person_id in person_ids}
    for person_id, *seat in appointments_on(at).filter(person_id__in=held).values_list(*SEAT):
        held[person_id].append((seat[0], seat[1], seat[2], seat[3]))
    return {person_id: _actor(person_id, seats) for person_id, seats in held.items()}


def _actor(person_id: int, held: Iterable[tuple[int, str, str, str | None]]) -> Actor:
    seats = [SeatHeld(seat, Role(role), AreaCode(code), office or "") for seat, role, code, office in held]
    return Actor(person_id, tuple(sorted(seats, key=_first_office)))


def appointments_on(at: datetime) -> QuerySet[Appointment]:
    """Who holds which seat at a moment."""
    return Appointment.objects.filter(_held(day_of(at), at))


def _first_office(seat: SeatHeld) -> tuple[int, AreaCode, int]:
    return FIRST_ROLES.index(seat.role), seat.area, seat.id


def holder_of(role: Role, area: AreaCode, at: datetime) -> Person:
    """The person in the seat on the day of `at`; refused where the seat is empty."""
    holder = Person.objects.filter(
        id__in=Appointment.objects.filter(_held(day_of(at), at), seat__role=role, seat__area__code=area.digits)
        # Not by the key alone: PostgreSQL would walk through all appointments in its order to find the one.
        .order_by("held_from", "id")
        .values("person_id")[:1]
    ).first()
    if holder is None:
        raise Refused("empty-seat", "Jabatan {seat} sedang kosong.", seat=f"{role.value} {area.official}")
    return holder


def person_by_login(login: str) -> Person:
    """The person who signs in with this; refused where there is none."""
    person = Person.objects.filter(login=normal_login(login), is_active=True).first()
    if person is None:
        raise Refused("login", "Tidak ada orang dengan nama masuk {login}.", field="login", login=login)
    return person


def office(code: str) -> Office:
    """The office with this code; refused where there is none."""
    found = Office.objects.select_related("area").filter(code=code).first()
    if found is None:
        raise Refused("office", "Tidak ada kantor dengan kode {code}.", field="office", code=code)
    return found


def offices_by_code(codes: Collection[str] | None = None) -> dict[str, Office]:
    """The offices with these codes, or every office; one query."""
    found = Office.objects.select_related("area")
    return {office.code: office for office in (found if codes is None else found.filter(code__in=codes))}


def offices_to_forward_to(holder: Office) -> QuerySet[Office]:
    """Every office but the one that holds, departments first; one query."""
    return Office.objects.exclude(id=holder.id).order_by("-kind", "name")


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody whom a visitor of the demonstration may be, with one seat to show (None: a resident)."""

    id: int
    login: str
    name: str
    role: Role
    area: str


def demonstration_people() -> list[DemonstrationPerson]:
    """The simulated people with a telling login (`demo-...`); one query. Only demonstrations have any."""
    rows = (
        Person.objects.filter(is_simulated=True, is_active=True, login__startswith="demo-")
        .order_by("id")
        .values_list("id", "login", "name")
    )
    seats: dict[int, tuple[str, str]] = {
        person: (role, area)
        for person, role, area in Appointment.objects.filter(
            person__login__startswith="demo-", person__is_simulated=True
        )
        .order_by("-id")
        .values_list("person_id", "seat__role", "seat__area__name")
    }
    return [
        DemonstrationPerson(
            person, login, name, Role(seats.get(person, (Role.WARGA.value, ""))[0]), seats.get(person, ("", ""))[1]
        )
        for person, login, name in rows
    ]


def seats_of_unit(unit: AreaCode) -> QuerySet[Seat]:
    """The seats of an RT or RW; one query."""
    return Seat.objects.filter(area__code=unit.digits).order_by("role")


def has_real_people() -> bool:
    """Whether anybody in the register is not simulated: a demonstration never runs over them. One query."""
    return Person.objects.filter(is_simulated=False).exists()


def demonstration_person(login: str) -> Person:
    """The simulated person with this telling login; refused for anybody else. One query."""
    person = Person.objects.filter(is_simulated=True, is_active=True, login=login, login__startswith="demo-").first()
    if person is None:
        raise hidden()
    return person
