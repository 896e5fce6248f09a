"""The borders of one kind of area as a process keeps them: packed, in the order of their codes (pure).

Of tens of thousands of polygons most are never asked for, and one web process is one of several: nothing here is an
object of its own before somebody asks. A border stays as it came (WKB). What is asked of a small polygon is reckoned
from its numbers, which takes less time than to make a shape of it; whatever is too close for that is asked of the
shape, so that the answer is always the shape's.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from rukun.values.code import AreaCode

# So many borders are read at once when they are looked through, and so many are kept as they were read: what lies where
# people report from.
READ_AT_ONCE, SHAPES_READ = 1_000, 4_000
# A polygon of one ring with little-endian numbers begins so; its points follow a count. With more points than these the
# shape answers sooner.
PLAIN = struct.Struct("<BII").pack(1, 3, 1)
POINTS_BEGIN, POINT_BYTES, POINTS_AT_MOST = 13, 16, 40
# How a polygon is seen from a point.
NEAR, HOLDS = 1, 2
# What rounding may make of a difference of two products, as a part of both; and of a distance. Each with room to spare.
UNSURE_SIDE, UNSURE_DISTANCE = 1e-15, 1e-9


# What reads so many points.
READS = [struct.Struct(f"<{2 * points}d").unpack_from for points in range(POINTS_AT_MOST + 1)]


class Gathered:
    """Borders of one kind while they come in, in any order."""

    def __init__(self, length: int) -> None:
        self.length, self.numbers, self.ends, self.shapes = length, array("q"), array("q", [0]), bytearray()

    def add(self, digits: str, shape: bytes) -> None:
        """One more."""
        self.numbers.append(int(digits))
        self.shapes += shape
        self.ends.append(len(self.shapes))

    def in_order(self) -> Gathered:
        """The same by their codes."""
        if all(one <= other for one, other in pairwise(self.numbers)):
            return self
        sorted_ones = Gathered(self.length)
        for i in sorted(range(len(self.numbers)), key=self.numbers.__getitem__):
            shape = self.shapes[self.ends[i] : self.ends[i + 1]]
            sorted_ones.add(str(self.numbers[i]).zfill(self.length), bytes(shape))
        return sorted_ones


class Borders:
    """What is known of each border by its place in the order of the codes."""

    def __init__(self, gathered: Gathered) -> None:
        kept = gathered.in_order()
        self.length, self.numbers, self.ends = kept.length, kept.numbers, kept.ends
        self.borders = bytes(kept.shapes)
        bounds = np.concatenate([*self._bounds(), np.empty((0, 4))])
        # West, south, east, north. As plain arrays: looking at a few of them one by one is quicker than by numpy, which
        # sees the same numbers for many.
        self.boxes = [array("d", side.tobytes()) for side in bounds.T]
        self.sides = [np.frombuffer(side) for side in self.boxes] if len(self.numbers) else [*bounds.T]
        self._points = array("i", [self._count(begin, end) for begin, end in pairwise(self.ends)])
        self._codes: list[AreaCode | None] = [None] * len(self.numbers)
        # The shape at a place, ready to be asked.
        self.read = lru_cache(maxsize=SHAPES_READ)(self._read)

    def __len__(self) -> int:
        return len(self.numbers)

    def digits(self, place: int) -> str:
        """The code at a place, as digits."""
        return str(self.numbers[place]).zfill(self.length)

    def code(self, place: int) -> AreaCode:
        """The code at a place, the same object each time."""
        found = self._codes[place]
        if found is None:
            found = self._codes[place] = AreaCode(self.digits(place))
        return found

    def every_code(self) -> Iterator[str]:
        """All codes, as digits."""
        return (str(number).zfill(self.length) for number in self.numbers)

    def shape(self, digits: str) -> BaseGeometry | None:
        """The border of one area; None where it has none."""
        if len(digits) != self.length:
            return None
        number = int(digits)
        place = bisect_left(self.numbers, number)
        return self.read(place) if place < len(self.numbers) and self.numbers[place] == number else None

    def stretch(self, within: str) -> tuple[int, int]:
        """From where and up to where all codes begin with `within`."""
        shift = self.length - len(within)
        if shift < 0:
            return 0, 0
        first = int(within or "0") * 10**shift
        after = first + 10**shift
        return bisect_left(self.numbers, first), bisect_left(self.numbers, after)

    def seen(self, place: int, lon: float, lat: float, degrees: float) -> int:
        """Whether the polygon at a place holds a point, its line included (`HOLDS`), is no farther than this from it
        (`NEAR`), or neither (0)."""
        wests, souths, easts, norths = self.boxes
        is_in_box = wests[place] <= lon <= easts[place] and souths[place] <= lat <= norths[place]
        points = self._points[place]
        if not points:
            return self._as_shape(place, lon, lat, degrees)
        corners = READS[points](self.borders, self.ends[place] + POINTS_BEGIN)
        if is_in_box:
            held = _held(corners, lon, lat)
            if held:
                return HOLDS
            if held is None:
                return self._as_shape(place, lon, lat, degrees)
        near = _near(corners, lon, lat, degrees)
        return self._as_shape(place, lon, lat, degrees) if near is None else NEAR * near

    def _as_shape(self, place: int, lon: float, lat: float, degrees: float) -> int:
        """What the shape itself says."""
        shape, point = self.read(place), shapely.Point(lon, lat)
        return HOLDS if shape.intersects(point) else NEAR * bool(shape.dwithin(point, degrees))

    def _count(self, begin: int, end: int) -> int:
        """How many points a polygon has that is reckoned from its numbers: a small one of a single ring; 0 for others.
        Of these longitude and latitude stand in turn, the first point again at the end."""
        if not self.borders.startswith(PLAIN, begin):
            return 0
        (points,) = struct.unpack_from("<I", self.borders, begin + POINTS_BEGIN - 4)
        whole = 4 <= points <= POINTS_AT_MOST and end - begin == POINTS_BEGIN + points * POINT_BYTES
        return int(points) if whole else 0

    def _bounds(self) -> Iterator[NDArray[np.float64]]:
        for begin in range(0, len(self.numbers), READ_AT_ONCE):
            places = range(begin, min(begin + READ_AT_ONCE, len(self.numbers)))
            yield shapely.bounds(shapely.from_wkb([self._wkb(place) for place in places])).reshape(-1, 4)

    def _wkb(self, place: int) -> bytes:
        return self.borders[self.ends[place] : self.ends[place + 1]]

    def _read(self, place: int) -> BaseGeometry:
        read: BaseGeometry = shapely.from_wkb(self._wkb(place))
        shapely.prepare(read)
        return read


def _held(corners: Sequence[float], lon: float, lat: float) -> bool | None:
    """Whether a ring holds a point: how often a ray to the east crosses it; None where a rounding might decide it.

    Most sides lie whole above or below the point: of these only the latitude is looked at.
    """
    is_held, x, y = False, corners[0], corners[1]
    was_above = y > lat
    for at in range(3, len(corners), 2):
        south, y = y, corners[at]
        is_above = y > lat
        if is_above is was_above:
            if y == lat:
                return None
            x = corners[at - 1]
            continue
        if y == lat:
            return None
        was_above = is_above
        west, x = x - lon, corners[at - 1]
        east = x - lon
        if west >= 0 or east >= 0:
            one, other = west * (y - lat), east * (south - lat)
            side = one - other
            if -UNSURE_SIDE * abs(one) <= side <= UNSURE_SIDE * abs(one):
                return None
            if (side > 0) is is_above:
                is_held = not is_held
    return is_held


def _near(corners: Sequence[float], lon: float, lat: float, degrees: float) -> bool | None:
    """Whether a ring comes as near as this to a point; None where a rounding might decide it."""
    wanted, along = degrees * degrees, iter(corners)
    least, most = wanted * (1 - UNSURE_DISTANCE), wanted * (1 + UNSURE_DISTANCE)
    is_unsure = False
    west, south = next(along) - lon, next(along) - lat
    for x, y in zip(along, along):  # noqa: B905  it is the same iterator
        east, north = x - lon, y - lat
        wide, high = east - west, north - south
        # How far along the side the nearest point lies, times its square; beyond its end the next side begins.
        part, square = -(west * wide + south * high), wide * wide + high * high
        if part <= 0:
            distance = west * west + south * south
        elif part < square:
            across = west * high - south * wide
            distance = across * across / square
        else:
            distance = 2 * most
        if distance <= most:
            if distance <= least:
                return True
            is_unsure = True
        west, south = east, north
    return None if is_unsure else False
