"""The second look: whether one picture was made from another, by points that match and by what lies between (pure).

Points alone are not enough: two photos of one road share its lines, its horizon and the camera's stamp. So the points
only say how one picture would have to be laid over the other; then the grain of both is compared, part by part. An
edited copy agrees nearly everywhere, another photo of the same road almost nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rukun.validation.signals.seeing.points import Grey, grey_of, spread

# The sizes at which pictures are laid over each other, and how much they are smoothed before points are sought: first
# the one that survives poor copies, then the one that finds the grain of smooth surfaces.
LOOKS = ((480, 1.2), (640, 0.0))
CELLS, POINTS_EACH = 8, 20
# A match must be this much better than the next one, and differ in at most so many of 256 bits.
BETTER, BITS_OFF_MAX = 0.85, 70
POINTS_LEAST, OFF_MAX = 6, 3.0
# An edit crops, turns a little, scales, perhaps stretches: more is no edit but another view.
SCALES, STRETCH_MAX = (0.3, 3.2), 1.6
PARTS, OVERLAP_LEAST, PART_SEEN_LEAST = 12, 0.12, 0.7
GRAIN_LEAST, GRAIN_LEAST_OF_OTHER, AGREES = 1.0, 0.5, 0.5
PARTS_LEAST = 10
# Calibrated on roads of which no two are the same (docs/decisions): the next frame of one reaches 0.44, over few parts.
SHARE_LEAST, SHARE_LEAST_OF_FEW, FEW_PARTS = 0.5, 0.55, 60
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much of what both pictures show agrees (0 to 1), over how many parts, and how many points matched."""

    share: float = 0.0
    parts: int = 0
    points: int = 0
    is_mirrored: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the one was made from the other."""
        least = SHARE_LEAST if self.parts >= FEW_PARTS else SHARE_LEAST_OF_FEW
        return self.share >= least and self.parts * self.share >= PARTS_LEAST


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture with its points, at one size."""

    grey: Grey
    points: NDArray[np.float32]
    marks: NDArray[np.uint8] | None


def _bytes(marks: Any) -> NDArray[np.uint8] | None:
    return None if marks is None else np.asarray(marks, np.uint8)


@lru_cache(maxsize=8)
def _seen_of(content: bytes, edge: int, blur: float, is_mirrored: bool) -> Seen:
    """One picture is compared with several."""
    grey = grey_of(content, edge)
    return seen(np.asarray(cv2.flip(grey, 1), np.uint8) if is_mirrored else grey, blur)


def seen(grey: Grey, blur: float) -> Seen:
    """Evened in light, its points spread over the whole picture."""
    orb = cv2.ORB.create(2500, 1.2, 8, fastThreshold=5)
    even = cv2.createCLAHE(3.0, (8, 8)).apply(cv2.GaussianBlur(grey, (0, 0), blur) if blur else grey)
    chosen = spread(orb.detect(even, None), grey.shape, CELLS, POINTS_EACH)
    points, marks = orb.compute(even, chosen)
    return Seen(grey, np.array([point.pt for point in points], np.float32).reshape(-1, 2), _bytes(marks))


def agreement(
    one: bytes, other: bytes, *, mirrors: Sequence[bool] = (False, True), looks: int = len(LOOKS)
) -> Agreement:
    """The best that laying the second picture over the first gives, mirrored or not."""
    best = Agreement()
    for edge, blur in LOOKS[:looks]:
        for is_mirrored in mirrors:
            found = _attempt(_seen_of(one, edge, blur, False), _seen_of(other, edge, blur, is_mirrored), is_mirrored)
            best = max(best, found, key=lambda a: a.share if a.parts >= PARTS_LEAST else 0.0)
            if best.share > ENOUGH and best.is_same:
                return best
        if best.is_same:
            return best
    return best


def _attempt(below: Seen, above: Seen, is_mirrored: bool) -> Agreement:
    laid, points = _laid(below, above)
    if laid is None:
        return Agreement(points=points)
    share, parts = _agreeing(below.grey, above.grey, laid)
    return Agreement(share, parts, points, is_mirrored)


def _laid(below: Seen, above: Seen) -> tuple[NDArray[np.float64] | None, int]:
    """How the second is to be laid over the first, and by how many points; None where nothing sensible is found."""
    if below.marks is None or above.marks is None:
        return None, 0
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(above.marks, below.marks, k=2)
    good = [
        pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance <= min(BITS_OFF_MAX, BETTER * pair[1].distance)
    ]
    if len(good) < POINTS_LEAST:
        return None, 0
    source = above.points[[match.queryIdx for match in good]]
    target = below.points[[match.trainIdx for match in good]]
    cv2.setRNGSeed(1)
    laid, kept = cv2.estimateAffine2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=OFF_MAX, maxIters=3000, confidence=0.999
    )
    count = 0 if kept is None else int(kept.sum())
    if laid is None or count < POINTS_LEAST:
        return None, count
    found = np.asarray(laid, np.float64)
    return (found if _is_sensible(found) else None), count


def _is_sensible(laid: NDArray[np.float64]) -> bool:
    large, small = np.linalg.svd(laid[:, :2], compute_uv=False)
    is_upright = np.linalg.det(laid[:, :2]) > 0
    return bool(is_upright and small > SCALES[0] and large < SCALES[1] and large < STRETCH_MAX * small)


def _agreeing(below: Grey, above: Grey, laid: NDArray[np.float64]) -> tuple[float, int]:
    """The share of parts with grain in both pictures in which that grain is the same, and how many such parts."""
    high, wide = below.shape
    over = np.asarray(cv2.warpAffine(above, laid, (wide, high)), np.uint8)
    seen_both = cv2.warpAffine(np.full(above.shape, 255, np.uint8), laid, (wide, high)) > 254
    seen_both = cv2.erode(seen_both.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    if seen_both.mean() < OVERLAP_LEAST:
        return 0.0, 0
    grain_below, grain_above = _grain(below), _grain(over)
    found = []
    for row in range(PARTS):
        for column in range(PARTS):
            part = (
                slice(row * high // PARTS, (row + 1) * high // PARTS),
                slice(column * wide // PARTS, (column + 1) * wide // PARTS),
            )
            alike = _alike(grain_below[part], grain_above[part], seen_both[part])
            if alike is not None:
                found.append(alike)
    return (float(np.mean(np.array(found) > AGREES)), len(found)) if found else (0.0, 0)


def _alike(one: NDArray[np.float32], other: NDArray[np.float32], seen_both: NDArray[np.bool_]) -> float | None:
    """How the grain of one part goes together (-1 to 1); None where there is none, or too little of it is seen."""
    if seen_both.mean() < PART_SEEN_LEAST:
        return None
    first, second = one[seen_both], other[seen_both]
    strong, weak = float(first.std()), float(second.std())
    if strong < GRAIN_LEAST or weak < GRAIN_LEAST_OF_OTHER:
        return None
    return float(((first - first.mean()) * (second - second.mean())).mean() / (strong * weak))


def _grain(grey: Grey) -> NDArray[np.float32]:
    """What is neither light nor noise: between one and six pixels."""
    plain = grey.astype(np.float32)
    return np.asarray(cv2.GaussianBlur(plain, (0, 0), 1.2) - cv2.GaussianBlur(plain, (0, 0), 6), np.float32)
