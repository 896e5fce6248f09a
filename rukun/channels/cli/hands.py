"""The worker's hands: its rounds, and beside them what must not wait, and what others must not wait for."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("rukun.tick")

# Whoever waits for a page goes before what is worked later: what is left undone in a flood is done between two of them.
NICE, SESSION_NICE = 10, 5
SECONDS_BETWEEN_ROUNDS, SECONDS_BETWEEN_TICKETS, SECONDS_BETWEEN_LOOKS_AT_CHATS = 2.0, 1.0, 1.0
SECONDS_AFTER_A_FAULT = 5.0
Hand = Callable[[threading.Event], None]


def work_with_all_hands(stop: threading.Event) -> None:
    """Work until stopped; every hand has ended when this returns."""
    from django.conf import settings

    # A mail server that does not answer may hold up the messages, but nothing else.
    tickets = threading.Thread(target=keep_at_work, args=["tickets", open_until, stop], name="tickets")
    tickets.start()
    stand_back()
    hands: dict[str, Hand] = {
        "long work": work_apart_until, "messenger": deliver_until, "webhooks": tell_programs_until, "chats": chat_until,
    }  # fmt: skip
    if settings.RUKUN_INTAKE_IMAP:
        hands["letters"] = read_letters_until
    others = [threading.Thread(target=keep_at_work, args=[name, one, stop], name=name) for name, one in hands.items()]
    for other in others:
        other.start()
    try:
        keep_at_work("rounds", go_round_until, stop)
    finally:
        for hand in (tickets, *others):
            hand.join()


def keep_at_work(name: str, hand: Hand, stop: threading.Event, *, rest: float = SECONDS_AFTER_A_FAULT) -> None:
    """A hand that breaks off is told, rests so many seconds and begins anew, until stopped; the others go on."""
    from django.db import connections

    from rukun import clock
    from rukun.databases.away import is_away
    from rukun.operation import faults

    try:
        while not stop.is_set():
            try:
                hand(stop)
            except Exception as failure:  # whatever it was, the worker goes on
                if is_away(failure):
                    log.exception("%s: the database could not be reached", name)
                else:
                    faults.tell(name, at=clock.now())
                connections.close_all()
                stop.wait(rest)
    finally:
        connections.close_all()
        stop.set()


def stand_back() -> None:
    """Let the web processes on this machine go first. On Linux that is said for this thread, and for the threads and
    processes that it starts from now on: those that decode and look at pictures. Whoever opens tickets was started
    before."""
    os.nice(max(0, NICE - os.nice(0)))
    if os.getsid(0) == os.getpid():
        # Linux weighs whole sessions against each other first: one that is the worker's alone stands back as a whole.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(SESSION_NICE))


def go_round_until(stop: threading.Event) -> None:
    """Go through the clock's list again and again, until stopped."""
    _go_round(stop, apart=False)


def work_apart_until(stop: threading.Event) -> None:
    """Do what may take minutes (pictures, rankings, files) until stopped, with hands of its own."""
    _go_round(stop, apart=True)


def _go_round(stop: threading.Event, *, apart: bool) -> None:
    from django.conf import settings

    from rukun import clock
    from rukun.databases.lending import between_looks
    from rukun.operation.rounds import Round
    from rukun.tick import tick

    own = Round(apart=apart)
    while not stop.is_set():
        between_looks()
        tick(at=clock.now(), home=settings.RUKUN_HOME, worker=own)
        stop.wait(SECONDS_BETWEEN_ROUNDS)


def open_until(stop: threading.Event) -> None:
    """Open tickets until stopped, with hands of their own: a round that counts a whole month holds up no desk.

    What came while nobody looked (at the start, and after the database was away) is looked for farther back.
    """
    from rukun import clock
    from rukun.databases.away import AWAY
    from rukun.databases.lending import between_looks
    from rukun.followup.actions.opening import OPENED_AT_ONCE
    from rukun.tick import open_new_tickets

    is_behind = True
    while not stop.is_set():
        between_looks()
        try:
            # Where as many were opened as are opened at once, there may be more.
            has_more = open_new_tickets(at=clock.now(), is_behind=is_behind) >= OPENED_AT_ONCE
            is_behind = is_behind and has_more
        except AWAY:
            log.exception("tickets: the database could not be reached")
            has_more, is_behind = False, True
        stop.wait(0 if has_more else SECONDS_BETWEEN_TICKETS)


def deliver_until(stop: threading.Event) -> None:
    """Send messages that are due, until stopped; a database that is away for a moment is tried again."""
    from django.conf import settings

    from rukun import clock
    from rukun.channels.messaging.delivering import deliver
    from rukun.databases.away import AWAY
    from rukun.databases.lending import between_looks

    while not stop.is_set():
        between_looks()
        try:
            deliver(now=clock.now, home=settings.RUKUN_HOME, stopped=stop.is_set)
        except AWAY:
            log.exception("messenger: the database could not be reached")
        stop.wait(SECONDS_BETWEEN_ROUNDS)


def tell_programs_until(stop: threading.Event) -> None:
    """Send webhooks until stopped, with hands of their own: a receiver that hangs holds up no message to anybody."""
    from rukun import clock
    from rukun.channels.webhooks.sending import deliver_until

    deliver_until(stop, now=clock.now, rest=SECONDS_BETWEEN_ROUNDS)


def chat_until(stop: threading.Event) -> None:
    """Answer chats and letters until stopped, with hands of their own: whoever is in a conversation waits for us."""
    from rukun import clock
    from rukun.channels.chat.working import work_until

    work_until(stop, now=clock.now, rest=SECONDS_BETWEEN_LOOKS_AT_CHATS)


def read_letters_until(stop: threading.Event) -> None:
    """Look through the mailbox until stopped."""
    from django.conf import settings

    from rukun import clock
    from rukun.channels.chat.imap import look_until

    look_until(stop, settings.RUKUN_INTAKE_IMAP, now=clock.now)
