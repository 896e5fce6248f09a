"""When many tickets are one incident: of one kind, at one office, close by and soon after one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import cos, floor, radians

# A street under water is reported along its length: each report this near to another of the same incident.
NEAR_M = 250.0
WITHIN = timedelta(hours=3)
# So many tickets, of so many people: one who sends the same ten times is no incident.
LEAST, LEAST_PEOPLE = 5, 3
METRES_A_DEGREE = 111_195.0
# Two points in one square of this size are never further from each other than what counts as near.
SQUARE_M = NEAR_M / 2**0.5


@dataclass(frozen=True, slots=True)
class Said:
    """One ticket: where (or in which RT, where it has no point), when, by whom (None: nobody we know)."""

    ticket: int
    at: datetime
    lat: float | None
    lon: float | None
    rt: int | None
    person: int | None
    incident: int | None = None


class _Sets:
    """Which tickets belong together so far."""

    def __init__(self, size: int) -> None:
        self.above = list(range(size))

    def top(self, one: int) -> int:
        while self.above[one] != one:
            self.above[one] = self.above[self.above[one]]
            one = self.above[one]
        return one

    def join(self, one: int, other: int) -> None:
        self.above[self.top(one)] = self.top(other)


def gathered(said: Sequence[Said]) -> list[list[Said]]:
    """The tickets in groups, each ticket near to and soon after or before another of its group; oldest first."""
    ordered = sorted(said, key=lambda one: (one.at, one.ticket))
    sets, squares, rts = (
        _Sets(len(ordered)),
        defaultdict[tuple[int, int], list[int]](list),
        defaultdict[int, list[int]](list),
    )
    for number, one in enumerate(ordered):
        if one.lat is not None and one.lon is not None:
            squares[_square(one.lat, one.lon)].append(number)
        elif one.rt is not None:
            rts[one.rt].append(number)
    for together in (*squares.values(), *rts.values()):
        _join_in_time(ordered, together, sets)
    for place, here in squares.items():
        for there in _around(place, squares):
            _join_across(ordered, here, there, sets)
    groups = defaultdict[int, list[Said]](list)
    for number, one in enumerate(ordered):
        groups[sets.top(number)].append(one)
    return list(groups.values())


def is_incident(group: Iterable[Said]) -> bool:
    """Whether so many people said it that it is one thing. Each whom nobody knows counts as another."""
    rows = list(group)
    known = {one.person for one in rows if one.person is not None}
    return len(rows) >= LEAST and len(known) + sum(one.person is None for one in rows) >= LEAST_PEOPLE


def _square(lat: float, lon: float) -> tuple[int, int]:
    # The city is small: one width of a degree does for all of it, to well within a square.
    return floor(lat * METRES_A_DEGREE / SQUARE_M), floor(lon * METRES_A_DEGREE * cos(radians(6.2)) / SQUARE_M)


def _around(place: tuple[int, int], squares: dict[tuple[int, int], list[int]]) -> Iterable[list[int]]:
    """The squares that a near point may lie in, each pair of squares once."""
    row, column = place
    for down in range(3):
        for across in range(-2, 3):
            other = (row + down, column + across)
            if (down, across) > (0, 0) and other in squares:
                yield squares[other]


def _join_in_time(ordered: Sequence[Said], together: Sequence[int], sets: _Sets) -> None:
    for one, following in pairwise(together):
        if ordered[following].at - ordered[one].at <= WITHIN:
            sets.join(one, following)


def _join_across(ordered: Sequence[Said], here: Sequence[int], there: Sequence[int], sets: _Sets) -> None:
    for one in here:
        for other in there:
            if sets.top(one) != sets.top(other) and _is_near(ordered[one], ordered[other]):
                sets.join(one, other)


def _is_near(one: Said, other: Said) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    north = (one.lat - other.lat) * METRES_A_DEGREE
    east = (one.lon - other.lon) * METRES_A_DEGREE * cos(radians(one.lat))
    return north**2 + east**2 <= NEAR_M**2 and abs(one.at - other.at) <= WITHIN
