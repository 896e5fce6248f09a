"""Proofs for whoever asks: that an event stands in the log, and that the log only grew.

A proof reads a few tiles of hashes, however long the log is, and is held against the signed root before it is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rukun.trail import merkle
from rukun.trail.models import Event, Leaf, Seal
from rukun.trail.queries import newest_seal
from rukun.trail.signers import verifier_under
from rukun.trail.subtrees import Nodes
from rukun.values.refused import Refused


def prove(event_id: int, home: Path) -> dict[str, Any]:
    """That an event stands in the log under the newest seal: its content, its place, and the hashes to the root.

    Refused where the event is unknown or not sealed yet.
    """
    event = Event.objects.filter(id=event_id).first()
    leaf = Leaf.objects.filter(event_id=event_id).first()
    if event is None:
        raise Refused("absent", "Peristiwa nomor {number} tidak ada.", field="nomor", number=event_id)
    seal = newest_seal()
    if leaf is None or seal is None:
        raise Refused("unsealed", "Peristiwa ini belum disegel; cobalah lagi setelah segel berikutnya.", field="nomor")
    path = merkle.inclusion_path(Nodes().root, leaf.index, seal.size)
    if not merkle.includes(bytes(seal.root), seal.size, leaf.index, bytes(leaf.hash), path):
        raise _broken()
    return {
        "event": event_id,
        "content": event.content().decode(),
        "leaf": bytes(leaf.hash).hex(),
        "index": leaf.index,
        "size": seal.size,
        "root": bytes(seal.root).hex(),
        "proof": [step.hex() for step in path],
        "note": seal.note,
        "verifier": verifier_under(seal.note, home),
    }


def prove_growth(first: int, size: int | None = None) -> dict[str, Any]:
    """That the log of `size` events (None: the newest) begins with the log of `first` that somebody saw before."""
    seal = newest_seal() if size is None else Seal.objects.filter(size=size).first()
    if seal is None or not 0 < first <= seal.size:
        raise Refused("absent", "Catatan belum pernah berisi {first} peristiwa.", field="dari", first=first)
    nodes = Nodes()
    path = merkle.consistency_path(nodes.root, first, seal.size)
    begun = nodes.root(0, first)
    if not merkle.only_grew(first, begun, seal.size, bytes(seal.root), path):
        raise _broken()
    return {
        "first": first,
        "first_root": begun.hex(),
        "size": seal.size,
        "root": bytes(seal.root).hex(),
        "proof": [step.hex() for step in path],
        "note": seal.note,
    }


def prove_between(first: Seal, second: Seal) -> dict[str, Any]:
    """That the log under the second seal begins with the log under the first, with both signed notes."""
    if first.number > second.number:
        raise Refused("order", "Segel pertama harus lebih tua daripada segel kedua.", field="dari")
    told = prove_growth(first.size, second.size)
    if told["first_root"] != bytes(first.root).hex():
        raise _broken()
    return told | {"first_seal": first.number, "seal": second.number, "first_note": first.note}


def _broken() -> Refused:
    return Refused("broken", "Catatan tidak cocok dengan segelnya. Jalankan rukun trail verify.")
