"""What the system does by itself: one readable list. Each line finds its own work and may run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.core.cache import cache
from django.db import OperationalError

from rukun.followup import actions as followup
from rukun.followup.oversight import exporting, tallying
from rukun.followup.oversight.weekly import end_week
from rukun.followup.queries import proofs_among
from rukun.funds import actions as funds
from rukun.funds.queries import is_checked_in_full
from rukun.notices import walking
from rukun.people import doorkeeper, sent_codes, sessions
from rukun.reports import actions as reports
from rukun.reports.sizes import make_sizes
from rukun.trail import actions as trail
from rukun.trail import queries as trail_queries
from rukun.transparency import keeping
from rukun.transparency.queries import struck_for_privacy
from rukun.validation import actions as validation
from rukun.validation import noticing, samples
from rukun.validation.queries import photos_among
from rukun.values.time import Month, iso

log = logging.getLogger("rukun.tick")

SEAL_EVERY = timedelta(minutes=15)
COMPARE_EVERY_SECONDS = 60
SWEEP_EVERY_SECONDS = 24 * 3600
FORGET_EVERY_SECONDS = 3600
MAP_COMPARED_EVERY_SECONDS = 60
SAMPLED_EVERY_SECONDS = 60
TALLIED_EVERY_SECONDS = 300
SWEPT, COMPARED, FORGOTTEN = "old-reports-swept", "corrections-compared", "sign-in-leavings-dropped"
PRUNED, MAP_COMPARED = "old-notices-pruned", "map-compared"
PICTURES_SWEPT, SEEDED, SAMPLED = "pictures-swept", "seed-promised", "samples-looked-after"
SIGNS_FORGOTTEN = "old-signs-forgotten"
SETTLED, TALLIED = "settled-days-tallied", "today-tallied"
MARKS = (
    SWEPT, COMPARED, FORGOTTEN, PRUNED, MAP_COMPARED, PICTURES_SWEPT, SEEDED, SAMPLED, SIGNS_FORGOTTEN, SETTLED, TALLIED
)  # fmt: skip
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
        "pauses ended": lambda: followup.end_pauses(at=at),
        "tickets escalated": lambda: followup.escalate(at=at),
        "silent closings settled": lambda: followup.settle_silence(at=at),
        "map kept": keeping.keep_map,
        "map compared": keeping.rebuild_map if everything else lambda: _compare_map_when_due(at),
        "appeals escalated": lambda: validation.escalate_appeals(at=at),
        "seeds promised": lambda: _promise_when_due(at, home),
        "corrections proposed": lambda: _compare_when_due(at),
        "seals": lambda: _seal_when_due(at, home),
        "samples": lambda: _sample_when_due(at, home),
        "sign-in leavings dropped": lambda: _forget_when_due(at),
        "picture sizes made": lambda: make_sizes(at=at),
        "reports looked through": lambda: noticing.raise_flags(at=at),
        "old signs forgotten": lambda: _forget_signs_when_due(at),
        "pictures swept": lambda: _sweep_pictures_when_due(at),
        "days tallied": lambda: _tally_when_due(at, everything=everything),
        "week ended": lambda: end_week(at=at),
        "archive rows taken": lambda: exporting.work_on(at=at, hides=struck_for_privacy),
        "notices": lambda: walking.walk(at=at),
        "old notices pruned": lambda: _prune_when_due(at),
    }


def _tally_when_due(at: datetime, *, everything: bool) -> int:
    """Every five minutes the running day, every day those that may still be answered; all of them when asked."""
    if everything:
        return tallying.rebuild(at=at)
    settled = tallying.keep_settled(at=at) if cache.add(SETTLED, iso(at), SWEEP_EVERY_SECONDS) else 0
    return settled + (tallying.keep_today(at=at) if cache.add(TALLIED, iso(at), TALLIED_EVERY_SECONDS) else 0)


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


def _promise_when_due(at: datetime, home: Path) -> int:
    """Once an hour: the seed of the present month, and of the next on the last day of this one."""
    if not cache.add(SEEDED, iso(at), FORGET_EVERY_SECONDS):
        return 0
    months = {Month.of(at), Month.of(at + timedelta(days=1))}
    return sum(validation.commit_month(month, home=home, at=at) is not None for month in sorted(months))


def _sample_when_due(at: datetime, home: Path) -> int:
    """Once a minute."""
    return sample(at, home) if cache.add(SAMPLED, iso(at), SAMPLED_EVERY_SECONDS) else 0


def sample(at: datetime, home: Path) -> int:
    """Months that are complete are framed, their seed is mixed after the next seal, samples are drawn and widened.

    Returns how many steps were taken.
    """
    steps = 0
    for month in samples.months_to_frame(at):
        steps += len(validation.frame_month(month, is_full=is_checked_in_full(month, at), at=at))
    steps += sum(validation.mix_seed(month, home=home, at=at) is not None for month in samples.months_to_mix())
    return steps + validation.draw_samples(at=at) + validation.widen_samples(at=at)


def _forget_when_due(at: datetime) -> int:
    """Once an hour: failed tries, codes that were sent, sessions that are over."""
    if not cache.add(FORGOTTEN, iso(at), FORGET_EVERY_SECONDS):
        return 0
    return doorkeeper.forget_old(at) + sent_codes.forget_old(at) + sessions.forget_expired(at)


def _sweep_pictures_when_due(at: datetime) -> int:
    """Once an hour: pictures that no report and no finished work names."""
    if not cache.add(PICTURES_SWEPT, iso(at), FORGET_EVERY_SECONDS):
        return 0
    return reports.sweep_pictures(named_elsewhere=_named_pictures, at=at) + exporting.sweep(at=at)


def _named_pictures(digests: Collection[str]) -> set[str]:
    return proofs_among(digests) | photos_among(digests)


def _forget_signs_when_due(at: datetime) -> int:
    """Once an hour: devices, and keys of pictures and words that nobody compares with any more."""
    return noticing.forget_old(at=at) if cache.add(SIGNS_FORGOTTEN, iso(at), FORGET_EVERY_SECONDS) else 0


def _prune_when_due(at: datetime) -> int:
    """Once a day."""
    return walking.prune(at=at) if cache.add(PRUNED, iso(at), SWEEP_EVERY_SECONDS) else 0


def _seal_when_due(at: datetime, home: Path) -> int:
    newest = trail_queries.newest_seal()
    if newest is not None and at < newest.at + SEAL_EVERY:
        return 0
    return int(trail.seal(home=home, at=at) is not None)
