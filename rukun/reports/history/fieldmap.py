"""The mapping file as facts (pure): which column is what, how moments are written, what their values mean here.

A file of TOML that the operator writes once for each source; `docs/importing.md` explains every key. Whatever is not
known is refused by its name: a misspelt key would silently change what is taken over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta, timezone, tzinfo
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rukun.reports.history.fates import Fate
from rukun.values.refused import Refused

T = TypeVar("T")
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,19}")
OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)
ADDRESS = re.compile(r"(https?://\S{1,190})?")
ISO = "iso"
FORMATS = ("auto", "json", "xml")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The system that the reports come from: a short code, its name for readers, and where it is on the net."""

    code: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """How the file is written."""

    delimiter: str = "comma"
    encoding: str = "utf-8-sig"
    header_row: int = 1
    sheet: str = ""

    @property
    def sign(self) -> str:
        return DELIMITERS[self.delimiter]


@dataclass(frozen=True, slots=True)
class Identity:
    """The columns that name a row at its source and never change."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The columns that are the words, and those (or a sentence) that stand in where these are empty."""

    columns: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    constant: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """The column of the moment of receipt, how moments are written, and whose clock one without an offset is by."""

    received: str
    formats: tuple[str, ...] = (ISO,)
    zone: str = ""

    @property
    def clock(self) -> tzinfo | None:
        return zone_of(self.zone) if self.zone else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the place stands: two columns, one with "lat,lon", a shape (WKT or WKB in hex), or a kelurahan."""

    lat: str = ""
    lon: str = ""
    pair: str = ""
    shape: str = ""
    kelurahan: str = ""
    kecamatan: str = ""
    decimal: str = "."

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(one for one in (self.lat, self.lon, self.pair, self.shape, self.kelurahan, self.kecamatan) if one)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which kind of report: by a column and what its values mean here, or one for all. What the table does not name is
    taken where it is a code of ours, else `otherwise`, else refused."""

    column: str = ""
    constant: str = ""
    otherwise: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ends:
    """How it stands there, since when (the first of the columns that is filled), and what was written to it. A value
    that the table does not name is one of ours (open, closed, declined, unknown), or `otherwise`; else it is refused.
    """

    column: str = ""
    closed_at: tuple[str, ...] = ()
    note: str = ""
    otherwise: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Private:
    """The column that says that a report is not for everyone, and the values that say so."""

    column: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Harvest:
    """How another server is asked: form of its answers, the pause between two calls, how far each run looks back, and
    how many requests it gives at most in one answer."""

    format: str = "auto"
    pause_seconds: float = 1.0
    look_back_days: int = 7
    at_most: int = 1_000


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A whole mapping file."""

    source: SourceFacts
    identity: Identity
    time: Times
    place: Places
    category: Kinds
    words: Said = Said()
    file: FileFacts = FileFacts()
    outcome: Ends = field(default_factory=Ends)
    private: Private = Private()
    harvest: Harvest = Harvest()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, once."""
        said = (*self.identity.columns, *self.words.columns, *self.words.otherwise, self.time.received)
        ends = (self.outcome.column, *self.outcome.closed_at, self.outcome.note)
        named = (*said, *self.place.columns, self.category.column, *ends, self.private.column)
        return tuple(dict.fromkeys(name for name in named if name))


SECTIONS: Mapping[str, type] = {
    "source": SourceFacts, "file": FileFacts, "identity": Identity, "words": Said, "time": Times, "place": Places,
    "category": Kinds, "outcome": Ends, "private": Private, "harvest": Harvest,
}  # fmt: skip
NEEDED = ("source", "identity", "time", "place", "category")


def read_fieldmap(text: str) -> FieldMap:
    """The mapping that a file states; refused with the section and key where it lacks something or makes no sense."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _refused("berkas", f"bukan TOML ({wrong})") from None
    for name in [*stated]:
        if name not in SECTIONS:
            raise _refused(name, "bagian ini tidak dikenal")
    for name in NEEDED:
        if name not in stated:
            raise _refused(name, "bagian ini belum ada")
    found = FieldMap(**{name: _section(name, SECTIONS[name], stated[name]) for name in stated})
    _refuse_nonsense(found)
    return found


def zone_of(name: str) -> tzinfo:
    """A zone by its name ("Asia/Jakarta") or its offset ("+07:00")."""
    offset = OFFSET.fullmatch(name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _refused("time.zone", f"zona {name!r} tidak dikenal") from None


def _section(name: str, made: type[T], stated: Any) -> T:
    known = {one.name: one for one in fields(made)}  # type: ignore[arg-type]
    if not isinstance(stated, dict):
        raise _refused(name, "harus berupa bagian")
    facts: dict[str, Any] = {}
    for key, value in stated.items():
        if key not in known:
            raise _refused(f"{name}.{key}", "tidak dikenal")
        facts[key] = _value(f"{name}.{key}", str(known[key].type), value)
    try:
        return made(**facts)
    except TypeError:
        lacking = ", ".join(key for key in known if key not in facts)
        raise _refused(name, f"belum lengkap: {lacking}") from None


def _value(name: str, kind: str, value: Any) -> Any:
    if kind.startswith("tuple"):
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(one, str) for one in several):
            raise _refused(name, "harus teks atau daftar teks")
        return tuple(several)
    if kind.startswith("Mapping"):
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise _refused(name, "harus tabel teks ke teks")
        return {plain(key): one for key, one in value.items()}
    wanted = {"str": (str,), "int": (int,), "float": (int, float)}[kind]
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise _refused(name, "jenis nilainya salah")
    return value


def plain(text: str) -> str:
    """A value as it is compared: case and blanks around and between do not count."""
    return " ".join(text.split()).casefold()


def _refuse_nonsense(found: FieldMap) -> None:
    place = found.place
    ways = [bool(place.lat and place.lon), bool(place.pair), bool(place.shape)]
    wrong = {
        "source.code": not CODE.fullmatch(found.source.code),
        "source.name": not 0 < len(found.source.name) <= 80,
        "source.address": not ADDRESS.fullmatch(found.source.address),
        "identity.columns": not found.identity.columns,
        "file.delimiter": found.file.delimiter not in DELIMITERS,
        "file.header_row": found.file.header_row < 1,
        "place": sum(ways) > 1 or not (any(ways) or place.kelurahan) or bool(place.lat) != bool(place.lon),
        "place.decimal": place.decimal not in (".", ","),
        "category": bool(found.category.column) == bool(found.category.constant),
        "outcome.values": not set(found.outcome.values.values()) <= set(Fate),
        "outcome.otherwise": found.outcome.otherwise not in ("", *Fate),
        "harvest.format": found.harvest.format not in FORMATS,
        "harvest": found.harvest.pause_seconds < 0 or found.harvest.look_back_days < 0 or found.harvest.at_most < 2,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise _refused(name, "nilainya tidak dapat dipakai")
    _ = found.time.clock


def _refused(name: str, why: str) -> Refused:
    return Refused("mapping", "Berkas pemetaan, {name}: {why}.", field=name, name=name, why=why)
