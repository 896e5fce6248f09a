"""What each data set holds (pure): read from `dictionary.toml`, which files, page and catalogue all follow."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SQL_TYPES = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "day": "DATE",
    "moment": "TIMESTAMP",
}  # fmt: skip
FORMATS = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as the dictionary tells it in both languages."""

    name: str
    type: str
    unit: str
    id: str
    en: str
    example: str

    @property
    def sql(self) -> str:
        return SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set: each month has it, or the whole city once."""

    name: str
    is_monthly: bool
    id: str
    en: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@lru_cache(maxsize=1)
def datasets() -> dict[str, Dataset]:
    """Every data set by its name, in the order of the dictionary."""
    stated = tomllib.loads(Path(__file__).with_name("dictionary.toml").read_text(encoding="utf-8"))
    return {
        name: Dataset(
            name, told["every"] == "month", told["id"], told["en"], tuple(Column(*row) for row in told["columns"])
        )
        for name, told in stated.items()
    }
