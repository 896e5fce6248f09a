"""How many reads a network may ask for in a minute, of all hosts together.

A row for each read would cost more than the read. So a process takes a handful of the minute's reads out of the
database at once and gives them out by itself: no network gets more than the minute holds, however many hosts it asks.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, connection

from rukun.people.codes import keyed
from rukun.people.models import Paced as Row

NETWORKS_AT_MOST = 20_000
# A handful is this part of the minute: so much may lie unused on each of the other hosts.
HANDFULS = 20
MINUTES_KEPT = 60
TAKE = (
    "INSERT INTO people_paced (subject, minute, used) VALUES (%s, %s, %s) "
    "ON CONFLICT (subject, minute) DO UPDATE SET used = people_paced.used + %s RETURNING used"
)
log = logging.getLogger("rukun.people")


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
class Hand:
    """What a process holds of one network's minute: reads in hand, and how many are left for everybody."""

    held: int = 0
    left: int = 1


@dataclass(slots=True)
class Pace:
    """Hands by network within the running minute."""

    minute: int = 0
    hands: dict[str, Hand] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def step(self, network: str, *, most: int, at: datetime) -> Paced:
        """Count one read, and say where that leaves the network. No query while there is something in hand, or once
        everything is used up; else one."""
        minute, second = divmod(int(at.timestamp()), 60)
        with self.lock:
            if minute != self.minute or len(self.hands) > NETWORKS_AT_MOST:
                self.minute, self.hands = minute, {}
            hand = self.hands.setdefault(network, Hand())
            if hand.held == 0 and hand.left > 0:
                self._take(hand, network, most)
            hand.held -= 1
            return Paced(most, hand.held + hand.left if hand.held >= 0 else -1, 60 - second)

    def _take(self, hand: Hand, network: str, most: int) -> None:
        """A handful more. Without the database, which the read would need as well, this process counts alone."""
        wanted = max(1, most // HANDFULS)
        try:
            with connection.cursor() as cursor:
                cursor.execute(TAKE, [keyed("pace", network), self.minute, wanted, wanted])
                used = int(cursor.fetchone()[0])
        except DatabaseError:
            log.warning("reads are paced by this process alone: the database cannot be written")
            used = wanted
        hand.held = max(0, min(wanted, most - (used - wanted)))
        hand.left = max(0, most - used)


def forget_old(at: datetime) -> int:
    """Drop the minutes that are over; returns how many."""
    return Row.objects.filter(minute__lt=int(at.timestamp()) // 60 - MINUTES_KEPT).delete()[0]
