"""Changes one row, where it still is as it was seen, by SQL that is put together once: every step of a desk does so,
and building the statement anew each time costs several times as much as running it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from rukun.databases.kept import asking


def change_seen(row: Model, seen: tuple[str, ...], changes: Mapping[str, Any]) -> bool:
    """Set these fields (by the names of the model) where those of `seen` still hold what the row holds; False, and
    nothing done, where somebody was quicker. The changed row is locked until the transaction ends; the object is left
    as it is."""
    sql, fields = _statement(type(row), tuple(changes), seen)
    held = [getattr(row, field.attname) for field in fields[len(changes) :]]
    values = [value.pk if isinstance(value, Model) else value for value in (*changes.values(), *held)]
    with asking() as cursor:
        cursor.execute(
            sql, [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)]
        )
        return int(cursor.rowcount) > 0


@lru_cache(maxsize=256)
def _statement(
    model: type[Model], changed: tuple[str, ...], seen: tuple[str, ...]
) -> tuple[str, list[Field[Any, Any]]]:
    quoted = connection.ops.quote_name
    names = (*changed, str(model._meta.pk.name), *seen)
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    named = [f"{quoted(field.column)} = %s" for field in fields]
    sets, wheres = ", ".join(named[: len(changed)]), " AND ".join(named[len(changed) :])
    return f"UPDATE {quoted(model._meta.db_table)} SET {sets} WHERE {wheres}", fields
