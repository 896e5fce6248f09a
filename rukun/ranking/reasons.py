"""Why a kelurahan stands where it does (pure): what each report cost, what would be if, where each part lies, and what
moved since the month before. The city's figures are held as they were published; the sums are the table's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rukun.ranking.files import InputRow
from rukun.ranking.leaving_out import scores_without
from rukun.ranking.method import PARTS, Method
from rukun.ranking.rules import HandledReport, Hands, facts_of, hands
from rukun.ranking.score import City, parts_of, score_of


class Cost(NamedTuple):
    """What the score would gain had a report not been there, in points; at most nothing where it helped."""

    row: HandledReport
    points: float


def city_told(told: Mapping[str, Any]) -> City:
    """The city's figures as a table tells them."""
    prior = told["prior"]
    return City(
        on_time_alpha=prior["on_time_alpha"], on_time_beta=prior["on_time_beta"],
        stars=(prior["stars_mean"] - 1) / 4, proof=prior["proof_share"], true=prior.get("true_share"),
    )  # fmt: skip


def score_with(rows: Sequence[HandledReport], city: City, method: Method) -> float:
    """The score of one kelurahan's reports, to the second decimal as tables tell it."""
    return round(_score(hands(rows), city, method), 2)


def _score(own: Hands, city: City, method: Method) -> float:
    every = np.arange(own.decided, dtype=np.int64)[None, :]
    stars = np.arange(len(own.stars), dtype=np.int64)[None, :]
    return float(score_of(parts_of(own, city, method, every, stars), method)[0])


def costs(rows: Sequence[HandledReport], city: City, method: Method, most: int = 10) -> list[Cost]:
    """The reports that cost most points, the costliest first; of equal ones the longest held, then by code."""
    ordered = sorted(rows, key=lambda row: (facts_of(row), row.report))
    whole = _score(hands(ordered), city, method)
    without = scores_without(ordered, city, method).tolist()
    found = [Cost(row, round(score - whole, 4)) for row, score in zip(ordered, without, strict=True)]
    found.sort(key=lambda cost: (-cost.points, -_ratio(cost.row), cost.row.report))
    return [cost for cost in found if cost.points > 0][:most]


def _ratio(row: HandledReport) -> float:
    return row.held_seconds / max(1, row.allowed_seconds)


def closed_in_time(row: HandledReport) -> HandledReport:
    """The same report, had it been closed (or forwarded) within its deadline; what citizens said stays as it is."""
    return InputRow(
        report=row.report, kelurahan=row.kelurahan, held_seconds=min(row.held_seconds, row.allowed_seconds),
        allowed_seconds=row.allowed_seconds, is_closed=not row.was_forwarded, was_forwarded=row.was_forwarded,
        stars=row.stars, is_reopened=row.is_reopened, proof_stood=row.proof_stood, outcome=row.outcome,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Supposed:
    """What would have been: the score, and the rank among the scores that were published."""

    score: float
    rank: int
    many: int


def supposed(
    rows: Sequence[HandledReport], chosen: Collection[str], code: str, told: Mapping[str, Any], method: Method
) -> Supposed:
    """If the chosen reports (by code) had been closed in time, and nothing else had been different anywhere."""
    changed = [closed_in_time(row) if row.report in chosen else row for row in rows]
    score = score_with(changed, city_told(told), method)
    others = [row["score"] for row in told["rows"] if row["rank"] is not None and row["code"] != code]
    return Supposed(score, 1 + sum(other > score for other in others), len(chosen))


@dataclass(frozen=True, slots=True)
class Spread:
    """Where one part of a kelurahan lies among all that are ranked: shares from 0 to 1, and its place among them.

    `points` is what the part gives the score, `most` what it can give.
    """

    part: str
    own: float
    others: list[float]
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float
    place: int
    points: float | None
    most: float | None

    @property
    def width(self) -> float:
        """Of the middle half, on a strip a hundred wide with an edge of two."""
        return max(0.5, (self.three_quarters - self.quarter) * 96)


def spreads(row: Mapping[str, Any], told: Mapping[str, Any]) -> list[Spread]:
    """Each part that the table has, of a kelurahan that is ranked in it."""
    found = []
    for part in PARTS:
        own = row["parts"][part]
        if own is None:
            continue
        values = sorted(one["parts"][part] for one in told["rows"] if one["rank"] is not None)
        low, quarter, middle, three_quarters, high = np.quantile(values, [0, 0.25, 0.5, 0.75, 1]).tolist()
        weight = told.get("weights", {}).get(part)
        place = 1 + sum(value > own for value in values)
        points = None if weight is None else round(100 * weight * own, 2)
        found.append(
            Spread(
                part=part, own=own, others=values, low=low, quarter=quarter, middle=middle,
                three_quarters=three_quarters, high=high, place=place, points=points,
                most=None if weight is None else round(100 * weight, 1),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed between two tables: places gained (negative: lost), points, and by which part; `passed_by` counts
    those that stand above now and stood below, `passed` those the other way round."""

    places: int
    points: float
    parts: dict[str, float]
    passed: int
    passed_by: int
    is_same_method: bool
    # Whether the difference is more than chance: the intervals of the two scores have nothing in common.
    is_sure: bool

    @property
    def lost(self) -> int:
        """Places lost, 0 where some were gained."""
        return max(0, -self.places)


def moved(code: str, now: Mapping[str, Any], before: Mapping[str, Any]) -> Moved | None:
    """None where the kelurahan is unranked in either, or a table does not tell its weights."""
    rows, then = ({row["code"]: row for row in table["rows"] if row["rank"] is not None} for table in (now, before))
    own, old = rows.get(code), then.get(code)
    if own is None or old is None or "weights" not in now or "weights" not in before:
        return None
    parts = {
        part: round(100 * (_weighed(own, now, part) - _weighed(old, before, part)), 2)
        for part in PARTS
        if part in now["weights"] or part in before["weights"]
    }
    both = [other for other in rows.keys() & then.keys() if other != code]
    above_now = {other for other in both if rows[other]["score"] > own["score"]}
    above_then = {other for other in both if then[other]["score"] > old["score"]}
    return Moved(
        places=old["rank"] - own["rank"],
        points=round(own["score"] - old["score"], 2),
        parts=parts,
        passed=len(above_then - above_now),
        passed_by=len(above_now - above_then),
        is_same_method=now["method_digest"] == before["method_digest"],
        is_sure=own["score_low"] > old["score_high"] or own["score_high"] < old["score_low"],
    )


def _weighed(row: Mapping[str, Any], table: Mapping[str, Any], part: str) -> float:
    value = row["parts"][part]
    return 0.0 if value is None else float(table["weights"].get(part, 0) * value)
