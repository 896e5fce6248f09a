"""The public home and the page of an area: what was done this month, how money flowed, who stands where, the seal.

Every figure comes from what is kept by the day or the month, so none grows with the reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Sum

from rukun.areas.models import Area
from rukun.areas.queries import has_drawn_borders, whole_city
from rukun.followup.oversight.models import DayTally
from rukun.people.models import Seat
from rukun.people.queries import appointments_on
from rukun.people.rules import Role
from rukun.ranking import queries as standings
from rukun.ranking.models import Standing, Table
from rukun.reports.models import Report
from rukun.transparency.counting import counts_by_kecamatan, counts_in
from rukun.transparency.drawings.maps import Map
from rukun.transparency.money.figures import Period, Sums, share
from rukun.transparency.money.queries import sums_of
from rukun.transparency.queries import map_of, newest_pictured
from rukun.values.code import Kind
from rukun.values.time import Month

TOP, PICTURED = 5, 6
FIRST_DAYS = timedelta(days=3)
# How many months stand side by side on the page of an area.
MONTHS = 6
UNITS = (Kind.RW, Kind.RT)
SHOWN = ("opened", "closed", "confirmed", "disputed")
# Heads of a unit and of an office; persons are never named.
HEADS = (Role.KETUA_RT, Role.KETUA_RW, Role.LURAH, Role.CAMAT, Role.WALI_KOTA)


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: the area it is about, its map, how its tickets stand, its newest reports."""

    area: Area
    map: Map | None
    is_drawn: bool
    states: dict[str, int]
    reports: int
    newest: list[Report]


@dataclass(frozen=True, slots=True)
class MonthDone:
    """What the offices of an area did in a month; `most` is the largest figure of the months beside it."""

    month: Month
    most: int
    opened: int = 0
    closed: int = 0
    confirmed: int = 0
    disputed: int = 0

    @property
    def opened_percent(self) -> float:
        """How long its bar is."""
        return share(self.opened, self.most)

    @property
    def closed_percent(self) -> float:
        return share(self.closed, self.most)


@dataclass(frozen=True, slots=True)
class Leading:
    """The first places of the newest table, each with how sure it is."""

    table: Table
    first: list[Standing]


@dataclass(frozen=True, slots=True)
class Headed:
    """A seat that answers for an area, and whether somebody holds it now."""

    role: str
    is_held: bool


def home_area() -> Area | None:
    """The kecamatan that holds most of the reports of a small installation, else the whole city; two queries."""
    counts = counts_by_kecamatan()
    top, most = counts.most_common(1)[0] if counts else ("", 0)
    if most * 2 > counts.total():
        return Area.objects.filter(code=top).first()
    return whole_city()


def overview(area: Area) -> Overview:
    """At most nine queries, whatever the number of reports."""
    code = area.area_code
    reports, states = counts_in(code)
    return Overview(
        area=area,
        map=map_of(code),
        is_drawn=has_drawn_borders(code),
        states=states,
        reports=reports,
        newest=newest_pictured(code, PICTURED),
    )


def month_shown(at: datetime) -> Month:
    """The running month once it is some days old; before that the one that has just ended."""
    return Month.of(at - FIRST_DAYS)


def worked_in(area: Area, newest: Month) -> list[MonthDone]:
    """What the offices within an area did in the months up to the newest, which comes first; one query over kept
    tallies. Nothing for an RW or RT, which has no office of its own."""
    if area.kind in UNITS:
        return []
    within = Q() if area.kind == Kind.PROVINSI else Q(office__area__code__startswith=area.code)
    months = _months_until(newest)
    days = DayTally.objects.filter(within, day__gte=months[-1].first, day__lte=newest.last)
    rows = days.values_list("day__year", "day__month").order_by().annotate(*(Sum(name) for name in SHOWN))
    found = {Month(year, month): dict(zip(SHOWN, sums, strict=True)) for year, month, *sums in rows}
    most = max((max(sums["opened"], sums["closed"]) for sums in found.values()), default=0)
    told = [MonthDone(month, most, **found.get(month, {})) for month in months]
    return told[: max((n for n, one in enumerate(told, 1) if one.opened or one.closed), default=1)]


def money_this_year(area: Area, at: datetime) -> Sums:
    """What came and went in the present year; two queries for a large area, eight for the others."""
    return sums_of(area, Period.asked("", "", Month.of(at)))


def leading() -> Leading | None:
    """The first places of the newest table; three queries."""
    months = standings.months_with_tables()
    table = standings.newest_table(months[0]) if months else None
    if table is None:
        return None
    first = Standing.objects.filter(table=table, rank__isnull=False).select_related("kelurahan")
    return Leading(table, list(first.order_by("rank", "kelurahan__code")[:TOP]))


def heads_of(area: Area, at: datetime) -> list[Headed]:
    """The seats that answer for an area, as seats: never who holds them; two queries."""
    seats = list(Seat.objects.filter(area=area, role__in=HEADS).order_by("role"))
    held = set(appointments_on(at).filter(seat__in=seats).values_list("seat_id", flat=True))
    return [Headed(seat.role, seat.pk in held) for seat in seats]


def _months_until(newest: Month) -> list[Month]:
    months = [newest]
    while len(months) < MONTHS:
        months.append(months[-1].previous)
    return months
