"""A row of another system read by its mapping (pure): everything that is wrong with it is told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeVar

import shapely

from rukun.reports.history.fates import ENDED, Fate, Outcome
from rukun.reports.history.fieldmap import ISO, FieldMap, Places, plain
from rukun.reports.rules import clean_words, refuse_empty
from rukun.values.digest import digest_of_words
from rukun.values.place import Place
from rukun.values.refused import Refused

T = TypeVar("T")
Record = Mapping[str, str]
KEY_BEGINS, KEY_SIGNS = "impor-", 40
IDENTITY_MAX, NOTE_MAX = 100, 1_000
YEARS = range(1990, 2100)
# A clock elsewhere may be a little ahead of ours.
AHEAD_AT_MOST = timedelta(minutes=10)
SRID = re.compile(r"SRID=\d+;", re.IGNORECASE)
PAIR = re.compile(r"\(?\s*([^\s,;()]+)\s*[,; ]\s*([^\s,;()]+)\s*\)?")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Why a row was not taken: its number in the file (as a spreadsheet counts), its name there, the column that is
    wrong ("" where none is to blame), a code for programs, and the reason."""

    number: int
    identity: str
    column: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A row of which no more is known than how it is called: by its source, and by its key here."""

    number: int
    identity: str
    key: str
    record: Record


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier report as its row says: either `place`, or `kelurahan` (a name or a code) says where."""

    named: Named
    at: datetime
    words: str
    category: str
    place: Place | None
    kelurahan: str
    kecamatan: str
    outcome: Outcome
    is_private: bool


@dataclass(slots=True)
class Checked:
    """Asks for one thing after the other and keeps every refusal with the column that it is about."""

    named: Named
    wrong: list[RefusedRow] = field(default_factory=list)

    def __call__(self, column: str, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except Refused as refusal:
            row = self.named
            self.wrong.append(RefusedRow(row.number, row.identity, column, refusal.code, str(refusal)))
            return None


def named(fieldmap: FieldMap, number: int, record: Record) -> Named:
    """How a row is called. Its key is made of its source and what names it there, so that it is the same in every
    reading of every file; refused where nothing names it."""
    parts = [record.get(column, "").strip() for column in fieldmap.identity.columns]
    if not any(parts):
        raise Refused("id", "Kolom yang menamai baris ini kosong.", field=fieldmap.identity.columns[0])
    whole = "\n".join(parts)
    is_short = len(parts) == 1 and len(whole) <= IDENTITY_MAX
    key = KEY_BEGINS + digest_of_words(f"{fieldmap.source.code}:{whole}")[:KEY_SIGNS]
    return Named(number, whole if is_short else digest_of_words(whole)[:40], key, record)


def earlier(fieldmap: FieldMap, row: Named, kinds: Collection[str], now: datetime) -> Earlier | list[RefusedRow]:
    """The report that a row is; or everything that is wrong with it. `kinds` are the codes of ours."""
    check, record, place = Checked(row), row.record, fieldmap.place
    column = place.lat or place.pair or place.shape or place.kelurahan
    at = check(fieldmap.time.received, lambda: received_at(fieldmap, record, now))
    said = check(next(iter(fieldmap.words.columns), ""), lambda: words_of(fieldmap, record))
    kind = check(fieldmap.category.column, lambda: kind_of(fieldmap, record, kinds))
    point = check(column, lambda: place_of(place, record))
    outcome = check(fieldmap.outcome.column, lambda: outcome_of(fieldmap, record, at, now))
    ward = _cell(record, place.kelurahan)
    if point is None and not ward and not any(one.column == column for one in check.wrong):
        check(column, _refuse_nowhere)
    if check.wrong or at is None or said is None or kind is None or outcome is None:
        return check.wrong
    private = fieldmap.private
    is_private = plain(_cell(record, private.column)) in {plain(value) for value in private.values}
    return Earlier(
        row, at, said, kind, point, "" if point else ward, _cell(record, place.kecamatan), outcome,
        bool(private.column) and is_private,
    )  # fmt: skip


def received_at(fieldmap: FieldMap, record: Record, now: datetime) -> datetime:
    """When the source received it, in UTC."""
    moment = _moment(fieldmap, record, fieldmap.time.received)
    if moment > now + AHEAD_AT_MOST:
        raise Refused("time", "Waktu laporan belum tiba.")
    return moment


def words_of(fieldmap: FieldMap, record: Record) -> str:
    """What was said: the columns of the words, each on a line of its own; else what stands in for them."""
    said = fieldmap.words
    for columns in (said.columns, said.otherwise):
        parts = [_cell(record, column) for column in columns]
        if any(parts):
            words = clean_words("\n".join(dict.fromkeys(part for part in parts if part)))
            refuse_empty(words, 0)
            return words
    words = clean_words(said.constant)
    refuse_empty(words, 0)
    return words


def kind_of(fieldmap: FieldMap, record: Record, kinds: Collection[str]) -> str:
    """The code of our kind of report that the row means."""
    rule = fieldmap.category
    told = _cell(record, rule.column)
    meant = rule.constant or rule.values.get(plain(told), "") or (told if told in kinds else "") or rule.otherwise
    if meant not in kinds:
        raise Refused("category", "Jenis laporan “{kind}” tidak ada dalam pemetaan.", kind=(meant or told)[:60])
    return meant


def place_of(places: Places, record: Record) -> Place | None:
    """The point of the row; None where it has none and may name a kelurahan instead."""
    if places.lat:
        lat, lon = _cell(record, places.lat), _cell(record, places.lon)
    elif places.pair:
        pair = PAIR.fullmatch(_cell(record, places.pair))
        lat, lon = (pair[1], pair[2]) if pair else (_cell(record, places.pair), "")
    elif places.shape:
        return _point_in(_cell(record, places.shape))
    else:
        return None
    if not lat and not lon:
        return None
    if places.decimal == ",":
        lat, lon = lat.replace(",", "."), lon.replace(",", ".")
    return Place.parse(lat, lon)


def outcome_of(fieldmap: FieldMap, record: Record, at: datetime | None, now: datetime) -> Outcome:
    """How it stands there. An end cannot lie before the receipt (`at`), nor in the time to come."""
    rule = fieldmap.outcome
    fate = _fate(fieldmap, _cell(record, rule.column))
    column = next((name for name in rule.closed_at if _cell(record, name)), "") if fate in ENDED else ""
    since = _moment(fieldmap, record, column) if column else None
    if since is not None and at is not None and since < at:
        raise Refused("closed_at", "Waktu selesai lebih awal daripada waktu laporan.")
    if since is not None and since > now + AHEAD_AT_MOST:
        raise Refused("closed_at", "Waktu selesai belum tiba.")
    return Outcome(fate, since, clean_words(_cell(record, rule.note))[:NOTE_MAX] if fate in ENDED else "")


def _fate(fieldmap: FieldMap, told: str) -> Fate:
    rule, means = fieldmap.outcome, plain(told)
    meant = rule.values.get(means) or (means if means in set(Fate) else "") or rule.otherwise
    if not meant and told:
        raise Refused("status", "Status “{status}” tidak ada dalam pemetaan.", status=told[:60])
    return Fate(meant or Fate.UNKNOWN)


def _moment(fieldmap: FieldMap, record: Record, column: str) -> datetime:
    text = _cell(record, column)
    for form in fieldmap.time.formats:
        moment = _read_moment(text, form, fieldmap.time.clock)
        if moment is not None and moment.year in YEARS:
            return moment
    raise Refused("time", "Waktu “{text}” tidak dapat dibaca, atau tidak menyebut zonanya.", text=text[:40])


def _read_moment(text: str, form: str, clock: tzinfo | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if form == ISO else datetime.strptime(text, form)  # noqa: DTZ007
    except ValueError:
        return None
    if moment.tzinfo is None:
        if clock is None:
            return None
        moment = moment.replace(tzinfo=clock)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _point_in(text: str) -> Place | None:
    """The point of a shape as WKT ("POINT (106.8 -6.2)", also with SRID=4326; before it) or as WKB in hex."""
    if not text:
        return None
    try:
        is_hex = text[:2] in ("00", "01")
        shape = shapely.from_wkb(text) if is_hex else shapely.from_wkt(SRID.sub("", text, count=1))
    except shapely.errors.ShapelyError:
        shape = None
    if shape is None or shape.is_empty:
        raise Refused("place", "Titik “{text}” tidak dapat dibaca.", text=text[:40])
    middle = shape if shape.geom_type == "Point" else shape.representative_point()
    return Place(float(shapely.get_y(middle)), float(shapely.get_x(middle)))


def _cell(record: Record, column: str) -> str:
    return record.get(column, "").strip() if column else ""


def _refuse_nowhere() -> None:
    raise Refused("place", "Tidak ada titik dan tidak ada kelurahan.")
