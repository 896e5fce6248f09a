"""Whether a picture shows anything: blank, unsharp, or of a screen (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rukun.validation.signals.seeing.points import Grey, fitted

EDGE = 320
# Differences of light over the picture: a wall or a pocket has less than the first, a street more than the second.
SPREAD = (7.0, 20.0)
# How strong the sharpest hundredth of edges is: out of focus below the first, sharp above the second.
SHARP = (14.0, 40.0)
# Parts of exactly one colour, as only a screen has them; and the edges of letters beside them.
FLAT = (0.35, 0.6)
PART = 8


@dataclass(frozen=True, slots=True)
class Quality:
    """Each from 0 (not at all) to 1 (certainly)."""

    blank: float
    blurred: float
    screen: float


def quality_of(whole: Grey) -> Quality:
    """How little a picture shows; `whole` is the picture as it is kept, in grey."""
    small = fitted(whole, EDGE)
    plain = small.astype(np.float32)
    smooth = cv2.GaussianBlur(plain, (0, 0), 2.5)
    spread = float(np.percentile(smooth, 97) - np.percentile(smooth, 3))
    edges = np.abs(cv2.Laplacian(cv2.GaussianBlur(plain, (0, 0), 1.0), cv2.CV_32F, ksize=3))
    sharp = float(np.percentile(edges, 99))
    blank = _below(spread, *SPREAD)
    return Quality(
        blank=round(blank, 3),
        blurred=round(_below(sharp, *SHARP) * (1 - blank), 3),
        screen=round((1 - _below(_flat(whole), *FLAT)) * (1 - blank) * (1 - _below(sharp, *SHARP)), 3),
    )


def _below(value: float, surely: float, not_at_all: float) -> float:
    return float(np.clip((not_at_all - value) / (not_at_all - surely), 0.0, 1.0))


def _flat(whole: Grey) -> float:
    """The share of parts whose every pixel is the same."""
    high, wide = whole.shape[0] // PART * PART, whole.shape[1] // PART * PART
    parts: NDArray[np.uint8] = whole[:high, :wide].reshape(high // PART, PART, wide // PART, PART)
    return float(np.mean(parts.max(axis=(1, 3)) - parts.min(axis=(1, 3)) <= 1))
