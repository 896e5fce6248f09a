"""How far two validators agree, and whether a desk strikes more or less than chance explains (pure, no library)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, lgamma, sqrt

Z_95 = 1.959963984540054
# In each table of desks the chance that any is marked though all strike alike.
FAMILY_ERROR = 0.05


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `read` reports read twice, the share on which both said the same, and Cohen's kappa with its 95% interval.

    Kappa is None where it is not defined: nothing was read twice, or both said the same of everything.
    """

    read: int
    same: float | None = None
    kappa: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk (or kelurahan, or category): judged, struck, the 95% interval of the share, and whether it stands out.

    `chance` is how likely so great a difference from all others is by chance alone; `stands_out` is "harsh", "mild"
    or "", with the number of desks taken into account.
    """

    name: str
    judged: int
    struck: int
    low: float
    high: float
    chance: float
    stands_out: str

    @property
    def share(self) -> float:
        return self.struck / self.judged if self.judged else 0.0


def agreement(table: Mapping[tuple[bool, bool], int]) -> Agreement:
    """Cohen's kappa of first and second verdicts, with the standard error of Fleiss, Cohen and Everitt (1969)."""
    read = sum(table.values())
    if not read:
        return Agreement(0)
    p = {(a, b): table.get((a, b), 0) / read for a in (True, False) for b in (True, False)}
    first = {a: p[a, True] + p[a, False] for a in (True, False)}
    second = {b: p[True, b] + p[False, b] for b in (True, False)}
    same = p[True, True] + p[False, False]
    expected = sum(first[a] * second[a] for a in (True, False))
    if expected >= 1:
        return Agreement(read, same)
    kappa = (same - expected) / (1 - expected)
    on = sum(p[a, a] * (1 - (first[a] + second[a]) * (1 - kappa)) ** 2 for a in (True, False))
    off = (1 - kappa) ** 2 * sum(p[a, not a] * (second[a] + first[not a]) ** 2 for a in (True, False))
    variance = on + off - (kappa - expected * (1 - kappa)) ** 2
    half = Z_95 * sqrt(max(0.0, variance) / read) / (1 - expected)
    return Agreement(read, same, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))


def wilson(struck: int, judged: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson), sensible for few and for none."""
    if not judged:
        return 0.0, 1.0
    share, z2 = struck / judged, Z_95**2
    middle = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    half = Z_95 * sqrt(share * (1 - share) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    return max(0.0, middle - half), min(1.0, middle + half)


def chance(struck: int, judged: int, struck_elsewhere: int, judged_elsewhere: int) -> float:
    """How likely a split at least as unlikely as this one is if both strike alike (Fisher's exact test, two-sided)."""
    total, all_struck = judged + judged_elsewhere, struck + struck_elsewhere
    least, most = max(0, all_struck - judged_elsewhere), min(judged, all_struck)
    whole = _log_comb(total, all_struck)
    likely = [
        exp(_log_comb(judged, k) + _log_comb(judged_elsewhere, all_struck - k) - whole) for k in range(least, most + 1)
    ]
    own = likely[struck - least] * (1 + 1e-7)
    return min(1.0, sum(one for one in likely if one <= own))


def compare(desks: Mapping[str, tuple[int, int]]) -> list[Desk]:
    """Every desk (judged, struck) against all others together, in the order in which they are given.

    The one that differs most is marked where chance explains that in less than a twentieth divided by the number of
    desks; then it is set aside, so that a harsh desk does not make the others look mild, and the next is looked at. So
    in a table of however many desks that strike alike, some desk is marked in at most 5% of all months.
    """
    pool = {name: row for name, row in desks.items() if row[0]}
    out: dict[str, tuple[float, str]] = {}
    while len(pool) > 1:
        apart = _distances(pool)
        name = max(apart, key=lambda one: abs(apart[one]))
        likely = _chance(pool, name)
        if likely > FAMILY_ERROR / len(pool):
            break
        # Of two nobody can say which is out of line: both are marked.
        for marked in list(pool) if len(pool) == 2 else [name]:
            out[marked] = likely, "harsh" if apart[marked] > 0 else "mild"
            del pool[marked]
    for name in pool:
        out[name] = _chance(pool, name), ""
    return [Desk(name, j, s, *wilson(s, j), *out[name]) for name, (j, s) in desks.items() if j]


def _chance(pool: Mapping[str, tuple[int, int]], name: str) -> float:
    judged, struck = pool[name]
    return chance(struck, judged, sum(s for _, s in pool.values()) - struck, sum(j for j, _ in pool.values()) - judged)


def _distances(pool: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """How many standard errors each share is from that of all others: only for finding which to look at first."""
    judged_all, struck_all = (sum(row[i] for row in pool.values()) for i in (0, 1))
    share = struck_all / judged_all
    found = {}
    for name, (judged, struck) in pool.items():
        error = sqrt(share * (1 - share) * (1 / judged + 1 / (judged_all - judged)))
        apart = struck / judged - (struck_all - struck) / (judged_all - judged)
        found[name] = apart / error if error else 0.0
    return found


def _log_comb(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
