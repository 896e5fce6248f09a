"""Writes the files: CSV row by row, Parquet made from it by DuckDB, GeoJSON feature by feature, and checksums.

A file is written beside its place and moved there when it is whole: whoever fetches one meanwhile gets the old one.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rukun.transparency.open_data.dictionary import FORMATS, Dataset
from rukun.values.cells import plain
from rukun.values.time import iso

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUMS = "SHA256SUMS"
READ_BYTES = 1 << 20
# What DuckDB may take while it turns a CSV into Parquet; it goes to the disk beyond that.
MEMORY = "40MB"
# How much of a CSV it reads at a time; by itself it takes thirty megabytes, twice.
CSV_BYTES = 4 << 20
# Without a sign for comments: a `#` in somebody's words needs no quotes.
CSV = "FORMAT csv, HEADER true, NULLSTR '', COMMENT ''"
# A group of rows is held until it is written: by their number alone one of long words is more than it may take.
PARQUET = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000, ROW_GROUP_SIZE_BYTES '8MB'"
LINE_ENDS = {"\n": "\\n", "\r\n": "\\r\\n"}
Row = Sequence[object]
Feature = Callable[[Mapping[str, object]], dict[str, Any] | None]


class Sheet:
    """One data set being written, a row at a time."""

    def __init__(self, folder: Path, dataset: Dataset) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.dataset, self.rows = folder, dataset, 0
        self.part = folder / f"{dataset.name}.csv.part"
        self.text = self.part.open("w", newline="", encoding="utf-8")
        self.writer = csv.writer(self.text, lineterminator="\n")
        self.writer.writerow(dataset.names)

    def add(self, row: Row) -> None:
        self.writer.writerow([cell(value) for value in row])
        self.rows += 1

    def finish(self, formats: Collection[str]) -> int:
        """Put the formats in their places, and take away the one that was not asked for; returns the rows."""
        self.text.close()
        plain, columnar = (self.folder / f"{self.dataset.name}.{form}" for form in FORMATS)
        if "parquet" in formats:
            write_parquet(self.part, columnar, self.dataset)
        else:
            columnar.unlink(missing_ok=True)
        if "csv" in formats:
            os.replace(self.part, plain)
        else:
            self.part.unlink()
            plain.unlink(missing_ok=True)
        return self.rows


def write_sheet(folder: Path, dataset: Dataset, rows: Iterable[Row], formats: Collection[str]) -> int:
    """All rows of a data set; returns how many there were."""
    sheet = Sheet(folder, dataset)
    for row in rows:
        sheet.add(row)
    return sheet.finish(formats)


def write_parquet(source: Path, target: Path, dataset: Dataset) -> None:
    """A CSV as Parquet with the types that the dictionary declares."""
    part = target.with_suffix(".parquet.part")
    rows = read_csv(source, {column.name: column.sql for column in dataset.columns}, header=True, line_end="\n")
    with opened(target.parent) as made:
        made.execute(f"COPY (SELECT * FROM {rows}) TO {quoted(part)} ({PARQUET})")
    os.replace(part, target)


def opened(folder: Path) -> DuckDBPyConnection:
    """A DuckDB of its own, bounded, that goes to the disk within the folder beyond that. Rows stay in order because one
    thread reads them: if it were told to keep them so it would take no bound for the bytes of a group."""
    import duckdb  # only here: no process that answers pages carries it

    made = duckdb.connect(config={"memory_limit": MEMORY, "threads": 1})
    made.execute("SET temp_directory = ?", [str(folder / ".duckdb")])
    made.execute("SET preserve_insertion_order = false")
    return made


def read_csv(source: Path, columns: Mapping[str, str], *, header: bool, line_end: str) -> str:
    """The rows of a CSV in the SQL of DuckDB, with the types that are said; nothing is guessed."""
    types = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
    return (
        f"read_csv({quoted(source)}, header = {header}, columns = {types}, delim = ',', quote = '\"', escape = '\"',"
        f" nullstr = '', new_line = '{LINE_ENDS[line_end]}', parallel = false, auto_detect = false,"
        f" buffer_size = {CSV_BYTES})"
    )


def quoted(text: object) -> str:
    """A text, or a path, in the SQL of DuckDB."""
    return "'" + str(text).replace("'", "''") + "'"


def cell(value: object) -> object:
    """A value as a CSV writes it: nothing known is empty, days and moments in one spelling, and no text is computed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return iso(value)
    return value.isoformat() if isinstance(value, date) else plain(value)


class Features:
    """A FeatureCollection, written one feature at a time."""

    def __init__(self, target: Path) -> None:
        self.target, self.part = target, target.with_suffix(".geojson.part")
        self.text = self.part.open("w", encoding="utf-8")
        self.text.write('{"type":"FeatureCollection","features":[')
        self.joint = "\n"

    def add(self, feature: dict[str, Any] | None) -> None:
        if feature is None:
            return
        self.text.write(self.joint + json.dumps(feature, ensure_ascii=False, separators=(",", ":"), default=str))
        self.joint = ",\n"

    def close(self) -> None:
        self.text.write("\n]}\n")
        self.text.close()
        os.replace(self.part, self.target)


def write_whole(target: Path, content: bytes) -> None:
    """A small file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    os.replace(part, target)


def sum_of(file: Path) -> str:
    """The SHA-256 of a file, however large."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def sums_in(root: Path) -> dict[str, str]:
    """What the file of checksums says, by the path of each file; nothing where there is none."""
    try:
        lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def write_sums(root: Path, folders: Collection[str]) -> dict[str, str]:
    """Sum up anew what lies in these folders ("" for the root's own files), and keep what was said of the others."""
    kept = {name: digest for name, digest in sums_in(root).items() if _folder(name) not in folders}
    for folder in folders:
        for file in sorted((root / folder).glob("*")):
            if file.is_file() and file.name != SUMS and file.suffix != ".part":
                kept[file.relative_to(root).as_posix()] = sum_of(file)
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(kept.items()))
    write_whole(root / SUMS, lines.encode())
    return kept


def _folder(name: str) -> str:
    return name.rpartition("/")[0]
