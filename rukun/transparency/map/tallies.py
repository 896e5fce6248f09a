"""Counts of the reports in a square, and how those of a coarser square follow from them (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rukun.transparency.map.cells import COARSEST, FINEST, LEVELS, square_of
from rukun.transparency.rules import Colour

COLOURS = len(Colour)
# The number that stands for "all months".
ALL = 0
# Level, month, row, column.
Square = tuple[int, int, int, int]
# Square, category, colour, month, how many, and the sums of their latitudes and longitudes.
Group = tuple[int, int, int, int, int, float, float]


@dataclass(slots=True)
class Count:
    """How many reports of each category stand in each colour, and the sums of where they lie."""

    kinds: dict[int, list[int]] = field(default_factory=dict)
    lat: float = 0.0
    lon: float = 0.0

    def add(self, kind: int, colour: int, many: int, lat: float, lon: float) -> None:
        self.kinds.setdefault(kind, [0] * COLOURS)[colour] += many
        self.lat += lat
        self.lon += lon

    def merge(self, other: Count) -> None:
        for kind, counts in other.kinds.items():
            mine = self.kinds.setdefault(kind, [0] * COLOURS)
            for colour, many in enumerate(counts):
                mine[colour] += many
        self.lat += other.lat
        self.lon += other.lon

    @property
    def colours(self) -> list[int]:
        """How many stand in each colour, of whatever kind."""
        return [sum(counts[colour] for counts in self.kinds.values()) for colour in range(COLOURS)]

    def written(self) -> str:
        return json.dumps({str(kind): self.kinds[kind] for kind in sorted(self.kinds)}, separators=(",", ":"))

    @classmethod
    def read(cls, kinds: str, lat: float, lon: float) -> Count:
        """From what is kept: the counts as JSON, and where they lie on average."""
        counts = {int(kind): many for kind, many in json.loads(kinds).items()}
        total = sum(map(sum, counts.values()))
        return cls(counts, lat * total, lon * total)


def counted(groups: Iterable[Group]) -> Iterator[tuple[Square, Count]]:
    """Every square of every level with what lies in it, from groups in the order of their cell.

    The cells of a coarser square stand together in that order: only one square a level is open at any time.
    """
    held: dict[int, tuple[int, dict[int, Count]]] = {}
    for cell, kind, colour, month, many, lat, lon in groups:
        yield from _closed(held, cell)
        months = held.setdefault(FINEST, (cell, {}))[1]
        for span in (ALL, month):
            months.setdefault(span, Count()).add(kind, colour, many, lat, lon)
    yield from _closed(held, None)


def _closed(held: dict[int, tuple[int, dict[int, Count]]], cell: int | None) -> Iterator[tuple[Square, Count]]:
    """Close the squares that do not hold the next cell (None: there is none), each into the one that holds it."""
    for level in LEVELS:
        number, months = held.get(level, (None, {}))
        if number is None or (cell is not None and cell >> 2 * (FINEST - level) == number):
            return
        del held[level]
        row, column = square_of(number)
        for month, count in months.items():
            yield (level, month, row, column), count
            if level > COARSEST:
                held.setdefault(level - 1, (number >> 2, {}))[1].setdefault(month, Count()).merge(count)
