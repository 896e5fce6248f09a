"""What a month would have cost under a decree that is not yet in force: per unit, kelurahan and city."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.funds.decree import Decree
from rukun.funds.queries.due import due_ruled
from rukun.funds.queries.law import decree_for
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month, day_of

# Where the classes of the chart end, in percent of what a unit has now; beyond the last is the last class.
CLASSES = (-50, -25, -10, -1, 1, 10, 25, 50)


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit's month as the law has it, and as the other decree would, in rupiah without corrections."""

    unit: Area
    now: int
    then: int

    @property
    def change(self) -> int:
        return self.then - self.now

    @property
    def percent(self) -> int:
        """Whole percent of what it has now, towards zero; 100 where it has nothing now and would get something."""
        if not self.now:
            return 100 if self.then else 0
        return int(100 * self.change / self.now)


@dataclass(frozen=True, slots=True)
class Sum:
    """What an area's month comes to now and then, and how many units would get more, the same, or less."""

    area: Area
    now: int
    then: int
    more: int
    same: int
    less: int

    @property
    def change(self) -> int:
        return self.then - self.now


def compare(kelurahan: AreaCode, month: Month, decree: Decree, at: datetime) -> list[Difference]:
    """Unit by unit, by code. A kind of unit that the decree grants nothing keeps what it has. Eleven queries."""
    ruling = {kind: decree_for(kind, month, day_of(at)) for kind in (Kind.RT, Kind.RW)}
    other = {kind: decree if kind in decree.grants else ruling[kind] for kind in ruling}
    now, then = due_ruled(kelurahan, month, ruling), due_ruled(kelurahan, month, other)
    return [
        Difference(one.unit, one.entitlement.total, two.entitlement.total) for one, two in zip(now, then, strict=True)
    ]


def compare_each(area: AreaCode, month: Month, decree: Decree, at: datetime) -> Iterable[tuple[Area, list[Difference]]]:
    """Kelurahan by kelurahan within an area, as they are reckoned: a city takes some seconds."""
    for kelurahan in areas_of(Kind.KELURAHAN, area):
        yield kelurahan, compare(kelurahan.area_code, month, decree, at)


def sum_of(area: Area, differences: Sequence[Difference]) -> Sum:
    """The sum over units."""
    changes = [d.change for d in differences]
    return Sum(
        area, sum(d.now for d in differences), sum(d.then for d in differences),
        sum(c > 0 for c in changes), sum(c == 0 for c in changes), sum(c < 0 for c in changes),
    )  # fmt: skip


def spread(differences: Iterable[Difference]) -> list[tuple[int | None, int | None, int]]:
    """How many units change by how much: lower bound, upper bound (None: beyond) in percent, and the number."""
    bounds: list[tuple[int | None, int | None]] = [
        (None, CLASSES[0]), *zip(CLASSES, CLASSES[1:], strict=False), (CLASSES[-1], None)
    ]  # fmt: skip
    counts = [0] * len(bounds)
    for difference in differences:
        counts[sum(difference.percent >= bound for bound in CLASSES)] += 1
    return [(low, high, n) for (low, high), n in zip(bounds, counts, strict=True)]
