"""Is the log as it was sealed? And proofs for whoever asks."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from rukun.trail import keys, merkle, note
from rukun.trail.models import Event, Leaf, Seal, Unsealed, content_of
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

GUARDED = ("trail_event", "trail_leaf", "trail_seal")
READ_AT_ONCE = 5_000
# Index in the log, the leaf's hash, the event's id, and its columns (None: removed).
_LeafRead = tuple[int, bytes, int, list[Any] | None]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the log is not what was sealed: index in the log (or None), and what is wrong."""

    index: int | None
    event: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome: events sealed, seals, events still unsealed, and the first broken place (None: unbroken)."""

    sealed: int
    seals: int
    unsealed: int
    broken: Broken | None


def events_about(thing: str) -> QuerySet[Event]:
    """The events about one thing, oldest first; one query."""
    return Event.objects.filter(about=thing).order_by("at", "id")


def first_seal_over(thing: str, verb: str) -> tuple[int, str] | None:
    """Number and root (hex) of the first seal that covers such an event about a thing; two queries."""
    events = Event.objects.filter(about=thing, verb=verb).values("id")
    place = Leaf.objects.filter(event_id__in=events).order_by("index").values_list("index", flat=True).first()
    if place is None:
        return None
    seal = Seal.objects.filter(size__gt=place).order_by("number").first()
    return (seal.number, bytes(seal.root).hex()) if seal else None


def first_seal_since(moment: datetime) -> tuple[int, str] | None:
    """Number and root of the first seal made at a moment or after; None where there is none yet. One query."""
    seal = Seal.objects.filter(at__gte=moment).order_by("number").first()
    return (seal.number, bytes(seal.root).hex()) if seal else None


def newest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def verify(home: Path) -> Verified:
    """Read the whole log, hash every event anew, and compare with leaves, roots, chain and signatures.

    The last look is at what a seal cannot show: events that were kept out of sealing, and guards that were dropped.
    """
    seals = list(Seal.objects.order_by("number"))
    broken = _first_break(seals, home) or _kept_out() or _guards_off()
    return Verified(seals[-1].size if seals else 0, len(seals), Unsealed.objects.count(), broken)


def _first_break(seals: list[Seal], home: Path) -> Broken | None:
    frontier, previous = merkle.Frontier(), ""
    if not seals:
        return None
    public = keys.signing_key(home).public_key()
    leaves = _leaves()
    for number, seal in enumerate(seals, start=1):
        if seal.number != number:
            return Broken(None, None, f"seal {number} is missing")
        while frontier.size < seal.size:
            leaf = next(leaves, None)
            found = _wrong_leaf(leaf, frontier.size)
            if found or leaf is None:
                return found
            frontier.append(leaf[1])
        found = _wrong_seal(seal, frontier, public, previous)
        if found:
            return found
        previous = digest_of_words(seal.note)
    extra = next(leaves, None)
    return Broken(extra[0], extra[2], "a place in the log that no seal covers") if extra else None


def _wrong_seal(seal: Seal, frontier: merkle.Frontier, public: Ed25519PublicKey, previous: str) -> Broken | None:
    if frontier.root != bytes(seal.root) or frontier.size != seal.size:
        return Broken(None, None, f"seal {seal.number}: the root over its {seal.size} events is another")
    try:
        checkpoint = note.opened(seal.note, public)
    except note.Forged as forged:
        return Broken(None, None, f"seal {seal.number}: {forged}")
    if (checkpoint.size, checkpoint.root, checkpoint.previous) != (seal.size, frontier.root, previous):
        return Broken(None, None, f"seal {seal.number}: the signed note tells of another log")
    return None


def _wrong_leaf(leaf: _LeafRead | None, index: int) -> Broken | None:
    if leaf is None or leaf[0] != index:
        return Broken(index, None, f"the place {index} of the log is missing")
    _, hashed, event_id, columns = leaf
    if columns is None:
        return Broken(index, event_id, f"the event at place {index} was removed")
    if merkle.leaf_hash(content_of(*columns)) != hashed:
        return Broken(index, event_id, f"the event at place {index} ({columns[1]} {columns[3]}) was altered")
    return None


def _leaves() -> Iterator[_LeafRead]:
    """Every leaf with the columns of its event, in order, a few thousand at a time: two queries each."""
    after = -1
    while True:
        leaves = list(
            Leaf.objects.filter(index__gt=after)
            .order_by("index")
            .values_list("index", "hash", "event_id")[:READ_AT_ONCE]
        )
        ids = [event_id for _, _, event_id in leaves]
        events = {
            event_id: columns
            for event_id, *columns in Event.objects.filter(id__in=ids).values_list(
                "id", "at", "verb", "seat", "about", "facts"
            )
        }
        for index, hashed, event_id in leaves:
            yield index, bytes(hashed), event_id, events.get(event_id)
        if len(leaves) < READ_AT_ONCE:
            return
        after = leaves[-1][0]


def _kept_out() -> Broken | None:
    placed = Leaf.objects.filter(event_id=OuterRef("id")).values("index")
    waiting = Unsealed.objects.filter(event_id=OuterRef("id")).values("event_id")
    lost = (
        Event.objects.annotate(place=Subquery(placed), waits=Subquery(waiting))
        .filter(place=None, waits=None)
        .order_by("id")
        .first()
    )
    if lost is None:
        return None
    return Broken(None, lost.id, f"event {lost.id} ({lost.verb} {lost.about}) was kept out of the log")


def _guards_off() -> Broken | None:
    """Triggers that refuse changes must stand; a dropped one is named even when nothing was changed yet."""
    names = _triggers()
    for table in GUARDED:
        if not any(name.startswith(f"{table}_no_") for name in names):
            return Broken(None, None, f"the guard of {table} was dropped")
    return None


def _triggers() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {str(name) for (name,) in cursor.fetchall()}


def prove(event_id: int, home: Path) -> dict[str, Any]:
    """That an event stands in the log under the newest seal: its content, its place, and the hashes to the root.

    Reads all leaf hashes of the log (32 bytes each). Refused where the event is unknown or not sealed yet.
    """
    seal = newest_seal()
    leaf = Leaf.objects.filter(event_id=event_id).first()
    event = Event.objects.filter(id=event_id).first()
    if event is None:
        raise Refused("hidden", "Peristiwa nomor {number} tidak ada.", number=event_id)
    if leaf is None or seal is None:
        raise Refused("unsealed", "Peristiwa ini belum disegel; cobalah lagi setelah segel berikutnya.")
    path = merkle.inclusion_proof(_hashes(seal.size), leaf.index)
    return {
        "event": event_id,
        "content": event.content().decode(),
        "index": leaf.index,
        "size": seal.size,
        "root": bytes(seal.root).hex(),
        "proof": [step.hex() for step in path],
        "note": seal.note,
        "verifier": note.verifier_of("rukun", keys.signing_key(home).public_key()),
    }


def prove_growth(first: int) -> dict[str, Any]:
    """That the newest log begins with the log of `first` events that somebody saw before."""
    seal = newest_seal()
    if seal is None or not 0 < first <= seal.size:
        raise Refused("size", "Catatan belum pernah berisi {first} peristiwa.", first=first)
    leaves = _hashes(seal.size)
    return {
        "first": first,
        "first_root": merkle.root_of(leaves[:first]).hex(),
        "size": seal.size,
        "root": bytes(seal.root).hex(),
        "root_base64": base64.b64encode(bytes(seal.root)).decode(),
        "proof": [step.hex() for step in merkle.consistency_proof(leaves, first)],
    }


def _hashes(size: int) -> list[bytes]:
    return [bytes(h) for h in Leaf.objects.filter(index__lt=size).order_by("index").values_list("hash", flat=True)]
