"""Why a kelurahan stands where it does: everything its page shows, of what everybody may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rukun.areas.models import Area
from rukun.funds.decree import PerReport
from rukun.funds.queries import decree_for
from rukun.ranking import performance, queries
from rukun.ranking.awards import UnitDone
from rukun.ranking.models import Table
from rukun.ranking.queries import Past
from rukun.ranking.reasons import Moved, Spread, Supposed, city_told, costs, moved, spreads, supposed
from rukun.ranking.rules import HandledReport
from rukun.reports.models import Report
from rukun.transparency.queries import publicly
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

# Ten are in sight; a lurah may look further down to see what would be if more had been in time.
SHOWN_AT_ONCE = 10
COSTLY_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Costly:
    """One report that cost points: its place in the list, and its page where everybody may open it."""

    number: int
    points: float
    row: HandledReport
    report: Report | None
    is_chosen: bool

    @property
    def times_deadline(self) -> float:
        return self.row.held_seconds / max(1, self.row.allowed_seconds)


@dataclass(frozen=True, slots=True)
class Why:
    """The page. `row` is the kelurahan's in the table that stands; all is told as it was when that was made."""

    area: Area
    table: Table
    told: dict[str, Any]
    row: dict[str, Any]
    spreads: list[Spread]
    past: list[Past]
    moved: Moved | None
    costly: list[Costly]
    supposed: Supposed | None

    @property
    def costliest(self) -> list[Costly]:
        return self.costly[:SHOWN_AT_ONCE]

    @property
    def less_costly(self) -> list[Costly]:
        return self.costly[SHOWN_AT_ONCE:]

    @property
    def is_deep(self) -> bool:
        """Whether one that lies folded away is chosen."""
        return any(one.is_chosen for one in self.less_costly)


def why_of(area: Area, month: Month, chosen: Collection[int]) -> Why | None:
    """None where the month has no table. `chosen` are places in the list of costly reports, from 1.

    Seven queries, however many reports the kelurahan had.
    """
    table = queries.newest_table(month)
    if table is None:
        return None
    told = table.told
    row = next((one for one in told["rows"] if one["code"] == area.official_code), None)
    if row is None:
        return None
    before = queries.newest_table(month.previous)
    past = queries.history_of(area.area_code)
    change = moved(row["code"], told, before.told) if before else None
    parts = spreads(row, told) if row["rank"] is not None else []
    method = queries.method_of(table)
    if row["rank"] is None or method is None:
        return Why(area, table, told, row, parts, past, change, [], None)
    rows = queries.inputs_kept(table, area)
    city = city_told(told)
    listed = costs(rows, city, method, COSTLY_AT_MOST)
    pages = _pages([cost.row.report for cost in listed])
    costly = [
        Costly(number, cost.points, cost.row, pages.get(cost.row.report), number in chosen)
        for number, cost in enumerate(listed, start=1)
    ]
    wanted = {one.row.report for one in costly if one.is_chosen}
    what_if = supposed(rows, wanted, row["code"], told, method) if wanted else None
    return Why(area, table, told, row, parts, past, change, costly, what_if)


def _pages(codes: Sequence[str]) -> dict[str, Report]:
    found = publicly(Report.objects.filter(code__in=codes)).select_related("category")
    return {report.code: report for report in found}


@dataclass(frozen=True, slots=True)
class UnitShown:
    """What an RT or RW did beside what the decree counts at most; shown, and never a reason to pay."""

    area: Area
    done: UnitDone
    target: int | None

    @property
    def share(self) -> float | None:
        return min(1.0, self.done.valid / self.target) if self.target else None


def units_shown(kelurahan: Area, month: Month, at: datetime) -> list[UnitShown]:
    """Every RT and RW of a kelurahan; four queries."""
    targets = {kind: _target(kind, month, at) for kind in (Kind.RW, Kind.RT)}
    return [
        UnitShown(area, done, targets[Kind(area.kind)])
        for area, done in performance.units_of(kelurahan.area_code, month)
    ]


def _target(kind: Kind, month: Month, at: datetime) -> int | None:
    """How many reports of a month the decree counts at most; None where money does not follow reports."""
    try:
        grant = decree_for(kind, month, day_of(at)).grants[kind]
    except (Refused, KeyError):
        return None
    return grant.counted_per_month_max if isinstance(grant, PerReport) else None
