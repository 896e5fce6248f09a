"""File a report, exactly once; import earlier ones; load the kinds of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import h3
from django.db import transaction

from rukun.areas.geometry import Located, Locator
from rukun.areas.queries import ids_of, locator
from rukun.people.queries import actor_of, holder_of
from rukun.people.rules import ANYONE, HEAD_OF, UNIT_ROLES, Actor, Role, SeatHeld
from rukun.reports import historic, rules
from rukun.reports.categories import read_categories
from rukun.reports.historic import Historic, RefusedRow
from rukun.reports.models import Category, Photo, Report
from rukun.reports.photos import keep_photo
from rukun.reports.queries import categories
from rukun.reports.rules import StoredPhoto
from rukun.trail.actions import record
from rukun.trail.append import append, append_first
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.digest import digest_of, digest_of_words
from rukun.values.place import Place
from rukun.values.refused import Refused

__all__ = ["Draft", "Imported", "file_report", "import_historic", "keep_photo", "load_categories"]

# H3 cells of this resolution are some 66 m across: "near-by" is a cell and its ring.
CELL_RESOLUTION = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to report, as the door understood it.

    `key` is made by the client and makes sending again harmless. Either `place` (a point) or `chosen` (an area picked
    by hand) says where; with both, `chosen` settles between the areas at whose border the point lies.
    `for_unit` is the RT or RW in whose name it is made, None for oneself.
    """

    key: str
    category: Category
    words: str
    captured_at: datetime
    place: Place | None = None
    chosen: AreaCode | None = None
    for_unit: AreaCode | None = None
    is_private: bool = False
    photos: Sequence[StoredPhoto] = ()
    channel: str = "web"


def file_report(draft: Draft, *, by: Actor, at: datetime) -> Report:
    """Keep what was said. The same key again, even at the same moment, gives the report that is there already.

    Everything is looked up before the transaction begins: on SQLite nobody else writes while it lasts.
    """
    rules.refuse_bad_key(draft.key)
    words = rules.clean_words(draft.words)
    rules.refuse_empty(words, len(draft.photos))
    seat = _seat_for(draft.for_unit, by)
    report, kelurahan = _placed(draft, seat)
    report.words = words
    report.filer_id = by.person_id
    report.received_at = at
    report.counted_on = rules.counted_on(draft.captured_at, at)
    return _kept(report, draft, kelurahan, seat.named if seat else Role.WARGA.value, by, at)


@transaction.atomic
def _kept(report: Report, draft: Draft, kelurahan: AreaCode, seat: str, by: Actor, at: datetime) -> Report:
    if not _first(report):
        return _own(Report.objects.get(key=draft.key), by)
    if draft.photos:
        _attach(report, draft.photos)
    record(
        "report.filed",
        at=at,
        seat=seat,
        about=f"report:{report.code}",
        facts={
            "category": draft.category.code,
            "kelurahan": kelurahan.digits,
            "counted_on": report.counted_on.isoformat(),
            "words": digest_of_words(report.words),
            "photos": [photo.digest for photo in draft.photos],
        },
    )
    return report


def _attach(report: Report, photos: Sequence[StoredPhoto]) -> None:
    for order, p in enumerate(photos):
        append(Photo(report=report, digest=p.digest, order=order, width=p.width, height=p.height, size=p.size))


def _own(report: Report, by: Actor) -> Report:
    """A key belongs to whoever used it first."""
    if report.filer_id != by.person_id:
        raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
    return report


def _seat_for(unit: AreaCode | None, by: Actor) -> SeatHeld | None:
    if unit is None:
        return None
    for seat in by.seats:
        if seat.role in UNIT_ROLES and seat.area == unit:
            return seat
    raise Refused("unit", "Anda tidak memegang jabatan di RT/RW ini.", field="for_unit")


def _placed(draft: Draft, seat: SeatHeld | None) -> tuple[Report, AreaCode]:
    """The report with its place turned into areas, and its distance from the unit it was made for; its kelurahan."""
    report = Report(
        key=draft.key, channel=draft.channel, category=draft.category, is_private=draft.is_private,
        captured_at=draft.captured_at, seat_id=seat.id if seat else None,
    )  # fmt: skip
    if draft.place is not None:
        borders = locator()
        found = borders.locate(draft.place)
        codes = [found.kelurahan, found.rw, found.rt]
        if draft.chosen in found.candidates:
            codes = _chain(draft.chosen)
        report.lat, report.lon, report.placed = draft.place.lat, draft.place.lon, found.placed
        report.cell = h3.latlng_to_cell(draft.place.lat, draft.place.lon, CELL_RESOLUTION)
        doubtful = len(found.candidates) > sum(code is not None for code in (found.kelurahan, found.rw, found.rt))
        report.candidates = " ".join(code.digits for code in found.candidates[:11]) if doubtful else ""
        if draft.for_unit is not None:
            _set_distances(report, draft.for_unit, draft.place, borders, found)
    elif draft.chosen is not None and draft.chosen.kind in (Kind.KELURAHAN, Kind.RW, Kind.RT):
        codes = _chain(draft.chosen)
        report.placed = "by-hand"
    else:
        raise Refused("place", "Tunjukkan tempatnya di peta, atau pilih kelurahan, RW, dan RT.", field="place")
    return report, _set_areas(report, codes, draft.for_unit)


def _part(code: AreaCode, kind: Kind) -> AreaCode | None:
    return code.up_to(kind) if LENGTH_OF[kind] <= len(code.digits) else None


def _chain(code: AreaCode) -> list[AreaCode | None]:
    return [_part(code, kind) for kind in (Kind.KELURAHAN, Kind.RW, Kind.RT)]


def _set_areas(report: Report, codes: Sequence[AreaCode | None], unit: AreaCode | None) -> AreaCode:
    ids = ids_of(code for code in (*codes, unit) if code is not None)
    kelurahan, rw, rt = (ids.get(code.digits) if code else None for code in codes)
    if kelurahan is None or codes[0] is None:
        raise Refused("place", "Kelurahan ini tidak ada dalam daftar kami.", field="place")
    report.kelurahan_id, report.rw_id, report.rt_id = kelurahan, rw, rt
    report.unit_id = ids[unit.digits] if unit else None
    return codes[0]


def _set_distances(report: Report, unit: AreaCode, place: Place, borders: Locator, found: Located) -> None:
    """How far the place is from the unit and from what holds it: a decree names the one that binds."""
    within = (found.kelurahan, found.rw, found.rt) if found.placed == "inside" else ()
    for kind in (Kind.KELURAHAN, Kind.RW, Kind.RT):
        part = _part(unit, kind)
        if part is not None:
            metres = 0.0 if kind is Kind.KELURAHAN and part in within else borders.distance_m(part, place)
            setattr(report, f"{kind.value}_distance_m", None if metres is None else round(metres))


def _first(report: Report) -> bool:
    """Insert; False when another sending of the same key came first. A code already taken gets another."""
    for attempt in range(3):
        report.code = rules.code_of(report.key, attempt)
        if append_first(report):
            return True
        if Report.objects.filter(key=report.key).exists():
            return False
    raise Refused("busy", "Laporan belum dapat disimpan; kirim lagi sebentar lagi.")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file of earlier reports: how many are new, how many were there already, and every refusal."""

    file: str
    filed: int
    known: int
    refused: list[RefusedRow]


@transaction.atomic
def import_historic(file: Path, *, category: str, for_units: Kind | None, at: datetime, by: str = "clock") -> Imported:
    """File every report of the file that can be filed, with its own time; the same file again adds nothing.

    `for_units` (RT or RW) files each in the name of the head of the unit in which it lies, for trying out with real
    reports what a month would make; None files them as reports of residents who are not known.
    """
    reading = historic.read(file, category=category)
    kinds = {kind.code: kind for kind in categories()}
    known = set(Report.objects.filter(key__startswith=historic.KEY_BEGINS).values_list("key", flat=True))
    refused, filed = reading.refused, 0
    for row in reading.rows:
        try:
            if row.key not in known:
                _file_historic(row, kinds, for_units)
                filed += 1
        except Refused as refusal:
            refused.append(RefusedRow(row.number, row.id, refusal.code, str(refusal)))
    refused.sort(key=lambda row: row.number)
    facts = {"digest": digest_of(file.read_bytes()), "filed": filed, "refused": len(refused)}
    record("reports.imported", at=at, seat=by, about=f"file:{file.name}"[:80], facts=facts)
    return Imported(file.name, filed, sum(row.key in known for row in reading.rows), refused)


def _file_historic(row: Historic, kinds: Mapping[str, Category], for_units: Kind | None) -> Report:
    if row.category not in kinds:
        raise Refused("category", "Jenis laporan {kind} tidak dikenal.", field="category", kind=row.category)
    actor, unit = ANYONE, None
    if for_units is not None:
        found = locator().locate(row.place)
        unit = found.rt if for_units is Kind.RT else found.rw
        if unit is None:
            raise Refused("unit", "Batas {kind} di tempat ini tidak dikenal.", kind=for_units.value.upper())
        actor = actor_of(holder_of(HEAD_OF[for_units], unit, row.at).pk, row.at)
    draft = Draft(
        key=row.key, category=kinds[row.category], words=row.words, captured_at=row.at, place=row.place, for_unit=unit,
        channel=row.source[:20] or "impor",
    )  # fmt: skip
    return file_report(draft, by=actor, at=row.at)


@transaction.atomic
def load_categories(folder: Path, *, at: datetime) -> int:
    """The kinds of the city's `categories.toml`; what is no longer in the file is retired, never removed."""
    stated = read_categories((folder / "categories.toml").read_text())
    Category.objects.bulk_create(
        [
            Category(
                code=c.code, name=c.name, name_en=c.name_en, group=c.group, icon=c.icon, order=order,
                needs_followup=c.needs_followup, counts=c.counts, owner=c.owner, deadline_hours=c.deadline_hours,
                around_the_clock=c.around_the_clock, retired_on=None,
            )
            for order, c in enumerate(stated)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name", "name_en", "group", "icon", "order", "needs_followup", "counts", "owner", "deadline_hours",
            "around_the_clock", "retired_on",
        ],
    )  # fmt: skip
    Category.objects.exclude(code__in=[c.code for c in stated]).filter(retired_on=None).update(retired_on=at.date())
    record("categories.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"categories": len(stated)})
    return len(stated)
