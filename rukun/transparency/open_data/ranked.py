"""The rows of the ranking: what went into a month's table, and the tables that were published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rukun.followup.queries import handled
from rukun.ranking import queries
from rukun.ranking.models import Table
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.writing import Row
from rukun.validation.queries import struck_codes
from rukun.values.code import AreaCode
from rukun.values.time import Month


def input_rows(month: Month, at: datetime) -> Iterator[Row]:
    """As `ranking.queries.inputs` tells them, read as they are written."""
    names, struck = datasets()["ranking-inputs"].names, struck_codes(month)
    for one in handled(month, at):
        if one.report not in struck:
            yield tuple(getattr(one, name) for name in names)


def ward_rows() -> Iterator[Row]:
    """The kelurahan that can be ranked; two queries."""
    for ward in queries.wards():
        yield (ward.code, ward.name, ward.population, ward.crew)


def table_rows(month: Month) -> Iterator[Row]:
    """Every table that was published for the month; one query."""
    for table in Table.objects.filter(month=month.first).order_by("number"):
        for row in table.told["rows"]:
            yield (
                table.number, table.method_digest, table.inputs_digest, AreaCode.parse(row["code"]).digits, row["rank"],
                row["rank_low"], row["rank_high"], row["score"], row["reports"],
            )  # fmt: skip
