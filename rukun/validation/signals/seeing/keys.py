"""The first look: numbers that a picture shares with its edited copies, for an index to find them by (pure).

Each strong point, with the patch around it turned upright, gives a number from the signs of the patch's broad waves.
A crop, a turn, a mirror or writing over one corner leaves most of those patches as they were. The whole picture gives
three more. Where in the picture a number comes from is kept beside it, so that chance hits can be told from a copy: in
a copy all of them ask for the same way of laying it over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from rukun.validation.signals.seeing.points import Grey, grey_of, spread

EDGE, BLUR = 320, 1.0
CELLS, KEPT_EACH, ASKED_EACH = 4, 6, 12
# Fewer signs and every new picture meets the chance hits of thousands of others (docs/decisions).
PATCH, SPAN, BITS = 32, 1.5, 22
# How many of the least certain signs are also asked for the other way round.
DOUBTED = 3
WHOLE, WHOLE_BITS, BANDS = 32, 63, 3
ANGLES = SIZES = 256
SIZE_STEPS = 24


@dataclass(frozen=True, slots=True)
class Point:
    """One number, the numbers it may be as well, where it is (x, y, size step, angle step), and mirrored or not."""

    keys: tuple[int, ...]
    place: tuple[int, int, int, int]
    is_mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """`kept` go into the index; `asked` are looked for in it, mirrored, too. `whole` is all of it in 63 bits."""

    kept: tuple[Point, ...]
    asked: tuple[Point, ...]
    whole: int
    whole_mirrored: int


def keys_of(content: bytes) -> Keys:
    """The numbers of a picture; raises `ValueError` where it cannot be read."""
    return keys_of_grey(grey_of(content, EDGE))


def keys_of_grey(grey: Grey) -> Keys:
    """The numbers of a picture in grey, 320 pixels long."""
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), BLUR), np.uint8)
    orb = cv2.ORB.create(1500, 1.25, 7, edgeThreshold=10, patchSize=31, fastThreshold=4)
    found = orb.detect(smooth, None)
    kept = [_point(smooth, at, 0) for at in spread(found, grey.shape, CELLS, KEPT_EACH)]
    asked = [_point(smooth, at, DOUBTED) for at in spread(found, grey.shape, CELLS, ASKED_EACH)]
    whole = _waves(np.asarray(_square(grey), np.float32), 8)
    return Keys(
        tuple(kept),
        tuple(asked) + tuple(_mirrored(point, grey.shape[1]) for point in asked),
        _number(whole > np.median(whole)),
        _number((whole * _odd_across(8)) > np.median(whole * _odd_across(8))),
    )


def _square(grey: Grey) -> NDArray[np.float32]:
    """The whole picture in a small square, whatever its shape."""
    return np.asarray(cv2.resize(grey, (WHOLE, WHOLE), interpolation=cv2.INTER_AREA), np.float32)


def _point(smooth: Grey, at: cv2.KeyPoint, doubted: int) -> Point:
    waves = _waves(_upright(smooth, at), 6)[:BITS]
    number = _number(waves > 0)
    weak = np.argsort(np.abs(waves) * _weight())[:doubted]
    keys = [number]
    for choice in range(1, 1 << doubted):
        keys.append(number ^ sum(1 << int(weak[bit]) for bit in range(doubted) if choice >> bit & 1))
    size = min(SIZES - 1, round(float(np.log2(at.size)) * SIZE_STEPS))
    return Point(tuple(keys), (round(at.pt[0]), round(at.pt[1]), size, round(at.angle / 360 * ANGLES) % ANGLES))


def _upright(smooth: Grey, at: cv2.KeyPoint) -> NDArray[np.float32]:
    """The patch around a point, turned so that its point of weight lies to the right."""
    scale = at.size * SPAN / PATCH
    cos, sin = np.cos(np.deg2rad(at.angle)) * scale, np.sin(np.deg2rad(at.angle)) * scale
    half = (PATCH - 1) / 2
    laid = np.array(
        [[cos, -sin, at.pt[0] - cos * half + sin * half], [sin, cos, at.pt[1] - sin * half - cos * half]], np.float32
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    patch = cv2.warpAffine(smooth, laid, (PATCH, PATCH), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(patch, np.float32)


@lru_cache(maxsize=4)
def _order(edge: int) -> tuple[tuple[int, int], ...]:
    """The waves (down, across) from the broadest on, without the mean."""
    return tuple(
        sorted(((i, j) for i in range(edge) for j in range(edge) if i + j), key=lambda ij: (ij[0] + ij[1], ij))
    )


def _waves(patch: NDArray[np.float32], edge: int) -> NDArray[np.float64]:
    waves = cv2.dct(patch)
    return np.array([waves[place] for place in _order(edge)])


@lru_cache(maxsize=1)
def _weight() -> NDArray[np.float64]:
    """Finer waves are weaker by nature: to be doubted only when they are weak for their kind."""
    return np.array([1.0 + i + j for i, j in _order(6)[:BITS]])


@lru_cache(maxsize=2)
def _odd_across(edge: int) -> NDArray[np.float64]:
    """What a mirror does to each wave of the whole picture: it turns those that are odd across."""
    return np.array([-1.0 if j % 2 else 1.0 for _, j in _order(edge)])


@lru_cache(maxsize=1)
def _mirror_bits() -> int:
    """Seen in a mirror an upright patch is upside down: the waves that are odd downwards turn."""
    return sum(1 << bit for bit, (i, _) in enumerate(_order(6)[:BITS]) if i % 2)


def _mirrored(point: Point, wide: int) -> Point:
    x, y, size, angle = point.place
    keys = tuple(key ^ _mirror_bits() for key in point.keys)
    return Point(keys, (wide - 1 - x, y, size, (ANGLES // 2 - angle) % ANGLES), True)


def _number(bits: NDArray[np.bool_]) -> int:
    return sum(1 << place for place, bit in enumerate(bits) if bit)
