"""A month as it is told to whoever redoes it: closed statements as they stand, drafts as they would be now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Sum

from rukun.areas.models import Area
from rukun.funds.models import Closing, Correction, Statement, StatementLine
from rukun.funds.models.closing import Kept, kept_in
from rukun.funds.queries.due import closing_of, due
from rukun.funds.rules import Line
from rukun.funds.sealed import FATES, Stated, stated
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
    """The statements of one kelurahan; three queries where it is closed, eight where not."""
    closing = closing_of(kelurahan, month)
    if closing is None:
        found = due(kelurahan, month, at)
        taken = [
            Taken(d.unit.code, part.correction, part.amount, f"{part.month:%Y-%m}", part.cause)
            for d in found
            for part in d.corrections
        ]
        return MonthTold(kelurahan, None, at, tuple(d.stated for d in found), tuple(taken))
    lines = _lines(closing)
    rows = (
        Statement.objects.filter(closing=closing, is_late=False)
        .order_by("unit__code")
        .values_list("id", "unit__code", "unit__name", "decree__decree", "decree__digest", "reports")
    )
    units, statements = {}, []
    for number, unit, name, decree, digest, reports in rows:
        units[unit] = number
        own = tuple(line for line, _ in lines[number])
        statements.append(_closed(unit, name, decree, digest, own, kept_in(reports)))
    settled = [(unit, correction) for unit, number in units.items() for _, correction in lines[number] if correction]
    return MonthTold(kelurahan, closing, closing.closed_at, tuple(statements), tuple(_taken(settled, month)))


def _lines(closing: Closing) -> Mapping[int, list[tuple[Line, int | None]]]:
    """The lines of each statement (by id), with the correction that one settles; one query. A city has a hundred
    thousand of them a month: tuples, and not an object each."""
    lines: dict[int, list[tuple[Line, int | None]]] = defaultdict(list)
    rows = StatementLine.objects.filter(statement__closing=closing).order_by("statement_id", "order")
    for statement, correction, what, count, rate, amount in rows.values_list(
        "statement_id", "correction_id", "what", "count", "rate", "amount"
    ):
        lines[statement].append((Line(what, count, rate, amount), correction))
    return lines


def _closed(unit: str, name: str, decree: str, digest: str, lines: tuple[Line, ...], kept: Kept) -> Stated:
    # In the order in which they are sorted out, whatever the spelling in which they are kept.
    codes = {what: kept.codes.get(what, []) for what in FATES}
    return stated((unit, name), (decree, digest), lines, codes, kept.measured, kept.came)


def _taken(settled: Collection[tuple[str, int]], month: Month) -> Iterator[Taken]:
    """What was left of each correction, by the unit that took it in: without what earlier months had taken of it. Two
    queries where there is any."""
    if not settled:
        return
    numbers = [number for _, number in settled]
    earlier = StatementLine.objects.filter(correction_id__in=numbers, statement__month__lt=month.first)
    before = dict(earlier.order_by().values_list("correction_id").annotate(s=Sum("amount")))
    told = Correction.objects.filter(pk__in=numbers).values_list("pk", "amount", "statement__month", "cause")
    known = {number: (amount, corrected, cause) for number, amount, corrected, cause in told}
    for unit, number in settled:
        amount, corrected, cause = known[number]
        yield Taken(unit, number, amount - before.get(number, 0), f"{corrected:%Y-%m}", cause)
