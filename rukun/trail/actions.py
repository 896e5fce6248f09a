"""Record what happened, and seal it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from rukun.databases.reading import blank
from rukun.trail import keys, merkle, note, subtrees
from rukun.trail.append import append, append_many, append_with
from rukun.trail.models import Countersignature, Event, Leaf, Seal, Unsealed, content_of
from rukun.trail.queries import seal_over
from rukun.trail.signers import ORIGIN
from rukun.values.digest import canonical, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import iso

LEAVES_AT_ONCE = 2_000
SIGNED_AHEAD_AT_MOST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Act:
    """What an event will say. `facts` holds digests and codes, never words, names or pictures."""

    verb: str
    at: datetime
    seat: str
    about: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def event(self) -> Event:
        event = blank(Event)
        event.verb, event.at, event.seat, event.about = self.verb, self.at, self.seat, self.about
        event.facts = canonical(self.facts).decode()
        return event


def record(verb: str, *, at: datetime, seat: str, about: str, facts: Mapping[str, Any] | None = None) -> Event:
    """Leave one event, in the transaction of what it tells of."""
    event = Act(verb, at, seat, about, facts or {}).event()
    append(event)
    return event


def record_with(row: Model, act: Act, *others: Model) -> bool:
    """Insert a row, the event that tells of it, and others that name it by its id, at once; False, and nothing, where
    another came first with one of its keys. The event may tell nothing that the row only gets when it is inserted."""
    return append_with(row, act.event(), *others)


def record_many(acts: Iterable[Act]) -> int:
    """Leave many events at once, in order; returns how many."""
    return append_many(act.event() for act in acts)


def seal(*, home: Path, at: datetime) -> Seal | None:
    """Give every unsealed event its place, and sign the root over all; None when there is nothing new.

    Events get their place here and not when they are inserted, because a slow transaction may commit behind a later
    one: whatever has not committed yet is simply sealed next time. Two processes that seal at once meet in the keys
    of `Leaf` and `Seal`: one wins, the other finds nothing left.
    """
    try:
        with transaction.atomic():
            return _seal(home, at)
    except IntegrityError:
        return None


def _seal(home: Path, at: datetime) -> Seal | None:
    last = Seal.objects.select_for_update().order_by("-number").first()
    frontier = _grown_until(last)
    waiting = list(Unsealed.objects.order_by("event_id").values_list("event_id", flat=True))
    if not waiting:
        return None
    for start in range(0, len(waiting), LEAVES_AT_ONCE):
        _place(frontier, waiting[start : start + LEAVES_AT_ONCE])
    subtrees.lay()
    key = keys.signing_key(home)
    previous = digest_of_words(last.note) if last else ""
    checkpoint = note.Checkpoint(ORIGIN, frontier.size, frontier.root, iso(at), previous)
    return Seal.objects.create(
        number=last.number + 1 if last else 1,
        at=at,
        size=frontier.size,
        root=frontier.root,
        peaks=b"".join(frontier.peaks),
        note=note.sign(checkpoint, key),
    )


def _grown_until(last: Seal | None) -> merkle.Frontier:
    """The tree to go on from; refused where it is not the one that was signed: the next seal would be of another."""
    if last is None:
        return merkle.Frontier()
    frontier, signed = merkle.Frontier(last.size, _split(bytes(last.peaks))), note.unverified(last.note)
    if (signed.size, signed.root) != (frontier.size, frontier.root):
        raise Refused("broken", "Catatan tidak cocok dengan segelnya. Jalankan rukun trail verify.")
    return frontier


def _place(frontier: merkle.Frontier, ids: list[int]) -> None:
    leaves = []
    rows = Event.objects.filter(id__in=ids).order_by("id").values_list("id", "at", "verb", "seat", "about", "facts")
    for event_id, at, verb, seat, about, facts in rows:
        hashed = merkle.leaf_hash(content_of(at, verb, seat, about, facts))
        leaves.append(Leaf(index=frontier.size, event_id=event_id, hash=hashed))
        frontier.append(hashed)
    Leaf.objects.bulk_create(leaves)
    Unsealed.objects.filter(event_id__in=ids).delete()


def _split(peaks: bytes) -> list[bytes]:
    return [peaks[i : i + 32] for i in range(0, len(peaks), 32)]


@transaction.atomic
def countersign(*, size: int, line: str, witnesses: Iterable[str], at: datetime) -> Countersignature:
    """Keep a witness's signature under a seal; `witnesses` are the public keys that the city agreed to show.

    It leaves no event: an event would ask for a seal, and the seal for the next signature. Sent twice, the first
    stands.
    """
    seal = seal_over(size)
    name, signed_at = _signer(seal.note, line, witnesses)
    if signed_at > at + SIGNED_AHEAD_AT_MOST:
        raise Refused("witness-time", "Tanda tangan saksi bertanggal di masa depan.", field="baris")
    made, _ = Countersignature.objects.get_or_create(
        seal=seal, witness=name, defaults={"signed_at": signed_at, "line": line.strip() + "\n"}
    )
    return made


def _signer(sealed_note: str, line: str, witnesses: Iterable[str]) -> tuple[str, datetime]:
    for verifier in witnesses:
        name, key = note.read_verifier(verifier, note.COSIGNATURE)
        try:
            return name, note.countersigned_at(sealed_note, line, name, key)
        except note.Forged:
            continue
    raise Refused(
        "witness", "Tanda tangan ini bukan milik saksi yang dikenal, atau bukan untuk segel ini.", field="baris"
    )
