"""Django's SQLite for several processes that write, and for connections that stay open."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

# Shortest and longest pause between two looks at whether it is one's turn to write. SQLite by itself pauses longer and
# longer, up to a tenth of a second; most of our transactions last a thousandth.
SOON, LATE = 0.0002, 0.001


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection. Django looks for a class of this name."""

    opened: tuple[int, int] | None = None
    transaction_mode: str | None

    def get_new_connection(self, conn_params: Any) -> Any:
        made = super().get_new_connection(conn_params)
        self.opened = self._file()
        return made

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

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, when it is our turn; refused as "locked" where it is not for as long as the settings say."""
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        ends = time.monotonic() + patience
        line = self.connection
        line.execute("PRAGMA busy_timeout = 0")
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in its stubs
        except OperationalError as busy:
            _refuse_unless_locked(busy, ends)
            self._begin_until(ends)
        finally:
            line.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")

    def _begin_until(self, ends: float) -> None:
        while True:
            time.sleep(random.uniform(SOON, LATE))  # a lock of another process sends no event
            try:
                with self.wrap_database_errors:
                    self.connection.execute(f"BEGIN {self.transaction_mode or ''}")
                return
            except OperationalError as busy:
                _refuse_unless_locked(busy, ends)


def _refuse_unless_locked(failure: OperationalError, ends: float) -> None:
    if "locked" not in str(failure) or time.monotonic() >= ends:
        raise failure
