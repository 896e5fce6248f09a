"""How many reads a network may ask for in a minute: counted by each process for itself, and never written down (pure).

Reads cost no row, so counting them in the database would cost more than answering. A process forgets with its minute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

NETWORKS_AT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Paced:
    """How many a minute are taken, how many are left, and in how many seconds the next minute begins."""

    most: int
    left: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.left < 0


@dataclass(slots=True)
class Pace:
    """Counts by network within the running minute."""

    minute: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def step(self, network: str, *, most: int, at: datetime) -> Paced:
        """Count one read, and say where that leaves the network."""
        minute, second = divmod(int(at.timestamp()), 60)
        with self.lock:
            if minute != self.minute or len(self.counts) > NETWORKS_AT_MOST:
                self.minute, self.counts = minute, {}
            used = self.counts[network] = self.counts.get(network, 0) + 1
        return Paced(most, most - used, 60 - second)
