"""Where a report lies beside the border of the unit it was made for, drawn as an SVG (pure but for one query).

Plain shapes and no tiles: it is there with the report, and nothing is asked of anybody when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from rukun.areas.models import Boundary
from rukun.reports.models import Report
from rukun.values.code import LENGTH_OF, Kind

WIDTH, HEIGHT, MARGIN = 400, 300, 18
METRES_A_DEGREE = 111_195.0
# No closer than this many metres to the picture's width, and no farther: a place on the other side of town is told in
# words and pointed at from the edge.
SPAN_MIN, SPAN_MAX = 160.0, 2_500.0
# So much wider than the unit and the place is what is seen, for what lies around.
ROOM = 1.5
RULES_M = (20, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True, slots=True)
class Ground:
    """A drawing: paths of the unit, of its RW, and of how far the decree lets a place lie outside; the place, other
    places beside it, and a line to the nearest point of the bound. `rule` is the scale's length in pixels."""

    unit: str
    rw: str
    tolerance: str
    x: float
    y: float
    others: Sequence[tuple[str, float, float]]
    line: tuple[float, float, float, float] | None
    rule: float
    rule_m: int
    is_cut: bool
    width: int = WIDTH
    height: int = HEIGHT


def grounds_of(
    reports: Sequence[Report], bounds: Mapping[int, tuple[Kind, int]], others: Mapping[int, Sequence[Report]]
) -> dict[int, Ground]:
    """A drawing for each report (id) that has a point and whose unit has a border; one query.

    `bounds` tells for each report the kind of area, and the metres beyond it, within which the decree counts it.
    """
    placed = [report for report in reports if report.lat is not None and report.unit is not None]
    codes = {code for report in placed if report.unit for code in _lineage(report.unit.code)}
    rows = Boundary.objects.filter(valid_until=None, area__code__in=codes).values_list("area__code", "shape")
    shapes = {code: shapely.from_wkb(bytes(shape)) for code, shape in rows}
    found = {report.pk: _ground(report, bounds[report.pk], shapes, others.get(report.pk, ())) for report in placed}
    return {pk: drawn for pk, drawn in found.items() if drawn is not None}


def _lineage(unit: str) -> list[str]:
    return [unit[: LENGTH_OF[kind]] for kind in (Kind.KELURAHAN, Kind.RW, Kind.RT) if LENGTH_OF[kind] <= len(unit)]


def _ground(
    report: Report, bound: tuple[Kind, int], shapes: dict[str, BaseGeometry], others: Iterable[Report]
) -> Ground | None:
    assert report.unit is not None and report.lat is not None and report.lon is not None
    unit = report.unit.code
    near = {code: in_metres(shapes[code], report.lat, report.lon) for code in _lineage(unit) if code in shapes}
    if unit not in near:
        return None
    kind, tolerance = bound
    held = near.get(unit[: LENGTH_OF[kind]], near[unit])
    within = held.buffer(tolerance, quad_segs=6)
    rw = near.get(unit[: LENGTH_OF[Kind.RW]], near[unit])
    place, view = shapely.Point(0, 0), view_of(near[unit])
    marks = [
        (o.code, o.lat - report.lat, o.lon - report.lon) for o in others if o.lat is not None and o.lon is not None
    ]
    stretch = METRES_A_DEGREE * cos(radians(report.lat))
    dots = [(code, *view.at(east * stretch, north * METRES_A_DEGREE)) for code, north, east in marks]
    line = None if held.intersects(place) else shapely.get_coordinates(shapely.shortest_line(held, place))
    return Ground(
        unit=view.path(near[unit]), rw=view.path(rw), tolerance=view.path(within), x=view.at(0, 0)[0],
        y=view.at(0, 0)[1], others=[dot for dot in dots if 0 <= dot[1] <= WIDTH and 0 <= dot[2] <= HEIGHT],
        line=None if line is None else (*view.at(*line[0]), *view.at(*line[1])),
        rule=view.rule_m * view.scale, rule_m=view.rule_m, is_cut=view.is_cut,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """Metres east and north of the place, as pixels."""

    west: float
    north: float
    scale: float
    is_cut: bool

    @property
    def rule_m(self) -> int:
        return max((metres for metres in RULES_M if metres * self.scale <= WIDTH / 4), default=RULES_M[0])

    def at(self, east: float, north: float) -> tuple[float, float]:
        return round((east - self.west) * self.scale, 1), round((self.north - north) * self.scale, 1)

    def path(self, shape: BaseGeometry) -> str:
        """The outline, no finer than a pixel, and nothing of it that is far out of the picture."""
        box = shapely.box(self.west - 900, self.north - HEIGHT / self.scale - 900,
                          self.west + WIDTH / self.scale + 900, self.north + 900)  # fmt: skip
        plain = shapely.intersection(shapely.simplify(shape, 0.8 / self.scale), box)
        parts = [part for part in shapely.get_parts(plain) if part.geom_type == "Polygon" and not part.is_empty]
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        return "".join(f"M{'L'.join(f'{x:g} {y:g}' for x, y in self._points(ring))}Z" for ring in rings)

    def _points(self, ring: BaseGeometry) -> list[tuple[float, float]]:
        points = [self.at(east, north) for east, north in shapely.get_coordinates(ring)[:-1]]
        return [(round(x, 1), round(y, 1)) for x, y in points]


def view_of(unit: BaseGeometry) -> View:
    """The whole unit and the place, with room around; the place in the middle where the unit is too far to show."""
    west, south, east, north = unit.union(shapely.Point(0, 0)).bounds
    span = max(east - west, (north - south) * WIDTH / HEIGHT) * ROOM * WIDTH / (WIDTH - 2 * MARGIN)
    is_cut = span > SPAN_MAX
    middle = (0.0, 0.0) if is_cut else ((west + east) / 2, (south + north) / 2)
    span = min(SPAN_MAX, max(SPAN_MIN, span))
    return View(middle[0] - span / 2, middle[1] + span * HEIGHT / WIDTH / 2, WIDTH / span, is_cut)


def in_metres(shape: BaseGeometry, lat: float, lon: float) -> BaseGeometry:
    """Metres east and north of a place; true enough for some kilometres around it."""
    scale = np.array([METRES_A_DEGREE * cos(radians(lat)), METRES_A_DEGREE])
    moved: BaseGeometry = shapely.transform(shape, lambda xy: (xy - np.array([lon, lat])) * scale)
    return moved
