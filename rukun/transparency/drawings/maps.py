"""Maps drawn from the system's own borders as shapes for an SVG (pure): no outside server, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Placing = Callable[[float, float], tuple[float, float]]
WIDTH = 1000
MARGIN = 12
# Finer than a pixel of a wide screen.
TOLERANCE = 0.9


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on the map: its code and name, the path, and where its name stands (none when it would not fit)."""

    code: str
    name: str
    path: str
    x: int
    y: int
    has_room: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map."""

    x: int
    y: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of `WIDTH` by `height`."""

    width: int
    height: int
    shapes: Sequence[Shape]
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The areas of a map without its dots, and what leads from a place on earth to one on the sheet."""

    height: int
    shapes: Sequence[Shape]
    west: float
    north: float
    scale: tuple[float, float]

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place stands."""
        return MARGIN + (lon - self.west) * self.scale[0], MARGIN + (self.north - lat) * self.scale[1]

    def with_dots(self, points: Iterable[tuple[float, float, str, str]]) -> Map:
        """The map with these points (lat, lon, kind, label), as far as they lie on it."""
        dots = []
        for lat, lon, kind, label in points:
            x, y = self.place(lon, lat)
            if 0 <= x <= WIDTH and 0 <= y <= self.height:
                dots.append(Dot(round(x), round(y), kind, label))
        return Map(WIDTH, self.height, self.shapes, dots)


def sheet_of(areas: Iterable[tuple[str, str, bytes]]) -> Sheet | None:
    """The areas (code, name, WKB) drawn to fill the width; None without any."""
    rows = [(code, name, shapely.from_wkb(shape)) for code, name, shape in areas]
    if not rows:
        return None
    west, south, east, north = shapely.total_bounds([shape for _, _, shape in rows]).tolist()
    stretch = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max(1e-9, (east - west) * stretch)
    height = round((north - south) * scale + 2 * MARGIN)
    bare = Sheet(height, (), west, north, (stretch * scale, scale))
    return replace(bare, shapes=[_shape(code, name, shape, bare.place) for code, name, shape in rows])


def draw(areas: Iterable[tuple[str, str, bytes]], points: Iterable[tuple[float, float, str, str]]) -> Map | None:
    """Areas (code, name, WKB) and points (lat, lon, kind, label) in one picture; None without any area."""
    sheet = sheet_of(areas)
    return sheet.with_dots(points) if sheet else None


def _shape(code: str, name: str, shape: BaseGeometry, place: Placing) -> Shape:
    moved = shapely.transform(shape, lambda xy: np.array([place(lon, lat) for lon, lat in xy])).simplify(TOLERANCE)
    inner = moved.representative_point()
    west, _, east, _ = moved.bounds
    room = east - west > 14 * len(name)
    return Shape(code, name, _path(moved), round(inner.x), round(inner.y), room)


def _path(shape: BaseGeometry) -> str:
    rings = []
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
