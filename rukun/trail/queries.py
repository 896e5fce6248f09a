"""Is the log as it was sealed? And proofs for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from rukun.trail import merkle, note
from rukun.trail.append_only import REFUSING, as_sqlite_keeps_them, guards_of
from rukun.trail.models import Countersignature, Event, Leaf, Seal, Unsealed, content_of
from rukun.trail.signers import Signers
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import iso

GUARDED = ("trail_event", "trail_leaf", "trail_seal", "trail_subtree", "trail_countersignature")
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
    leaves = _leaves()
    if not seals:
        return _uncovered(next(leaves, None))
    signers = Signers(home)
    for number, seal in enumerate(seals, start=1):
        if seal.number != number:
            return Broken(None, None, f"seal {number} is missing")
        begun = frontier.size
        found = _wrong_part(leaves, frontier, seal.size) or _wrong_seal(seal, frontier, begun, signers, previous)
        if found:
            return found
        previous = digest_of_words(seal.note)
    if not signers.leads_here():
        return Broken(None, None, f"seal {len(seals)}: signed by another key than the one that lies here")
    return _uncovered(next(leaves, None))


def _wrong_part(leaves: Iterator[_LeafRead], frontier: merkle.Frontier, size: int) -> Broken | None:
    """Grow the tree by what one seal added: every place there, every event as it was, and in the order of sealing."""
    last_event = 0
    while frontier.size < size:
        leaf = next(leaves, None)
        found = _wrong_leaf(leaf, frontier.size)
        if found or leaf is None:
            return found
        if leaf[2] < last_event:
            return Broken(leaf[0], leaf[2], f"the event at place {leaf[0]} stands behind one that was sealed after it")
        frontier.append(leaf[1])
        last_event = leaf[2]
    return None


def _wrong_seal(seal: Seal, frontier: merkle.Frontier, begun: int, signers: Signers, previous: str) -> Broken | None:
    try:
        checkpoint = signers.opened(seal.note, begun)
    except note.Forged as forged:
        return Broken(None, None, f"seal {seal.number}: {forged}")
    if (checkpoint.size, checkpoint.root) != (frontier.size, frontier.root):
        return Broken(
            begun, None, f"seal {seal.number}: an event at one of the places {begun} to {seal.size - 1} was altered "
            "together with its hash, or the seal is of another log",
        )  # fmt: skip
    if bytes(seal.root) != frontier.root or checkpoint.previous != previous:
        return Broken(None, None, f"seal {seal.number}: the signed note tells of another log")
    # What stands beside the note: people are told by the one when it was, and the next seal grows from the other.
    if iso(seal.at) != checkpoint.at:
        return Broken(None, None, f"seal {seal.number}: it was signed at {checkpoint.at}, and another moment is told")
    if bytes(seal.peaks) != b"".join(frontier.peaks):
        return Broken(None, None, f"seal {seal.number}: what the next seal would grow from was altered")
    return None


def _wrong_leaf(leaf: _LeafRead | None, index: int) -> Broken | None:
    if leaf is None or leaf[0] != index:
        return Broken(index, None, f"the place {index} of the log is missing")
    _, hashed, event_id, columns = leaf
    if columns is None:
        return Broken(index, event_id, f"the event at place {index} was removed")
    content = merkle.leaf_hash(content_of(*columns))
    if content != hashed:
        home = Leaf.objects.filter(hash=content).values_list("index", flat=True).first()
        what = "was altered" if home is None else f"was moved there from place {home}"
        return Broken(index, event_id, f"the event at place {index} ({columns[1]} {columns[3]}) {what}")
    return None


def _uncovered(extra: _LeafRead | None) -> Broken | None:
    """A place beyond the last seal, unless a seal was made while we read."""
    if extra is None or Seal.objects.filter(size__gt=extra[0]).exists():
        return None
    return Broken(extra[0], extra[2], "a place in the log that no seal covers")


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
    """Triggers that refuse changes must stand, every one of them, and be awake; one that is not is named even when
    nothing was changed yet."""
    for table in GUARDED:
        if any(not _stands(table, guard) for guard in guards_of(connection.vendor, table)):
            return Broken(None, None, f"the guard of {table} was dropped")
    return None


# Of a log in parts every part has its own. One that fires for replication alone, asks first whether it wants to, or has
# something else done guards nothing.
STANDS = (
    "WITH lying AS (SELECT %s::regclass AS place) "
    "SELECT count(*) = count(tgname) FROM ("
    "SELECT place FROM lying UNION SELECT relid FROM lying, pg_partition_tree(place)) AS part "
    "LEFT JOIN (pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid AND prosrc = %s AND proname = 'rukun_refuse_change') "
    "ON tgrelid = part.place AND tgname = %s AND tgenabled IN ('O', 'A') AND pg_get_triggerdef(pg_trigger.oid) "
    "~ ' BEFORE (DELETE OR UPDATE|TRUNCATE) ON [^ ]+ FOR EACH (ROW|STATEMENT) EXECUTE FUNCTION '"
)


def _stands(table: str, guard: str) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(STANDS, [table, REFUSING, guard])
            return bool(cursor.fetchone()[0])
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [guard])
        return bool(cursor.fetchone() == (as_sqlite_keeps_them(table)[guard],))


def newest_seals(page: int, each: int) -> tuple[list[Seal], int]:
    """One page of the seals, newest first, each with its `countersignatures`, and how many there are; three queries."""
    start = (page - 1) * each
    seals = Seal.objects.order_by("-number").prefetch_related("countersignatures")
    return list(seals[start : start + each]), Seal.objects.count()


def seal_of(number: int) -> Seal:
    """The seal of that number; one query."""
    found = Seal.objects.filter(number=number).prefetch_related("countersignatures").first()
    if found is None:
        raise Refused("absent", "Segel nomor {number} tidak ada.", field="segel", number=number)
    return found


def seal_over(size: int) -> Seal:
    """The seal over so many events; one query."""
    found = Seal.objects.filter(size=size).first()
    if found is None:
        raise Refused("absent", "Tidak ada segel atas {size} peristiwa.", field="isi", size=size)
    return found


def seals_after(number: int, at_most: int) -> list[Seal]:
    """The seals that follow, oldest first: what a mirror asks for."""
    return list(Seal.objects.filter(number__gt=number).order_by("number")[:at_most])


def countersignatures(at_most: int) -> list[Countersignature]:
    """The newest signatures of witnesses; one query."""
    return list(Countersignature.objects.select_related("seal").order_by("-signed_at", "-id")[:at_most])
