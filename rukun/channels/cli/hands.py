"""Hands that the worker has beside its rounds: for what must not wait, and for what others must not wait for."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from pathlib import Path

# Whoever waits for a page goes before what is worked later: what is left undone in a flood is done between two of them.
NICE, SESSION_NICE = 10, 5
SECONDS_BETWEEN_TICKETS, SECONDS_BETWEEN_LONG_WORK = 1.0, 2.0


def stand_back() -> None:
    """Let the web processes on this machine go first. On Linux that is said for this thread, and for the threads and
    processes that it starts from now on: those that decode and look at pictures. Whoever opens tickets was started
    before."""
    os.nice(max(0, NICE - os.nice(0)))
    if os.getsid(0) == os.getpid():
        # Linux weighs whole sessions against each other first: one that is the worker's alone stands back as a whole.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(SESSION_NICE))


def open_until(stop: threading.Event) -> None:
    """Open tickets until stopped, with hands of their own: a round that counts a whole month holds up no desk.

    What came while nobody looked (at the start, and after the database was away) is looked for farther back.
    """
    from django.db import connections

    from rukun import clock
    from rukun.databases.away import AWAY
    from rukun.databases.lending import between_looks
    from rukun.followup.actions.opening import OPENED_AT_ONCE
    from rukun.tick import open_new_tickets

    is_behind = True
    try:
        while not stop.is_set():
            between_looks()
            try:
                # Where as many were opened as are opened at once, there may be more.
                has_more = open_new_tickets(at=clock.now(), is_behind=is_behind) >= OPENED_AT_ONCE
                is_behind = is_behind and has_more
            except AWAY:
                logging.getLogger("rukun.tickets").exception("the database could not be reached")
                has_more, is_behind = False, True
            stop.wait(0 if has_more else SECONDS_BETWEEN_TICKETS)
    finally:
        connections.close_all()
        stop.set()


def work_apart_until(stop: threading.Event) -> None:
    """Do what may take minutes (pictures, rankings, files) until stopped, with hands of its own."""
    from django.conf import settings
    from django.db import connections

    from rukun import clock
    from rukun.databases.lending import between_looks
    from rukun.tick import Round, tick

    own = Round(apart=True)
    try:
        while not stop.is_set():
            between_looks()
            tick(at=clock.now(), home=settings.RUKUN_HOME, worker=own)
            stop.wait(SECONDS_BETWEEN_LONG_WORK)
    finally:
        connections.close_all()
        stop.set()
