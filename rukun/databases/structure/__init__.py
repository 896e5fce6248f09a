"""How an empty database is made: laid as migrations left it, in a second, instead of walked through all of them.

Beside this stands a file for each engine, written by `make structure`. It says which migrations it comes from; whatever
came after them runs as ever, so a file that is behind makes a start slower and never wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

MIGRATION = "-- migration: "
# pg_dump names everything with its schema, so that a dump does not depend on whose path it is read by.
SCHEMA = "public"
# One host lays; any number that sees this of the bytes of "rukun" waits until it is done.
LOCK = int.from_bytes(b"rukun", "big")


def prepare() -> None:
    """Make the database or bring it forward, and make the table of the shared cache; harmless when done already."""
    lay()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def lay() -> bool:
    """Lay the structure into an empty database, whole or not at all.

    Returns whether it was laid: not where there are tables already, nor where a city's tables do not lie in the schema
    `public`; there migrations run from the first.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            cursor.execute("SELECT current_schema()")
            if cursor.fetchone() != (SCHEMA,):
                return False
        if connection.introspection.table_names(cursor):
            return False
        for statement in _statements():
            cursor.execute(statement)
        recorder = MigrationRecorder(connection)
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in migrations())
        return True


def migrations() -> list[tuple[str, str]]:
    """App and name of each migration that the file of this engine comes from, in the order in which they ran."""
    named = (line.removeprefix(MIGRATION).split() for line in _text().splitlines() if line.startswith(MIGRATION))
    return [(app, name) for app, name in named]


def _statements() -> Iterator[str]:
    """What the server is told at once: PostgreSQL takes all of it, SQLite one statement at a time."""
    if connection.vendor == "postgresql":
        yield _text()
        return
    statement = ""
    for line in _text().splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _text() -> str:
    return (files(__name__) / f"{connection.vendor}.sql").read_text(encoding="utf-8")
