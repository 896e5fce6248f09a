"""What makes of the rows of a question that was put together once what the ORM would make of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators


def _quicker(functions: Sequence[Callable[..., Any]], line: BaseDatabaseWrapper) -> Sequence[Callable[..., Any]]:
    """SQLite keeps moments without a zone: those of a list of fifty rows are three hundred."""
    names = [getattr(function, "__name__", "") for function in functions]
    is_utc = line.vendor == "sqlite" and line.timezone is UTC
    return [_moment] if is_utc and names == ["convert_datetimefield_value"] else functions


def _moment(value: Any, _expression: Any, _line: Any) -> Any:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def reader(compiler: Any, line: BaseDatabaseWrapper, *, is_of_objects: bool) -> Callable[[list[Any]], list[Any]]:
    """What makes of rows what the ORM would make of them: objects with what was selected beside them, or tuples."""
    converted = _converter(compiler, line)
    klass = compiler.klass_info
    if not is_of_objects:
        return converted
    fields: Sequence[int] = klass["select_fields"]
    begins, ends = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[begins:ends]]
    beside: Any = cast(Any, get_related_populators)(klass, compiler.select, line.alias)
    annotated = compiler.annotation_col_map or {}
    model = cast(Any, klass["model"])

    def read(rows: list[Any]) -> list[Any]:
        made = []
        for row in converted(rows):
            one = model.from_db(line.alias, names, row[begins:ends])
            for related in beside:
                related.populate(row, one)
            for name, place in annotated.items():
                setattr(one, name, row[place])
            made.append(one)
        return made

    return read


def _converter(compiler: Any, line: BaseDatabaseWrapper) -> Callable[[list[Any]], list[Any]]:
    """What makes of an engine's values those of the fields."""
    found = compiler.get_converters([expression for expression, *_ in compiler.select])
    converters = [(place, _quicker(functions, line), expression) for place, (functions, expression) in found.items()]
    if not converters:
        return lambda rows: rows

    def converted(rows: list[Any]) -> list[Any]:
        told = list(map(list, rows))
        for place, functions, expression in converters:
            for row in told:
                for function in functions:
                    row[place] = function(row[place], expression, line)
        return list(map(tuple, told))

    return converted
