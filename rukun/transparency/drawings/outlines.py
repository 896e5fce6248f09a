"""Borders of units beside each other: the picture of one that is asked for, and all of a kelurahan to draw among."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from rukun.areas.asked import Outline
from rukun.areas.fitting import around, left_outside
from rukun.areas.outline import area_m2
from rukun.areas.queries import present_borders
from rukun.transparency.drawings.grounds import HEIGHT, WIDTH, in_metres, view_of
from rukun.values.code import AreaCode

# Corners that a map of a kelurahan cannot show apart.
FINE = 0.00002
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Picture:
    """Paths of the border, of the area it must lie in, and of the units beside it; how large it is, whose area it takes
    a part of, and what that leaves behind."""

    unit: str
    within: str
    beside: str
    hectares: float
    taken_from: Sequence[AreaCode]
    # RT that keep their borders and lie partly outside their RW from then on.
    left_outside: Sequence[AreaCode]
    rule: float
    rule_m: int
    width: int = WIDTH
    height: int = HEIGHT


def picture_of(unit: AreaCode, outline: Outline) -> Picture:
    """The border that is asked for, among those that are there; one query."""
    shape, there = shapely.from_wkb(outline.shape), around(unit)
    middle = shape.centroid
    holder = there.holder[1] if there.holder else shape
    view = view_of(in_metres(shape, middle.y, middle.x))

    def path(drawn: BaseGeometry) -> str:
        return view.path(in_metres(drawn, middle.y, middle.x))

    taken = there.under(shape) if outline.cuts else {}
    return Picture(
        unit=path(shape), within=path(holder), beside="".join(path(other) for other in there.beside.values()),
        hectares=area_m2(shape) / 10_000, taken_from=[AreaCode(code) for code in sorted(taken)],
        left_outside=left_outside(unit, outline, there),
        rule=view.rule_m * view.scale, rule_m=view.rule_m,
    )  # fmt: skip


def as_geojson(outline: Outline, told: Mapping[str, str]) -> str:
    """The border to open in any program for maps, with what is told of it."""
    geometry = json.loads(shapely.to_geojson(shapely.from_wkb(outline.shape)))
    return json.dumps({"type": "Feature", "properties": dict(told), "geometry": geometry}, ensure_ascii=False)


def outlines_in(kelurahan: AreaCode) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """Code and outer rings (latitude, longitude) of the kelurahan and of each of its RW and RT that has a border; one
    query."""
    return [
        (code, [_ring(part) for part in shapely.get_parts(shapely.simplify(shapely.from_wkb(bytes(wkb)), FINE))])
        for code, wkb in present_borders(within=kelurahan)
    ]


def _ring(part: BaseGeometry) -> list[tuple[float, float]]:
    return [
        (round(lat, DECIMALS), round(lon, DECIMALS))
        for lon, lat in shapely.get_coordinates(shapely.get_exterior_ring(part)).tolist()
    ]
