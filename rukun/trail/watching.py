"""What a witness thinks of a checkpoint, given what it remembers (pure: no network, no database, no clock).

A witness signs only what it saw grow. Everything else is a complaint, and a complaint that names two signed notes is
evidence that anyone can check without believing the witness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rukun.trail import merkle, note

AHEAD_AT_MOST = timedelta(minutes=10)


class Fault(StrEnum):
    """Why a witness complains."""

    FORK = "fork"
    ROLLBACK = "rollback"
    FORGED = "bad-signature"
    BACKDATED = "back-dated"
    AHEAD = "ahead-of-time"
    SILENT = "silence"
    UNPROVEN = "no-proof"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault in words, with the notes that prove it: what was remembered, and what was shown now."""

    fault: Fault
    words: str
    remembered: str = ""
    shown: str = ""


def opened(shown: str, key: Ed25519PublicKey) -> note.Checkpoint | Complaint:
    """The checkpoint, where the city's key signed it."""
    try:
        return note.opened(shown, key)
    except note.Forged as forged:
        return Complaint(Fault.FORGED, f"the checkpoint is not signed by the known key: {forged}", shown=shown)


def in_time(now: note.Checkpoint, at: datetime) -> Complaint | None:
    """Whether the moment in a checkpoint can be true."""
    if datetime.fromisoformat(now.at) > at + AHEAD_AT_MOST:
        return Complaint(Fault.AHEAD, f"the checkpoint tells of {now.at}, which is still to come")
    return None


def against(before: note.Checkpoint, now: note.Checkpoint) -> Complaint | None:
    """What can be told without a proof: a log that shrank, two roots of one size, a clock that ran back."""
    if now.size < before.size:
        words = f"the log had {before.size} events and now shows {now.size}"
        return Complaint(Fault.ROLLBACK, words)
    if now.size == before.size and now.root != before.root:
        return Complaint(Fault.FORK, f"two logs of {now.size} events with different roots")
    if datetime.fromisoformat(now.at) < datetime.fromisoformat(before.at):
        return Complaint(Fault.BACKDATED, f"a longer log tells of {now.at}, the shorter of {before.at}")
    return None


def grown(before: note.Checkpoint, now: note.Checkpoint, proof: Sequence[bytes]) -> Complaint | None:
    """Whether the longer log begins with the one that is remembered."""
    if merkle.only_grew(before.size, before.root, now.size, now.root, proof):
        return None
    words = f"the log of {now.size} events does not begin with the log of {before.size} that was seen before"
    return Complaint(Fault.FORK, words)


def silent(last_at: datetime, at: datetime, patience: timedelta) -> Complaint | None:
    """Whether nothing new was shown for longer than the witness waits."""
    if at - last_at <= patience:
        return None
    hours = int((at - last_at) / timedelta(hours=1))
    return Complaint(Fault.SILENT, f"no new checkpoint for {hours} hours")
