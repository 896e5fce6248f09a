"""The Merkle tree of RFC 6962 (section 2.1): roots, and proofs that a leaf stands in it and that it only grew.

All functions are pure; a hash is 32 bytes. `Frontier` grows a tree leaf by leaf in memory that is logarithmic in
its size, so that sealing costs only what is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

RootOver = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """RFC 6962 2.1: SHA-256(0x00 || content)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 2.1: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The roots of the complete subtrees that a tree of `size` leaves falls into, largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; merges as many subtrees as the size has trailing one bits."""
        self.peaks.append(leaf)
        size = self.size
        while size & 1:
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            size >>= 1
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in order."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """RFC 6962 2.1.1: the hashes that lead from leaf `index` to the root over `leaves`."""
    return inclusion_path(lambda start, end: root_of(leaves[start:end]), index, len(leaves))


def inclusion_path(root: RootOver, index: int, size: int) -> list[bytes]:
    """The same where `root` tells the root over leaves `start` to `end` without reading them all."""
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + _left_of(end - start)
        if index < split:
            path.append(root(split, end))
            end = split
        else:
            path.append(root(start, split))
            start = split
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """RFC 6962 2.1.2: the hashes that show the tree over `leaves` to begin with the tree over its first `first`."""
    return consistency_path(lambda start, end: root_of(leaves[start:end]), first, len(leaves))


def consistency_path(root: RootOver, first: int, size: int) -> list[bytes]:
    """The same where `root` tells the root over leaves `start` to `end` without reading them all."""
    if not 0 < first <= size:
        raise IndexError(f"no tree of {first} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while first < end:
        split = start + _left_of(end - start)
        if first <= split:
            path.append(root(split, end))
            end = split
        else:
            path.append(root(start, split))
            start = split
    # A first tree that is itself one complete left part is known to whoever asks.
    return [*([root(start, end)] if start else []), *path[::-1]]


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` leads from the leaf hash at `index` to the root of a tree of `size` (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    last, at, found = size - 1, index, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def only_grew(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the second tree begins with the first (RFC 9162 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = list(proof) if first & (first - 1) else [first_root, *proof]
    if not steps:
        return False
    found = _both_roots(first - 1, second - 1, steps)
    return found == (first_root, second_root)


def _both_roots(at: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of the smaller and the larger tree that the steps lead to; None when they lead beyond the top."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _left_of(size: int) -> int:
    """The leaves of the left part of a tree: the largest power of two below its size."""
    return 1 << (size - 1).bit_length() - 1
