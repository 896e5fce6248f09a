"""An index that is made while everybody goes on working: `AddIndexWhileWorking` in a migration with `atomic = False`."""

from __future__ import annotations

from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex

# What an interrupted CREATE INDEX CONCURRENTLY leaves: an index of that name that serves nobody and costs every write.
HALF = "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = %s AND NOT i.indisvalid"


class AddIndexWhileWorking(AddIndex):
    """CREATE INDEX CONCURRENTLY on PostgreSQL, and an ordinary index on SQLite, which has one writer anyway.

    An earlier try that was interrupted is cleared away first, so that the migration may simply run again.
    """

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        if connection.in_atomic_block:
            raise NotSupportedError("AddIndexWhileWorking needs a migration with atomic = False")
        editor: Any = schema_editor
        with connection.cursor() as cursor:
            cursor.execute(HALF, [self.index.name])
            is_half = cursor.fetchone() is not None
        if is_half:
            editor.execute(f"DROP INDEX CONCURRENTLY {editor.quote_name(self.index.name)}")
        editor.add_index(to_state.apps.get_model(app_label, self.model_name), self.index, concurrently=True)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        editor: Any = schema_editor
        editor.remove_index(from_state.apps.get_model(app_label, self.model_name), self.index, concurrently=True)

    def describe(self) -> str:
        return f"Make index {self.index.name} on {self.model_name} while everybody goes on working"
