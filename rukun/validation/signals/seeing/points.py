"""A picture in grey, and the points in it that one would find again in an edited copy (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

# Two cores are shared with everything else: one process looks with one thread.
cv2.setNumThreads(1)


def grey_of(content: bytes, edge: int) -> Grey:
    """The picture in grey, its long edge of so many pixels; raises `ValueError` where it cannot be read."""
    whole = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if whole is None or min(whole.shape) < 8:
        raise ValueError("no picture")
    return fitted(np.asarray(whole, np.uint8), edge)


def fitted(grey: Grey, edge: int) -> Grey:
    """The same at another size."""
    scale = edge / max(grey.shape)
    size = (max(8, round(grey.shape[1] * scale)), max(8, round(grey.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, size, interpolation=way), np.uint8)


def spread(points: Sequence[cv2.KeyPoint], shape: tuple[int, ...], cells: int, each: int) -> list[cv2.KeyPoint]:
    """The strongest points of each part of the picture, strongest first: letters written over one win only that."""
    if not points:
        return []
    at = np.array([point.pt for point in points])
    strength = np.array([point.response for point in points])
    cell = (at[:, 1] * cells // shape[0]).astype(int) * cells + (at[:, 0] * cells // shape[1]).astype(int)
    order = np.lexsort((-strength, cell))
    sorted_cells = cell[order]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(sorted_cells)) + 1))
    counts = np.diff(np.concatenate((begins, [len(sorted_cells)])))
    rank = np.arange(len(sorted_cells)) - np.repeat(begins, counts)
    kept = order[rank < each]
    return [points[i] for i in sorted(kept, key=lambda i: -strength[i])]
