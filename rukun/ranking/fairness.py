"""Does a table favour the small, or the idle? Its order beside what no office can help (pure).

Each check is Spearman's correlation of the score with one figure over all ranked kelurahan, with an interval from
bootstrap draws whose seed is made from the table's: the same table gives the same digits to everybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rukun.ranking.rules import HandledReport, Ward

AGAINST = ("population", "reports_per_1000_people", "crew", "outside_share")
DRAWS = 500
# With fewer pairs an order says nothing.
PAIRS_LEAST = 8
# Closer to none than this nobody needs to look, however sure it is.
ALARM_BEYOND = 0.1
Floats = NDArray[np.float64]


def fairness_of(
    rows: Sequence[Mapping[str, Any]],
    wards: Sequence[Ward],
    held: Mapping[str, Sequence[HandledReport]],
    level: float,
    seed: str,
) -> dict[str, Any]:
    """The checks of a table, and for each that is ranked the figures that its rows do not say."""
    by_official = {ward.official: ward for ward in wards}
    points = []
    for row in rows:
        if row["rank"] is not None:
            ward = by_official[row["code"]]
            outside = sum(report.was_forwarded for report in held[ward.code]) / row["reports"]
            points.append(
                {"code": row["code"], "population": ward.population, "crew": ward.crew,
                 "outside_share": round(outside, 4)}
            )  # fmt: skip
    ranked = {row["code"]: row for row in rows}
    checks = []
    for against in AGAINST:
        pairs = [
            (figure, ranked[point["code"]]["score"])
            for point in points
            if (figure := _figure(point, ranked[point["code"]], against)) is not None
        ]
        checks.append(_check(against, pairs, level, seed))
    return {"level": level, "draws": DRAWS, "alarm_beyond": ALARM_BEYOND, "checks": checks, "points": points}


def _figure(point: Mapping[str, Any], row: Mapping[str, Any], against: str) -> float | None:
    found: float | None = point[against] if against in point else row[against]
    return found


def _check(against: str, pairs: Sequence[tuple[float, float]], level: float, seed: str) -> dict[str, Any]:
    told: dict[str, Any] = {"against": against, "pairs": len(pairs), "correlation": None, "low": None, "high": None}
    if len(pairs) < PAIRS_LEAST or len({figure for figure, _ in pairs}) == 1:
        return told | {"alarm": ""}
    # In an order of their own, so that neither codes nor ranks decide what is drawn.
    figures, scores = (np.array(column, dtype=np.float64) for column in zip(*sorted(pairs), strict=True))
    value = float(spearman(figures[None, :], scores[None, :])[0])
    digest = hashlib.sha256(f"{seed} fairness {against}".encode()).digest()
    random = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
    drawn = random.integers(0, len(pairs), size=(DRAWS, len(pairs)), dtype=np.uint32)
    found = spearman(figures[drawn], scores[drawn])
    tail = (1 - level) / 2
    low, high = np.quantile(found, [tail, 1 - tail]).tolist()
    low, high = min(low, value), max(high, value)
    told |= {"correlation": round(value, 4), "low": round(low, 4), "high": round(high, 4)}
    return told | {"alarm": alarm_of(value, low, high)}


def alarm_of(value: float, low: float, high: float) -> str:
    """`less` where those with less of it stand higher for sure, `more` where those with more do, else nothing."""
    if abs(value) <= ALARM_BEYOND or low <= 0 <= high:
        return ""
    return "less" if value < 0 else "more"


def spearman(one: Floats, other: Floats) -> Floats:
    """For each line the correlation of the ranks; none (0) where all of a line are equal."""
    left, right = _ranks(one), _ranks(other)
    left -= left.mean(axis=1, keepdims=True)
    right -= right.mean(axis=1, keepdims=True)
    spread = np.sqrt((left * left).sum(axis=1) * (right * right).sum(axis=1))
    together = (left * right).sum(axis=1)
    found: Floats = np.divide(together, spread, out=np.zeros_like(together), where=spread > 0)
    return found


def _ranks(lines: Floats) -> Floats:
    """Ranks from 1; equals share the mean of theirs."""
    ordered = np.sort(lines, axis=1)
    ranks = np.empty(lines.shape)
    for number, line in enumerate(lines):
        first = np.searchsorted(ordered[number], line, side="left")
        last = np.searchsorted(ordered[number], line, side="right")
        ranks[number] = (first + last + 1) / 2
    return ranks
