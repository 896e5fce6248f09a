"""The rows of a file, one after the other, each with its number as a spreadsheet counts: CSV, XLSX or GeoJSON."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rukun.reports.history.fieldmap import FieldMap, FileFacts
from rukun.values.refused import Refused

Numbered = tuple[int, dict[str, str]]
GEOJSON_BYTES_MAX = 100_000_000
# Beside what openpyxl says itself: XML that breaks off is a SyntaxError, one with entities a ValueError, a locked
# workbook a RuntimeError.
BROKEN_BOOK = (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError, RuntimeError,
               TypeError, AttributeError, EOFError, zlib.error)  # fmt: skip
SHAPED = ("geometry.lat", "geometry.lon")


def rows_of(file: Path, fieldmap: FieldMap) -> Iterator[Numbered]:
    """Every row, column by column as text; refused as a whole where the file or a column that is read is not there.

    Read as it goes, so that a file may be larger than the memory (GeoJSON is read whole, up to 100 MB).
    """
    if not file.is_file():
        raise Refused("file", "Berkas {name} tidak ada.", name=file.name)
    kind = file.name.lower().removesuffix(".gz").rpartition(".")[2]
    if kind in ("geojson", "json"):
        yield from _of_geojson(file)
    elif kind == "xlsx":
        yield from _of_sheet(file, fieldmap)
    else:
        yield from _of_csv(file, fieldmap)


def _of_csv(file: Path, fieldmap: FieldMap) -> Iterator[Numbered]:
    facts = fieldmap.file
    try:
        with _opened(file, facts) as text:
            reader = csv.reader(text, delimiter=facts.sign)
            for _ in range(facts.header_row - 1):
                next(reader, None)
            header = [name.strip() for name in next(reader, [])]
            _refuse_lacking(file, header, fieldmap)
            for number, cells in zip(count(facts.header_row + 1), reader, strict=False):
                if any(cells):
                    yield number, dict(zip(header, cells, strict=False))
    except (UnicodeDecodeError, LookupError, csv.Error, gzip.BadGzipFile, EOFError) as wrong:
        raise Refused("file", "Berkas {name} tidak dapat dibaca sebagai CSV ({encoding}): {wrong}.", name=file.name,
                      encoding=facts.encoding, wrong=wrong) from None  # fmt: skip


def _opened(file: Path, facts: FileFacts) -> TextIO:
    if file.suffix.lower() == ".gz":
        return gzip.open(file, "rt", encoding=facts.encoding, newline="")
    return file.open(newline="", encoding=facts.encoding)


def _of_sheet(file: Path, fieldmap: FieldMap) -> Iterator[Numbered]:
    """A sheet is unpacked while it is read, so that what is wrong with it may come to light in any row."""
    try:
        yield from _of_book(load_workbook(file, read_only=True, data_only=True), file, fieldmap)
    except BROKEN_BOOK:
        raise Refused("file", "Berkas {name} tidak dapat dibaca sebagai XLSX.", name=file.name) from None


def _of_book(book: Workbook, file: Path, fieldmap: FieldMap) -> Iterator[Numbered]:
    facts = fieldmap.file
    try:
        if facts.sheet and facts.sheet not in book.sheetnames:
            raise Refused("file", "Berkas {name} tidak punya lembar {sheet}.", name=file.name, sheet=facts.sheet)
        sheet = book[facts.sheet] if facts.sheet else book.worksheets[0]
        rows = sheet.iter_rows(min_row=facts.header_row, values_only=True)
        header = [_told(cell).strip() for cell in next(rows, ())]
        _refuse_lacking(file, header, fieldmap)
        for number, cells in zip(count(facts.header_row + 1), rows, strict=False):
            if any(cell is not None for cell in cells):
                yield number, dict(zip(header, map(_told, cells), strict=False))
    finally:
        book.close()


def _told(cell: Any) -> str:
    """A cell as text: whole numbers without a point, moments as ISO 8601 writes them."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime | date) else str(cell)


def _of_geojson(file: Path) -> Iterator[Numbered]:
    """The features; properties within properties are named with a point between ("category.slug")."""
    if file.stat().st_size > GEOJSON_BYTES_MAX:
        raise Refused("file", "Berkas {name} terlalu besar; bagi menjadi beberapa berkas.", name=file.name)
    try:
        features = json.loads(file.read_bytes())["features"]
        for number, feature in enumerate(features, start=1):
            record = flattened(feature.get("properties") or {})
            record["id"] = record.get("id") or str(feature.get("id") or "")
            geometry = feature.get("geometry") or {}
            if geometry.get("type") == "Point":
                lon, lat = geometry["coordinates"][:2]
                record |= dict(zip(SHAPED, (str(lat), str(lon)), strict=True))
            yield number, record
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("file", "Berkas {name} tidak dapat dibaca sebagai GeoJSON.", name=file.name) from None


def flattened(facts: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Facts within facts as one row of text; lists and nothing are left out."""
    found: dict[str, str] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            found |= flattened(value, f"{before}{name}.")
        elif value is not None and not isinstance(value, list):
            found[f"{before}{name}"] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def _refuse_lacking(file: Path, header: list[str], fieldmap: FieldMap) -> None:
    missing = [name for name in fieldmap.columns if name not in header]
    if missing:
        raise Refused("file", "Berkas {name} tidak punya kolom {columns}.", name=file.name, columns=", ".join(missing))
