"""The rows of a large data set as text, as they come: written by the database itself, or by Python without a look."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from rukun.transparency.open_data.dictionary import FORMATS
from rukun.transparency.open_data.lines import Line
from rukun.transparency.open_data.spelling import Spelling, Told
from rukun.transparency.open_data.writing import Feature, Row, opened

# Python quotes what a line may end with: ended like this, a lone carriage return in somebody's words tears no line.
LINE_END = "\r\n"
GEOJSON, PREFIX = "geojson", "rukun-open-data-"
READ_AT_ONCE = 10_000


class Asked(NamedTuple):
    """What the database is asked for: rows, and what each of the raw columns is of them, in the same order."""

    rows: QuerySet[Any, Any]
    columns: tuple[str | Combinable, ...]


class Raw:
    """A large data set being written: rows are added as they come, and spelled as its files in the end.

    `apart` is where the raw rows lie until then, and who made it takes it away. They are neither masked nor blurred
    yet: never beside what is published, where an interruption would leave them.
    """

    def __init__(self, folder: Path, told: Told, apart: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.told, self.line_end = folder, told, LINE_END
        self.own = tempfile.TemporaryDirectory(prefix=PREFIX) if apart is None else None
        self.apart = Path(self.own.name if self.own else tempfile.mkdtemp(dir=apart))
        self.part = self.apart / told.dataset.name
        self.text = self.part.open("w", newline="", encoding="utf-8")
        writer = csv.writer(self.text, lineterminator=LINE_END)
        self.add, self.add_all = writer.writerow, writer.writerows

    def copy(self, asked: Asked) -> None:
        """All that a query finds, put together by the database itself: the one way in which a row of a month of
        millions costs Python next to nothing."""
        reads = connections[asked.rows.db]
        with reads.cursor() as cursor:
            if reads.vendor == "postgresql":
                sql, params = _sql_of(asked.rows.values_list(*asked.columns))
                words = f"COPY ({sql}) TO STDOUT (FORMAT csv)"
                with reads.wrap_database_errors, cursor.copy(words, params) as copied:
                    write = self.text.buffer.write
                    for piece in copied:
                        write(piece)
                self.line_end = "\n"
            else:
                line = Line(self.told.columns.values(), asked.columns)
                cursor.execute(*_sql_of(asked.rows.values_list(line, *line.numbers)))
                while rows := cursor.cursor.fetchmany(READ_AT_ONCE):
                    self.add_lines(line.finished(rows))

    def add_lines(self, lines: Iterable[str]) -> None:
        """Rows that are lines of a CSV already."""
        self.line_end = "\n"
        self.text.write("\n".join(lines))
        self.text.write("\n")

    def left(self, formats: Collection[str], feature: Feature | None = None) -> partial[None]:
        """What is left to do when all rows were added. Any process can do it, once: the raw rows are gone then."""
        self.text.close()
        return partial(spell, self.folder, self.told, self.part, self.line_end, formats, feature)

    def finish(self, formats: Collection[str], feature: Feature | None = None) -> None:
        """Do at once what is left."""
        self.left(formats, feature)()
        if self.own:
            self.own.cleanup()


def spell(
    folder: Path, told: Told, part: Path, line_end: str, formats: Collection[str], feature: Feature | None
) -> None:
    """Put the formats of raw rows in their places, and take away those that were not asked for. GeoJSON goes with CSV:
    it is for those who draw a map of what they read as text, and the slowest of all to write."""
    targets = {form: folder / f"{told.dataset.name}.{form}" for form in (*FORMATS, GEOJSON)}
    with opened(part.parent) as made:
        spelling = Spelling(made, told, part, line_end)
        for form in formats:
            spelling.write(targets.pop(form))
        if feature and "csv" in formats:
            spelling.write_features(targets.pop(GEOJSON), feature)
    for target in targets.values():
        target.unlink(missing_ok=True)
    shutil.rmtree(part.parent)


def write_raw(
    folder: Path,
    told: Told,
    rows: Asked | Iterable[Row],
    formats: Collection[str],
    feature: Feature | None = None,
) -> None:
    """A whole data set."""
    raw = Raw(folder, told)
    if isinstance(rows, Asked):
        raw.copy(rows)
    else:
        raw.add_all(rows)
    raw.finish(formats, feature)


def _sql_of(rows: QuerySet[Any, Any]) -> Any:
    return rows.query.get_compiler(rows.db).as_sql()
