"""Bring areas and their borders in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import shapely
from django.db import transaction
from shapely.geometry.base import BaseGeometry

from rukun.areas import drawing, importing
from rukun.areas.bordering import Drawn, gone, put_borders, still_due
from rukun.areas.folder import borders_in, listing_of, refuse_mistakes
from rukun.areas.importing import Row
from rukun.areas.listed import refuse_another
from rukun.areas.listing import Listed
from rukun.areas.models import Area, Boundary
from rukun.areas.queries import areas_of, present_borders
from rukun.trail.actions import record
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.time import day_of

AT_ONCE = 1_000
DRAWN = "digambar oleh Rukun"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: areas and borders that are new, those that were there already, and every refusal."""

    file: str
    rows: int
    areas_added: int
    areas_known: int
    borders_added: int
    borders_known: int
    refused: list[dict[str, Any]]
    mended: list[dict[str, Any]]


@transaction.atomic
def import_file(
    file: Path, *, at: datetime, layer: str | None = None, kind: Kind | None = None, by: str = "clock"
) -> Imported:
    """Take every row of a file that can be taken, and say of the others why not. The same file again changes nothing.

    An area whose parents are unknown is refused, but for the RW of an RT, which the register implies.
    """
    reading = importing.read(file, layer=layer, kind=kind)
    refused = [asdict(row) for row in reading.refused]
    rows = _without_gone(_with_parents(_implied_rw(reading.rows), refused), refused)
    added = _put_areas(rows)
    borders = put_borders(_shapes(rows), Drawn(file.name, day_of(at), approximate=False))
    facts = {
        "digest": digest_of(file.read_bytes()), "layer": layer or "", "rows": len(reading.rows) + len(reading.refused),
        "areas": added, "borders": borders, "refused": len(refused),
    }  # fmt: skip
    record("areas.imported", at=at, seat=by, about=f"file:{file.name}"[:80], facts=facts)
    shaped = sum(row.shape is not None for row in rows)
    return Imported(
        file=file.name, rows=len(reading.rows) + len(reading.refused), areas_added=added, areas_known=len(rows) - added,
        borders_added=borders, borders_known=shaped - borders, refused=refused,
        mended=[asdict(row) for row in reading.mended],
    )  # fmt: skip


@transaction.atomic
def load_kota(folder: Path, *, at: datetime) -> int:
    """The areas of a city's folder; returns how many there are. Loading again changes nothing, also where borders were
    decided upon since.

    `areas/*.csv` lists areas with their figures. Where `areas/*.geojson` gives no border and none was imported, the
    kelurahan are drawn from their centre points.
    """
    known = Area.objects.count()
    refuse_another(folder)
    listing, borders = listing_of(folder), borders_in(folder)
    refuse_mistakes(listing, borders)
    rows = [Row(one.line, one.code, one.name, None) for one in listing.areas]
    _put_areas(rows, figures={one.code.digits: one for one in listing.areas})
    for name, reading in borders.items():
        _put_areas(reading.rows)
        put_borders(still_due(_shapes(reading.rows)), Drawn(name, day_of(at), approximate=False))
    _draw_missing([one for one in listing.areas if one.lat is not None], at)
    count = Area.objects.count()
    if count != known:
        record("areas.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"areas": count})
    return count


@transaction.atomic
def draw_units(kelurahan: Sequence[AreaCode], *, at: datetime) -> int:
    """RW and RT for kelurahan of which only their number is known, and borders for units that have none.

    RT are shared out evenly over the RW. RW that are listed by name and have no border, none of them, get one each.
    Returns how many areas are new; those that exist stay as they are.
    """
    borders = dict(present_borders(kinds=[Kind.KELURAHAN, Kind.RW]))
    rows: list[Row] = []
    for code in kelurahan:
        area, listed = Area.objects.get(code=code.digits), list(areas_of(Kind.RW, code))
        if code.digits not in borders or any(rw.code in borders for rw in listed):
            continue
        whole = shapely.from_wkb(bytes(borders[code.digits]))
        if listed:
            parts = drawing.parts_of(whole, len(listed))
            rows += [Row(0, rw.area_code, rw.name, part) for rw, part in zip(listed, parts, strict=True)]
        elif area.rw_registered:
            rows += _units(code, whole, area.rw_registered, area.rt_registered or 0)
    added = _put_areas(rows)
    put_borders(_shapes(rows), Drawn(DRAWN, day_of(at), approximate=True))
    record("areas.drawn", at=at, seat="clock", about="areas", facts={"areas": added})
    return added


def _units(code: AreaCode, whole: BaseGeometry, rw_count: int, rt_count: int) -> list[Row]:
    rows = []
    for number, part in enumerate(drawing.parts_of(whole, rw_count), start=1):
        rw = AreaCode(f"{code.digits}{number:03d}")
        rows.append(Row(0, rw, rw.numbered, part))
        share = rt_count // rw_count + (number <= rt_count % rw_count)
        for rt, piece in enumerate(drawing.parts_of(part, share), start=1) if share else ():
            code_of_rt = AreaCode(f"{rw.digits}{rt:03d}")
            rows.append(Row(0, code_of_rt, code_of_rt.numbered, piece))
    return rows


def _implied_rw(rows: Sequence[Row]) -> list[Row]:
    """The register lists RT only: the RW above each is implied by its code."""
    there = {row.code.digits for row in rows}
    implied: dict[str, Row] = {}
    for row in rows:
        if row.code.kind is Kind.RT:
            rw = row.code.up_to(Kind.RW)
            if rw.digits not in there:
                implied.setdefault(rw.digits, Row(row.number, rw, rw.numbered, None))
    return [*implied.values(), *rows]


def _with_parents(rows: Sequence[Row], refused: list[dict[str, Any]]) -> list[Row]:
    known = set(Area.objects.values_list("code", flat=True)) | {row.code.digits for row in rows}
    kept = []
    for row in rows:
        parent = row.code.parent
        if parent is None or parent.digits in known:
            kept.append(row)
        else:
            words = f"Wilayah di atasnya ({parent.official}) belum dikenal."
            refused.append({"number": row.number, "code": row.code.official, "words": words})
    return kept


def _without_gone(rows: Sequence[Row], refused: list[dict[str, Any]]) -> list[Row]:
    """An area that has ended gets no border any more."""
    ended = set(gone())
    for row in rows:
        if row.shape is not None and row.code.digits in ended:
            words = str(Refused("gone", "Wilayah {area} sudah dihapus.", area=row.code.official))
            refused.append({"number": row.number, "code": row.code.official, "words": words})
    return [row for row in rows if row.shape is None or row.code.digits not in ended]


def _put_areas(rows: Sequence[Row], figures: Mapping[str, Listed] | None = None) -> int:
    """Insert the areas that are new, the larger ones first; returns how many."""
    ids = dict(Area.objects.values_list("code", "id"))
    added = 0
    for length in sorted({len(row.code.digits) for row in rows}):
        fresh = [row for row in rows if len(row.code.digits) == length and row.code.digits not in ids]
        made = Area.objects.bulk_create(
            [_area(row, ids, (figures or {}).get(row.code.digits)) for row in fresh], AT_ONCE
        )
        ids.update((area.code, area.pk) for area in made)
        added += len(made)
    return added


def _area(row: Row, ids: Mapping[str, int], told: Listed | None) -> Area:
    parent = row.code.parent
    figures = {"population": told.population, "rw_registered": told.rw, "rt_registered": told.rt} if told else {}
    return Area(
        code=row.code.digits, kind=row.code.kind, name=row.name, parent_id=ids[parent.digits] if parent else None,
        **figures,
    )  # fmt: skip


def _shapes(rows: Sequence[Row]) -> dict[str, BaseGeometry]:
    return {row.code.digits: row.shape for row in rows if row.shape is not None}


def _draw_missing(listed: Sequence[Listed], at: datetime) -> None:
    """Kelurahan with a centre and no border get a drawn one; all are drawn together, so that they meet."""
    have = {*Boundary.objects.filter(valid_until=None).values_list("area__code", flat=True), *gone()}
    if all(one.code.digits in have for one in listed):
        return
    cells = drawing.cells_of_centres([(one.lat or 0.0, one.lon or 0.0, one.km2 or 0.0) for one in listed])
    drawn = {one.code.digits: cell for one, cell in zip(listed, cells, strict=True) if one.code.digits not in have}
    put_borders(drawn, Drawn(DRAWN, day_of(at), approximate=True))
