"""What a mirror is to hold and holds already: one small database beside the files, so that memory stays small, a run
that was interrupted goes on, and the next night writes only what has changed."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rukun.transparency.mirror.naming import Copied
from rukun.values.refused import Refused

# Never part of what is handed on: whoever copies a mirror may leave it out.
FOLDER = ".rukun-mirror"
AT_ONCE, WANTED_AT_ONCE = 200, 5_000
SEEN_AT_MOST = 100_000
WAITING, DONE = 0, 1
TABLES = """
CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, address TEXT NOT NULL, language TEXT NOT NULL, is_page INTEGER NOT NULL,
    round INTEGER NOT NULL, state INTEGER NOT NULL, plain TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_waits ON file (state, round);
CREATE TABLE IF NOT EXISTS run (round INTEGER PRIMARY KEY, asked TEXT NOT NULL, is_finished INTEGER NOT NULL DEFAULT 0);
"""
WANTED = """
INSERT INTO file (name, address, language, is_page, round, state) VALUES (?, ?, ?, ?, ?, 0)
ON CONFLICT (name) DO UPDATE SET round = excluded.round, state = 0, address = excluded.address
WHERE file.round < excluded.round
"""
KEPT = "UPDATE file SET state = 1, plain = ?, digest = ?, size = ?, settled = ? WHERE name = ?"


@dataclass(frozen=True, slots=True)
class Known:
    """A file that is due in this run, and what it was when it was last written."""

    wanted: Copied
    plain: str
    digest: str
    size: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a finished mirror holds."""

    files: int
    pages: int
    bytes: int


@contextmanager
def opened(root: Path) -> Iterator[Ledger]:
    """The ledger of a folder, for one run at a time."""
    own = root / FOLDER
    own.mkdir(parents=True, exist_ok=True)
    with (own / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("occupied", "Cermin di {folder} sedang dibuat.", folder=root) from None
        database = sqlite3.connect(own / "ledger.sqlite3", isolation_level=None)
        try:
            database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;{TABLES}")
            yield Ledger(database)
        finally:
            database.close()


class Ledger:
    """The rows of one folder."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database, self.round, self.seen = database, 0, set[str]()

    def begin(self, asked: str) -> bool:
        """A new run, or the one that was interrupted where it was asked for in the same way; True where it goes on."""
        last = self.database.execute("SELECT round, asked, is_finished FROM run ORDER BY round DESC LIMIT 1").fetchone()
        goes_on = last is not None and not last[2] and last[1] == asked
        self.round = last[0] if goes_on else (last[0] if last else 0) + 1
        self.database.execute("INSERT OR IGNORE INTO run (round, asked) VALUES (?, ?)", [self.round, asked])
        return goes_on

    def want(self, files: Iterable[Copied]) -> None:
        """Have these in the mirror; what is wanted already costs nothing."""
        rest = iter(files)
        while some := list(islice(rest, WANTED_AT_ONCE)):
            fresh = [one for one in some if one.name not in self.seen]
            if len(self.seen) > SEEN_AT_MOST:
                self.seen.clear()
            self.seen.update(one.name for one in fresh)
            rows = [(one.name, one.address, one.language, one.is_page, self.round) for one in fresh]
            self.database.executemany(WANTED, rows)

    def is_wanted(self, name: str) -> bool:
        """Whether this run has it."""
        row = self.database.execute("SELECT round FROM file WHERE name = ?", [name]).fetchone()
        return row is not None and row[0] == self.round

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is noted within is on the disk at once: one writing for many files."""
        self.database.execute("BEGIN")
        try:
            yield
        finally:
            self.database.execute("COMMIT")

    def waiting(self) -> list[Known]:
        """The next that are due; empty where the run is through."""
        rows = self.database.execute(
            "SELECT name, address, language, is_page, plain, digest, size, settled FROM file"
            " WHERE state = 0 AND round = ? LIMIT ?", [self.round, AT_ONCE],
        ).fetchall()  # fmt: skip
        return [
            Known(Copied(row[0], row[1], row[2], bool(row[3])), row[4], row[5], row[6], bool(row[7])) for row in rows
        ]

    def keep(self, name: str, *, plain: str, digest: str, size: int, settled: bool = False) -> None:
        """That it lies there: its own digest, and of a page that of what it says but for the moment of writing."""
        self.database.execute(KEPT, [plain, digest, size, settled, name])

    def same(self, name: str) -> None:
        """That it is as it was."""
        self.database.execute("UPDATE file SET state = 1 WHERE name = ?", [name])

    def gone(self) -> Iterator[str]:
        """Whatever this run did not have, one after the other; forgotten when the next is asked for."""
        while rows := self.database.execute(
            "SELECT name FROM file WHERE round < ? OR (state = 1 AND digest = '') LIMIT ?", [self.round, AT_ONCE]
        ).fetchall():
            for (name,) in rows:
                yield str(name)
                self.database.execute("DELETE FROM file WHERE name = ?", [name])

    def listed(self) -> Iterator[tuple[str, str]]:
        """Name and digest of all files in the order of their names."""
        yield from self.database.execute("SELECT name, digest FROM file ORDER BY name")

    def held(self) -> Held:
        return Held(*self.database.execute("SELECT count(*), sum(is_page), sum(size) FROM file").fetchone())

    def finish(self) -> None:
        """The run is through; the next one begins anew."""
        self.database.execute("UPDATE run SET is_finished = 1 WHERE round = ?", [self.round])
        self.database.execute("DELETE FROM run WHERE round < ?", [self.round])
