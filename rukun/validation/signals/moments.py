"""What moments tell: many reports in a few minutes, and the quota filled before midnight (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rukun.validation.signals.facts import Around, Facts
from rukun.validation.signals.kinds import Fact, FlagKind, Noticed
from rukun.validation.signals.weights import Weights
from rukun.values.time import local


def burst(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """Many of one unit within minutes, by when they were made: a telephone that was offline sends many at once."""
    limits = weights.limits
    group = _densest(report, around, timedelta(minutes=limits.burst_minutes))
    if len(group) < limits.burst_reports:
        return
    spread = group[-1].captured_at - group[0].captured_at
    strength = min(1.0, 0.4 + (len(group) - limits.burst_reports) * 0.1)
    evidence: dict[str, Fact] = {"count": len(group), "minutes": max(1, round(spread / timedelta(minutes=1)))}
    for one in group:
        yield Noticed(FlagKind.BURST, one.id, strength, evidence)


def last_minutes(report: Facts, around: Around, weights: Weights) -> Iterator[Noticed]:
    """Several of one unit just before midnight: a day's count being filled."""
    limits = weights.limits
    late = [one for one in around.same_day.get(report.id, ()) if _minutes_left(one) <= limits.last_minutes]
    if len(late) < limits.last_reports or report.id not in {one.id for one in late}:
        return
    strength = min(1.0, 0.4 + (len(late) - limits.last_reports) * 0.15)
    for one in late:
        evidence: dict[str, Fact] = {"time": local(one.captured_at).strftime("%H.%M"), "count": len(late)}
        yield Noticed(FlagKind.LAST_MINUTES, one.id, strength, evidence)


def _minutes_left(report: Facts) -> int:
    seen = local(report.captured_at)
    return 24 * 60 - seen.hour * 60 - seen.minute


def _densest(report: Facts, around: Around, within: timedelta) -> Sequence[Facts]:
    """The largest group of the unit's reports that holds this one and fits into that time."""
    ordered = sorted(around.same_day.get(report.id, ()), key=lambda one: one.captured_at)
    best: Sequence[Facts] = ()
    for first, begins in enumerate(ordered):
        group = [one for one in ordered[first:] if one.captured_at - begins.captured_at <= within]
        if len(group) > len(best) and any(one.id == report.id for one in group):
            best = group
    return best
