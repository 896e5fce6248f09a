"""Reads downloaded files, each against its checksum; needs neither a database nor Django (pure but for the files)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rukun.transparency.open_data.dictionary import FORMATS, Column, Dataset, datasets
from rukun.transparency.open_data.writing import SUMS, sum_of, sums_in
from rukun.values.refused import Refused

Record = dict[str, Any]
READ_AT_ONCE = 10_000
BOOLEANS = {"true": True, "false": False}


def read(root: Path, folder: str, name: str, form: str = "") -> Iterator[Record]:
    """The rows of a data set, typed; from the form that is named, or the one that is there."""
    dataset = datasets()[name]
    stem = f"{folder}/{name}" if folder else name
    forms = [form] if form else [one for one in FORMATS if (root / f"{stem}.{one}").is_file()]
    file = checked(root, f"{stem}.{forms[0] if forms else FORMATS[0]}")
    return _parquet_rows(file, dataset) if file.suffix == ".parquet" else _csv_rows(file, dataset)


def checked(root: Path, path: str) -> Path:
    """A file that is there and is what the checksums say; refused otherwise."""
    if not root.is_dir():
        raise Refused("folder", "Folder {name} tidak ada.", name=root.name)
    file, told = root / path, sums_in(root).get(path)
    if not file.is_file():
        raise Refused("file", "Berkas {name} tidak ada.", name=path)
    if told is None:
        raise Refused("checksum", "{sums} tidak menyebut {name}.", sums=SUMS, name=path)
    if sum_of(file) != told:
        raise Refused("checksum", "{name} bukan berkas yang diterbitkan: sidiknya lain dari {sums}.", name=path,
                      sums=SUMS)  # fmt: skip
    return file


def _csv_rows(file: Path, dataset: Dataset) -> Iterator[Record]:
    with file.open(newline="", encoding="utf-8") as text:
        lines = csv.reader(text)
        if tuple(next(lines, ())) != dataset.names:
            raise _other_columns(file)
        readers = [_reader(column) for column in dataset.columns]
        for line in lines:
            try:
                yield {
                    name: read(cell) if cell else None
                    for name, read, cell in zip(dataset.names, readers, line, strict=True)
                }
            except (ValueError, KeyError) as wrong:
                raise Refused("file", "Berkas {name} tidak dapat dibaca: {wrong}.", name=file.name,
                              wrong=wrong) from None  # fmt: skip


def _parquet_rows(file: Path, dataset: Dataset) -> Iterator[Record]:
    import duckdb

    with duckdb.connect(config={"threads": 1}) as opened:
        found = opened.execute("SELECT * FROM read_parquet(?)", [str(file)])
        if tuple(column[0] for column in found.description or ()) != dataset.names:
            raise _other_columns(file)
        moments = [number for number, column in enumerate(dataset.columns) if column.type == "moment"]
        while rows := found.fetchmany(READ_AT_ONCE):
            for row in rows:
                cells = list(row)
                for number in moments:
                    cells[number] = cells[number].replace(tzinfo=UTC) if cells[number] else None
                yield dict(zip(dataset.names, cells, strict=True))


def _other_columns(file: Path) -> Refused:
    return Refused("file", "{name} tidak punya kolom seperti dalam kamus data.", name=file.name)


def _reader(column: Column) -> Callable[[str], Any]:
    readers: dict[str, Callable[[str], Any]] = {
        "text": str, "integer": int, "number": float, "boolean": BOOLEANS.__getitem__, "day": date.fromisoformat,
        "moment": datetime.fromisoformat,
    }  # fmt: skip
    return readers[column.type]
