"""How the worker goes through a list of what is to be done: what is due, what rests, and what broke off."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache

from rukun.databases.away import AWAY, is_away
from rukun.databases.lending import between_looks
from rukun.operation import faults
from rukun.operation.health import SIGN_OF_LIFE
from rukun.values.time import iso

log = logging.getLogger("rukun.tick")

ALWAYS, QUARTER, MINUTE, FIVE_MINUTES, HOUR, DAY = 0, 15, 60, 300, 3600, 24 * 3600


class Line(NamedTuple):
    """What is done, and how many seconds it rests afterwards, whichever worker did it.

    What is done `apart` may take minutes: the worker has hands of its own for it, and nobody is told late because of
    it. It has others for what it does `sooner` than its rounds come.
    """

    rest: int
    work: Callable[[], int]
    apart: bool = False
    sooner: bool = False


class Round:
    """What one pair of the worker's hands does again and again, and remembers from one time to the next: until when
    each line rests. To ask the database that of all of them, every other second, takes longer than what there is to do.
    """

    def __init__(self, *, apart: bool) -> None:
        self.apart, self.rests = apart, dict[str, tuple[datetime, datetime]]()

    def is_mine(self, line: Line) -> bool:
        return line.apart is self.apart and not line.sooner

    def is_resting(self, name: str, at: datetime) -> bool:
        """Whether it was done, and rests still; not by a clock that was put back."""
        since, until = self.rests.get(name, (at, at))
        return since <= at < until

    def note(self, name: str, *, since: datetime, until: datetime) -> None:
        """It was done or begun then, by these hands or others, and rests now."""
        self.rests[name] = since, until


def go_through(lines: Mapping[str, Line], *, at: datetime, everything: bool, worker: Round | None) -> dict[str, int]:
    """Do what is due of it; how much each line did.

    A line that breaks off is told, tried again after a minute, and holds up no other. Where no worker goes through the
    list (`worker` is None) the first such failure is raised when all others were done.
    """
    done: dict[str, int] = {}
    broke: list[Exception] = []
    for name, line in lines.items():
        if worker is not None and (not worker.is_mine(line) or worker.is_resting(name, at)):
            continue
        done[name] = 0
        try:
            if _begins(name, line, at, everything=everything, worker=worker):
                done[name] = line.work()
                _ended(name, line, at)
        except Exception as failure:  # whatever it was, the other lines go on
            if is_away(failure):
                log.exception("%s could not reach the database", name)
                between_looks()  # the next line is not to find what broke under this one
                _try_again(name, worker, at, after=0)
                continue
            faults.tell(name, at=at)
            _try_again(name, worker, at, after=MINUTE)
            broke.append(failure)
    if worker is None or not worker.apart:
        with suppress(*AWAY):
            cache.set(SIGN_OF_LIFE, iso(at), DAY)
    if broke and worker is None:
        raise broke[0]
    return done


def _begins(name: str, line: Line, at: datetime, *, everything: bool, worker: Round | None) -> bool:
    """Whether it is due. Whoever adds the mark does it; of several workers one. Until it is done the mark holds no
    longer than an hour, so that what is done once a day and broke off does not wait for the next."""
    if line.rest == ALWAYS:
        return True
    mark = _mark(name)
    if everything:
        cache.delete(mark)
    is_due = cache.add(mark, iso(at), min(line.rest, HOUR))
    if worker is not None:
        since = at if is_due else _since(mark, at)
        rests = since + timedelta(seconds=line.rest)
        worker.note(name, since=since, until=min(rests, at + timedelta(seconds=HOUR)))
    return is_due


def _ended(name: str, line: Line, at: datetime) -> None:
    """It was done to its end."""
    if line.rest > HOUR:
        cache.set(_mark(name), iso(at), line.rest)


def _try_again(name: str, worker: Round | None, at: datetime, *, after: int) -> None:
    """It was not done to its end: for these hands it rests so many seconds, and for others no longer."""
    if worker is not None:
        worker.note(name, since=at, until=at + timedelta(seconds=after))
    with suppress(*AWAY):
        cache.delete(_mark(name))


def _mark(name: str) -> str:
    return f"done:{name.replace(' ', '-')}"


def _since(mark: str, at: datetime) -> datetime:
    """When a line that rests was done or begun; where nobody knows any more, long enough ago."""
    told = cache.get(mark)
    return datetime.fromisoformat(told) if told else datetime.min.replace(tzinfo=at.tzinfo)
