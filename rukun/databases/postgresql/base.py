"""Django's PostgreSQL for connections that come out of a pool, and for threads that keep theirs in hand for a while."""

from __future__ import annotations

import select
import time
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db.backends.postgresql import base

from rukun.databases.addresses import IN_HAND

# For so long after it was last taken a connection is believed, as long as its line is silent.
BELIEVED_SECONDS = 1.0
_TAKEN: WeakKeyDictionary[psycopg.Connection[Any], float] = WeakKeyDictionary()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection. Django looks for a class of this name."""

    def connect(self) -> None:
        """Take one of the pool. Where the settings say so (`addresses.in_hand`) the thread that took it keeps it from
        one request to the next, and gives it back at the end of the first that comes after so many seconds."""
        super().connect()
        seconds = self.settings_dict.get(IN_HAND)
        if seconds:
            self.close_at, self.health_check_enabled = time.monotonic() + seconds, True

    def ensure_connection(self) -> None:
        """Have one. Where it is known already that the one in hand leads nowhere, and no transaction was begun on it,
        another is taken: nothing was asked on it that could be half done."""
        if self.autocommit:
            self._let_go_of_lost()
        super().ensure_connection()

    def close_if_unusable_or_obsolete(self) -> None:
        """At the end of a request: nobody waits for another line then."""
        self._let_go_of_lost()
        super().close_if_unusable_or_obsolete()

    def _let_go_of_lost(self) -> None:
        if self.connection is not None and self.connection.closed and not self.in_atomic_block:
            self.close()

    def is_usable(self) -> bool:
        """Asked of one in hand before a request's first question, and of any on which something went wrong: only then
        is silence no answer."""
        if self.errors_occurred or not self.settings_dict.get(IN_HAND):
            return bool(super().is_usable())
        return self.connection is not None and _lives(self.connection)

    def get_new_connection(self, conn_params: Any) -> Any:
        """One of the pool that lives; those that do not are given up, and the pool makes others in their place."""
        while True:
            line = super().get_new_connection(conn_params)
            pool: Any = self.pool
            if pool is None or _lives(line):
                return line
            line.close()
            pool.putconn(line)

    def chunked_cursor(self) -> Any:
        """A cursor whose rows the server keeps (`iterator`). Closing it is a question more, and the one way to the
        database on which Django leaves a failure as the driver says it."""
        cursor: Any = super().chunked_cursor()
        cursor.close = self.wrap_database_errors(cursor.cursor.close)
        return cursor


def _lives(line: psycopg.Connection[Any]) -> bool:
    """Whether it still leads to the database.

    A server that restarted, or ended this session, has said so: there is something to be read on the line, or its end.
    Only then, or where nobody took it for a while, is a question worth its way there and back.
    """
    now, was = time.monotonic(), _TAKEN.get(line)
    _TAKEN[line] = now
    is_believed = was is not None and now - was < BELIEVED_SECONDS
    try:
        if not is_believed or _says_something(line.fileno()):
            line.execute("")
    except psycopg.Error:
        return False
    return True


def _says_something(socket: int) -> bool:
    looking = select.poll()
    looking.register(socket, select.POLLIN)
    return bool(looking.poll(0))
