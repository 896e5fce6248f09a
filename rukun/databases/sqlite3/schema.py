"""How SQLite's tables are changed: Django's way, and what was counted of a table is known of the one in its place."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import schema
from django.db.models import Model


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Django makes a table anew for most changes; with the old one goes what ANALYZE knew of it."""

    def _remake_table(self, model: type[Model], *changes: Any, **more: Any) -> None:
        table, is_counted = model._meta.db_table, self._is_counted(model._meta.db_table)
        super()._remake_table(model, *changes, **more)  # type: ignore[misc]
        # Beside others that were counted SQLite takes one of which it knows nothing for small, and walks it for each of
        # their rows: at three million reports the open data took 203 s instead of 21.
        if is_counted:
            self.execute(f"ANALYZE {self.quote_name(table)}")

    def _is_counted(self, table: str) -> bool:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone() is None:
                return False
            cursor.execute("SELECT 1 FROM sqlite_stat1 WHERE tbl = %s LIMIT 1", [table])
            return cursor.fetchone() is not None
