"""The course of each head's seat in a kelurahan, from invitation to a report every week."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Min

from rukun.areas.models import Area
from rukun.areas.queries import units_of
from rukun.people.queries import appointments_on
from rukun.people.rules import HEAD_OF, Role
from rukun.reports.models import Report
from rukun.sosialisasi.models import Attendance, Invited, Practice
from rukun.sosialisasi.rules import WEEKS_LOOKED_AT, Course, Stuck, needs_visit, stuck_at, weeks_of
from rukun.validation.models import CurrentVerdict
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.time import day_of

HEADS = tuple(HEAD_OF.values())
RW_DIGITS = LENGTH_OF[Kind.RW]


@dataclass(slots=True)
class SeatCourse:
    """The seat of a unit's head: who sits there, and how far it has come."""

    unit: Area
    role: Role
    name: str = ""
    login: str = ""
    person_id: int | None = None
    course: Course = field(default_factory=Course)
    stuck: Stuck | None = None
    is_to_visit: bool = False
    # Where the seat has no holder with a telephone: that of the head of the RW around it.
    through: str = ""
    through_name: str = ""

    @property
    def phone(self) -> str:
        """In E.164; "" where somebody signs in otherwise, or nobody sits there."""
        return self.login if self.login.startswith("+") else ""


def courses_of(kelurahan: AreaCode, at: datetime) -> list[SeatCourse]:
    """Every RW and RT that exists today, by number; eight queries, one where the register names no unit."""
    today = day_of(at)
    seats = {unit.pk: SeatCourse(unit, HEAD_OF[Kind(unit.kind)]) for unit in units_of(kelurahan, today)}
    if not seats:
        return []
    _who(seats, at)
    _sessions(seats)
    _reports(seats, at)
    heads = {one.unit.code: one for one in seats.values() if one.unit.kind == Kind.RW}
    for one in seats.values():
        above = heads.get(one.unit.code[:RW_DIGITS])
        if not one.phone and above is not None and above is not one:
            one.through, one.through_name = above.phone, above.name
        one.stuck, one.is_to_visit = stuck_at(one.course), needs_visit(one.course, today)
    return list(seats.values())


def _who(seats: dict[int, SeatCourse], at: datetime) -> None:
    held = appointments_on(at).filter(seat__area_id__in=seats, seat__role__in=HEADS, person__is_active=True)
    facts = ("seat__area_id", "held_from", "person__name", "person__login", "person_id")
    for unit, since, *who in held.order_by("-held_from", "-id").values_list(*facts):
        seats[unit].name, seats[unit].login, seats[unit].person_id = who
        seats[unit].course.registered_on = since


def _sessions(seats: dict[int, SeatCourse]) -> None:
    """Invitations count by the day of the session; a cancelled session invited nobody."""
    of_heads = {"seat__area_id__in": list(seats), "seat__role__in": HEADS}
    asked = Invited.objects.filter(**of_heads, sosialisasi__cancelled_at=None)
    for unit, first in asked.values_list("seat__area_id").annotate(Min("sosialisasi__starts_at")):
        seats[unit].course.invited_on = day_of(first)
    came = Attendance.objects.filter(**of_heads, withdrawn_at=None)
    for unit, stage, first in came.values_list("seat__area_id", "sosialisasi__stage").annotate(Min("came_at")):
        seats[unit].course.came[stage] = day_of(first)
    tried = Practice.objects.filter(**of_heads)
    for unit, first in tried.values_list("seat__area_id").annotate(Min("received_at")):
        seats[unit].course.practised_on = day_of(first)


def _reports(seats: dict[int, SeatCourse], at: datetime) -> None:
    units, today = list(seats), day_of(at)
    for unit, first in Report.objects.filter(unit__in=units).values_list("unit_id").annotate(Min("counted_on")):
        seats[unit].course.first_report_on = first
    sound = CurrentVerdict.objects.filter(unit__in=units, is_valid=True)
    for unit, first in sound.values_list("unit_id").annotate(Min("counted_on")):
        seats[unit].course.first_valid_on = first
    since = today - timedelta(days=7 * WEEKS_LOOKED_AT - 1)
    lately = Report.objects.filter(unit__in=units, counted_on__gte=since, counted_on__lte=today)
    days: dict[int, list[date]] = {}
    for unit, day in lately.order_by().values_list("unit_id", "counted_on").distinct():
        days.setdefault(unit, []).append(day)
    for unit, found in days.items():
        seats[unit].course.weeks = weeks_of(found, today)
