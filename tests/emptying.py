"""Takes back what a test committed: rows of the tables that have any, past the guards that refuse it to everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

# Django writes these when it migrates, and they are the same for every test.
KEPT = {"django_content_type", "auth_permission"}
CACHE = str(settings.CACHES["default"]["LOCATION"])


def empty(connection: Any) -> None:
    """Leave every table of a model without rows, and every guard in its place."""
    found = written(connection)
    if found:
        _take_back[connection.vendor](connection, found)


def written(connection: Any) -> list[str]:
    """The tables that have any rows, but for Django's own of each migration."""
    tables = _may_have_rows[connection.vendor](connection)
    if not tables:
        return []
    with connection.cursor() as cursor:
        asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def _of_any_size(connection: Any) -> list[str]:
    """To look into each of a hundred tables takes PostgreSQL 13 ms, to plan it most of all; most never had a page."""
    named = {*connection.introspection.django_table_names(), CACHE} - KEPT
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid)"
            " AND (relkind = 'p' OR relkind = 'r' AND pg_relation_size(oid) > 0) ORDER BY relname",
            [sorted(named)],
        )
        return [row[0] for row in cursor.fetchall()]


def _there(connection: Any) -> list[str]:
    return sorted({*connection.introspection.django_table_names(only_existing=True), CACHE} - KEPT)


_may_have_rows = {"postgresql": _of_any_size, "sqlite": _there}


def _past_postgresql(connection: Any, written: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # A replica runs no triggers: neither our guards nor the foreign keys, until this transaction ends.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in written:
            cursor.execute(f'DELETE FROM "{table}"')


def _past_sqlite(connection: Any, written: list[str]) -> None:
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = [(name, statement) for name, table, statement in cursor.fetchall() if table in written]
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for table in written:
            cursor.execute(f'DELETE FROM "{table}"')
        for _, statement in guards:
            cursor.execute(statement)


_take_back = {"postgresql": _past_postgresql, "sqlite": _past_sqlite}
