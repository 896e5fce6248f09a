"""What places tell: the same thing again close by, outside the unit's area, water that nobody else saw (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import cos, hypot, radians

from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import Fact, FlagKind, Noticed
from rukun.validation.signals.weights import Weights
from rukun.validation.signals.words import overlap, words_of

METRES_A_DEGREE = 111_195.0


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Within a city the earth is flat."""
    north = (other_lat - lat) * METRES_A_DEGREE
    east = (other_lon - lon) * METRES_A_DEGREE * cos(radians(lat))
    return hypot(north, east)


def duplicate(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """The same category close by, not long before: clearer the closer, by the same unit, in the same words."""
    limits = weights.limits
    if report.unit is None or report.lat is None or report.lon is None:
        return
    for other in around.near.get(report.id, ()):
        if other.lat is None or other.lon is None or other.category != report.category:
            continue
        metres = metres_between(report.lat, report.lon, other.lat, other.lon)
        apart = report.captured_at - other.captured_at
        if metres > limits.duplicate_metres or not timedelta() <= apart <= timedelta(hours=limits.duplicate_hours):
            continue
        closeness = 1 - metres / limits.duplicate_metres
        said = overlap(frozenset(words_of(report.words)), frozenset(words_of(other.words)))
        same = 0.25 * (report.unit == other.unit)
        strength = 0.1 + 0.35 * closeness**2 + same + 0.3 * min(1.0, said * 1.6)
        evidence: dict[str, Fact] = {
            "metres": round(metres),
            "hours": round(apart / timedelta(hours=1)),
            "other": other.code,
        }
        yield Noticed(FlagKind.DUPLICATE, report.id, strength, evidence, other.id)


def outside(report: Facts, _around: Around, weights: Weights) -> Iterator[Noticed]:
    """Beyond the bound that borders and telephones allow: the farther, the clearer."""
    beyond = report.rw_distance_m
    if report.unit is None or beyond is None or beyond <= weights.limits.outside_metres:
        return
    strength = min(1.0, 0.5 + (beyond - weights.limits.outside_metres) / 500)
    yield Noticed(FlagKind.OUTSIDE, report.id, strength, {"metres": beyond})


def flood(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """Water that nobody else and no official saw, and its opposite; nothing where nobody could know."""
    others = around.seen_by_others.get(report.id)
    if others is None:
        return
    if others:
        yield Noticed(FlagKind.CONFIRMED, report.id, min(1.0, 0.5 + others / 6), {"count": others})
    else:
        yield Noticed(FlagKind.ALONE, report.id, 0.6, {"metres": weights.limits.flood_metres})
