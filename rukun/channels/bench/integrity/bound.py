"""Does the published bound hold? Kelurahan-months with a known truth are drawn, judged and widened by the same
functions as real ones, and what was really left is compared with the bound."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from rukun.validation.sample.rules import draw, is_below, sample_size, wrong_left

UNITS = (20, 120)
REPORTS = (150, 6_000)
# Shares of wrong reports among those below the threshold: months of every kind, also at the edge of what is tolerable.
SHARES = (0.0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.05)
# So much of the wrong comes from a few units; the rest is spread over all.
FROM_FEW = 0.6


@dataclass(frozen=True, slots=True)
class SimulatedMonth:
    """One kelurahan's month: what was drawn from, drawn, wrong in the sample, found in all, left, and the bound."""

    rest: int
    size: int
    errors: int
    found: int
    left: int
    bound: int

    @property
    def held(self) -> bool:
        return self.left <= self.bound

    @property
    def is_accepted(self) -> bool:
        """Whether the rest would be accepted without a look."""
        return is_below(self.bound, self.rest - self.found)


@dataclass(frozen=True, slots=True)
class BoundHeld:
    """The outcome over all months; `share` is what `bench integrity` prints as `bound_held`."""

    months: tuple[SimulatedMonth, ...] = field(repr=False)

    @property
    def share(self) -> float:
        return sum(month.held for month in self.months) / len(self.months)

    @property
    def accepted(self) -> int:
        """Months whose rest would be accepted without a look."""
        return sum(month.is_accepted for month in self.months)

    @property
    def wrongly_accepted(self) -> int:
        """Of those, the ones where two percent or more was wrong after all."""
        return sum(not is_below(m.left, m.rest - m.found) for m in self.months if m.is_accepted)


def bound_held(seed: int, months: int = 200) -> BoundHeld:
    """So many simulated kelurahan-months from a seed; the same seed gives the same months."""
    chances = random.Random(f"rukun bound {seed}")
    return BoundHeld(tuple(_month(chances) for _ in range(months)))


def _month(chances: random.Random) -> SimulatedMonth:
    units, rest = chances.randint(*UNITS), chances.randint(*REPORTS)
    unit_of = {f"{number:010X}": chances.randrange(units) for number in range(rest)}
    wrong = _wrong(unit_of, round(chances.choice(SHARES) * rest), chances)
    drawn = draw(chances.randbytes(32), list(unit_of), sample_size(rest))
    errors = wrong.intersection(drawn)
    widened = {unit_of[code] for code in errors}
    found = errors | {code for code in wrong if unit_of[code] in widened}
    bound = wrong_left(rest, len(drawn), len(errors), len(found))
    return SimulatedMonth(rest, len(drawn), len(errors), len(found), len(wrong) - len(found), bound)


def _wrong(unit_of: dict[str, int], count: int, chances: random.Random) -> set[str]:
    """Which reports are wrong: most of them from a few units, the others anywhere."""
    units = sorted(set(unit_of.values()))
    few = set(chances.sample(units, k=max(1, len(units) // 20)))
    near = [code for code, unit in unit_of.items() if unit in few]
    wrong = set(chances.sample(near, k=min(len(near), round(count * FROM_FEW))))
    others = [code for code in unit_of if code not in wrong]
    return wrong | set(chances.sample(others, k=count - len(wrong)))
