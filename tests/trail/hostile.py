"""Whoever administers the database, and means harm."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from rukun.trail import append_only, keys, queries


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


def another_key_in(home: Path) -> Ed25519PrivateKey:
    """Put one for which nobody vouched in the place of the city's, as no command does."""
    keys.next_key(home)
    (home / "keys" / keys.NEXT).replace(home / "keys" / keys.PRESENT)
    return keys.signing_key(home)
