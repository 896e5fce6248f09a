"""Facts are added, never altered: also where a row is replaced by another, or a table emptied at once."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from rukun.trail import append_only
from rukun.trail.actions import record
from rukun.trail.models import Event

NEVER = append_only.WORDS
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no REPLACE")
GUARDED = {
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%_no_delete'",
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%_no_change'",
}


@pytest.fixture
def event(db: None, noon: datetime) -> Event:
    return record("thing.happened", at=noon, seat="warga", about="thing:1")


def guarded() -> list[str]:
    return [str(table) for (table,) in asked(GUARDED[connection.vendor])]


def asked(sql: str, *values: object) -> list[tuple[object, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


@only_sqlite
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_a_row_is_not_replaced_by_another_of_its_number(event: Event, verb: str) -> None:
    columns = "id, at, verb, seat, about, facts"
    copied = f"{verb} INTO trail_event ({columns}) SELECT %s, at, 'thing.forged', seat, about, facts FROM trail_event"
    with pytest.raises(DatabaseError, match=NEVER):
        asked(copied, event.pk)
    assert [one.verb for one in Event.objects.all()] == ["thing.happened"]
    asked(copied, event.pk + 1)
    assert Event.objects.count() == 2, "where there is nothing to replace it only adds"


@only_sqlite
def test_no_table_that_is_only_added_to_has_its_rows_replaced(db: None) -> None:
    """Every guard is a trigger, and this is what makes REPLACE ask triggers."""
    assert len(guarded()) > 50
    assert asked("PRAGMA recursive_triggers") == [(1,)]


def test_every_table_that_a_migration_ever_guarded_is_guarded_still(db: None) -> None:
    """SQLite makes a table anew for a column that is never empty, and its triggers do not come along."""
    migrations = MigrationLoader(connection).disk_migrations.values()
    named = {one.table for each in migrations for one in each.operations if isinstance(one, append_only.AppendOnly)}
    assert len(named) > 50
    assert named <= {*guarded()}
    assert connection.vendor != "sqlite" or named <= {
        str(table) for (table,) in asked(GUARDED["sqlite"].replace("_no_delete", "_no_update"))
    }


@only_postgresql
def test_no_table_that_is_only_added_to_is_emptied_at_once(event: Event) -> None:
    assert len(guarded()) > 50
    for table in guarded():
        with pytest.raises(DatabaseError, match=NEVER):
            asked(f"TRUNCATE {table} CASCADE")
    assert Event.objects.get() == event


@only_postgresql
def test_what_is_counted_anew_may_be_emptied_at_once(db: None) -> None:
    asked("TRUNCATE followup_daytally")


@only_postgresql
def test_a_city_of_before_gets_the_guard_of_every_table_and_may_ask_for_it_twice(db: None) -> None:
    for table in guarded():
        asked(f'DROP TRIGGER "{table}_no_truncate" ON "{table}"')
    asked("TRUNCATE reports_comment CASCADE")
    migration = import_module("rukun.trail.migrations.0004_never_emptied")
    for _ in range(2):
        with connection.schema_editor(atomic=False) as editor:
            migration.refuse(apps, editor)
    for table in guarded():
        with pytest.raises(DatabaseError, match=NEVER):
            asked(f"TRUNCATE {table} CASCADE")
