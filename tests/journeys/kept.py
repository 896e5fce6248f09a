"""A database and its pictures, built once in a process and laid anew for every journey."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connection


class Kept:
    """On SQLite the built state is copied back, which takes milliseconds; on PostgreSQL it is built each time."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.database: sqlite3.Connection | None = None

    def begin(self, media: Path, build: Callable[[], None]) -> None:
        """Bring the database and the folder of the pictures to the built state."""
        if connection.vendor != "sqlite":
            build()
            return
        connection.ensure_connection()
        if self.database is None:
            build()
            self.database = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.database)
            shutil.copytree(media, self.media)
        else:
            self.database.backup(connection.connection)
            shutil.copytree(self.media, media, dirs_exist_ok=True)
