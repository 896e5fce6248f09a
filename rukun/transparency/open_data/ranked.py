"""The rows of the ranking: what went into a month's tables, and the tables that were published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rukun.ranking import queries
from rukun.ranking.models import Table
from rukun.ranking.rules import RankedKind
from rukun.ranking.spans import SpanKind
from rukun.transparency.open_data.writing import Row
from rukun.values.code import AreaCode
from rukun.values.time import Month


def ward_rows() -> Iterator[Row]:
    """The kelurahan that can be ranked; two queries."""
    for ward in queries.wards():
        yield (ward.code, ward.name, ward.population, ward.crew)


def skpd_rows() -> Iterator[Row]:
    """The departments that can be ranked; one query."""
    for ward in queries.ranked(RankedKind.SKPD):
        yield (ward.code, ward.name, ward.crew)


def table_rows(month: Month) -> Iterator[Row]:
    """Every table of kelurahan that was published for the month; one query."""
    for table in queries.tables().filter(month=month.first).order_by("number"):
        for row in table.told["rows"]:
            code = AreaCode.parse(row["code"]).digits
            yield (table.number, table.method_digest, table.inputs_digest, code, *_place(row))


def other_table_rows(month: Month) -> Iterator[Row]:
    """Every other table that was published for the month, or for a span that ends with it; one query."""
    own = {"of": RankedKind.KELURAHAN.value, "span": SpanKind.MONTH.value}
    found = Table.objects.filter(month=month.first).exclude(**own).order_by("of", "span", "number")
    for table in found:
        for row in table.told["rows"]:
            code = row["code"] if table.of == RankedKind.SKPD else AreaCode.parse(row["code"]).digits
            yield (
                table.of, table.span, table.number, table.method_digest, table.inputs_digest, code, *_place(row)
            )  # fmt: skip


def _place(row: dict[str, Any]) -> Row:
    return (row["rank"], row["rank_low"], row["rank_high"], row["score"], row["reports"])
