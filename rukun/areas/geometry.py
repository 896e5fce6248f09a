"""Which areas hold a place, and how far it is from them (pure: shapely over WKB in WGS 84).

Borders and telephones are both off by metres, so a place near a border keeps both neighbours as candidates, and a
place in a gap belongs to the nearest area. Distances are metres on the sphere, taken between nearest points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused

# Two good boundary sets of Jakarta differ by some metres along every street, and a telephone by more: within this
# distance of a neighbour both are kept as candidates.
DOUBT_M = 15.0
# In a gap between polygons the nearest area within this distance is taken, and marked.
NEARBY_M = 100.0
METRES_A_DEGREE = 111_195.0
# A degree east is shorter than one north: looking this much farther misses nothing up to 33 degrees of latitude.
AMPLE = 1.2
# What growing and shrinking a straight line by polygons with rounded corners may be off.
ROUNDING_M = 1.0


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place lies. `placed`: "inside", "border" (on the line), or "nearby" (in a gap, `distance_m` away).

    `candidates` are the kelurahan, RW or RT within `DOUBT_M`, the chosen ones included, in the order of their codes.
    """

    kelurahan: AreaCode
    rw: AreaCode | None
    rt: AreaCode | None
    placed: str
    distance_m: float
    candidates: tuple[AreaCode, ...]


class Layer:
    """The polygons of one kind of area, under a tree of their boxes.

    The boxes are wider than the polygons by the doubt of a border, so that one look-up of a point finds all that may
    own it and little else.
    """

    def __init__(self, rows: Sequence[tuple[str, bytes]]) -> None:
        self.codes = [AreaCode(code) for code, _ in rows]
        self.digits = [code for code, _ in rows]
        self.shapes: list[BaseGeometry] = list(shapely.from_wkb([shape for _, shape in rows]))
        shapely.prepare(np.array(self.shapes, dtype=object))
        bounds = shapely.bounds(np.array(self.shapes, dtype=object)).reshape(-1, 4)
        wider = AMPLE * DOUBT_M / METRES_A_DEGREE
        boxes = shapely.box(*(bounds + np.array([-wider, -wider, wider, wider])).T) if rows else []
        self.tree = STRtree(boxes)
        self.by_code = dict(zip(self.digits, self.shapes, strict=True))

    def choose(self, point: BaseGeometry, place: Place, within: str) -> _Choice | None:
        """The area that owns the point among those whose code begins with `within`; None beyond 100 m of all."""
        close = [i for i in self.tree.query(point).tolist() if self.digits[i].startswith(within)]
        holding = [i for i in close if self.shapes[i].intersects(point)]
        if not holding:
            around = point.buffer(AMPLE * NEARBY_M / METRES_A_DEGREE)
            return self._nearest([i for i in self.tree.query(around).tolist() if self.digits[i].startswith(within)],
                                 point, place)  # fmt: skip
        if len(close) == 1:
            return _Choice(self.codes[close[0]], "inside", 0.0, (self.codes[close[0]],))
        doubt = DOUBT_M / METRES_A_DEGREE
        beside = [i for i in close if i not in holding and self.shapes[i].dwithin(point, doubt)]
        names = tuple(sorted(self.codes[i] for i in (*holding, *beside)))
        owner = min(self.codes[i] for i in holding)
        return _Choice(owner, "border" if len(holding) > 1 else "inside", 0.0, names)

    def _nearest(self, close: list[int], point: BaseGeometry, place: Place) -> _Choice | None:
        measured = sorted((_metres(self.shapes[i], point, place), self.codes[i]) for i in close)
        if not measured or measured[0][0] > NEARBY_M:
            return None
        metres, owner = measured[0]
        return _Choice(owner, "nearby", metres, tuple(sorted(code for m, code in measured if m <= metres + DOUBT_M)))

    def is_in_a_gap(self, point: BaseGeometry, place: Place) -> bool:
        """Whether the point lies between polygons and not beyond the outermost: growing all of them by `NEARBY_M` and
        shrinking the whole again fills what is narrower than twice that, and leaves the outline where it is."""
        window = _in_metres(point, place).buffer(4 * NEARBY_M)
        around = point.buffer(4 * NEARBY_M / METRES_A_DEGREE)
        near = [_in_metres(self.shapes[i], place).intersection(window) for i in self.tree.query(around).tolist()]
        whole = shapely.union_all(near).buffer(NEARBY_M).buffer(-NEARBY_M - ROUNDING_M)
        return bool(whole.intersects(shapely.Point(0, 0)))

    def nearest_m(self, point: BaseGeometry, place: Place) -> float:
        """Metres to the nearest polygon of all; measured one by one, for points far from all of them."""
        nearest = int(np.argmin(shapely.distance(np.array(self.shapes, dtype=object), point)))
        return _metres(self.shapes[nearest], point, place)


@dataclass(frozen=True, slots=True)
class _Choice:
    code: AreaCode
    placed: str
    distance_m: float
    candidates: tuple[AreaCode, ...]


class Locator:
    """Answers for a fixed set of borders; a new one is made when they change."""

    def __init__(self, borders: Iterable[tuple[str, bytes]]) -> None:
        by_kind: dict[Kind, list[tuple[str, bytes]]] = {Kind.KELURAHAN: [], Kind.RW: [], Kind.RT: []}
        for code, shape in borders:
            kind = AreaCode(code).kind
            if kind in by_kind:
                by_kind[kind].append((code, shape))
        self.layers = {kind: Layer(rows) for kind, rows in by_kind.items()}

    def locate(self, place: Place) -> Located:
        """The kelurahan, RW and RT of a place; refused in the sea, outside the city, and more than 100 m from all.

        The kelurahan is found first, and RW and RT only among its own: where layers disagree, the larger area is the
        better surveyed one. On a common line the smaller code owns the place, so that the answer never changes.
        """
        point = shapely.Point(place.lon, place.lat)
        kelurahan = self.layers[Kind.KELURAHAN].choose(point, place, "")
        if kelurahan is None or (
            kelurahan.placed == "nearby" and not self.layers[Kind.KELURAHAN].is_in_a_gap(point, place)
        ):
            raise self._outside(point, place)
        rw = self.layers[Kind.RW].choose(point, place, kelurahan.code.digits)
        rt = self.layers[Kind.RT].choose(point, place, rw.code.digits) if rw else None
        return Located(
            kelurahan=kelurahan.code,
            rw=rw.code if rw else None,
            rt=rt.code if rt else None,
            placed=kelurahan.placed,
            distance_m=kelurahan.distance_m,
            candidates=tuple(code for choice in (kelurahan, rw, rt) if choice for code in choice.candidates),
        )

    def distance_m(self, code: AreaCode, place: Place) -> float | None:
        """Metres from a place to an area: 0 inside, None where no border is known."""
        layer = self.layers.get(code.kind)
        shape = layer.by_code.get(code.digits) if layer else None
        return None if shape is None else _metres(shape, shapely.Point(place.lon, place.lat), place)

    def _outside(self, point: BaseGeometry, place: Place) -> Refused:
        layer = self.layers[Kind.KELURAHAN]
        if not layer.codes:
            return Refused("outside", "Batas kelurahan belum dimuat; pilih kelurahan dari daftar.", field="place")
        metres = layer.nearest_m(point, place)
        return Refused(
            "outside",
            "Titik ini di luar wilayah yang kami layani, {far} dari kelurahan terdekat.",
            field="place",
            far=f"{metres / 1000:.1f} km".replace(".", ",") if metres >= 1000 else f"{metres:.0f} m",
        )


def _metres(shape: BaseGeometry, point: BaseGeometry, place: Place) -> float:
    if shape.intersects(point):
        return 0.0
    nearest = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
    return distance_m(Place(float(nearest[1]), float(nearest[0])), place)


def _in_metres(shape: BaseGeometry, place: Place) -> BaseGeometry:
    """The same shape in metres east and north of a place; true enough for some hundred metres around it."""
    scale = np.array([METRES_A_DEGREE * np.cos(np.radians(place.lat)), METRES_A_DEGREE])
    moved: BaseGeometry = shapely.transform(shape, lambda xy: (xy - np.array([place.lon, place.lat])) * scale)
    return moved
