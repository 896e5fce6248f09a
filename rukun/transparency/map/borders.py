"""The system's own borders for a map to move about in: what lies in a box, as fine as its zoom can show.

Shapes come from the locator that every process keeps; what was made of them for a zoom is kept as well, until a border
changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import shapely

from rukun.areas import queries as areas
from rukun.areas.models import Boundary
from rukun.transparency.map.cells import Box
from rukun.values.code import LENGTH_OF, AreaCode, Kind

# From this zoom on a screen shows a few RW; before, their lines would be all one sees.
RW_FROM = 15
ZOOMS = range(9, 18)
# Metres of a pixel at zoom 0; half a pixel is not seen.
PIXEL_M = 156_543.0
METRES_A_DEGREE = 111_195.0
# Coordinates travel as whole numbers of this part of a degree: about a metre.
PART = 100_000
SHAPES_KEPT = 12_000


@dataclass(frozen=True, slots=True)
class Border:
    """An area: code, name, whether its border was drawn and not surveyed, and its rings.

    A ring is one row of whole numbers: the first longitude and latitude in parts of a degree, then the steps.
    """

    code: str
    name: str
    is_drawn: bool
    rings: Sequence[Sequence[int]]


def borders_in(box: Box, zoom: int) -> list[Border]:
    """The kelurahan that touch a box; close by, their RW where these are known. A few small queries."""
    stamp, fine = areas.stamp(), min(ZOOMS[-1], max(ZOOMS[0], zoom))
    codes = _touching(box, Kind.KELURAHAN)
    if zoom >= RW_FROM:
        divided = _divided(stamp)
        codes = [code for code in codes if code not in divided] + _touching(box, Kind.RW)
    names = _names(stamp)
    borders = []
    for code in sorted(codes):
        name, is_drawn = names.get(code, (code, False))
        borders.append(Border(code, name, is_drawn, _rings(stamp, code, fine)))
    return borders


def _touching(box: Box, kind: Kind) -> list[str]:
    return areas.locator().layers[kind].touching(box.west, box.south, box.east, box.north)


@lru_cache(maxsize=2)
def _divided(_stamp: str) -> frozenset[str]:
    """The kelurahan of which any RW has a border."""
    return frozenset(code[: LENGTH_OF[Kind.KELURAHAN]] for code in areas.locator().layers[Kind.RW].every_code())


def box_of(area: AreaCode) -> Box | None:
    """The box around the kelurahan of an area (or one of its RW); None where no border is known. One small query."""
    kind = area.kind if area.kind in (Kind.KELURAHAN, Kind.RW, Kind.RT) else Kind.KELURAHAN
    found = areas.locator().layers[kind].around(area.digits)
    return Box(*found) if found else None


def box_of_all() -> Box | None:
    """The box around every kelurahan; one small query."""
    found = areas.locator().layers[Kind.KELURAHAN].around()
    return Box(*found) if found else None


@lru_cache(maxsize=2)
def _names(_stamp: str) -> dict[str, tuple[str, bool]]:
    rows = Boundary.objects.filter(valid_until=None, area__kind__in=[Kind.KELURAHAN, Kind.RW])
    return {code: (name, drawn) for code, name, drawn in rows.values_list("area__code", "area__name", "approximate")}


@lru_cache(maxsize=SHAPES_KEPT)
def _rings(_stamp: str, code: str, zoom: int) -> Sequence[Sequence[int]]:
    whole = areas.locator().layers[AreaCode(code).kind].shape(code)
    if whole is None:
        return []
    tolerance = PIXEL_M / 2**zoom / 2 / METRES_A_DEGREE
    rings = []
    for part in shapely.get_parts(whole.simplify(tolerance)):
        if part.geom_type == "Polygon":
            rings += [_steps(ring.coords) for ring in (part.exterior, *part.interiors)]
    return rings


def _steps(coords: Sequence[tuple[float, ...]]) -> Sequence[int]:
    points = [(round(lon * PART), round(lat * PART)) for lon, lat, *_ in coords]
    steps = [*points[0]]
    for (lon, lat), (before_lon, before_lat) in zip(points[1:], points, strict=False):
        steps += (lon - before_lon, lat - before_lat)
    return steps
