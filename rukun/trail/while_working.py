"""Indexes and constraints of large tables, made while everybody goes on working: docs/operating/upgrades.md tells when.

On SQLite, which has one writer anyway, they are ordinary ones.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex

# What an interrupted CREATE INDEX CONCURRENTLY leaves: an index of that name that serves nobody and costs every write.
HALF = "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = %s AND NOT i.indisvalid"


class AddIndexWhileWorking(AddIndex):
    """CREATE INDEX CONCURRENTLY, in a migration with `atomic = False`.

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


class AddConstraintWhileWorking(AddConstraintNotValid):
    """A check that holds for what is written from now on; older rows are looked at by `ValidateWhileWorking`."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        kind: Any = AddConstraintNotValid if schema_editor.connection.vendor == "postgresql" else AddConstraint
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)


class ValidateWhileWorking(ValidateConstraint):
    """Reads all rows under a lock that lets everybody write; in a migration of its own, after the one above."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
