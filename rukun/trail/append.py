"""Adds one row by SQL that is put together once: a report, an event or a step is added with every act, and building its
statement anew each time costs several times as much as running it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import Field, Model


def append(row: Model) -> None:
    """Insert the row and give it its id; raises `IntegrityError` where a key is taken."""
    if not append_first(row):
        raise IntegrityError(f"a key of {row._meta.label} is taken")


def append_first(row: Model) -> bool:
    """Insert the row and give it its id; False, and nothing done, where another came first with one of its keys.

    Of two at the same moment the second waits until the first has committed.
    """
    sql, fields = _statement(type(row))
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields))
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk = made[0]
    row._state.adding, row._state.db = False, "default"
    return True


def append_many(rows: Iterable[Model]) -> int:
    """Insert rows of one kind, in order, without telling their ids; returns how many. A key that is taken raises."""
    waiting = list(rows)
    if not waiting:
        return 0
    sql, fields = _statement(type(waiting[0]))
    plain = sql.partition(" ON CONFLICT ")[0]
    with connection.cursor() as cursor:
        cursor.executemany(plain, [_values(row, fields) for row in waiting])
    return len(waiting)


def _values(row: Model, fields: list[Field[Any, Any]]) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


@lru_cache(maxsize=64)
def _statement(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    quoted, key = connection.ops.quote_name, model._meta.pk
    fields = [field for field in model._meta.concrete_fields if field is not key]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table, returned = quoted(model._meta.db_table), quoted(str(key.column))
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING {returned}", fields
