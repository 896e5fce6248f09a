"""Adds one row by SQL that is put together once: a report, an event or a step is added with every act, and building its
statement anew each time costs several times as much as running it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, TypeAlias

from django.db import IntegrityError, connection, transaction
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)

from rukun.databases.kept import asking

# PostgreSQL takes 65,535 values a statement; the widest of our rows has some thirty.
ROWS_A_STATEMENT = 500
# From so many on they go as a file does: putting their statement together and reading it takes longer than the rows.
ROWS_A_COPY = 20
LEAVE_TAKEN = " ON CONFLICT DO NOTHING"
_Kinds: TypeAlias = "tuple[tuple[type[Field[Any, Any]] | tuple[type[Field[Any, Any]], ...], type], ...]"
OWN: _Kinds = (
    ((CharField, TextField), str),
    ((IntegerField, ForeignKey), int),
    (BooleanField, bool),
    (FloatField, float),
)
# A moment is a day to Django, so it is looked for first.
MOMENTS: _Kinds = ((DateTimeField, datetime), (DateField, date))
# The name of the attribute, the type that goes as it is, and the field that prepares anything else.
_Column: TypeAlias = "tuple[str, type | None, Field[Any, Any]]"


def append(row: Model) -> None:
    """Insert the row and give it its id; raises `IntegrityError` where a key is taken."""
    if not append_first(row):
        raise IntegrityError(f"a key of {row._meta.label} is taken")


def append_first(row: Model) -> bool:
    """Insert the row and give it its id; False, and nothing done, where another came first with one of its keys.

    Of two at the same moment the second waits until the first has committed.
    """
    sql, fields = _statement(type(row))
    with asking() as cursor:
        cursor.execute(sql, _values(row, fields))
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk = made[0]
    row._state.adding, row._state.db = False, "default"
    return True


def append_with(row: Model, *others: Model) -> bool:
    """Insert the row, and others that come with it: what they ask for of it is its id at most, by a foreign key. Give
    all of them their ids. False, and none is there, where another came first with one of the row's keys.

    On PostgreSQL it is one statement, and so a transaction by itself where none is open: one way there and back in the
    place of four or more.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            is_first = append_first(row)
            for other in others if is_first else ():
                _set_id(row, other)
                append(other)
        return is_first
    sql, columns = _statement_of_all(type(row), *map(type, others))
    with asking() as cursor:
        cursor.execute(sql, [
            value for one, fields in zip((row, *others), columns, strict=True) for value in _values(one, fields)
        ])  # fmt: skip
        made = cursor.fetchone()
    if made is None:
        return False
    for one, number in zip((row, *others), made, strict=True):
        one.pk = number
        one._state.adding, one._state.db = False, "default"
        _set_id(row, one)
    return True


def append_many(rows: Iterable[Model]) -> int:
    """Insert rows of one kind, in order, without telling their ids; returns how many. A key that is taken raises."""
    return _append_all(list(rows), "")


def append_missing(rows: Iterable[Model]) -> int:
    """The same, leaving out each row of which a key is taken; returns how many were given."""
    return _append_all(list(rows), LEAVE_TAKEN)


def append_columns(model: type[Model], columns: Mapping[str, Any], *, leave_taken: bool = False) -> int:
    """Insert rows that are no objects, told by the columns of their attributes, all but the key: of those that are a
    list a value for each row, of any other the same in every row; returns how many were given. A city's month has a
    hundred thousand: an object each takes longer than inserting them. A key that is taken raises, or its row is left
    out (`leave_taken`)."""
    _, fields = _statement(model)
    if {name for name, _, _ in fields} != columns.keys():
        raise TypeError(f"a row of {model._meta.label} has {', '.join(name for name, _, _ in fields)}")
    (many,) = {len(column) for column in columns.values() if isinstance(column, list)}
    told = [_prepared(columns[name], many, own, field) for name, own, field in fields]
    return _insert(model, list(zip(*told, strict=True)), LEAVE_TAKEN if leave_taken else "")


def _prepared(column: Any, many: int, own: type | None, field: Field[Any, Any]) -> list[Any]:
    """The values of a column as the database is given them. What is the same in many rows (a moment, nothing at all) is
    prepared once."""
    prepared = lru_cache(16, typed=True)(partial(field.get_db_prep_save, connection=connection))
    if not isinstance(column, list):
        return [column if type(column) is own else prepared(column)] * many
    if {*map(type, column)} <= {own}:
        return column
    return [value if type(value) is own else prepared(value) for value in column]


def _append_all(rows: list[Model], or_else: str) -> int:
    if not rows:
        return 0
    _, fields = _statement(type(rows[0]))
    return _insert(type(rows[0]), [_values(row, fields) for row in rows], or_else)


def _insert(model: type[Model], values: Sequence[Sequence[Any]], or_else: str = "") -> int:
    sql, fields = _statement(model)
    plain = sql.partition(" ON CONFLICT ")[0]
    if connection.vendor == "postgresql" and not or_else and len(values) >= ROWS_A_COPY:
        return _copy(model, values)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(values) >= ROWS_A_COPY:
            cursor.execute(*_as_json(model, values, or_else))
            return len(values)
        if connection.vendor != "postgresql":
            cursor.executemany(plain + or_else, values)
            return len(values)
        # There each row would be a statement and a way there and back of its own: many go in one.
        for begin in range(0, len(values), ROWS_A_STATEMENT):
            many = values[begin : begin + ROWS_A_STATEMENT]
            more = f", ({', '.join(['%s'] * len(fields))})" * (len(many) - 1)
            cursor.execute(plain + more + or_else, [value for row in many for value in row])
    return len(values)


def _as_json(model: type[Model], values: Sequence[Sequence[Any]], or_else: str) -> tuple[str, list[str]]:
    """Many rows as one value: no copy leaves a row out."""
    quoted = connection.ops.quote_name
    columns = [str(field.column) for _, _, field in _statement(model)[1]]
    names, table = ", ".join(map(quoted, columns)), quoted(model._meta.db_table)
    rows = [dict(zip(columns, row, strict=True)) for row in values]
    words = f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s){or_else}"
    return words, [json.dumps(rows, default=datetime.isoformat)]


def _copy(model: type[Model], values: Sequence[Sequence[Any]]) -> int:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for _, _, field in _statement(model)[1])
    words = f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(words) as copy:
        for row in values:
            copy.write_row(row)
    return len(values)


def _values(row: Model, fields: list[_Column]) -> list[Any]:
    """What the database is given. A value of the very kind that its column keeps goes as it is, and so does none where
    it keeps such: preparing it would only copy it, and takes longer than inserting the row."""
    kept = row.__dict__
    return [
        value
        if type(value := kept[name]) is own or (value is None and own is not None)
        else field.get_db_prep_save(value, connection)
        for name, own, field in fields
    ]


@lru_cache(maxsize=64)
def _statement(model: type[Model]) -> tuple[str, list[_Column]]:
    quoted, key = connection.ops.quote_name, model._meta.pk
    fields = [field for field in model._meta.concrete_fields if field is not key]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table, returned = quoted(model._meta.db_table), quoted(str(key.column))
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING {returned}", [
        (field.attname, _own_kind(field), field) for field in fields
    ]  # fmt: skip


@lru_cache(maxsize=64)
def _statement_of_all(first: type[Model], *others: type[Model]) -> tuple[str, list[list[_Column]]]:
    """The statement, and of each row the columns of which it is given the values."""
    quoted = connection.ops.quote_name
    sql, fields = _statement(first)
    columns, key_of_first = [fields], f"made.{quoted(str(first._meta.pk.column))}"
    parts, keys = [f"made AS ({sql})"], [key_of_first]
    # What is not committed by another yet is waited for in `made`: nothing comes with it before.
    for number, other in enumerate(others):
        _, fields = _statement(other)
        own, table, key = _ids_of(first, other), quoted(other._meta.db_table), quoted(str(other._meta.pk.column))
        names = ", ".join(quoted(str(field.column)) for _, _, field in fields)
        asked = ", ".join(key_of_first if name in own else "%s" for name, _, _ in fields)
        parts.append(f"with_{number} AS (INSERT INTO {table} ({names}) SELECT {asked} FROM made RETURNING {key})")
        keys.append(f"with_{number}.{key}")
        columns.append([column for column in fields if column[0] not in own])
    tables = ", ".join(key.partition(".")[0] for key in keys)
    return f"WITH {', '.join(parts)} SELECT {', '.join(keys)} FROM {tables}", columns


@lru_cache(maxsize=64)
def _ids_of(first: type[Model], other: type[Model]) -> list[str]:
    """The attributes of the other by which it names a row of the first."""
    return [
        name for name, _, field in _statement(other)[1]
        if isinstance(field, ForeignKey) and field.related_model is first
    ]  # fmt: skip


def _set_id(row: Model, other: Model) -> None:
    for name in _ids_of(type(row), type(other)):
        setattr(other, name, row.pk)


def _own_kind(field: Field[Any, Any]) -> type | None:
    """The type of which a value needs no preparing for this column; None where every value does."""
    # PostgreSQL takes a moment and a day as they are; SQLite as it writes them.
    for kinds, own in (*OWN, *(MOMENTS if connection.vendor == "postgresql" else ())):
        if isinstance(field, kinds):
            return own
    return None
