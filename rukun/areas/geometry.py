"""Which areas hold a place, and how far it is from them (pure: shapely over WKB in WGS 84).

Borders and telephones are both off by metres, so a place near a border keeps both neighbours as candidates, and a
place in a gap belongs to the nearest area. Distances are metres on the sphere, taken between nearest points.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
import shapely
from numpy.typing import NDArray
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
# A code comes before itself followed by this, with all that begins with it in between.
AFTER_DIGITS = ":"
# So many borders are read at once when they are looked through, and so many are kept as they were read: what lies where
# people report from.
READ_AT_ONCE, SHAPES_READ = 1_000, 4_000
# Up to so many boxes are looked at one by one.
FEW = 40
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
    """The polygons of one kind of area, in the order of their codes, with the boxes around them.

    What lies within another area stands in one stretch of that order, so a point is held against the boxes of that
    stretch alone: no tree is kept. Of tens of thousands of polygons most are never asked for: a border is kept as it
    came (WKB) and read when a point is near it. The boxes are taken wider than the polygons by the doubt of a border,
    so that one look finds all that may own the point and little else.
    """

    def __init__(self, rows: Iterable[tuple[str, bytes]]) -> None:
        kept = sorted(rows)
        self.digits = [code for code, _ in kept]
        self.codes = [AreaCode(code) for code in self.digits]
        self.ends = array("l", accumulate((len(shape) for _, shape in kept), initial=0))
        self.borders = b"".join(shape for _, shape in kept)
        boxes = [self._bounds(kept[begin : begin + READ_AT_ONCE]) for begin in range(0, len(kept), READ_AT_ONCE)]
        bounds = np.concatenate(boxes or [np.empty((0, 4))])
        # West, south, east, north. As plain arrays: looking at a few of them one by one is quicker than by numpy.
        self.boxes = [array("d", side.tobytes()) for side in bounds.T]
        self.sides = [np.frombuffer(side) for side in self.boxes] if kept else [*bounds.T]
        self._shape = lru_cache(maxsize=SHAPES_READ)(self._read)

    def shape(self, digits: str) -> BaseGeometry | None:
        """The border of one area; None where it has none."""
        place = bisect_left(self.digits, digits)
        return self._shape(place) if place < len(self.digits) and self.digits[place] == digits else None

    def touching(self, west: float, south: float, east: float, north: float) -> list[str]:
        """The codes of those whose box touches another."""
        whole = slice(0, len(self.digits))
        return [self.digits[i] for i in self._touched(whole, west, south, east, north)]

    def around(self, within: str = "") -> tuple[float, float, float, float] | None:
        """West, south, east and north of all whose code begins with `within`; None where there are none."""
        these = self._stretch(within)
        if these.start == these.stop:
            return None
        west, south, east, north = (one[these] for one in self.boxes)
        return min(west), min(south), max(east), max(north)

    def _stretch(self, within: str) -> slice:
        return slice(bisect_left(self.digits, within), bisect_left(self.digits, within + AFTER_DIGITS))

    @staticmethod
    def _bounds(rows: Sequence[tuple[str, bytes]]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = shapely.bounds(shapely.from_wkb([shape for _, shape in rows])).reshape(-1, 4)
        return found

    def _read(self, place: int) -> BaseGeometry:
        read: BaseGeometry = shapely.from_wkb(self.borders[self.ends[place] : self.ends[place + 1]])
        shapely.prepare(read)
        return read

    def _close(self, place: Place, within: str, metres: float) -> list[int]:
        """Those whose code begins with `within` and whose box, so much wider, holds the place."""
        these, more = self._stretch(within), metres / METRES_A_DEGREE
        west, east, south, north = place.lon - more, place.lon + more, place.lat - more, place.lat + more
        wests, souths, easts, norths = self.boxes
        if these.stop - these.start <= FEW:
            return [
                i for i in range(these.start, these.stop)
                if wests[i] <= east and easts[i] >= west and souths[i] <= north and norths[i] >= south
            ]  # fmt: skip
        return [these.start + i for i in self._touched(these, west, south, east, north)]

    def _touched(self, these: slice, west: float, south: float, east: float, north: float) -> list[int]:
        wests, souths, easts, norths = (side[these] for side in self.sides)
        touch = (wests <= east) & (easts >= west) & (souths <= north) & (norths >= south)
        found: list[int] = touch.nonzero()[0].tolist()
        return found

    def choose(self, point: BaseGeometry, place: Place, within: str) -> _Choice | None:
        """The area that owns the point among those whose code begins with `within`; None beyond 100 m of all."""
        close = self._close(place, within, AMPLE * DOUBT_M)
        shapes = {i: self._shape(i) for i in close}
        holding = [i for i in close if shapes[i].intersects(point)]
        if not holding:
            return self._nearest(self._close(place, within, AMPLE * NEARBY_M), point, place)
        if len(close) == 1:
            alone = self.codes[close[0]]
            return _Choice(alone, "inside", 0.0, (alone,))
        doubt = DOUBT_M / METRES_A_DEGREE
        beside = [i for i in close if i not in holding and shapes[i].dwithin(point, doubt)]
        # In the order of the codes, as the places are.
        names = tuple([self.codes[i] for i in sorted((*holding, *beside))])
        owner = self.codes[min(holding)]
        return _Choice(owner, "border" if len(holding) > 1 else "inside", 0.0, names)

    def _nearest(self, close: list[int], point: BaseGeometry, place: Place) -> _Choice | None:
        measured = sorted((_metres(self._shape(i), point, place), self.codes[i]) for i in close)
        if not measured or measured[0][0] > NEARBY_M:
            return None
        metres, owner = measured[0]
        return _Choice(owner, "nearby", metres, tuple(sorted(code for m, code in measured if m <= metres + DOUBT_M)))

    def is_in_a_gap(self, point: BaseGeometry, place: Place) -> bool:
        """Whether the point lies between polygons and not beyond the outermost: growing all of them by `NEARBY_M` and
        shrinking the whole again fills what is narrower than twice that, and leaves the outline where it is."""
        window = _in_metres(point, place).buffer(4 * NEARBY_M)
        close = self._close(place, "", 4 * NEARBY_M)
        near = [_in_metres(self._shape(i), place).intersection(window) for i in close]
        whole = shapely.union_all(near).buffer(NEARBY_M).buffer(-NEARBY_M - ROUNDING_M)
        return bool(whole.intersects(shapely.Point(0, 0)))

    def nearest_m(self, point: BaseGeometry, place: Place) -> float:
        """Metres to the nearest polygon of all; measured one by one, for points far from all of them."""
        shapes = np.array([self._shape(i) for i in range(len(self.digits))], dtype=object)
        nearest = int(np.argmin(shapely.distance(shapes, point)))
        return _metres(shapes[nearest], point, place)


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
        shape = layer.shape(code.digits) if layer else None
        return None if shape is None else _metres(shape, shapely.Point(place.lon, place.lat), place)

    def _outside(self, point: BaseGeometry, place: Place) -> Refused:
        layer = self.layers[Kind.KELURAHAN]
        if not layer.digits:
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
