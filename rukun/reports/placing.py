"""What a place makes of a report: its point, its cell, the areas that hold it, and the doubt of borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rukun.reports.cells import cell_of
from rukun.reports.models import Report
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.place import Place

if TYPE_CHECKING:
    from rukun.areas.geometry import Located

WITHIN = (Kind.KELURAHAN, Kind.RW, Kind.RT)
CANDIDATES_KEPT = 11


def set_point(report: Report, place: Place, found: Located) -> None:
    """Note the point, how it was placed, and every area that it may belong to where borders leave a doubt."""
    report.lat, report.lon, report.placed = place.lat, place.lon, found.placed
    report.cell = cell_of(place)
    doubtful = len(found.candidates) > sum(code is not None for code in (found.kelurahan, found.rw, found.rt))
    report.candidates = " ".join(code.digits for code in found.candidates[:CANDIDATES_KEPT]) if doubtful else ""


def part_of(code: AreaCode, kind: Kind) -> AreaCode | None:
    """The area of this kind that holds another; None where that is the larger one."""
    return code.up_to(kind) if LENGTH_OF[kind] <= len(code.digits) else None


def chain_of(code: AreaCode) -> list[AreaCode | None]:
    """Kelurahan, RW and RT of an area, as far as it is named."""
    return [part_of(code, kind) for kind in WITHIN]
