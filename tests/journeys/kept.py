"""A database and its pictures, built once in a process and laid anew for every journey."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from tests import emptying, laying


class Kept:
    """The built state is copied back in milliseconds: on SQLite as a database, on PostgreSQL table by table."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.database: sqlite3.Connection | None = None
        self.tables: laying.Laid = {}

    def begin(self, media: Path, build: Callable[[], None]) -> None:
        """Bring the database and the folder of the pictures to the built state."""
        connection.ensure_connection()
        keep, lay = (self._keep_sqlite, self._lay_sqlite) if connection.vendor == "sqlite" else (self._keep, self._lay)
        if self.media.exists():
            lay()
            shutil.copytree(self.media, media, dirs_exist_ok=True)
        else:
            build()
            keep()
            shutil.copytree(media, self.media)

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
