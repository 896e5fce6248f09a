"""Indexes and constraints of large tables, made while everybody goes on working: docs/operating/upgrades.md tells when.

On SQLite, which has one writer anyway, they are ordinary ones.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex
from django.db.migrations.operations.base import Operation

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
            _learn(schema_editor, self.index.name)
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


def _learn(schema_editor: BaseDatabaseSchemaEditor, name: str) -> None:
    """Have SQLite count a new index where it counted others: of one that it knows nothing of it expects ten rows for
    each value, and takes it before one that it knows to have thousands."""
    editor = cast(Any, schema_editor)
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        counts = cursor.fetchone() is not None
    if counts:
        editor.execute(f"ANALYZE {editor.quote_name(name)}")


class DropIndexWhileWorking(Operation):
    """DROP INDEX CONCURRENTLY of an index that Django made of its own accord, in a migration with `atomic = False`.

    `columns` are how it is made anew, going back. One that is not there was dropped by an earlier try. With `engine` it
    is only there.
    """

    atomic = False
    reduces_to_sql = False
    reversible = True

    def __init__(self, name: str, table: str, columns: str, *, engine: str = "") -> None:
        self.name, self.table, self.columns, self.engine = name, table, columns, engine

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: the fields say by themselves that they have none."""
        del app_label, state

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        del app_label, from_state, to_state
        self._run(schema_editor, "DROP INDEX{} IF EXISTS {}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        del app_label, from_state, to_state
        self._run(schema_editor, f"CREATE INDEX{{}} IF NOT EXISTS {{}} ON {self.table} ({self.columns})")

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, words: str) -> None:
        connection, editor = schema_editor.connection, cast(Any, schema_editor)
        if self.engine not in ("", connection.vendor):
            return
        is_server = connection.vendor == "postgresql"
        if is_server and connection.in_atomic_block:
            raise NotSupportedError("DropIndexWhileWorking needs a migration with atomic = False")
        editor.execute(words.format(" CONCURRENTLY" if is_server else "", editor.quote_name(self.name)))

    def describe(self) -> str:
        return f"Drop index {self.name} while everybody goes on working"


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
