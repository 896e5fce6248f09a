"""Raw rows spelled as files by DuckDB: what is told of them is an SQL expression for each column of the data set.

What somebody typed is looked over by Python all the same (`contacts.without_contacts`, `cells.plain`), so that each
rule stands in one place: SQL only knows of which texts that is certainly not needed, and a test holds it to that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rukun.transparency.open_data.dictionary import Dataset
from rukun.transparency.open_data.privacy import BLOCK, QUARTER
from rukun.transparency.open_data.writing import CSV, PARQUET, Feature, Features, quoted, read_csv
from rukun.values.cells import plain
from rukun.values.contacts import without_contacts
from rukun.values.time import city_zone

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A text that begins like this is no formula; in words without these signs nothing has to be masked.
# Compared sign by sign: an expression to match takes three times as long, and nearly every cell is asked.
HARMLESS = " OR ".join(f"(t >= '{first}' AND t < '{beyond}')" for first, beyond in ("0:", "A[", "a{"))
SUSPECT = r"[^\x00-\x7F]|@|(?:[0-9][^0-9]{0,3}){7}[0-9]"


def _rounded(digits: int) -> str:
    """A number `n` to so many decimals, in the SQL of DuckDB."""
    one = 10**digits
    spelled = f"CAST(printf('%.{digits}f', n) AS DOUBLE)"
    return f"CASE WHEN is_halfway(n, {one}) THEN {spelled} ELSE round(n * {one}) / {one} END"


MACROS = (
    f"CREATE MACRO cell(t) AS CASE WHEN {HARMLESS} THEN t WHEN t = '' THEN NULL ELSE plain(t) END",
    f"CREATE MACRO without_traces(t) AS CASE WHEN regexp_matches(t, '{SUSPECT}') THEN masked(t) ELSE t END",
    # As Python rounds: to the decimal that is nearest to what the number is exactly. Only where that is a matter of
    # its last digits it has to be spelled.
    "CREATE MACRO is_halfway(n, one) AS abs(abs(n) * one - floor(abs(n) * one) - 0.5) < 1e-6",
    f"CREATE MACRO to_block(n) AS {_rounded(BLOCK)}",
    f"CREATE MACRO to_quarter(n) AS {_rounded(QUARTER)}",
)
# As a file has a value: nobody's text is computed, nothing known is empty, and a moment has one spelling in a CSV.
IN_FILES = {"text": "cell({})"}
IN_CSV = IN_FILES | {"moment": "strftime({}, '%Y-%m-%dT%H:%M:%S.%fZ')"}
READ_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of raw rows: the columns as they come with their types in SQL, and for each column of the data set
    an expression over them. Where nothing is said, the rows come as the data set has them."""

    dataset: Dataset
    raw: Mapping[str, str] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, str]:
        return self.raw or {column.name: column.sql for column in self.dataset.columns}

    def selected(self, source: str, spelled: Mapping[str, str]) -> str:
        """The query for what is told, with values of some types spelled in a way of their own."""
        told = []
        for column in self.dataset.columns:
            said = self.says.get(column.name, f'"{column.name}"')
            told.append(f'{spelled.get(column.type, "{}").format(said)} AS "{column.name}"')
        return f"SELECT {', '.join(told)} FROM {source}"


class Spelling:
    """The raw rows of a data set, ready to be written in any format."""

    def __init__(self, made: DuckDBPyConnection, told: Told, source: Path, line_end: str) -> None:
        self.made, self.told = made, told
        self.rows = read_csv(source, told.columns, header=False, line_end=line_end)
        made.create_function("plain", _plain, ["VARCHAR"], "VARCHAR")
        made.create_function("masked", without_contacts, ["VARCHAR"], "VARCHAR")
        day_of = f"CREATE MACRO day_of(t) AS CAST(t + INTERVAL {city_zone().hours} HOUR AS DATE)"
        for macro in (*MACROS, day_of):
            made.execute(macro)

    def write(self, target: Path) -> None:
        """As a CSV or as Parquet, by the name of the file."""
        part, is_csv = target.with_suffix(target.suffix + ".part"), target.suffix == ".csv"
        told = self.told.selected(self.rows, IN_CSV if is_csv else IN_FILES)
        self.made.execute(f"COPY ({told}) TO {quoted(part)} ({CSV if is_csv else PARQUET})")
        os.replace(part, target)

    def write_features(self, target: Path, feature: Feature) -> None:
        """As GeoJSON, where each row has a place."""
        features, names = Features(target), self.told.dataset.names
        found = self.made.execute(self.told.selected(self.rows, {}))
        while rows := found.fetchmany(READ_AT_ONCE):
            for row in rows:
                features.add(feature(dict(zip(names, row, strict=True))))
        features.close()


def _plain(text: str) -> str:
    return str(plain(text))
