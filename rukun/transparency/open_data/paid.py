"""The rows of verdicts and money: from these and the decrees' files every statement can be reckoned anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.db.models import Exists, OuterRef

from rukun.areas.models import Area
from rukun.funds.models import Expense, Reversal, Transfer
from rukun.funds.queries.told import MonthTold, kelurahan_with_units, month_told
from rukun.funds.sealed import FATES, Stated
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.lines import Line
from rukun.transparency.open_data.raw import Raw
from rukun.transparency.open_data.reported import Stretch, kind_named
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import Row
from rukun.validation.models import CurrentVerdict
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

OF_A_MONTH = ("closings", "statements", "statement-lines", "measures", "training", "corrections")
READ_AT_ONCE = 5_000
# A verdict's row as it comes: what the database spells of it stands behind what is known of it only here.
FOUND = {
    "counted_on": "DATE", "category_id": "BIGINT", "is_valid": "BOOLEAN", "rt_distance_m": "BIGINT",
    "rw_distance_m": "BIGINT", "kelurahan_distance_m": "BIGINT",
}  # fmt: skip
VERDICTS = {
    "report": "VARCHAR", "unit": "VARCHAR", "place": "BIGINT", "was_valid": "BOOLEAN", "reason": "VARCHAR", **FOUND,
}  # fmt: skip
# Neither whether it was valid then nor why it was struck.
UNKNOWN = ","


def write_month(folder: Path, month: Month, at: datetime, formats: Collection[str], apart: Path) -> list[partial[None]]:
    """The seven data sets of a month's money, one kelurahan after the other: memory holds one at a time. Returns what
    is left to do of them."""
    sheets = {name: Raw(folder, Told(datasets()[name]), apart) for name in OF_A_MONTH}
    verdicts = Raw(folder, Told(datasets()["verdicts"], VERDICTS, {"category": kind_named("category_id")}), apart)
    for kelurahan in kelurahan_with_units():
        try:
            told = month_told(kelurahan, month, at)
        except Refused:
            # No decree rules the month: there are verdicts, and no money.
            told = None
        if told and told.statements:
            _add(sheets, told)
        for rows in _verdicts(kelurahan, month, told):
            verdicts.add_lines(rows)
    return [sheet.left(formats) for sheet in (*sheets.values(), verdicts)]


def _add(sheets: Mapping[str, Raw], told: MonthTold) -> None:
    closing, code = told.closing, told.kelurahan.digits
    total = sum(one.total for one in told.statements)
    sheets["closings"].add((code, told.state, told.as_of, total, closing.digest if closing else None))
    for one in told.statements:
        counts = [len(one.reports[name]) for name in FATES]
        sheets["statements"].add((one.unit, code, one.decree, one.decree_digest, one.total, *counts))
        for place, line in enumerate(one.lines):
            sheets["statement-lines"].add((one.unit, place, line.what, line.count, line.rate, line.amount))
        for name, (good, cases) in one.measured.items():
            sheets["measures"].add((one.unit, name, good, cases))
        for stage, day in sorted((one.came or {}).items()):
            sheets["training"].add((one.unit, stage, day))
    for taken in told.taken:
        sheets["corrections"].add(taken)


def _verdicts(kelurahan: AreaCode, month: Month, told: MonthTold | None) -> Iterator[list[str]]:
    """Judged reports of each unit, by day and receipt, as lines of `VERDICTS`; three queries. Of a closed month with
    what stood then."""
    units = Area.objects.filter(kind__in=[Kind.RT, Kind.RW], code__startswith=kelurahan.digits)
    codes = dict(units.order_by("code").values_list("pk", "code"))
    judged = CurrentVerdict.objects.filter(
        unit_id__in=list(codes), counted_on__gte=month.first, counted_on__lte=month.last
    )
    known = _stood(told.statements) if told and told.closing else {}
    for code, reason in judged.filter(is_valid=False).values_list("code", "verdict__reason").iterator(READ_AT_ONCE):
        known[code] = f"{known.get(code, UNKNOWN)}{reason}"
    # As the index has them: nothing has to be sorted, and nothing else read.
    rows = judged.order_by("unit_id", "counted_on", "received_at", "report_id").values_list(
        "unit_id", "code", Line(FOUND.values(), FOUND)
    )
    lines: dict[int, list[str]] = {}
    for unit, own in groupby(rows.iterator(READ_AT_ONCE), itemgetter(0)):
        name = codes[unit]
        lines[unit] = [
            f"{code},{name},{place},{known.get(code, UNKNOWN)},{line}" for place, (_, code, line) in enumerate(own, 1)
        ]
    yield from (lines[unit] for unit in codes if unit in lines)


def _stood(statements: Collection[Stated]) -> dict[str, str]:
    """Of each report in closed statements whether it was valid then, as the line of a CSV goes on behind it."""
    found: dict[str, str] = {}
    for one in statements:
        for what, codes in one.reports.items():
            found |= dict.fromkeys(codes, "false," if what == "struck" else "true,")
    return found


def changed_verdict_rows(stretch: Stretch) -> Iterator[Row]:
    """Verdicts given in the stretch, where they stand; for a delta. Their place in the month is left to the month."""
    rows = (
        CurrentVerdict.objects.filter(stretch.within("verdict__given_at"), unit__isnull=False)
        .order_by("verdict__given_at", "report_id")
        .values_list(
            "report__code", "unit__code", "counted_on", "report__category__code", "is_valid", "verdict__reason",
            "report__rt_distance_m", "report__rw_distance_m", "report__kelurahan_distance_m",
        )
    )  # fmt: skip
    for code, unit, day, kind, is_valid, reason, *distances in rows.iterator(READ_AT_ONCE):
        yield (code, unit, None, day, kind, is_valid, None, reason, *distances)


def transfer_rows(stretch: Stretch) -> Iterator[Row]:
    """Money that moved in the stretch, by areas and kinds of account; one query."""
    rows = (
        Transfer.objects.filter(stretch.within("at"))
        .order_by("at", "id")
        .values_list(
            "at", "credit__kind", "credit__owner__code", "debit__kind", "debit__owner__code", "amount", "cause"
        )
    )
    for at, *told in rows.iterator(READ_AT_ONCE):
        yield (day_of(at), *told)


def expense_rows(stretch: Stretch) -> Iterator[Row]:
    """What was entered in the stretch, without names and words; one query."""
    rows = (
        Expense.objects.filter(stretch.within("at"))
        .annotate(is_reversed=Exists(Reversal.objects.filter(expense=OuterRef("pk"))))
        .order_by("at", "id")
        .values_list("unit__code", "day", "use", "ruling", "amount", "tax", "receipt", "is_reversed")
    )
    for *told, receipt, is_reversed in rows.iterator(READ_AT_ONCE):
        yield (*told, bool(receipt), is_reversed)
