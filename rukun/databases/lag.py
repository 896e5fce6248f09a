"""How far each replica is behind, looked at once a second by a thread of its own, so that no request waits for it.

A replica's clock tells little: of a primary that does nothing the last change is old, and so it is of one that cannot
be heard. So the primary is asked how far its log is written, and the replica which of those marks it has replayed: it
is as far behind as the oldest mark that it lacks.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from rukun.databases.addresses import REPLICA, SHORT_LINE

if TYPE_CHECKING:
    # Loaded by whoever looks: a city on SQLite has no use for it.
    import psycopg

LOG = logging.getLogger("rukun.databases")
EVERY_SECONDS = 1.0
# Marks that are older say no more than "very late".
MARKS_KEPT = 900
# What was looked at longer ago is not known any more: whoever looks hangs, or is gone.
KNOWN_FOR_SECONDS = 8.0
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"
REPLAYED = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn"


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one replica: by how many seconds it is behind, where that is known; and what is wrong, if anything."""

    host: str
    behind: float | None
    wrong: str = ""
    cause: str = ""

    @property
    def is_good(self) -> bool:
        """Whether people may be shown what it holds."""
        return not self.wrong and self.behind is not None and self.behind <= settings.DATABASE_REPLICA_LAG

    @property
    def words(self) -> str:
        """In a line: `0.0 s behind`, or what is wrong."""
        return self.wrong or f"{self.behind or 0:.1f} s behind"


def replicas() -> list[str]:
    """The names under which Django knows them."""
    return [alias for alias in settings.DATABASES if alias.startswith(REPLICA)]


def host_of(alias: str) -> str:
    """Where it is; never with whom or with which password."""
    told = settings.DATABASES[alias]
    return f"{told['HOST'] or 'localhost'}:{told['PORT'] or 5432}"


class Marks:
    """How far the primary's log was written, and when that was seen; by which a replica is judged (pure)."""

    def __init__(self) -> None:
        self.seen: deque[tuple[float, int]] = deque(maxlen=MARKS_KEPT)

    def note(self, at: float, written: int) -> None:
        """Of marks that say the same the first and the last are enough."""
        if len(self.seen) > 1 and self.seen[-1][1] == self.seen[-2][1] == written:
            self.seen.pop()
        self.seen.append((at, written))

    def behind(self, replayed: int) -> float | None:
        """Seconds between the newest mark that is replayed and the newest there is; None while nothing is known.

        A primary that is silent makes no marks: then a replica that has all we ever saw has lost nothing.
        """
        if not self.seen:
            return None
        newest, lacks = self.seen[-1][0], None
        for at, written in reversed(self.seen):
            if written <= replayed:
                return newest - (at if lacks is None else _between((at, written), lacks, replayed))
            lacks = (at, written)
        # Older than every mark: later than anybody may be.
        return newest - self.seen[0][0] + MARKS_KEPT * EVERY_SECONDS


def _between(had: tuple[float, int], lacks: tuple[float, int], replayed: int) -> float:
    """When the log came as far as what is replayed, as if it had grown evenly between the two marks."""
    return had[0] + (lacks[0] - had[0]) * (replayed - had[1]) / (lacks[1] - had[1])


class Watch:
    """What is known of the replicas, and the thread that keeps it so."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.known: Mapping[str, Standing] = {}
        self.looked_at = float("-inf")
        self._lines: dict[str, psycopg.Connection[Any]] = {}
        self._doubted: set[str] = set()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def good(self) -> str | None:
        """One of those that may be asked, by chance; None where none may, or nothing is known yet."""
        self.start()
        if time.monotonic() - self.looked_at > KNOWN_FOR_SECONDS:
            return None
        may = [alias for alias, one in self.known.items() if one.is_good and alias not in self._doubted]
        return random.choice(may) if may else None

    def doubt(self, alias: str) -> None:
        """It failed somebody: nobody else is sent there until it was looked at again."""
        self._doubted.add(alias)

    def start(self) -> None:
        """Begin to look, once in each process: a thread does not live on in a fork."""
        if self._process == os.getpid() or not replicas():
            return
        with self._starting:
            if self._process == os.getpid():
                return
            self._lines, self._process, self.looked_at = {}, os.getpid(), float("-inf")
            self._thread = threading.Thread(target=self._look_on, name="replicas", daemon=True)
            self._thread.start()

    def look(self) -> Mapping[str, Standing]:
        """Ask the primary, then every replica; each for some seconds at most."""
        import psycopg

        with suppress(psycopg.Error):
            self.marks.note(time.monotonic(), int(self._ask("default", WRITTEN)[0]))
        names = replicas()
        with ThreadPoolExecutor(max(len(names), 1)) as hands:
            known = dict(zip(names, hands.map(self._stands, names), strict=True))
        for alias, one in known.items():
            was = self.known.get(alias)
            if was is not None and was.is_good != one.is_good:
                LOG.warning("%s is asked %s: %s", one.host, "again" if one.is_good else "no longer", one.words)
        self.known, self.looked_at = known, time.monotonic()
        self._doubted.clear()
        return known

    def _stands(self, alias: str) -> Standing:
        import psycopg

        try:
            is_replica, replayed = self._ask(alias, REPLAYED)
        except psycopg.Error as failure:
            words = f"does not answer ({type(failure).__name__})"
            return Standing(host_of(alias), None, words, cause=str(failure).rpartition("failed: ")[2].strip())
        if not is_replica:
            return Standing(host_of(alias), None, "is no replica: it takes writes of its own")
        behind = self.marks.behind(int(replayed)) if replayed is not None else None
        return Standing(host_of(alias), behind, "" if behind is not None else "nothing to compare it with yet")

    def _ask(self, alias: str, sql: str) -> Any:
        """On a line of one's own: those of the pool are for requests."""
        import psycopg

        line = self._lines.get(alias)
        try:
            if line is None or line.closed:
                line = self._lines[alias] = _line_to(alias)
            return line.execute(sql.encode()).fetchone()
        except psycopg.Error:
            if line is not None:
                line.close()
            self._lines.pop(alias, None)
            raise

    def _look_on(self) -> None:
        while True:
            try:
                self.look()
            except Exception:
                LOG.exception("the replicas could not be looked at")
            time.sleep(EVERY_SECONDS)

    def close(self) -> None:
        """Let go of the lines of this look."""
        for line in self._lines.values():
            line.close()
        self._lines = {}


def _line_to(alias: str) -> psycopg.Connection[Any]:
    import psycopg

    wrapper: BaseDatabaseWrapper = connections[alias]
    parameters = dict(wrapper.get_connection_params())
    for name in ("cursor_factory", "context", "options"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters | SHORT_LINE, autocommit=True)


WATCH = Watch()


def look_once() -> Iterator[Standing]:
    """The replicas as they are now, for a command: two looks, so that there is something to compare with."""
    watch = Watch()
    try:
        watch.look()
        yield from watch.look().values()
    finally:
        watch.close()
