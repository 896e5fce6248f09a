"""Shares with what chance leaves open, and whether a change is more than chance (pure).

A session is judged by what it was held for: that fewer reports are struck, and for which reason. Small numbers jump;
so no share stands without its interval, and nothing is called better or worse that chance explains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# The reports of four weeks before and after: a month's rhythm on both sides, and the same days of the week.
DAYS_LOOKED_AT = 28
# Of 95 in a hundred such intervals the truth lies within.
Z = 1.959963984540054
JUDGED_LEAST = 10


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    struck: int
    judged: int

    @property
    def value(self) -> float:
        return self.struck / self.judged if self.judged else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Where the truth lies in 95 cases of a hundred."""
        return self.within(Z)

    def within(self, z: float) -> tuple[float, float]:
        """Wilson's interval; all is open where nothing was judged."""
        n = self.judged
        if not n:
            return (0.0, 1.0)
        middle = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, middle - reach), min(1.0, middle + reach))


@dataclass(frozen=True, slots=True)
class Change:
    """A share before a session and after it."""

    before: Share
    after: Share

    @property
    def value(self) -> float:
        return self.after.value - self.before.value

    @property
    def bounds(self) -> tuple[float, float]:
        """Where the truth lies in 95 cases of a hundred."""
        return self.within(Z)

    def within(self, z: float) -> tuple[float, float]:
        """Newcombe's interval of the difference, made from the two of Wilson."""
        (low_b, high_b), (low_a, high_a) = self.before.within(z), self.after.within(z)
        down = sqrt((self.after.value - low_a) ** 2 + (high_b - self.before.value) ** 2)
        up = sqrt((high_a - self.after.value) ** 2 + (self.before.value - low_b) ** 2)
        return (max(-1.0, self.value - down), min(1.0, self.value + up))

    @property
    def verdict(self) -> str:
        """What may be said: "fewer", "more", "same" (chance explains it), or "few" (too little to say anything)."""
        return self.said(Z)

    @property
    def is_enough(self) -> bool:
        """Whether enough was judged on both sides to say anything."""
        return min(self.before.judged, self.after.judged) >= JUDGED_LEAST

    def said(self, z: float) -> str:
        """The same with an interval of another width."""
        if not self.is_enough:
            return "few"
        low, high = self.within(z)
        return "fewer" if high < 0 else "more" if low > 0 else "same"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a session changed: for units whose head came, for the others beside them, and of the first by reason."""

    came: Change
    others: Change
    reasons: Mapping[str, Change]

    @property
    def to_teach(self) -> list[tuple[str, Change]]:
        """What still goes wrong among those who came, most frequent first: what the next session is about."""
        left = [(reason, change) for reason, change in self.reasons.items() if change.after.struck]
        return sorted(left, key=lambda pair: (-pair[1].after.struck, pair[0]))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many judged reports there were of one kind: of a unit that came or not, after or before, struck why or valid
    ("")."""

    came: bool
    is_after: bool
    reason: str
    count: int


def effect_of(rows: list[Counted]) -> Effect:
    """All shares from the counts."""
    reasons = sorted({row.reason for row in rows if row.reason and row.came})
    return Effect(
        came=_change(rows, came=True), others=_change(rows, came=False),
        reasons={reason: _change(rows, came=True, reason=reason) for reason in reasons},
    )  # fmt: skip


def _change(rows: list[Counted], *, came: bool, reason: str = "") -> Change:
    return Change(*(_share(rows, came, is_after, reason) for is_after in (False, True)))


def _share(rows: list[Counted], came: bool, is_after: bool, reason: str) -> Share:
    there = [row for row in rows if row.came == came and row.is_after == is_after]
    struck = sum(row.count for row in there if (row.reason == reason if reason else row.reason))
    return Share(struck, sum(row.count for row in there))


def z_for(comparisons: int) -> float:
    """How wide each of so many intervals must be, that all of them together are right in 95 cases of a hundred.

    Of two hundred comparisons at 95% ten look like a change by chance alone; a list of them would send ten officers to
    kelurahan where nothing happened (Bonferroni).
    """
    return NormalDist().inv_cdf(1 - (1 - 0.95) / (2 * max(1, comparisons)))


@dataclass(frozen=True, slots=True)
class AreaEffect:
    """What the sessions of an area changed, and how many there were."""

    code: str
    name: str
    sessions: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Standout:
    """A kelurahan in which a share changed more than chance explains, for one reason or for all ("")."""

    code: str
    name: str
    reason: str
    change: Change
    bounds: tuple[float, float]

    @property
    def is_worse(self) -> bool:
        return self.change.value > 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands out among so many comparisons, what became worse first and the largest change first."""

    comparisons: int
    standouts: tuple[Standout, ...]


def compared(areas: Sequence[AreaEffect]) -> Compared:
    """Every area and reason, with intervals wide enough for as many comparisons as are made."""
    asked = [
        (one, reason, change)
        for one in areas
        for reason, change in (("", one.effect.came), *one.effect.reasons.items())
        if change.is_enough
    ]
    z = z_for(len(asked))
    found = [
        Standout(one.code, one.name, reason, change, change.within(z))
        for one, reason, change in asked
        if change.said(z) != "same"
    ]
    found.sort(key=lambda row: (not row.is_worse, -abs(row.change.value), row.code, row.reason))
    return Compared(len(asked), tuple(found))
