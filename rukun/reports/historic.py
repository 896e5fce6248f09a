"""Reads reports that another system took in earlier (CSV), and says of each row that it refuses why."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rukun.values.digest import digest_of_words
from rukun.values.place import Place
from rukun.values.refused import Refused

KEY_BEGINS = "impor-"
NEEDED = ("id", "created_at", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Historic:
    """One earlier report: its id there, when it was received, where, what it said, and the system it came from."""

    number: int
    id: str
    at: datetime
    place: Place
    words: str
    category: str
    source: str

    @property
    def key(self) -> str:
        """The same for the same report in every reading of the file, so that importing twice adds nothing."""
        return KEY_BEGINS + digest_of_words(f"{self.source}:{self.id}")[:40]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its number in the file (from 1), its id, a code for programs, and the reason."""

    number: int
    id: str
    code: str
    words: str


@dataclass(slots=True)
class Reading:
    """What a file says: rows to take, in the order of time, and rows refused."""

    rows: list[Historic] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def read(file: Path, *, category: str) -> Reading:
    """Every row of a CSV with `id`, `created_at` (with its offset from UTC), `lat`, `lon`.

    `title` and `text` are the words; `category` overrules the one given for all; `source` names the system. A report
    that said nothing but a picture keeps the picture's address (`image_url`) as its words: the picture is not there.
    """
    reading = Reading()
    for number, record in enumerate(_records(file), start=1):
        try:
            reading.rows.append(_row(number, record, category))
        except Refused as refusal:
            reading.refused.append(RefusedRow(number, record.get("id", ""), refusal.code, str(refusal)))
    reading.rows.sort(key=lambda row: (row.at, row.number))
    return reading


def _records(file: Path) -> list[Mapping[str, str]]:
    if not file.is_file():
        raise Refused("file", "Berkas {name} tidak ada.", name=file.name)
    try:
        with file.open(newline="", encoding="utf-8-sig") as text:
            reader = csv.DictReader(text)
            missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
            if missing:
                raise Refused(
                    "file", "Berkas {name} tidak punya kolom {columns}.", name=file.name, columns=", ".join(missing)
                )
            return [{name: value or "" for name, value in record.items() if name} for record in reader]
    except (UnicodeDecodeError, csv.Error):
        raise Refused("file", "Berkas {name} tidak dapat dibaca sebagai CSV (UTF-8).", name=file.name) from None


def _row(number: int, record: Mapping[str, str], category: str) -> Historic:
    if not record["id"].strip():
        raise Refused("id", "Kolom id kosong.", field="id")
    said = [record.get(column, "").strip() for column in ("title", "text")]
    words = "\n".join(part for part in said if part) or record.get("image_url", "").strip()
    return Historic(
        number=number,
        id=record["id"].strip(),
        at=_moment(record["created_at"]),
        place=Place.parse(record["lat"], record["lon"]),
        words=words,
        category=record.get("category", "").strip() or category,
        source=record.get("source", "").strip(),
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused("created_at", "Waktu ditulis seperti 2017-02-20T02:36:00+07:00.", field="created_at")
    return moment
