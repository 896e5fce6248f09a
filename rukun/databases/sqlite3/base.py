"""Django's SQLite for several processes that write, and for connections that stay open."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from sqlite3 import Connection, OperationalError
from threading import get_ident
from typing import Any

from django.db.backends.sqlite3 import base, operations

from rukun.databases.sqlite3.schema import SchemaEditor

# Shortest and longest pause between two looks at whether it is one's turn to write. SQLite by itself pauses longer and
# longer, up to a tenth of a second; most of our transactions last a thousandth.
SOON, LATE = 0.0002, 0.001


class Cursor(base.SQLiteCursorWrapper):
    """Waits for its turn with pauses of our own, and is let go by nobody but the thread that made it.

    Python collects garbage in whichever thread makes the next object. One that closed an old cursor of another thread's
    connection would wait while SQLite works there; and where a statement fails there at that moment, SQLite's reason is
    overwritten before Python has asked for it: `sqlite3` then tells "not an error", or nothing at all, and a row that
    was not written passes for written.
    """

    def __init__(self, line: Connection, *, patience: float, left: list[Cursor]) -> None:
        self.patience, self.left, self.thread = patience, left, get_ident()
        super().__init__(line)

    def __del__(self, here: Callable[[], int] = get_ident) -> None:
        # From another thread it comes back to life here, and ends where its own thread looks next.
        if here() != self.thread:
            self.left.append(self)

    def close(self) -> None:
        """As Django's; from another thread it is only laid aside."""
        if get_ident() == self.thread:
            super().close()
        else:
            self.left.append(self)

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """As Django's, remembered for statements that are sent again and again with values in their order."""
        return _marked(query) if param_names is None else super().convert_query(query, param_names=param_names)

    def execute(self, query: str, params: Any = None) -> Any:
        """As Django's, again and again while another writes; refused as "locked" when patience is at its end."""
        try:
            return super().execute(query, params)
        except OperationalError as busy:
            ends = time.monotonic() + self.patience
            self._refuse_unless_waiting(busy, ends)
        while True:
            time.sleep(random.uniform(SOON, LATE))  # a lock of another process sends no event
            try:
                return super().execute(query, params)
            except OperationalError as busy:
                self._refuse_unless_waiting(busy, ends)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """As Django's; by itself all of them together, since a part of them cannot be tried again."""
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        self.execute("BEGIN IMMEDIATE")
        with self.connection:
            return super().executemany(query, param_list)

    def _refuse_unless_waiting(self, failure: OperationalError, ends: float) -> None:
        # Within a transaction the turn is one's own already: what is locked there is another matter.
        if "locked" not in str(failure) or self.connection.in_transaction or time.monotonic() >= ends:
            raise failure


@lru_cache(maxsize=512)
def _marked(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


# The lookups that make no difference between great and small letters. SQLite itself knows those of ASCII alone.
EITHER_CASE = ("iexact", "icontains", "istartswith", "iendswith")
FOLD = "rukun_fold"


def folded(text: Any) -> Any:
    """Without a difference between great and small letters; ASCII is left to SQLite."""
    return text.casefold() if isinstance(text, str) and not text.isascii() else text


class Operations(operations.DatabaseOperations):
    """Asks for words as PostgreSQL does with a locale that knows them: É is found by é."""

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        return f"{FOLD}(%s)" if lookup_type in EITHER_CASE else super().lookup_cast(lookup_type, internal_type)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection. Django looks for a class of this name."""

    ops_class = Operations
    SchemaEditorClass = SchemaEditor
    operators = base.DatabaseWrapper.operators | dict.fromkeys(EITHER_CASE, f"LIKE {FOLD}(%s) ESCAPE '\\'")
    opened: tuple[int, int] | None = None

    def __init__(self, *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self.left: list[Cursor] = []  # cursors that another thread found as garbage

    def get_new_connection(self, conn_params: Any) -> Any:
        made = super().get_new_connection(conn_params)
        # From here on it is `Cursor` that waits.
        made.execute("PRAGMA busy_timeout = 0").close()
        # A row that REPLACE takes away asks its guard, like one that DELETE does.
        made.execute("PRAGMA recursive_triggers = ON").close()
        made.create_function(FOLD, 1, folded, deterministic=True)
        self.opened = self._file()
        return made

    def create_cursor(self, _name: str | None = None) -> Any:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        if self.left:
            self.left.clear()
        return self.connection.cursor(factory=partial(Cursor, patience=patience, left=self.left))

    def is_usable(self) -> bool:
        """Whether the file of this name is still the one that was opened. Where another was put in its place, what
        stays open would go on writing in one that nobody sees any more."""
        return self.opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        """Which file it is; None for a database in memory."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
