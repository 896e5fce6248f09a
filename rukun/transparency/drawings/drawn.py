"""Charts of the ranking as places on a drawing (pure): strips and clouds of points that stand beside their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, EDGE = 320, 200, 10


@dataclass(frozen=True, slots=True)
class Cloud:
    """One check of fairness: a point for each kelurahan, and what both axes begin and end with."""

    check: Mapping[str, Any]
    points: list[tuple[float, float]]
    least: float
    most: float
    lowest: float
    highest: float


def clouds(told: Mapping[str, Any]) -> list[Cloud]:
    """Each check of a table with its points; none where too few can be compared, or for tables from before checks."""
    fairness = told.get("fairness")
    if not fairness or all(check["correlation"] is None for check in fairness["checks"]):
        return []
    rows = {row["code"]: row for row in told["rows"]}
    found = []
    for check in fairness["checks"]:
        pairs = [
            (float(figure), float(rows[point["code"]]["score"]))
            for point in fairness["points"]
            if (figure := point.get(check["against"], rows[point["code"]].get(check["against"]))) is not None
        ]
        if pairs:
            found.append(_cloud(check, pairs))
    return found


def points_told(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The points of all checks as the lines of one table: each that is ranked, its score and every figure."""
    rows = {row["code"]: row for row in told["rows"]}
    return [{**rows[point["code"]], **point} for point in (told.get("fairness") or {"points": []})["points"]]


def _cloud(check: Mapping[str, Any], pairs: Sequence[tuple[float, float]]) -> Cloud:
    figures, scores = [figure for figure, _ in pairs], [score for _, score in pairs]
    least, most, lowest, highest = min(figures), max(figures), min(scores), max(scores)
    points = [
        (_along(figure, least, most, WIDTH), HEIGHT - _along(score, lowest, highest, HEIGHT)) for figure, score in pairs
    ]
    return Cloud(check, points, least, most, lowest, highest)


def _along(value: float, least: float, most: float, length: int) -> float:
    share = (value - least) / (most - least) if most > least else 0.5
    return round(EDGE + share * (length - 2 * EDGE), 1)
