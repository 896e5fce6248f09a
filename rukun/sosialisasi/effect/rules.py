"""Shares with what chance leaves open, and whether a change is more than chance (pure).

A session is judged by what it was held for: that fewer reports are struck, and for which reason. Small numbers jump;
so no share stands without its interval, and nothing is called better or worse that chance explains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

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
        """Wilson's interval; all is open where nothing was judged."""
        n = self.judged
        if not n:
            return (0.0, 1.0)
        middle = (self.value + Z * Z / (2 * n)) / (1 + Z * Z / n)
        reach = Z * sqrt(self.value * (1 - self.value) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
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
        """Newcombe's interval of the difference, made from the two of Wilson."""
        (low_b, high_b), (low_a, high_a) = self.before.bounds, self.after.bounds
        down = sqrt((self.after.value - low_a) ** 2 + (high_b - self.before.value) ** 2)
        up = sqrt((high_a - self.after.value) ** 2 + (self.before.value - low_b) ** 2)
        return (max(-1.0, self.value - down), min(1.0, self.value + up))

    @property
    def verdict(self) -> str:
        """What may be said: "fewer", "more", "same" (chance explains it), or "few" (too little to say anything)."""
        if min(self.before.judged, self.after.judged) < JUDGED_LEAST:
            return "few"
        low, high = self.bounds
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
