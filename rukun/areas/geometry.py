"""Which areas hold a place, and how far it is from them (pure: shapely over WKB in WGS 84).

Borders and telephones are both off by metres, so a place near a border keeps both neighbours as candidates, and a
place in a gap belongs to the nearest area. Distances are metres on the sphere, taken between nearest points.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from rukun.areas.borders import HOLDS, Borders, Gathered
from rukun.areas.raster import Raster
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused

# Two good boundary sets of Jakarta differ by some metres along every street, and a telephone by more: within this
# distance of a neighbour both are kept as candidates.
DOUBT_M = 15.0
# In a gap between polygons the nearest area within this distance is taken, and marked.
NEARBY_M = 100.0
METRES_A_DEGREE = 111_195.0
DOUBT = DOUBT_M / METRES_A_DEGREE
# A degree east is shorter than one north: looking this much farther misses nothing up to 33 degrees of latitude.
AMPLE = 1.2
# Up to so many boxes are looked at one by one.
FEW = 40
# What growing and shrinking a straight line by polygons with rounded corners may be off.
ROUNDING_M = 1.0
LAYERS = (Kind.KELURAHAN, Kind.RW, Kind.RT)


class Located(NamedTuple):
    """Where a place lies. `placed`: "inside", "border" (on the line), or "nearby" (in a gap, `distance_m` away).

    `candidates` are the kelurahan, RW or RT within `DOUBT_M`, the chosen ones included, in the order of their codes.
    """

    kelurahan: AreaCode
    rw: AreaCode | None
    rt: AreaCode | None
    placed: str
    distance_m: float
    candidates: tuple[AreaCode, ...]


# The place of the area, how it is placed, how far away, and the candidates: plain, for it is made three times a place.
_Choice: TypeAlias = "tuple[int, str, float, tuple[AreaCode, ...]]"


class Layer(Borders):
    """The polygons of one kind of area.

    What lies within another area stands in one stretch of their order, so a point is held against the boxes of that
    stretch alone: no tree is kept. The boxes are taken wider than the polygons by the doubt of a border, so that one
    look finds all that may own the point and little else.
    """

    def __init__(self, gathered: Gathered) -> None:
        super().__init__(gathered)
        # The boxes with all that is near them. Half as exact is exact enough: they are wider than the doubt by metres.
        wider = np.array([-1, -1, 1, 1]) * (AMPLE * DOUBT_M + ROUNDING_M) / METRES_A_DEGREE
        self.wide = [
            array("f", (side + by).astype(np.float32).tobytes()) for side, by in zip(self.sides, wider, strict=True)
        ]

    def touching(self, west: float, south: float, east: float, north: float) -> list[str]:
        """The codes of those whose box touches another."""
        return [self.digits(i) for i in self._touched(0, len(self), west, south, east, north)]

    def around(self, within: str = "") -> tuple[float, float, float, float] | None:
        """West, south, east and north of all whose code begins with `within`; None where there are none."""
        begin, end = self.stretch(within)
        if begin == end:
            return None
        west, south, east, north = (side[begin:end] for side in self.boxes)
        return min(west), min(south), max(east), max(north)

    def close(self, place: Place, begin: int, end: int, metres: float) -> list[int]:
        """Those of a stretch whose box, so much wider, holds the place."""
        more = metres / METRES_A_DEGREE
        west, east, south, north = place.lon - more, place.lon + more, place.lat - more, place.lat + more
        if end - begin <= FEW:
            wests, souths, easts, norths = self.boxes
            return [
                i for i in range(begin, end)
                if wests[i] <= east and easts[i] >= west and souths[i] <= north and norths[i] >= south
            ]  # fmt: skip
        return self._touched(begin, end, west, south, east, north)

    def _touched(self, begin: int, end: int, west: float, south: float, east: float, north: float) -> list[int]:
        wests, souths, easts, norths = (side[begin:end] for side in self.sides)
        touch = (wests <= east) & (easts >= west) & (souths <= north) & (norths >= south)
        found: list[int] = (touch.nonzero()[0] + begin).tolist()
        return found

    def choose(self, place: Place, begin: int, end: int, close: Sequence[int] | None = None) -> _Choice | None:
        """The area of a stretch that owns the place; None beyond 100 m of all. `close` are those that may hold it, or
        be near it, where they are known already."""
        lon, lat = place.lon, place.lat
        wests, souths, easts, norths = self.wide
        # In the order of the codes, as the places are.
        names: list[AreaCode] = []
        holding: list[int] = []
        for i in range(begin, end) if close is None else close:
            if wests[i] <= lon <= easts[i] and souths[i] <= lat <= norths[i] and (how := self.seen(i, lon, lat, DOUBT)):
                names.append(self.code(i))
                if how == HOLDS:
                    holding.append(i)
        if not holding:
            return self._nearest(self.close(place, begin, end, AMPLE * NEARBY_M), place)
        return holding[0], "border" if len(holding) > 1 else "inside", 0.0, tuple(names)

    def _nearest(self, close: Sequence[int], place: Place) -> _Choice | None:
        """The same where none holds the place."""
        lines = shapely.shortest_line(self._shapes(close), _point(place))
        nearest = shapely.get_coordinates(lines)[::2].tolist()
        measured = sorted((distance_m(Place(lat, lon), place), i) for (lon, lat), i in zip(nearest, close, strict=True))
        if not measured or measured[0][0] > NEARBY_M:
            return None
        metres, owner = measured[0]
        beside = sorted(i for m, i in measured if m <= metres + DOUBT_M)
        return owner, "nearby", metres, tuple(self.code(i) for i in beside)

    def is_in_a_gap(self, place: Place) -> bool:
        """Whether the place lies between polygons and not beyond the outermost: growing all of them by `NEARBY_M` and
        shrinking the whole again fills what is narrower than twice that, and leaves the outline where it is.

        What is left after shrinking are the points whose whole surroundings were filled: of one place that is asked
        without shrinking anything.
        """
        here = shapely.Point(0, 0)
        near = shapely.geometrycollections(self._cut_out(place, 2 * NEARBY_M + 2 * ROUNDING_M))
        filled = shapely.buffer(_in_metres(near, place), NEARBY_M)
        return bool(filled.intersects(here)) and filled.boundary.distance(here) >= NEARBY_M + ROUNDING_M

    def _cut_out(self, place: Place, metres: float) -> list[BaseGeometry]:
        """What lies of the polygons within a square around a place."""
        high, wide = metres / METRES_A_DEGREE, metres / _metres_east(place)
        sides = place.lon - wide, place.lat - high, place.lon + wide, place.lat + high
        near = self._shapes(self.close(place, 0, len(self), AMPLE * metres))
        return list(shapely.clip_by_rect(near, *sides))

    def nearest_m(self, place: Place) -> float:
        """Metres to the nearest polygon of all; measured one by one, for places far from all of them."""
        point, shapes = _point(place), self._shapes(range(len(self)))
        nearest = int(np.argmin(shapely.distance(shapes, point)))
        return _metres(shapes[nearest], point, place)

    def _shapes(self, places: Sequence[int]) -> NDArray[np.object_]:
        return np.array([self.read(i) for i in places], dtype=object)


class Locator:
    """Answers for a fixed set of borders; a new one is made when they change."""

    def __init__(self, borders: Iterable[tuple[str, bytes]]) -> None:
        gathered = {LENGTH_OF[kind]: Gathered(LENGTH_OF[kind]) for kind in LAYERS}
        for digits, shape in borders:
            layer = gathered.get(len(digits))
            if layer is not None:
                layer.add(digits, shape)
        self.layers = {kind: Layer(gathered[LENGTH_OF[kind]]) for kind in LAYERS}
        self._wards, self._rws, self._rts = (self.layers[kind] for kind in LAYERS)
        self._raster = Raster([self._wards.read(i) for i in range(len(self._wards))], AMPLE * DOUBT)
        self._rws_of = _stretches(self._wards, self._rws)
        self._rts_of = _stretches(self._rws, self._rts)

    def locate(self, place: Place) -> Located:
        """The kelurahan, RW and RT of a place; refused in the sea, outside the city, and more than 100 m from all.

        The kelurahan is found first, and RW and RT only among its own: where layers disagree, the larger area is the
        better surveyed one. On a common line the smaller code owns the place, so that the answer never changes.
        """
        ward, placed, metres, names = self._ward(place)
        rw_code = rt_code = None
        found = self._rws.choose(place, *self._rws_of[ward])
        if found is not None:
            rw, _, _, more = found
            rw_code, names = self._rws.code(rw), names + more
            found = self._rts.choose(place, *self._rts_of[rw])
            if found is not None:
                rt, _, _, more = found
                rt_code, names = self._rts.code(rt), names + more
        return Located(self._wards.code(ward), rw_code, rt_code, placed, metres, names)

    def _ward(self, place: Place) -> _Choice:
        """The kelurahan; refused outside of all."""
        wards = self._wards
        close, is_alone = self._raster.found(place.lon, place.lat)
        if is_alone:
            return close[0], "inside", 0.0, (wards.code(close[0]),)
        found = wards.choose(place, 0, len(wards), close)
        if found is None or (found[1] == "nearby" and not wards.is_in_a_gap(place)):
            raise self._outside(place)
        return found

    def distance_m(self, code: AreaCode, place: Place) -> float | None:
        """Metres from a place to an area: 0 inside, None where no border is known."""
        layer = self.layers.get(code.kind)
        shape = layer.shape(code.digits) if layer else None
        return None if shape is None else _metres(shape, _point(place), place)

    def _outside(self, place: Place) -> Refused:
        if not len(self._wards):
            return Refused("outside", "Batas kelurahan belum dimuat; pilih kelurahan dari daftar.", field="place")
        metres = self._wards.nearest_m(place)
        return Refused(
            "outside",
            "Titik ini di luar wilayah yang kami layani, {far} dari kelurahan terdekat.",
            field="place",
            far=f"{metres / 1000:.1f} km".replace(".", ",") if metres >= 1000 else f"{metres:.0f} m",
        )


def _stretches(upper: Borders, lower: Borders) -> list[tuple[int, int]]:
    """For each place of the upper the stretch of the lower that lies within it."""
    return [lower.stretch(digits) for digits in upper.every_code()]


def _point(place: Place) -> BaseGeometry:
    point: BaseGeometry = shapely.Point(place.lon, place.lat)
    return point


def _metres(shape: BaseGeometry, point: BaseGeometry, place: Place) -> float:
    if shape.intersects(point):
        return 0.0
    nearest = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
    return distance_m(Place(float(nearest[1]), float(nearest[0])), place)


def _in_metres(shape: BaseGeometry, place: Place) -> BaseGeometry:
    """The same shape in metres east and north of a place; true enough for some hundred metres around it."""
    scale = np.array([_metres_east(place), METRES_A_DEGREE])
    moved: BaseGeometry = shapely.transform(shape, lambda xy: (xy - np.array([place.lon, place.lat])) * scale)
    return moved


def _metres_east(place: Place) -> float:
    """How many metres a degree of longitude has at a place."""
    return METRES_A_DEGREE * math.cos(math.radians(place.lat))
