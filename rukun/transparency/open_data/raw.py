"""The rows of a large data set as text, as they come: written by the database itself, or by Python without a look."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from rukun.transparency.open_data.dictionary import FORMATS
from rukun.transparency.open_data.spelling import Spelling, Told
from rukun.transparency.open_data.writing import Feature, Row, opened

# Python quotes what a line may end with: ended like this, a lone carriage return in somebody's words tears no line.
LINE_END = "\r\n"
GEOJSON = "geojson"


class Raw:
    """A large data set being written: rows are added as they come, and spelled as its files in the end."""

    def __init__(self, folder: Path, told: Told) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.told, self.line_end = folder, told, LINE_END
        # Neither masked nor blurred yet: never beside what is published, where an interruption would leave it.
        self.apart = tempfile.TemporaryDirectory(prefix="rukun-open-data-")
        self.part = Path(self.apart.name) / told.dataset.name
        self.text = self.part.open("w", newline="", encoding="utf-8")
        writer = csv.writer(self.text, lineterminator=LINE_END)
        self.add, self.add_all = writer.writerow, writer.writerows

    def copy(self, rows: QuerySet[Any, Any]) -> None:
        """All that a query finds, written by the database: in the order of its columns, which are those of the raw
        rows. The one call in which a row of a month of millions costs Python next to nothing."""
        sql, params = rows.query.get_compiler(rows.db).as_sql()
        connection = connections[rows.db]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self.line_end = "\n"
                with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copied:
                    write = self.text.buffer.write
                    for piece in copied:
                        write(piece)
            else:
                cursor.execute(sql, params)
                self.add_all(cursor.cursor)

    def finish(self, formats: Collection[str], feature: Feature | None = None) -> None:
        """Put the formats in their places, and take away those that were not asked for. GeoJSON goes with CSV: it is
        for those who draw a map of what they read as text, and the slowest of all to write."""
        self.text.close()
        targets = {form: self.folder / f"{self.told.dataset.name}.{form}" for form in (*FORMATS, GEOJSON)}
        with self.apart as apart, opened(Path(apart)) as made:
            spelling = Spelling(made, self.told, self.part, self.line_end)
            for form in formats:
                spelling.write(targets.pop(form))
            if feature and "csv" in formats:
                spelling.write_features(targets.pop(GEOJSON), feature)
        for target in targets.values():
            target.unlink(missing_ok=True)


def write_raw(
    folder: Path,
    told: Told,
    rows: QuerySet[Any, Any] | Iterable[Row],
    formats: Collection[str],
    feature: Feature | None = None,
) -> None:
    """A whole data set."""
    raw = Raw(folder, told)
    if isinstance(rows, QuerySet):
        raw.copy(rows)
    else:
        raw.add_all(rows)
    raw.finish(formats, feature)
