"""How many reports to look at, how many wrong ones may be left, and which ones a seed draws (pure, exact).

"A share below 2%" means less than 2%: of 10,000 reports 199 wrong ones are below, 200 are not. A number of wrong
reports is excluded with 95% confidence when, if there were that many, so few would be found in at most 5% of all draws.
All of it is decided in whole numbers; no rounding stands between a sample of 148 and one of 147.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import comb

TOLERABLE = 0.02
CONFIDENCE = 0.95


def sample_size(population: int, tolerable: float = TOLERABLE, confidence: float = CONFIDENCE, errors: int = 0) -> int:
    """The fewest reports to look at so that, with `errors` wrong among them, the share is below `tolerable`.

    All of them where no smaller sample can say so.
    """
    _refuse_nonsense(population, population, errors)
    return _size(population, _exact(tolerable), 1 - _exact(confidence), errors)


def upper_bound(population: int, sampled: int, errors: int, confidence: float = CONFIDENCE) -> int:
    """The largest number of wrong reports in the population that the sample does not exclude (exact hypergeometric).

    It counts those that were found. Of a sample of everything it is what was found; of no sample, everything.
    """
    _refuse_nonsense(population, sampled, errors)
    return _bound(population, sampled, errors, 1 - _exact(confidence))


def wrong_left(rest: int, sampled: int, errors: int, found: int, confidence: float = CONFIDENCE) -> int:
    """The most wrong reports that may be left among those that nobody looked at, and not struck out since.

    `errors` were wrong in the sample, and `found` in all, since an error widens the check to its unit. What the sample
    does not exclude, less what was found; where more was found than that, the sample says nothing any more, and all
    that is left may be wrong.
    """
    most = upper_bound(rest, sampled, errors, confidence)
    return most - found if found <= most else rest - found


def draw(seed: bytes, codes: Sequence[str], size: int) -> list[str]:
    """The `size` codes that come first when all are ordered by SHA-256(seed followed by the code), in that order."""
    return sorted(set(codes), key=lambda code: (draw_key(seed, code), code))[:size]


def draw_key(seed: bytes, code: str) -> str:
    """By what a code is ordered: SHA-256 over the seed's bytes followed by the code's, as 64 hex digits."""
    return hashlib.sha256(seed + code.encode()).hexdigest()


def is_below(wrong: int, population: int, tolerable: float = TOLERABLE) -> bool:
    """Whether so many wrong ones are a share below what is tolerable; of nothing, nothing is wrong."""
    return wrong == 0 or wrong < _exact(tolerable) * population


def mixed_seed(month: str, root: str, secrets: Sequence[str]) -> bytes:
    """The seed of a month: SHA-256 over the month, the root of the seal and every revealed secret, each on a line.

    `2016-06`, 64 hex digits, and for each secret 64 more, in ascending order; a newline after each.
    """
    lines = [month, root, *sorted(secrets)]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def _exact(share: float) -> Fraction:
    """0.02 as 1/50: what was written, not its nearest binary neighbour."""
    exact = Fraction(str(share))
    if not 0 < exact < 1:
        raise ValueError("a share lies between 0 and 1")
    return exact


def _refuse_nonsense(population: int, sampled: int, errors: int) -> None:
    if not 0 <= errors <= sampled <= population:
        raise ValueError("errors, sample and population do not fit into each other")


@lru_cache(maxsize=4096)
def _size(population: int, tolerable: Fraction, alpha: Fraction, errors: int) -> int:
    wrong = -(-tolerable.numerator * population // tolerable.denominator)  # the fewest that are not below
    low, high = errors, population  # a sample of `high` excludes so many, one of `low` does not
    while high - low > 1:
        middle = (low + high) // 2
        if _is_excluded(population, middle, errors, wrong, alpha):
            high = middle
        else:
            low = middle
    return high


@lru_cache(maxsize=16_384)
def _bound(population: int, sampled: int, errors: int, alpha: Fraction) -> int:
    most = population - (sampled - errors)  # those that were seen to be right are not wrong
    left, step = errors, 1
    # By doubling first: numbers near the bound are small, and small numbers are cheap.
    while left + step <= most and not _is_excluded(population, sampled, errors, left + step, alpha):
        left, step = left + step, 2 * step
    excluded = min(left + step, most + 1)
    while excluded - left > 1:
        middle = (left + excluded) // 2
        if _is_excluded(population, sampled, errors, middle, alpha):
            excluded = middle
        else:
            left = middle
    return left


def _is_excluded(population: int, sampled: int, errors: int, wrong: int, alpha: Fraction) -> bool:
    """Whether, with so many wrong, at most `errors` are found in at most alpha of all draws.

    Drawing a sample among wrong ones and drawing wrong ones among a sample is the same; the smaller is drawn.
    """
    few, many = sorted((sampled, wrong))
    ways = sum(comb(many, found) * comb(population - many, few - found) for found in range(min(errors, few) + 1))
    return ways * alpha.denominator <= alpha.numerator * comb(population, few)
