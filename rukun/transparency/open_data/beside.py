"""Two processes beside each other: an export is as long as the longer half of its pieces, and not as all of them."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from threading import Condition
from typing import Any

from django.db import connection

from rukun.values.memory import give_back

# What writes files of its own, and can be sent to another process: a function of a module, with what it is called with.
# It may leave pieces of what it began: whoever is free writes them.
Piece = partial[Any]
# What SQLite keeps of the database in memory, as it says kilobytes: everything is read once and in order.
CACHE = -16_000
NO_HELP, HELP = "SET max_parallel_workers_per_gather = 0", "RESET max_parallel_workers_per_gather"


class Waiting:
    """The pieces that nobody has begun, and how many are being written, each of which may leave more."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces, self.left, self.writing, self.changed = deque(pieces), deque[Piece](), 0, Condition()

    def write_each(
        self, take: Callable[[deque[Piece]], Piece], write: Callable[[Piece], Sequence[Piece] | None]
    ) -> None:
        """Until none is left, and none can come any more; where one fails, nobody begins another."""
        for piece in self._taken(take):
            left: Sequence[Piece] | None = None
            try:
                left = write(piece) or ()
            finally:
                self._done(left)

    def _taken(self, take: Callable[[deque[Piece]], Piece]) -> Iterator[Piece]:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.pieces or self.left or not self.writing)
                if not self.pieces and not self.left:
                    return
                # The long ones first: what is left of them is short, and fills up the end.
                piece, self.writing = take(self.pieces or self.left), self.writing + 1
            yield piece

    def _done(self, left: Sequence[Piece] | None) -> None:
        with self.changed:
            self.writing -= 1
            self.left.extend(left or ())
            if left is None:
                self.pieces.clear()
                self.left.clear()
            self.changed.notify_all()


def write_beside(pieces: Sequence[Piece], *, is_little: bool = False) -> None:
    """Every piece, here from the first one on and in a second process from the last one back, until they meet.

    All of them here where there is little to write, on a machine of one core, and where another process would not see
    the same rows.
    """
    waiting = Waiting(pieces)
    with _sparing():
        if is_little or (os.cpu_count() or 1) < 2 or not _is_seen_by_others():
            waiting.write_each(deque.popleft, _write)
        else:
            _write_by_two(waiting)


def _write_by_two(waiting: Waiting) -> None:
    # A copy that is read instead (`operation.backup`) is one there, too.
    begun = (connection.alias, str(connection.settings_dict["NAME"]), _opened_with())
    spawn = get_context("spawn")
    with _unhelped(), ProcessPoolExecutor(1, spawn, _begin, begun) as other, ThreadPoolExecutor(1) as sender:
        sent = sender.submit(waiting.write_each, deque.pop, lambda piece: other.submit(_write, piece).result())
        waiting.write_each(deque.popleft, _write)
        sent.result()


def _write(piece: Piece) -> Any:
    """What it leaves. What reading took goes back to the system, SQLite's copy of the file with it: the next piece may
    be DuckDB's, whose memory comes on top."""
    left = piece()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
    give_back()
    return left


@contextmanager
def _sparing() -> Iterator[None]:
    """Nothing is looked through again and again for circles that could be forgotten: rows are in none, and looking
    takes a sixth of the time of reading them. SQLite keeps little: its cache is the larger half of the memory of such a
    process, and as quick a quarter of the size."""
    is_usual = gc.isenabled()
    gc.disable()
    kept = _cached(CACHE)
    try:
        yield
    finally:
        _cached(kept)
        if is_usual:
            gc.enable()


@contextmanager
def _unhelped() -> Iterator[None]:
    """PostgreSQL reads for each of the two in one process: with two more to help each, all wait for each other."""
    _say_helpers(NO_HELP)
    try:
        yield
    finally:
        _say_helpers(HELP)


def _say_helpers(statement: str) -> None:
    """Only where the connection is a session of our own, and not a pooler's, which gives it to others meanwhile."""
    if connection.vendor == "postgresql" and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _cached(kilobytes: int) -> int:
    """Have SQLite keep so much; how much it kept before (in its own words: kilobytes below zero, pages above)."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = {kilobytes}")
    return int(before)


def _is_seen_by_others() -> bool:
    """Not what a transaction has not committed yet, nor a database in memory."""
    is_in_memory = connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"])
    return not connection.in_atomic_block and not is_in_memory


def _opened_with() -> dict[str, Any] | None:
    return dict(connection.settings_dict["OPTIONS"]) if connection.vendor == "sqlite" else None


def _begin(alias: str, name: str, opened_with: dict[str, Any] | None) -> None:
    import django
    from django.db import connections

    django.setup()
    connections[alias].settings_dict["NAME"] = name
    if opened_with is not None:
        connections[alias].settings_dict["OPTIONS"] = opened_with
    gc.disable()
    _cached(CACHE)
    _say_helpers(NO_HELP)
