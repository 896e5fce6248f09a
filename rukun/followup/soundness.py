"""What is missing for follow-up to work: a category with nobody in charge, a desk with nobody at it, a calendar that
ends, no words to citizens; and what routes of the coming weeks will make of it. Asked by `rukun check`; changes
nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from rukun.followup import queries
from rukun.followup.holidays import years_untold
from rukun.followup.models import Holiday, Template
from rukun.followup.routes import OF_THE_PLACE
from rukun.followup.rules import State
from rukun.people.models import Office
from rukun.people.queries import appointments_on
from rukun.people.rules import Role
from rukun.reports.models import Category
from rukun.values.time import day_of

ROUTES_WITHIN = timedelta(days=60)
# For these states every desk is offered words of the city's own.
WORDED = (State.DONE, State.DECLINED, State.PAUSED, State.WAITING)
NAMED_AT_MOST = 5
AT_A_DESK = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing. `is_serious`: reports go nowhere because of it; else it waits for a person."""

    code: str
    about: str
    words: str
    is_serious: bool


def findings(at: datetime) -> list[Finding]:
    """Everything that is missing at a moment, what is serious first; nine queries."""
    today = day_of(at)
    offices = {office.code: office for office in Office.objects.select_related("area")}
    in_charge = _in_charge(today)
    found = [
        *_nobody_in_charge(in_charge, offices),
        *_reasons(),
        *_desks(in_charge, offices, at),
        *_calendar(today),
        *_tomorrow(today, in_charge, offices, at),
        *_templates(),
    ]
    return sorted(found, key=lambda one: not one.is_serious)


def _in_charge(day: date) -> dict[str, set[str]]:
    """Which offices each category names on a day, by its owner or by a route."""
    named = {
        code: {owner}
        for code, owner in Category.objects.filter(needs_followup=True, retired_on=None).values_list("code", "owner")
    }
    for category, lines in queries.routes().by_category.items():
        for line in lines:
            if category in named and line.since <= day and (line.until is None or day < line.until):
                named[category].add(line.office)
    return named


def _nobody_in_charge(in_charge: dict[str, set[str]], offices: dict[str, Office]) -> Iterator[Finding]:
    for category, codes in sorted(in_charge.items()):
        for code in sorted(codes - offices.keys() - {OF_THE_PLACE}):
            yield Finding(
                "nobody-in-charge", category, f"category {category} is the business of {code}, which is no office",
                is_serious=True,
            )  # fmt: skip


def _desks(in_charge: dict[str, set[str]], offices: dict[str, Office], at: datetime) -> Iterator[Finding]:
    seats = appointments_on(at).filter(
        Q(seat__role__in=AT_A_DESK, seat__office__isnull=False) | Q(seat__role=Role.CAMAT)
    )
    rows = seats.values_list("seat__office__code", "seat__role", "seat__area__code")
    taken = {area if role == Role.CAMAT else office for office, role, area in rows}
    wanted = set().union(*in_charge.values()) if in_charge else set()
    for code in sorted(wanted & offices.keys() - taken):
        yield Finding("empty-desk", code, f"{offices[code].name} is in charge, and nobody sits there", is_serious=False)
    for kind in ("kelurahan", "kecamatan"):
        empty = sorted(office.name for office in offices.values() if office.kind == kind and office.code not in taken)
        if empty:
            more = ", …" if len(empty) > NAMED_AT_MOST else ""
            words = f"{len(empty)} {kind} with nobody at the desk: {', '.join(empty[:NAMED_AT_MOST])}{more}"
            yield Finding("empty-desk", kind, words, is_serious=False)


def _tomorrow(
    today: date, in_charge: dict[str, set[str]], offices: dict[str, Office], at: datetime
) -> Iterator[Finding]:
    """Routes that begin within the coming weeks and lead to an office that is none, or where nobody sits."""
    seats = appointments_on(at).filter(seat__office__isnull=False).values_list("seat__office__code", flat=True)
    taken, known = set(seats), set().union(*in_charge.values()) if in_charge else set()
    for category, lines in sorted(queries.routes().by_category.items()):
        for line in lines:
            if not today < line.since <= today + ROUTES_WITHIN or line.office == OF_THE_PLACE:
                continue
            about = f"category {category} goes to {line.office} from {line.since}"
            if line.office not in offices:
                yield Finding("nobody-in-charge", category, f"{about}, which is no office", is_serious=False)
            elif line.office not in taken | known:
                yield Finding("empty-desk", line.office, f"{about}, and nobody sits there", is_serious=False)


def _templates() -> Iterator[Finding]:
    kept = set(Template.objects.filter(office=None, is_active=True).values_list("state", flat=True))
    if missing := [state.value for state in WORDED if state not in kept]:
        yield Finding("templates", "city", f"no words to citizens for: {', '.join(missing)}", is_serious=False)


def _calendar(today: date) -> Iterator[Finding]:
    for year, known in years_untold(list(Holiday.objects.values_list("day", flat=True)), today):
        words = f"{known or 'no'} holidays of {year} are known: deadlines run on the others as on any weekday"
        yield Finding("calendar", "holidays", words, is_serious=False)


def _reasons() -> Iterator[Finding]:
    terms = queries.terms()
    for what, kept in (("delay", terms.delays), ("decline", terms.declines)):
        if not kept:
            yield Finding("reasons", what, f"follow-up.toml names no reason to {what}", is_serious=True)
