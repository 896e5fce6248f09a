"""Borders drawn from centre points, for a machine without surveyed ones (pure; the map says that they are approximate).

The cells of a Voronoi diagram, cut to a circle of the area's size, look like a city and nest: kelurahan side by side,
RW inside their kelurahan, RT inside their RW. The same centres always give the same drawing: the points inside an area
are a Halton sequence, evened out by Lloyd's method.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import cos, pi, radians, sqrt

import shapely
from shapely.geometry.base import BaseGeometry

METRES_A_DEGREE = 111_195.0
# A kelurahan is no circle: cut its cell at a circle this much larger than its area, so that neighbours meet.
REACH = 1.45
EVENING_ROUNDS = 4


def cells_of_centres(centres: Sequence[tuple[float, float, float]]) -> list[BaseGeometry]:
    """For (lat, lon, km2) of each area, its cell: everything nearer to it than to another, within its reach."""
    points = [shapely.Point(lon, lat) for lat, lon, _ in centres]
    cells = _voronoi(points)
    drawn = []
    for (lat, _, km2), point, cell in zip(centres, points, cells, strict=True):
        radius = REACH * sqrt(max(km2, 0.01) / pi) * 1000 / (METRES_A_DEGREE * cos(radians(lat)))
        drawn.append(shapely.set_precision(cell.intersection(point.buffer(radius)), 1e-7))
    return drawn


def parts_of(whole: BaseGeometry, parts: int) -> list[BaseGeometry]:
    """The area cut into `parts` of about the same size, in reading order (north to south, west to east)."""
    if parts == 1:
        return [whole]
    points = _spread(whole, parts)
    for _ in range(EVENING_ROUNDS):
        cells = [cell.intersection(whole) for cell in _voronoi(points)]
        points = [cell.centroid if cell.contains(cell.centroid) else cell.representative_point() for cell in cells]
    cut = [shapely.set_precision(cell.intersection(whole), 1e-7) for cell in _voronoi(points)]
    return sorted(cut, key=lambda cell: (-round(cell.centroid.y, 4), round(cell.centroid.x, 4)))


def _spread(whole: BaseGeometry, wanted: int) -> list[BaseGeometry]:
    west, south, east, north = whole.bounds
    shapely.prepare(whole)
    found: list[BaseGeometry] = []
    for number in count(1):
        lon = west + _halton(number, 2) * (east - west)
        lat = south + _halton(number, 3) * (north - south)
        if shapely.contains_xy(whole, lon, lat):
            found.append(shapely.Point(lon, lat))
            if len(found) == wanted:
                break
    return found


def _halton(number: int, root: int) -> float:
    value, scale = 0.0, 1.0
    while number:
        scale /= root
        value += scale * (number % root)
        number //= root
    return value


def _voronoi(points: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The cell of each point, in the order of the points."""
    if len(points) == 1:
        return [points[0].buffer(1.0)]
    around = shapely.MultiPoint(shapely.get_coordinates(list(points)))
    cells = list(shapely.voronoi_polygons(around, extend_to=around.envelope.buffer(1.0)).geoms)
    owner: dict[int, BaseGeometry] = {}
    for point, cell in shapely.STRtree(cells).query(list(points), predicate="intersects").T:
        owner.setdefault(int(point), cells[int(cell)])
    return [owner[number] for number in range(len(points))]
