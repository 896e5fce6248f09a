"""Rows as a database holds them, kept by a process and laid again: in a millisecond what actions take twenty for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

# By table: the literals of its rows on SQLite, a COPY of it on PostgreSQL.
Laid = dict[str, bytes]


def keep(tables: Collection[str]) -> Laid:
    """The rows of these tables, in the order of their models: those that are pointed to come first."""
    ordered = [model._meta.db_table for model in apps.get_models() if model._meta.db_table in tables]
    with connection.cursor() as cursor:
        return {table: _kept[connection.vendor](cursor, table) for table in ordered}


def lay(laid: Laid) -> None:
    """Lay them into tables that are empty."""
    with connection.cursor() as cursor:
        _lay[connection.vendor](cursor, laid)


def is_empty(laid: Laid) -> bool:
    """Whether nothing stands in these tables yet."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f'SELECT 1 WHERE EXISTS (SELECT 1 FROM "{table}")' for table in laid))
        return cursor.fetchone() is None


def _copied(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(rows)


def _quoted(cursor: Any, table: str) -> bytes:
    cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
    columns = [f'"{name}"' for (name,) in cursor.fetchall()]
    one = " || ', ' || ".join(f"quote({name})" for name in columns)
    cursor.execute(f"SELECT '(' || {one} || ')' FROM {table}")
    rows = ", ".join(row for (row,) in cursor.fetchall())
    return f"({', '.join(columns)}) VALUES {rows}".encode()


def _past_postgresql(cursor: Any, laid: Laid) -> None:
    # A replica runs no triggers: what they wrote is in the tables already.
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table, rows in laid.items():
        with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
            into.write(rows)
    models = [model for model in apps.get_models() if model._meta.db_table in laid]
    # Its numbers may lie behind those that were counted since somebody reset the counter.
    cursor.execute(";".join(connection.ops.sequence_reset_sql(no_style(), models)))
    cursor.execute("SET LOCAL session_replication_role = origin")


def _past_sqlite(cursor: Any, laid: Laid) -> None:
    for table, rows in laid.items():
        # What a trigger has written meanwhile is there already.
        cursor.execute(f'INSERT OR IGNORE INTO "{table}" {rows.decode()}')


_kept = {"postgresql": _copied, "sqlite": _quoted}
_lay = {"postgresql": _past_postgresql, "sqlite": _past_sqlite}
