"""Offices side by side: what they hold now, from the open tickets alone, and what happened, from the kept tallies.

Neither grows with the closed tickets: a month of a kota is some two thousand tallies, whatever lies in the archive.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from rukun.areas.queries import in_ward_of
from rukun.followup.models import Ticket
from rukun.followup.oversight.models import DayTally
from rukun.followup.oversight.rules import BANDS, Sums, band_starts
from rukun.followup.oversight.tallying import COUNTS
from rukun.followup.rules import OPEN, State
from rukun.people.models import Office
from rukun.values.code import AreaCode
from rukun.values.time import Month, day_of

NOTHING_HELD = "{}"
OF_PLACES = ("kelurahan", "kecamatan")


@dataclass(frozen=True, slots=True)
class Days:
    """Some days from the first to the last."""

    first: date
    last: date

    @property
    def all(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


@dataclass(slots=True)
class Held:
    """What an office holds at a moment: all, overdue, paused, and by bands of age."""

    open: int = 0
    overdue: int = 0
    paused: int = 0
    bands: list[int] = field(default_factory=lambda: [0] * (len(BANDS) + 1))

    def add(self, other: Held) -> None:
        """Take in another's."""
        self.open, self.overdue, self.paused = (
            self.open + other.open, self.overdue + other.overdue, self.paused + other.paused,
        )  # fmt: skip
        self.bands = [own + more for own, more in zip(self.bands, other.bands, strict=True)]


@dataclass(slots=True)
class Row:
    """One office (or one kota, all of its offices together) with its figures, and those of the days before."""

    code: str
    name: str
    held: Held
    now: Sums
    before: Sums
    elsewhere: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing is held there, and nothing happened in these days or those before."""
        return not (self.held.open or self.elsewhere) and self.now == self.before == Sums()

    def add(self, other: Row) -> None:
        """Take in another's figures."""
        self.held.add(other.held)
        self.now.add(other.now)
        self.before.add(other.before)
        self.elsewhere += other.elsewhere


@dataclass(frozen=True, slots=True)
class Beside:
    """The offices of an area side by side, all of them together, and what happened on each day."""

    rows: list[Row]
    total: Row
    days: list[tuple[date, int, int]]


def days_of(month: Month, at: datetime) -> tuple[Days, Days]:
    """The days of a month up to the moment, and as many of the month before: like is compared with like."""
    last = min(month.last, max(month.first, day_of(at)))
    before = month.previous
    same = before.first + timedelta(days=min((last - month.first).days, before.length - 1))
    if last == month.last:
        same = before.last
    return Days(month.first, last), Days(before.first, same)


def offices_in(area: AreaCode) -> list[Office]:
    """The offices of the kelurahan and kecamatan within an area, by code; one query."""
    found = Office.objects.filter(kind__in=OF_PLACES, area__code__startswith=area.digits)
    return list(found.select_related("area").order_by("code"))


def beside(area: AreaCode, days: tuple[Days, Days], at: datetime) -> Beside:
    """Five queries, whatever the number of offices or tickets."""
    offices = offices_in(area)
    ids = [office.pk for office in offices]
    held, now, before = held_by(ids, at), _sums(ids, days[0]), _sums(ids, days[1])
    others = _held_elsewhere(area, ids)
    rows = [
        Row(
            office.code, office.name, held.get(office.pk, Held()), _all(now.get(office.pk, {})),
            _all(before.get(office.pk, {})), others.get(office.area_id, 0),
        )
        for office in offices
        if office.kind == "kelurahan" or held.get(office.pk, Held()).open or office.pk in now
    ]  # fmt: skip
    total = Row("", "", Held(), Sums(), Sums())
    for row in rows:
        total.add(row)
    return Beside(rows, total, _by_day(now, days[0]))


def grouped(rows: Sequence[Row], names: Mapping[str, str], length: int) -> list[Row]:
    """The rows of offices put together by the area that the first digits of their codes name."""
    found: dict[str, Row] = {}
    for row in rows:
        code = row.code[:length]
        found.setdefault(code, Row(code, names.get(code, code), Held(), Sums(), Sums())).add(row)
    return [found[code] for code in sorted(found)]


def held_by(offices: Collection[int], at: datetime) -> dict[int, Held]:
    """What each office holds; one query over open tickets."""
    ages = {f"band{number}": Count("id", filter=between(*ends)) for number, ends in enumerate(band_starts(at))}
    rows = (
        Ticket.objects.filter(holder_id__in=offices, state__in=OPEN)
        .values("holder_id")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(due_at__lt=at) & ~Q(state=State.PAUSED)),
            paused=Count("id", filter=Q(state=State.PAUSED)),
            **ages,
        )
        .order_by()
    )
    return {row["holder_id"]: _held(row) for row in rows}


def _held(row: Mapping[str, Any]) -> Held:
    return Held(row["open"], row["late"], row["paused"], [row[f"band{number}"] for number in range(len(BANDS) + 1)])


def between(first: datetime | None, before: datetime | None) -> Q:
    """Opened from one moment on and before another, where there is one."""
    condition = Q()
    if first is not None:
        condition &= Q(opened_at__gte=first)
    if before is not None:
        condition &= Q(opened_at__lt=before)
    return condition


def elsewhere(area: AreaCode, offices: Collection[int]) -> QuerySet[Ticket]:
    """Open tickets of an area in the hands of others: departments, utilities."""
    return Ticket.objects.filter(in_ward_of(area), state__in=OPEN).exclude(holder_id__in=offices)


def _held_elsewhere(area: AreaCode, offices: Collection[int]) -> dict[int, int]:
    rows = elsewhere(area, offices).values_list("kelurahan_id").annotate(n=Count("id")).order_by()
    return dict(rows)


def _sums(offices: Collection[int], days: Days) -> dict[int, dict[date, Sums]]:
    """What happened at each office on each of the days; one query."""
    found: dict[int, dict[date, Sums]] = defaultdict(dict)
    rows = DayTally.objects.filter(office_id__in=offices, day__gte=days.first, day__lte=days.last)
    for office, day, held, *counts in rows.values_list("office_id", "day", "held", *COUNTS):
        sums = Sums(**dict(zip(COUNTS, counts, strict=True)))
        if held != NOTHING_HELD:
            sums.spread.update({int(number): many for number, many in json.loads(held).items()})
        found[office][day] = sums
    return found


def sums_of(offices: Collection[int], days: Days) -> dict[int, Sums]:
    """What happened at each office in the days; one query."""
    return {office: _all(by_day) for office, by_day in _sums(offices, days).items()}


def _all(by_day: Mapping[date, Sums]) -> Sums:
    total = Sums()
    for sums in by_day.values():
        total.add(sums)
    return total


def _by_day(now: Mapping[int, Mapping[date, Sums]], days: Days) -> list[tuple[date, int, int]]:
    """For each day: how many came, and how many were closed."""
    came: dict[date, int] = defaultdict(int)
    went: dict[date, int] = defaultdict(int)
    for by_day in now.values():
        for day, sums in by_day.items():
            came[day] += sums.opened
            went[day] += sums.closed
    return [(day, came[day], went[day]) for day in days.all]
