"""The score without each single report (pure): all at once, because a kelurahan may have thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rukun.ranking.method import Method
from rukun.ranking.rules import HandledReport, Hands, hands
from rukun.ranking.score import City, Draws, Parts, proof_of, score_of, weighed

# What leaving a report out takes away from the audits: nothing, one that fell, one that stood.
AUDITS = (None, False, True)


def scores_without(ordered: Sequence[HandledReport], city: City, method: Method) -> Draws:
    """For each report, in the order in which `hands` puts their facts, the score of all the others."""
    own = hands(ordered)
    decided = np.array([row.is_closed or _ratio(row) > 1 for row in ordered], dtype=bool)
    rated = np.array([(row.stars or 0) > 0 for row in ordered], dtype=bool)
    found = np.zeros(len(ordered))
    for stood in AUDITS:
        chosen = np.array([row.proof_stood is stood for row in ordered], dtype=bool)
        if not chosen.any():
            continue
        left = own
        if stood is not None:
            left = replace(own, audited=own.audited - 1, proofs_stood=own.proofs_stood - stood)
        found[chosen] = score_of(_parts(left, city, method, decided, rated), method)[chosen]
    return found


def _parts(own: Hands, city: City, method: Method, decided: NDArray[np.bool_], rated: NDArray[np.bool_]) -> Parts:
    """The parts without each report; `decided` and `rated` say of every report whether it is among those."""
    kept, pace = weighed(own, city, method)
    others = own.decided - decided
    prior = city.on_time_alpha + city.on_time_beta
    on_time = (kept.sum() - _spread(kept, decided) + city.on_time_alpha) / (others + prior)
    speed = 1 - np.minimum(1, _medians(pace, decided) / method.worst_median_ratio)
    again = own.reopened & own.closed
    closed = own.closed.sum() - _spread(own.closed, decided)
    reopened = (again.sum() - _spread(again, decided)) / np.maximum(1, closed)
    stars = own.stars.sum() - _spread(own.stars, rated) + method.pseudo_ratings * city.stars
    verdict = stars / (len(own.stars) - rated + method.pseudo_ratings) * (1 - reopened)
    return Parts(on_time, speed, verdict, proof_of(own, city, method, len(decided)))


def _spread(values: NDArray[np.float64] | NDArray[np.bool_], among: NDArray[np.bool_]) -> Draws:
    """Each value at the place of its report, nothing at those of the others."""
    found = np.zeros(len(among))
    found[among] = values
    return found


def _medians(pace: Draws, decided: NDArray[np.bool_]) -> Draws:
    """The median of all, and at the place of each decided report the median of the others; 1 of none, as in a score."""
    many = len(pace)
    whole = float(np.median(pace)) if many else 1.0
    found = np.full(len(decided), whole)
    if many:
        order = np.argsort(pace, kind="stable")
        place = np.empty(many, dtype=np.int64)
        place[order] = np.arange(many)
        found[decided] = _median_without(pace[order], place) if many > 1 else 1.0
    return found


def _median_without(ordered: Draws, place: NDArray[np.int64]) -> Draws:
    left = len(ordered) - 1
    low, high = (left - 1) // 2, left // 2
    both: Draws = ordered[low + (place <= low)] + ordered[high + (place <= high)]
    return both / 2


def _ratio(row: HandledReport) -> float:
    return row.held_seconds / max(1, row.allowed_seconds)
