"""A raster over a few hundred polygons: which of them a point of each square may have to do with (pure).

Most squares lie whole in one polygon and far enough from all others: there the answer is known at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

# Squares of a hundred and forty metres, or larger ones where a city is so large that there would be more than these.
A_DEGREE, SQUARES_AT_MOST = 800.0, 400_000
# What rounding may put on the other side of a line between two squares.
ROUNDING = 1e-9
Places = tuple[int, ...]
Squares = NDArray[np.int64]
NONE: Final[tuple[Places, bool]] = ((), False)


class Raster:
    """Made once; asking it is one look into an array."""

    def __init__(self, shapes: Sequence[BaseGeometry], near: float) -> None:
        """`near`: how far from a polygon, in degrees, a point still has to do with it."""
        self.answers: list[tuple[Places, bool]] = [NONE]
        self.squares = array("I")
        self.west = self.south = self.step = 0.0
        self.columns = self.rows = 0
        if shapes:
            self._lay(shapely.total_bounds(shapes).tolist(), near)
            self._fill(shapes, near)

    def found(self, lon: float, lat: float) -> tuple[Places, bool]:
        """The places of the polygons that may be near the point; and whether there is one that holds all of its square,
        and no other is near."""
        column, row = int((lon - self.west) * self.step), int((lat - self.south) * self.step)
        if 0 <= column < self.columns and 0 <= row < self.rows and lon >= self.west and lat >= self.south:
            return self.answers[self.squares[row * self.columns + column]]
        return NONE

    def _lay(self, bounds: list[float], near: float) -> None:
        west, south, east, north = bounds
        self.west, self.south = west - near, south - near
        wide, high = east + near - self.west, north + near - self.south
        self.step = min(A_DEGREE, (SQUARES_AT_MOST / (wide * high)) ** 0.5)
        self.columns, self.rows = int(wide * self.step) + 1, int(high * self.step) + 1

    def _fill(self, shapes: Sequence[BaseGeometry], near: float) -> None:
        """One polygon after the other, in the order of their places."""
        kept = np.zeros(self.columns * self.rows, dtype=np.uint32)
        numbers = {NONE: 0}
        for place, shape in enumerate(shapes):
            shapely.prepare(shape)
            squares = self._under(shape, near)
            for is_whole, these in zip((True, False), self._touched(shape, squares, near), strict=True):
                for square in these.tolist():
                    before, _ = self.answers[kept[square]]
                    answer = ((*before, place), is_whole and not before)
                    if answer not in numbers:
                        numbers[answer] = len(self.answers)
                        self.answers.append(answer)
                    kept[square] = numbers[answer]
        self.squares = array("I", kept.tobytes())

    def _under(self, shape: BaseGeometry, near: float) -> Squares:
        """The squares under the box of a polygon."""
        west, south, east, north = shape.bounds
        columns = np.arange(int((west - near - self.west) * self.step), int((east + near - self.west) * self.step) + 1)
        rows = np.arange(int((south - near - self.south) * self.step), int((north + near - self.south) * self.step) + 1)
        columns, rows = columns[columns < self.columns], rows[rows < self.rows]
        return (rows[:, None] * self.columns + columns[None, :]).ravel()

    def _touched(self, shape: BaseGeometry, squares: Squares, near: float) -> tuple[Squares, Squares]:
        """Of these squares those that lie whole in the polygon, and the others that it comes near to."""
        is_whole = shapely.contains_properly(shape, self._boxes(squares, ROUNDING))
        others = squares[~is_whole]
        return squares[is_whole], others[shapely.intersects(shape, self._boxes(others, near))]

    def _boxes(self, squares: Squares, wider: float) -> NDArray[np.object_]:
        west = self.west + (squares % self.columns) / self.step - wider
        south = self.south + (squares // self.columns) / self.step - wider
        side = 1 / self.step + 2 * wider
        boxes: NDArray[np.object_] = shapely.box(west, south, west + side, south + side)
        return boxes
