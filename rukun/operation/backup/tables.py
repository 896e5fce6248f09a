"""The database as files that no engine owns: one a table, a row a line, in the order of their keys.

A city that moves to another engine takes these. Rows are written and read by the models as they stood when the files
were made, so an older version's files are loaded into its own tables and migrated from there. Guards stay up all the
while: rows are only added, and what a trigger added by itself is taken out before the rows themselves come.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, ForeignKey, Model

from rukun.databases import structure
from rukun.operation.backup.files import room
from rukun.values.refused import Refused
from rukun.values.time import iso

# What Django makes by itself from the models.
MADE_BY_DJANGO = frozenset({"auth", "contenttypes", "messages", "staticfiles"})
# Filled by a trigger with every row of another table.
FILLED_BY_TRIGGER = frozenset({"trail_unsealed"})
READ_AT_ONCE, ADDED_AT_ONCE = 2_000, 20_000
# Rows are small and alike: more effort makes them little smaller and much slower.
EFFORT = 3
# What a manifest names as the engine of such files.
ANY = "any"
PREFIX, ENDING = "table-", ".jsonl.gz"
Convert = Callable[[Any], Any]


def file_of(folder: Path, table: str) -> Path:
    return folder / f"{PREFIX}{table}{ENDING}"


def write(folder: Path, *, migrations: Collection[str]) -> dict[str, int]:
    """Every table that these migrations made into the folder, as the open snapshot has it; how many rows each has."""
    executor = MigrationExecutor(connection)
    registry = _state(executor, _targets(executor, migrations))
    with room(folder):
        return {model._meta.db_table: _write(folder, model) for model in in_order(registry)}


def _write(folder: Path, model: type[Model]) -> int:
    fields, many = _fields(model), 0
    names = [field.attname for field in fields]
    told = [_spelled(field) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    with gzip.GzipFile(file_of(folder, model._meta.db_table), "wb", EFFORT, mtime=0) as packed:
        out = io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
        out.write(json.dumps({"columns": [field.column for field in fields]}) + "\n")
        for row in rows.iterator(READ_AT_ONCE):
            values = [value if value is None else tell(value) for tell, value in zip(told, row, strict=True)]
            out.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")
            many += 1
        out.flush()
    return many


def in_order(registry: Apps) -> list[type[Model]]:
    """The models of ours, each behind those that it points to."""
    found: dict[type[Model], None] = {}
    under_way: set[type[Model]] = set()

    def put(model: type[Model]) -> None:
        if model in found or model in under_way or not is_ours(model):
            return
        under_way.add(model)
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey):
                put(field.related_model)
        found[model] = None

    for model in registry.get_models(include_auto_created=True):
        put(model)
    return list(found)


def together(models: Sequence[type[Model]]) -> Iterator[list[type[Model]]]:
    """The same in groups that have to be loaded in one transaction: two tables that point to each other, say."""
    place = {model: number for number, model in enumerate(models)}
    group: list[type[Model]] = []
    last = -1
    for number, model in enumerate(models):
        group.append(model)
        pointed = (place.get(field.related_model, -1) for field in _fields(model) if isinstance(field, ForeignKey))
        last = max(last, *pointed, number)
        if last == number:
            yield group
            group = []


def is_ours(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.app_label not in MADE_BY_DJANGO


def bring_back(
    folder: Path, *, migrations: Collection[str], stated: Mapping[str, int], done: list[str], note: Callable[[], None]
) -> None:
    """The tables as these migrations made them, filled from the files; each whole or not at all, noted when it is."""
    registry = _schema_of(migrations)
    models = in_order(registry)
    _refuse_others({model._meta.db_table for model in models}, stated)
    for group in together(models):
        names = [model._meta.db_table for model in group]
        if set(names) <= set(done):
            continue
        # The note may be behind by one: then the rows are there, because a group is one transaction.
        if not any(stated[name] for name in names) or any(_many_in(name) != stated[name] for name in names):
            _load(folder, group)
        done += names
        note()
    _count_on(models)


def _schema_of(migrations: Collection[str]) -> Apps:
    """Make the tables of that version, and give the models that belong to them."""
    if {f"{app}.{name}" for app, name in structure.migrations()} <= set(migrations):
        structure.lay()
    executor = MigrationExecutor(connection)
    targets = _targets(executor, migrations)
    executor.migrate(targets)
    return _state(executor, targets)


def _targets(executor: MigrationExecutor, migrations: Collection[str]) -> list[tuple[str, str]]:
    """Of these the ones that no other builds upon."""
    graph = executor.loader.graph
    wanted = {(app, name) for app, _, name in (one.partition(".") for one in migrations)} & set(graph.nodes)
    return sorted(key for key in wanted if not any(child.key in wanted for child in graph.node_map[key].children))


def _state(executor: MigrationExecutor, targets: list[tuple[str, str]]) -> Apps:
    registry: Apps = executor.loader.project_state(targets).apps
    return registry


def _refuse_others(ours: Collection[str], stated: Mapping[str, int]) -> None:
    if other := sorted(set(ours) ^ set(stated)):
        raise Refused(
            "broken", "Berkas ini memuat tabel lain daripada versinya: {other}", other=", ".join(other[:5])
        )  # fmt: skip


def _load(folder: Path, group: list[type[Model]]) -> None:
    """The tables of a group from their files, in one transaction."""
    table = ""
    try:
        with transaction.atomic():
            if len(group) == 1 and not _points_to_itself(group[0]):
                _check_at_once()
            for model in group:
                table = model._meta.db_table
                _fill(file_of(folder, table), model)
    except DatabaseError as wrong:
        said = str(wrong).strip().splitlines()[0][:300]
        raise Refused("table", "Tabel {table} tidak dapat dimuat: {said}", table=table, said=said) from wrong


def _fill(file: Path, model: type[Model]) -> None:
    table = model._meta.db_table
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        columns = json.loads(next(lines))["columns"]
        fields = {field.column: field for field in _fields(model)}
        if set(columns) != set(fields):
            raise Refused("broken", "Tabel {table} memuat kolom lain daripada versinya.", table=table)
        if table in FILLED_BY_TRIGGER:
            _run(f'DELETE FROM "{table}"')
        rows = _rows(lines, [fields[column] for column in columns])
        while some := list(islice(rows, ADDED_AT_ONCE)):
            _add(table, columns, some)


def _rows(lines: Iterator[str], fields: list[Field[Any, Any]]) -> Iterator[list[Any]]:
    read = [_understood(field) for field in fields]
    for line in lines:
        yield [value if value is None else take(value) for take, value in zip(read, json.loads(line), strict=True)]


def _add(table: str, columns: list[str], rows: list[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def _check_at_once() -> None:
    """Keys are looked at with each piece: put off to the end, a large table's would fill the server's memory."""
    if connection.vendor == "postgresql":
        _run("SET CONSTRAINTS ALL IMMEDIATE")


def _count_on(models: Collection[type[Model]]) -> None:
    """New rows get the numbers after those that came."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
        _run(statement)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _many_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def _points_to_itself(model: type[Model]) -> bool:
    return any(field.related_model is model for field in _fields(model) if field.is_relation)


def _kind(field: Field[Any, Any]) -> str:
    """The kind of what is kept; of a key that of what it points to."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def _spelled(field: Field[Any, Any]) -> Convert:
    """How a value is written in JSON."""
    by_kind: dict[str, Convert] = {
        "DateTimeField": iso, "DateField": date.isoformat, "DecimalField": str, "UUIDField": str,
        "BinaryField": lambda value: base64.b64encode(bytes(value)).decode(),
    }  # fmt: skip
    return by_kind.get(_kind(field), _as_it_is)


def _understood(field: Field[Any, Any]) -> Convert:
    """How what stands in JSON is given to the database."""
    by_kind: dict[str, Convert] = {
        "DateTimeField": datetime.fromisoformat, "DateField": date.fromisoformat, "DecimalField": Decimal,
        "UUIDField": field.to_python, "BinaryField": base64.b64decode,
    }  # fmt: skip
    kind = _kind(field)
    read = by_kind.get(kind)
    if kind == "JSONField" or (read is not None and kind != "BinaryField"):
        return lambda value: field.get_db_prep_save(read(value) if read else value, connection)
    return read or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
