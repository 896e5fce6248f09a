"""A database, its pictures and its keys, built once in a process and laid anew for every journey."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from tests import emptying, laying

FOLDERS = ("media", "keys")


class Kept:
    """The built state is copied back in milliseconds: on SQLite as a database, on PostgreSQL table by table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: sqlite3.Connection | None = None
        self.tables: laying.Laid = {}

    def begin(self, home: Path, build: Callable[[], None]) -> None:
        """Bring the database and the folders of an installation to the built state."""
        connection.ensure_connection()
        keep, lay = (self._keep_sqlite, self._lay_sqlite) if connection.vendor == "sqlite" else (self._keep, self._lay)
        if self.folder.exists():
            lay()
            _copy(self.folder, home)
        else:
            build()
            keep()
            _copy(home, self.folder)

    def _keep_sqlite(self) -> None:
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.database)

    def _lay_sqlite(self) -> None:
        assert self.database is not None
        self.database.backup(connection.connection)

    def _keep(self) -> None:
        self.tables = laying.keep(emptying.written(connection))

    def _lay(self) -> None:
        with transaction.atomic():
            laying.lay(self.tables)


def _copy(source: Path, target: Path) -> None:
    for name in FOLDERS:
        shutil.copytree(source / name, target / name, dirs_exist_ok=True)
