"""The squares in which the map counts: a quarter of a map tile each, on nine levels (pure).

On level z a square is 64 by 64 pixels of a map at zoom z. A square of the finest level is named by one number in which
the bits of its two coordinates alternate, so that every coarser square is a run of such numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, floor, isfinite, pi, radians, sinh, tan

from rukun.values.refused import Refused

COARSEST, FINEST = 9, 17
LEVELS = range(FINEST, COARSEST - 1, -1)
LAT_MAX = 85.0
# A screenful has some two hundred squares; a wider look is answered from a coarser level.
ROWS_MAX = 40
SPLIT = 2  # a tile is split in 2 ** SPLIT squares each way


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """From `west,south,east,north`."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise _no_box() from None
        if not all(map(isfinite, (west, south, east, north))) or not (
            -180 <= west < east <= 180 and -LAT_MAX <= south < north <= LAT_MAX
        ):
            raise _no_box()
        return cls(west, south, east, north)

    @classmethod
    def around(cls, lat: float, lon: float, metres: float) -> Box:
        """A box that reaches so far from a place in each direction."""
        up = metres / 111_195
        side = up / max(0.05, 1 / (1 + tan(radians(lat)) ** 2) ** 0.5)
        lat = min(LAT_MAX - up, max(up - LAT_MAX, lat))
        return cls(max(-180.0, lon - side), lat - up, min(180.0, lon + side), lat + up)

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def __str__(self) -> str:
        return ",".join(f"{edge:.5f}" for edge in (self.west, self.south, self.east, self.north))


def _no_box() -> Refused:
    return Refused("box", "Kotak peta ditulis sebagai barat,selatan,timur,utara dalam derajat.", field="kotak")


def square_at(lat: float, lon: float, level: int) -> tuple[int, int]:
    """Row and column of the square that holds a place, counted from the north-west."""
    many = 1 << (level + SPLIT)
    lat = min(LAT_MAX, max(-LAT_MAX, lat))
    row = floor((1 - asinh(tan(radians(lat))) / pi) / 2 * many)
    column = floor((lon + 180) / 360 * many)
    return min(many - 1, max(0, row)), min(many - 1, max(0, column))


def middle_of(row: int, column: int, level: int) -> tuple[float, float]:
    """Latitude and longitude of the middle of a square."""
    many = 1 << (level + SPLIT)
    return degrees(atan(sinh(pi * (1 - 2 * (row + 0.5) / many)))), (column + 0.5) / many * 360 - 180


def squares_of(box: Box, zoom: int) -> tuple[int, range, range]:
    """The level that answers for a box at a zoom, and the rows and columns that it touches there."""
    level = min(FINEST, max(COARSEST, zoom))
    while True:
        top, left = square_at(box.north, box.west, level)
        bottom, right = square_at(box.south, box.east, level)
        if level == COARSEST or max(bottom - top, right - left) < ROWS_MAX:
            return level, range(top, bottom + 1), range(left, right + 1)
        level -= 1


def cell_at(lat: float, lon: float) -> int:
    """The number of the finest square that holds a place."""
    return cell_of(*square_at(lat, lon, FINEST))


def cell_of(row: int, column: int) -> int:
    """The number of a square of any level, from its row and column."""
    return _spread(row) << 1 | _spread(column)


def square_of(cell: int) -> tuple[int, int]:
    """Row and column of a square, from its number."""
    return _gather(cell >> 1), _gather(cell)


def run_of(row: int, column: int, level: int) -> tuple[int, int]:
    """The finest squares within a square: from the first number up to, and without, the last."""
    shift = 2 * (FINEST - level)
    cell = cell_of(row, column)
    return cell << shift, (cell + 1) << shift


def joined(runs: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The same runs with those that touch made one."""
    whole: list[tuple[int, int]] = []
    for begins, ends in sorted(runs):
        if whole and whole[-1][1] == begins:
            whole[-1] = (whole[-1][0], ends)
        else:
            whole.append((begins, ends))
    return whole


def _spread(number: int) -> int:
    number = (number | number << 16) & 0x0000FFFF0000FFFF
    number = (number | number << 8) & 0x00FF00FF00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F0F0F0F0F
    number = (number | number << 2) & 0x3333333333333333
    return (number | number << 1) & 0x5555555555555555


def _gather(number: int) -> int:
    number &= 0x5555555555555555
    number = (number | number >> 1) & 0x3333333333333333
    number = (number | number >> 2) & 0x0F0F0F0F0F0F0F0F
    number = (number | number >> 4) & 0x00FF00FF00FF00FF
    number = (number | number >> 8) & 0x0000FFFF0000FFFF
    return (number | number >> 16) & 0xFFFFFFFF
