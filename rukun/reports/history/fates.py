"""What became of a report at the system that took it in (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rukun.values.words import sentence


class Fate(StrEnum):
    """How a report stands there. Only what is said to be OPEN becomes anybody's work here."""

    OPEN = "open"
    CLOSED = "closed"
    DECLINED = "declined"
    UNKNOWN = "unknown"


ENDED = (Fate.CLOSED, Fate.DECLINED)
FATE_WORDS = {
    Fate.OPEN: sentence("Masih terbuka"),
    Fate.CLOSED: sentence("Selesai"),
    Fate.DECLINED: sentence("Tidak dapat ditangani"),
    Fate.UNKNOWN: sentence("Tidak tercatat"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it stands, since when (of an end: where the source says when), and what the source wrote to it."""

    fate: Fate = Fate.UNKNOWN
    since: datetime | None = None
    note: str = ""

    @property
    def is_dated_end(self) -> bool:
        """Whether it came to an end at a moment that is known: only then can its time be told."""
        return self.fate in ENDED and self.since is not None

    def agrees(self, other: Outcome) -> bool:
        """Whether two of them say the same; what was written to it is no news by itself."""
        return (self.fate, self.since) == (other.fate, other.since)
