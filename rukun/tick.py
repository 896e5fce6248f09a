"""What the system does by itself: one readable list. Each line finds its own work and may run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.cache import cache
from django.db import OperationalError

from rukun.followup import actions as followup
from rukun.followup.queries import proofs_among
from rukun.funds import actions as funds
from rukun.notices import walking
from rukun.people import doorkeeper, sent_codes, sessions
from rukun.reports import actions as reports
from rukun.reports.sizes import make_sizes
from rukun.trail import actions as trail
from rukun.trail import queries as trail_queries
from rukun.transparency import keeping
from rukun.values.time import iso

log = logging.getLogger("rukun.tick")

SEAL_EVERY = timedelta(minutes=15)
COMPARE_EVERY_SECONDS = 60
SWEEP_EVERY_SECONDS = 24 * 3600
FORGET_EVERY_SECONDS = 3600
MAP_COMPARED_EVERY_SECONDS = 60
SWEPT, COMPARED, FORGOTTEN = "old-reports-swept", "corrections-compared", "sign-in-leavings-dropped"
PRUNED, MAP_COMPARED = "old-notices-pruned", "map-compared"
PICTURES_SWEPT = "pictures-swept"
MARKS = (SWEPT, COMPARED, FORGOTTEN, PRUNED, MAP_COMPARED, PICTURES_SWEPT)
SIGN_OF_LIFE = "worker-last-seen"
SIGN_OF_LIFE_SECONDS = 24 * 3600


def tick(*, at: datetime, home: Path, everything: bool = False) -> dict[str, int]:
    """Go through the list once; returns how much each line did. A line that fails is told and tried again next time.

    `everything` does now what otherwise waits for its hour, and makes anew what is derived.
    """
    if everything:
        cache.delete_many(MARKS)
    done: dict[str, int] = {}
    for name, line in lines(at, home, everything=everything).items():
        try:
            done[name] = line()
        except OperationalError:
            log.exception("%s could not reach the database", name)
            done[name] = 0
    cache.set(SIGN_OF_LIFE, iso(at), SIGN_OF_LIFE_SECONDS)
    return done


def lines(at: datetime, home: Path, *, everything: bool = False) -> dict[str, Callable[[], int]]:
    """The list, in the order in which a report flows."""
    return {
        "tickets opened": lambda: followup.open_tickets(at=at),
        "tickets opened late": lambda: _sweep_when_due(at),
        "tickets escalated": lambda: followup.escalate(at=at),
        "map kept": keeping.keep_map,
        "map compared": keeping.rebuild_map if everything else lambda: _compare_map_when_due(at),
        "corrections proposed": lambda: _compare_when_due(at),
        "seals": lambda: _seal_when_due(at, home),
        "sign-in leavings dropped": lambda: _forget_when_due(at),
        "picture sizes made": lambda: make_sizes(at=at),
        "pictures swept": lambda: _sweep_pictures_when_due(at),
        "notices": lambda: walking.walk(at=at),
        "old notices pruned": lambda: _prune_when_due(at),
    }


def _sweep_when_due(at: datetime) -> int:
    """Once a day, reports of any age without a ticket: what was imported, or missed while no worker ran."""
    if not cache.add(SWEPT, iso(at), SWEEP_EVERY_SECONDS):
        return 0
    opened, total = 1, 0
    while opened:
        opened = followup.open_tickets(at=at, since=None)
        total += opened
    return total


def _compare_map_when_due(at: datetime) -> int:
    """Once a minute a slice of all reports is compared with the map: each within a day, however many there are."""
    if not cache.add(MAP_COMPARED, iso(at), MAP_COMPARED_EVERY_SECONDS):
        return 0
    return keeping.compare_map()


def _compare_when_due(at: datetime) -> int:
    """Closed months are compared with late facts once a minute; whoever adds the mark does it."""
    if not cache.add(COMPARED, iso(at), COMPARE_EVERY_SECONDS):
        return 0
    return funds.propose_corrections(at=at)


def _forget_when_due(at: datetime) -> int:
    """Once an hour: failed tries, codes that were sent, sessions that are over."""
    if not cache.add(FORGOTTEN, iso(at), FORGET_EVERY_SECONDS):
        return 0
    return doorkeeper.forget_old(at) + sent_codes.forget_old(at) + sessions.forget_expired(at)


def _sweep_pictures_when_due(at: datetime) -> int:
    """Once an hour: pictures that no report and no finished work names."""
    if not cache.add(PICTURES_SWEPT, iso(at), FORGET_EVERY_SECONDS):
        return 0
    return reports.sweep_pictures(named_elsewhere=proofs_among, at=at)


def _prune_when_due(at: datetime) -> int:
    """Once a day."""
    return walking.prune(at=at) if cache.add(PRUNED, iso(at), SWEEP_EVERY_SECONDS) else 0


def _seal_when_due(at: datetime, home: Path) -> int:
    newest = trail_queries.newest_seal()
    if newest is not None and at < newest.at + SEAL_EVERY:
        return 0
    return int(trail.seal(home=home, at=at) is not None)
