"""The roots of full subtrees, kept so that a proof over millions of events reads a few hundred hashes."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from rukun.trail import merkle
from rukun.trail.models import Leaf, Subtree

FAN_BITS = 8
FAN = 1 << FAN_BITS
LAID_AT_ONCE = 64


class Nodes:
    """Roots over any part of the log that proofs ask for; reads whole tiles of 256 hashes, each once."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def root(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to `end`, where `start` is a multiple of the next power of two."""
        height = (end - start).bit_length() - 1
        if end - start == 1 << height:
            return self._complete(height, start >> height)
        split = start + (1 << height)
        return merkle.node_hash(self._complete(height, start >> height), self.root(split, end))

    def _complete(self, height: int, index: int) -> bytes:
        level, within = divmod(height, FAN_BITS)
        first = index << within
        tile = self._tile(level, first // FAN)
        part = tile[first % FAN : first % FAN + (1 << within)]
        if len(part) == 1 << within:
            return merkle.root_of(part)
        if height == 0:
            raise IndexError(f"no leaf {index}")
        return merkle.node_hash(self._complete(height - 1, 2 * index), self._complete(height - 1, 2 * index + 1))

    def _tile(self, level: int, number: int) -> list[bytes]:
        key = (level, number)
        if key not in self._tiles:
            self._tiles[key] = hashes(Leaf, Subtree, level, number * FAN, (number + 1) * FAN)
        return self._tiles[key]


def hashes(leaf: Any, subtree: Any, level: int, start: int, end: int) -> list[bytes]:
    """The hashes of a level from `start` to `end`, in order, as far as they are there; one query."""
    rows = subtree.objects.filter(level=level) if level else leaf.objects
    found = rows.filter(index__gte=start, index__lt=end).order_by("index").values_list("hash", flat=True)
    return [bytes(hashed) for hashed in found]


def lay(leaf: Any = Leaf, subtree: Any = Subtree) -> int:
    """Add the roots of all subtrees that have become full; returns how many. Takes models, for a migration too."""
    laid, level = 0, 1
    while _grown(leaf, subtree, level - 1) >= FAN:
        full, there = _grown(leaf, subtree, level - 1) // FAN, _grown(leaf, subtree, level)
        for start in range(there, full, LAID_AT_ONCE):
            end = min(start + LAID_AT_ONCE, full)
            below = hashes(leaf, subtree, level - 1, start * FAN, end * FAN)
            roots = [merkle.root_of(below[i : i + FAN]) for i in range(0, len(below), FAN)]
            subtree.objects.bulk_create(
                subtree(level=level, index=start + i, hash=root) for i, root in enumerate(roots)
            )
        laid += max(full - there, 0)
        level += 1
    return laid


def _grown(leaf: Any, subtree: Any, level: int) -> int:
    rows = subtree.objects.filter(level=level) if level else leaf.objects
    last = rows.aggregate(last=Max("index"))["last"]
    return 0 if last is None else int(last) + 1
