"""Several hands for what is due: each takes one thing at a time, and one that is slow holds up its own hand only."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from rukun.databases.away import AWAY
from rukun.databases.lending import between_looks

log = logging.getLogger("rukun.senders")
# So long a hand may stay taken before it is looked whether the work should stop.
PATIENCE_SECONDS = 1
Thing = TypeVar("Thing")


def work_in_hands(
    take: Callable[[], Thing | None],
    do: Callable[[Thing], object],
    stop: threading.Event,
    *,
    name: str,
    hands: int,
    rest: float,
    first: Callable[[], object] = lambda: None,
) -> None:
    """Do what `take` gives until it gives nothing, then rest so many seconds and look again, until stopped; `first` is
    done before each look.

    Whatever breaks in a hand is told, and the others go on: what it held is given again when its lease is over.
    """
    free = threading.Semaphore(hands)

    def handed(thing: Thing) -> None:
        try:
            do(thing)
        except Exception:  # whatever it was, the others go on
            log.exception("%s: something was not settled", name)
        finally:
            connections.close_all()
            free.release()

    with ThreadPoolExecutor(hands, thread_name_prefix=name) as pool:
        while not stop.is_set():
            try:
                first()
                while not stop.is_set() and (thing := _taken(take, free)) is not None:
                    pool.submit(handed, thing)
            except AWAY:
                log.exception("%s: the database could not be reached", name)
            between_looks()
            stop.wait(rest)


def _taken(take: Callable[[], Thing | None], free: threading.Semaphore) -> Thing | None:
    """What is due, as soon as there is a hand for it; None when nothing is, or no hand gets free in time."""
    if not free.acquire(timeout=PATIENCE_SECONDS):
        return None
    thing = None
    try:
        thing = take()
    finally:
        if thing is None:
            free.release()
    return thing
