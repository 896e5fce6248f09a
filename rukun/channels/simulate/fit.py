"""Fits the weights of the flags on labelled months: logistic regression, by Newton's method, with a little restraint.

Weights stay at or above 0 (below, for what speaks for a report), so that no flag ever excuses what it accuses of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from rukun.validation.signals.kinds import FlagKind

# How much a weight is held towards what a clerk would have guessed, and how large any may become.
RESTRAINT, POINTS_MAX = 0.15, 9.0
START = -4.6
GUESSED: Mapping[FlagKind, float] = {
    FlagKind.SAME_PHOTO: 7, FlagKind.EDITED_PHOTO: 6, FlagKind.DUPLICATE: 6, FlagKind.PHOTO_ELSEWHERE: 5,
    FlagKind.PHOTO_OLD: 2, FlagKind.OUTSIDE: 5, FlagKind.BURST: 3, FlagKind.LAST_MINUTES: 4, FlagKind.COPIED_WORDS: 5,
    FlagKind.BLANK_PHOTO: 6, FlagKind.BLURRED_PHOTO: 5, FlagKind.SCREENSHOT: 5, FlagKind.ONE_DEVICE: 6,
    FlagKind.CIRCLE: 2, FlagKind.LENIENT: 1, FlagKind.ALONE: 1.5, FlagKind.CONFIRMED: -2, FlagKind.ABUSE: 3,
    FlagKind.SAYS_NOTHING: 3,
}  # fmt: skip


def fitted(
    reports: Sequence[Mapping[FlagKind, float]], is_fraud: Sequence[bool]
) -> tuple[float, dict[FlagKind, float]]:
    """Where everybody begins and the weight of each kind, from the strengths of flags on labelled reports.

    A kind that the months hardly show keeps the guess.
    """
    kinds = list(GUESSED)
    strengths = np.array([[flags.get(kind, 0.0) for kind in kinds] for flags in reports])
    wanted = np.where(np.array(is_fraud), 1.0, -1.0)
    guess = np.array([START, *(GUESSED[kind] for kind in kinds)])

    def loss(weights: np.ndarray) -> float:
        logits = weights[0] + strengths @ weights[1:]
        return float(np.logaddexp(0, -wanted * logits).sum() + RESTRAINT * ((weights - guess)[1:] ** 2).sum())

    bounds = [(-9.0, -1.0)] + [(0.0, POINTS_MAX) if GUESSED[kind] > 0 else (-POINTS_MAX, 0.0) for kind in kinds]
    found = minimize(loss, guess, method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), {kind: float(weight) for kind, weight in zip(kinds, found[1:], strict=True)}
