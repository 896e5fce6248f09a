"""How much is too much, who goes first, and when to come again. No clock, no network."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from math import ceil
from typing import Generic, TypeVar

# Two threads a process: one computes while the other waits for the database; more stand in each other's way.
WORKING = 2
# How long a reader waits at most before being told to come again, and how long somebody who has something to report.
READ_PATIENCE, FILING_PATIENCE = 2.5, 8.0
# However quickly they would be done: so many may wait, because what they sent lies in memory or on the disk.
READS_WAITING, FILINGS_WAITING = 200, 400
# What is not known yet takes so long; each newer call counts for a twentieth of what is known.
FIRST_GUESS, WEIGHT = 0.02, 0.05
RETRY_LEAST, RETRY_MOST = 5, 120

BODY_BYTES_MAX = 77_000_000
# Bodies above this lie on the disk while they are taken in.
IN_MEMORY = 65_536
# Bodies up to this come in one piece, or nearly.
AT_ONCE = 16_384
# A telephone on one bar of signal sends slowly, but it sends; it may take a little longer than its own app waits.
BODY_SILENT_SECONDS, BODY_SECONDS = 30.0, 360.0
# Unfinished bodies of a process, and of one network: a carrier's customers share one.
TAKEN_IN_AT_ONCE, TAKEN_IN_OF_ONE = 384, 96

FILING = re.compile(
    r"/(?:lapor/(?:kirim/)?|petugas/.*|pintu/.*|api/v1/reports|open311/.*requests\.(?:json|xml)|chat/.*|masuk/.*)"
)
# Machines ask these to see whether the process lives: an answer of "too much" would have it killed in the flood.
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})
WRITES = frozenset({"POST", "PUT", "PATCH"})


def goes_first(method: str, path: str) -> bool:
    """Whether it brings something that must not be lost, or keeps the process alive."""
    return path in ALWAYS or (method in WRITES and FILING.fullmatch(path) is not None)


Turn = TypeVar("Turn")


@dataclass
class Measure(Generic[Turn]):
    """Who works and who waits in one process. Whoever brings something goes before whoever reads."""

    free: int = WORKING
    filings: deque[Turn] = field(default_factory=deque)
    reads: deque[Turn] = field(default_factory=deque)
    seconds: dict[bool, float] = field(default_factory=lambda: {True: FIRST_GUESS, False: FIRST_GUESS})

    def expected_wait(self, first: bool) -> float:
        """Seconds until whoever comes now would begin to be served."""
        if self.free:
            return 0.0
        ahead = (len(self.filings) + 1) * self.seconds[True]
        if not first:
            ahead += len(self.reads) * self.seconds[False]
        return ahead / WORKING

    def is_beyond(self, first: bool) -> bool:
        """Whether one more would wait too long, or be one too many."""
        if first:
            return len(self.filings) >= FILINGS_WAITING or self.expected_wait(first) > FILING_PATIENCE
        return len(self.reads) >= READS_WAITING or self.expected_wait(first) > READ_PATIENCE

    def note(self, first: bool, seconds: float) -> None:
        """Learn from a call that is done."""
        self.seconds[first] += WEIGHT * (seconds - self.seconds[first])

    def retry_after(self, first: bool, chance: float) -> int:
        """Seconds until it is worth while to come again, spread by a number of chance from 0 to 1, so that they do not
        all come back at the same moment."""
        wait = min(max(2 * self.expected_wait(first), RETRY_LEAST), RETRY_MOST / 2)
        return ceil(wait * (1 + chance))

    def next_turn(self) -> Turn | None:
        """Whose turn it is now that somebody is done; None: the place is free."""
        if self.filings:
            return self.filings.popleft()
        if self.reads:
            return self.reads.popleft()
        self.free += 1
        return None


@dataclass
class TakenIn:
    """How many bodies are unfinished, of everybody and of each network."""

    of_all: int = 0
    of_each: dict[str, int] = field(default_factory=dict)

    def begin(self, network: str) -> bool:
        """False where it would be one too many."""
        own = self.of_each.get(network, 0)
        if self.of_all >= TAKEN_IN_AT_ONCE or own >= TAKEN_IN_OF_ONE:
            return False
        self.of_all += 1
        self.of_each[network] = own + 1
        return True

    def end(self, network: str) -> None:
        self.of_all -= 1
        self.of_each[network] -= 1
        if not self.of_each[network]:
            del self.of_each[network]
