"""Who will hold a report, and until when: what its ticket is going to say, before the clock has opened it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.followup.models import Holiday, Routing
from rukun.followup.queries.course import ticket_of
from rukun.followup.routes import Route, Routes
from rukun.followup.rules import Calendar
from rukun.people.models import Office
from rukun.reports.models import Report
from rukun.values.time import day_of

# Whoever sent a report is told at once: small questions, asked of every report that arrives.
ROUTES: Kept[tuple[str, str, str, date, date | None]] = Kept(
    lambda category: Routing.objects.filter(category=category).values_list(
        "category", "area", "office", "since", "until"
    ),
    str,
)
HOLIDAYS: Kept[tuple[date]] = Kept(lambda day: Holiday.objects.filter(day__gte=day).values_list("day"), date)
OFFICES: Kept[Office] = Kept(lambda owner, place: Office.objects.filter(code__in=[owner, place]), str, str)


@dataclass(frozen=True, slots=True)
class Holder:
    """The office that has it to do, and when its time is over."""

    office: Office
    due_at: datetime


def holder_of(report: Report, routes: Routes, offices: Mapping[str, Office], days: Calendar) -> Holder:
    """Whom the routes of the day of its arrival name, else the kelurahan of the place; and its category's deadline."""
    kind, place = report.category, report.kelurahan.code
    owner = routes.office_for(kind.code, kind.owner, place, day_of(report.received_at))
    due_at = days.due_at(report.received_at, kind.deadline_hours or 0, around_the_clock=kind.around_the_clock)
    return Holder(offices.get(owner) or offices[place], due_at)


def expected(report: Report) -> Holder | None:
    """Of a report that just came; None where nothing is to be followed up. Three queries."""
    kind = report.category
    if not kind.needs_followup:
        return None
    place, day = report.kelurahan.code, day_of(report.received_at)
    routes = Routes.of(Route(*row) for row in ROUTES.rows(kind.code))
    owner = routes.office_for(kind.code, kind.owner, place, day)
    offices = {office.code: office for office in OFFICES.rows(owner, place)}
    if place not in offices:
        return None  # a city is being set up: the clock says it aloud, and the report is kept all the same
    return holder_of(report, routes, offices, Calendar(frozenset(row[0] for row in HOLIDAYS.rows(day))))


@dataclass(frozen=True, slots=True)
class Given:
    """What gave a report to its first office: a line for an area since a day, else the kind itself (no area). It is
    the kelurahan's own (`is_of_place`), or that of another office."""

    area: str
    since: date | None
    is_of_place: bool


def given_to(report: Report, office: str) -> Given | None:
    """Why it came to this office when it came; None where something else than the city's list brought it there. At
    most two queries."""
    kind, place, day = report.category, report.kelurahan.code, day_of(report.received_at)
    routes = Routes.of(Route(*row) for row in ROUTES.rows(kind.code))
    if routes.office_for(kind.code, kind.owner, place, day) != office:
        return None
    line = routes.line_for(kind.code, place, day)
    name = Area.objects.filter(code=line.area).values_list("name", flat=True).first() if line else ""
    return Given(name or "", line.since if line else None, office == place)


def holder_now(report: Report) -> Holder | None:
    """Who has it and until when, or will have it; None where it is closed, or nothing is to be followed up."""
    ticket = ticket_of(report)
    if ticket is None:
        return expected(report)
    return None if ticket.done_at else Holder(ticket.holder, ticket.due_at)
