"""What makes of the rows of a question that was put together once what the ORM would make of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

Said = TypeVar("Said", bound=Model)


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
    make = _maker(klass, compiler.select, line.alias)
    annotated = compiler.annotation_col_map or {}

    def read(rows: list[Any]) -> list[Any]:
        made = []
        for row in converted(rows):
            one = make(row)
            for name, place in annotated.items():
                setattr(one, name, row[place])
            made.append(one)
        return made

    return read


def _maker(klass: Any, select: Any, alias: str) -> Callable[[Any], Any]:
    """What makes an object of a row, and those that were selected beside it; None where the row has none of a kind."""
    begins, ends = klass["select_fields"][0], klass["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[begins:ends]]
    model = cast(Any, klass["model"])
    key, new = begins + names.index(model._meta.pk.attname), _new(model, alias)
    beside = [
        (_maker(one, select, alias), one["local_setter"], one["remote_setter"])
        for one in klass.get("related_klass_infos", ())
    ]

    def make(row: Any) -> Any:
        if row[key] is None:
            return None
        one = new(names, row[begins:ends])
        for related, on_one, on_related in beside:
            found = related(row)
            on_one(one, found)
            if found is not None:
                on_related(found, one)
        return one

    return make


def _new(model: Any, alias: str) -> Callable[[Sequence[str], Sequence[Any]], Any]:
    """What `Model.from_db` makes, without asking each field and each value whether they want something else: of a
    report with all beside it that is a third of what asking for it costs. Ours want nothing else."""
    if model.__init__ is not Model.__init__ or _is_watched(model):
        return lambda names, values: model.from_db(alias, names, values)

    def new(names: Sequence[str], values: Sequence[Any]) -> Any:
        one = model.__new__(model)
        held, state = one.__dict__, ModelState()
        state.adding, state.db, held["_state"] = False, alias, state
        held.update(zip(names, values, strict=True))
        return one

    return new


def blank(model: type[Said]) -> Said:
    """What `Model()` makes, without asking each field what it is while nothing is said of it."""
    known = _of_nothing(model)
    if known is None:
        return model()
    one = model.__new__(model)
    one.__dict__.update(known, _state=ModelState())
    return one


@lru_cache(maxsize=16)
def _of_nothing(model: type[Model]) -> dict[str, Any] | None:
    """What a new object holds; None where that is another each time."""
    found: Any = model
    is_made = any(field.has_default() and callable(field.default) for field in found._meta.concrete_fields)
    if is_made or found.__init__ is not Model.__init__ or _is_watched(found):
        return None
    return {name: value for name, value in found().__dict__.items() if name != "_state"}


def _is_watched(model: Any) -> bool:
    return pre_init.has_listeners(model) or post_init.has_listeners(model)


def _converter(compiler: Any, line: BaseDatabaseWrapper) -> Callable[[list[Any]], list[Any]]:
    """What makes of an engine's values those of the fields."""
    found = compiler.get_converters([expression for expression, *_ in compiler.select])
    converters = [(place, _quicker(functions, line), expression) for place, (functions, expression) in found.items()]
    if not converters:
        return lambda rows: rows

    def converted(rows: list[Any]) -> list[Any]:
        told = list(map(list, rows))
        for place, functions, expression in converters:
            # Of the moments of a row most never came.
            of = (row for row in told if row[place] is not None) if functions == [_moment] else told
            for row in of:
                for function in functions:
                    row[place] = function(row[place], expression, line)
        return list(map(tuple, told))

    return converted
