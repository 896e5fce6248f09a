"""Tables that the database itself refuses to alter, delete from or empty, on both engines.

`AppendOnly("funds_transfer")` in a migration arms a table; `disarm` and `arm` are for tests that empty the database
and for nothing else: whoever drops a trigger is found by `rukun trail verify`. On SQLite a row that another replaces is
deleted without asking its trigger, unless the connection says otherwise: ours do (`rukun.databases.sqlite3`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

WORDS = "facts are added, never altered"
VERBS = ("UPDATE", "DELETE")
# What the function behind PostgreSQL's triggers does.
REFUSING = f" BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': {WORDS}'; END "


class AppendOnly(Operation):
    """Migration operation: no UPDATE, no DELETE, no TRUNCATE on the table."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are not part of Django's state."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002  Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,  # noqa: ARG002
        to_state: Any,  # noqa: ARG002
    ) -> None:
        for statement in arming(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002  Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,  # noqa: ARG002
        to_state: Any,  # noqa: ARG002
    ) -> None:
        for statement in disarming(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Refuse to alter or delete rows of {self.table}"


def arming(vendor: str, table: str) -> Iterable[str]:
    """The SQL statements that arm one table."""
    if vendor == "sqlite":
        yield from (
            guard.replace("TRIGGER", "TRIGGER IF NOT EXISTS", 1) for guard in as_sqlite_keeps_them(table).values()
        )
        return
    yield f"CREATE OR REPLACE FUNCTION rukun_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${REFUSING}$$"
    yield (
        f'CREATE OR REPLACE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION rukun_refuse_change()"
    )
    yield refusing_truncate(table)


def refusing_truncate(table: str, part: str = "") -> str:
    """The statement that keeps PostgreSQL's table, or a part of it, from being emptied at once. Triggers for each row
    are not asked then, and unlike those this one is not passed on to parts."""
    return (
        f'CREATE OR REPLACE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{part or table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION rukun_refuse_change()"
    )


def guards_of(vendor: str, table: str) -> list[str]:
    """The names of the triggers that arm one table: all of them must stand."""
    if vendor == "sqlite":
        return list(as_sqlite_keeps_them(table))
    return [f"{table}_no_{verb}" for verb in ("change", "truncate")]


def as_sqlite_keeps_them(table: str) -> dict[str, str]:
    """Name and words of each trigger of a table, as SQLite writes them down. One of that name and other words guards
    nothing."""
    return {
        f"{table}_no_{verb.lower()}": f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table}: {WORDS}'); END"
        for verb in VERBS
    }


def disarming(vendor: str, table: str) -> Iterable[str]:
    """The SQL statements that drop the triggers of one table, as a hostile administrator would."""
    on_its_table = f' ON "{table}"' if vendor == "postgresql" else ""
    for guard in guards_of(vendor, table):
        yield f'DROP TRIGGER IF EXISTS "{guard}"{on_its_table}'
