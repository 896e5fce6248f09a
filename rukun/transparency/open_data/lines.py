"""Rows as lines of a CSV, put together by SQLite itself: Python gets one text a row, and not a dozen cells.

PostgreSQL has `COPY` for a row of a file. What SQLite cannot spell to the last digit are numbers with a fraction: these
come beside the line, and Python writes them behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

TEXT, FRACTION = "VARCHAR", "DOUBLE"
# What DuckDB calls a text as well, and we one of digits and letters alone, which needs no quotes: codes, states.
CODE = "STRING"
# In SQLite's own printf: %w doubles the quotes within, and what is not known is nothing.
QUOTED, BARE = '"%w"', "%s"
COMMA = ", ',', "


class Line(Func):
    """The values of a row as one text, quoted as a CSV has them; `numbers` are those that follow it."""

    output_field = TextField()

    def __init__(self, types: Iterable[str], values: Iterable[str | Combinable]) -> None:
        told = list(zip(types, values, strict=True))
        in_order = sorted(told, key=lambda one: one[0] == FRACTION)
        if in_order != told:
            raise ValueError("numbers with a fraction come last")
        self.types = [kind for kind, _ in told if kind != FRACTION]
        self.numbers = tuple(value for kind, value in told if kind == FRACTION)
        super().__init__(*(value for kind, value in told if kind != FRACTION))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:  # noqa: ARG002
        shape = ",".join(QUOTED if kind == TEXT else BARE for kind in self.types)
        said, params = self._compiled(compiler, "COALESCE({}, '')")
        return f"printf(%s, {', '.join(said)})", [shape, *params]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:  # noqa: ARG002
        said, params = self._compiled(compiler, """'"', replace({}, '"', '""'), '"'""")
        return f"concat({COMMA.join(said)})", params

    def _compiled(self, compiler: SQLCompiler, text: str) -> tuple[list[str], list[Any]]:
        """Each value in SQL, those that are texts in a form of their own, and what the marks in them stand for."""
        made = [compiler.compile(value) for value in self.get_source_expressions()]
        said = [text.format(sql) if kind == TEXT else sql for kind, (sql, _) in zip(self.types, made, strict=True)]
        return said, [param for _, params in made for param in params]

    def finished(self, rows: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The lines with their numbers behind them, each as short as it can be told from any other."""
        if not self.numbers:
            return chain.from_iterable(rows)
        lines, *numbers = zip(*rows, strict=True)
        spelled = [map(_or_nothing if None in column else repr, column) for column in numbers]
        return map(",".join, zip(lines, *spelled, strict=True))


def _or_nothing(number: float | None) -> str:
    return "" if number is None else repr(number)
