"""Whoever administers the database, and means harm."""

from __future__ import annotations

from django.db import connection

from rukun.trail import append_only, queries


def as_hostile_administrator(sql: str, *values: object) -> None:
    """Drop every guard, change, and put the guards back."""
    with connection.cursor() as cursor:
        for table in queries.GUARDED:
            for statement in append_only.disarming(connection.vendor, table):
                cursor.execute(statement)
        cursor.execute(sql, values)
        for table in queries.GUARDED:
            for statement in append_only.arming(connection.vendor, table):
                cursor.execute(statement)
