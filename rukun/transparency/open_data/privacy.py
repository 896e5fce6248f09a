"""What of a public report still points at its reporter when all of them lie in one file, and how it is blurred (pure).

The pages show one report at a time; a file invites to link. What links a resident's report to a person is where and
when it was made. So no hour is written at all, a point is rounded to a block, and where fewer than `CELL_LEAST`
residents of one RW reported in a month, the RW is left out and the point rounded to a quarter of the town. A
report in the name of an RT or RW was made from a public seat, and its unit is published anyway.
"""

from __future__ import annotations

CELL_LEAST = 5
BLOCK, QUARTER = 3, 2


def blurred(at: float | None, *, is_small: bool) -> float | None:
    """A coordinate to a block (0.001 degree, 110 m), or in a small cell to a quarter (0.01 degree, 1.1 km)."""
    return None if at is None else round(at, QUARTER if is_small else BLOCK)


def counted(people: int) -> int | None:
    """How many people; nothing where they are so few that whoever was there knows who is meant."""
    return None if 0 < people < CELL_LEAST else people
