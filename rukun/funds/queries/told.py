"""A month as it is told to whoever redoes it: closed statements as they stand, drafts as they would be now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Sum

from rukun.areas.models import Area
from rukun.funds.models import Closing, Statement, StatementLine
from rukun.funds.queries.due import Due, closing_of, due
from rukun.funds.rules import Line
from rukun.funds.sealed import Stated
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month


class Taken(NamedTuple):
    """A correction that went into a statement: what was left of it then, which month it corrects, and why."""

    unit: str
    correction: int
    left: int
    month: str
    cause: str


@dataclass(frozen=True, slots=True)
class MonthTold:
    """A month of a kelurahan: closed (`closing`) or a draft as of `as_of`, with what was taken in of corrections."""

    kelurahan: AreaCode
    closing: Closing | None
    as_of: datetime
    statements: tuple[Stated, ...]
    taken: tuple[Taken, ...]

    @property
    def state(self) -> str:
        return self.closing.state if self.closing else "draft"


def kelurahan_with_units(within: AreaCode | None = None) -> list[AreaCode]:
    """Every kelurahan that has an RT or RW, by code; one query."""
    units = Area.objects.filter(kind=Kind.RW)
    if within is not None:
        units = units.filter(code__startswith=within.digits)
    codes = units.order_by("parent__code").values_list("parent__code", flat=True).distinct()
    return [AreaCode(code) for code in codes if code]


def month_told(kelurahan: AreaCode, month: Month, at: datetime) -> MonthTold:
    """The statements of one kelurahan; five queries where it is closed, eight where not."""
    closing = closing_of(kelurahan, month)
    if closing is None:
        found = due(kelurahan, month, at)
        taken = [
            Taken(d.unit.code, part.correction, part.amount, f"{part.month:%Y-%m}", part.cause)
            for d in found
            for part in d.corrections
        ]
        return MonthTold(kelurahan, None, at, tuple(_drafted(d) for d in found), tuple(taken))
    rows = list(
        Statement.objects.filter(closing=closing)
        .select_related("unit", "decree")
        .prefetch_related("lines__correction__statement")
        .order_by("unit__code")
    )
    statements = tuple(_closed(row) for row in rows)
    return MonthTold(kelurahan, closing, closing.closed_at, statements, tuple(_taken(rows)))


def _drafted(one: Due) -> Stated:
    return Stated(
        one.unit.code, one.unit.name, one.decree.id, one.decree.digest, one.lines, one.reports.codes, one.measured,
        one.came,
    )  # fmt: skip


def _closed(row: Statement) -> Stated:
    lines = tuple(Line(line.what, line.count, line.rate, line.amount) for line in row.lines.all())
    # In the order in which they are sorted out, whatever the spelling in which they are kept.
    codes = row.codes
    kept = {name: codes.get(name, []) for name in ("counted", "beyond", "out_of_bound", "not_counting", "struck")}
    return Stated(
        row.unit.code, row.unit.name, row.decree.decree, row.decree.digest, lines, kept, row.measured, row.came
    )


def _taken(rows: Iterable[Statement]) -> Iterable[Taken]:
    """What was left of each correction when it was taken in: without what earlier months had taken of it."""
    taking = [(row, line) for row in rows for line in row.lines.all() if line.correction_id]
    before: dict[int, int] = defaultdict(int)
    if taking:
        earlier = StatementLine.objects.filter(
            correction_id__in=[line.correction_id for _, line in taking], statement__month__lt=taking[0][0].month
        )
        before.update(earlier.values_list("correction_id").annotate(s=Sum("amount")))
    for row, line in taking:
        assert line.correction is not None
        left = line.correction.amount - before[line.correction.pk]
        corrected = line.correction.statement.month
        yield Taken(row.unit.code, line.correction.pk, left, f"{corrected:%Y-%m}", line.correction.cause)
