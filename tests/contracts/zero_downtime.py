"""Whether a migration can run while the version before it still serves: expand, migrate, contract.

docs/operating/upgrades.md tells the rules to people. Every finding names what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, Field

from rukun.trail.append_only import AppendOnly
from rukun.trail.while_working import AddConstraintWhileWorking, AddIndexWhileWorking, ValidateWhileWorking

# What grows by 100,000 reports a day. An index or a check over one of these, made at once, holds up every write.
LARGE = frozenset({
    "trail.event", "trail.leaf", "people.sending",
    "reports.report", "reports.photo", "reports.picture", "reports.original", "reports.support", "reports.comment",
    "reports.relay", "reports.origin", "reports.told",
    "followup.ticket", "followup.step", "followup.proof", "followup.answer", "followup.rating", "followup.disposisi",
    "validation.verdict", "validation.currentverdict", "validation.flag", "validation.risk", "validation.picked",
    "validation.lookedthrough", "validation.fingerprint", "validation.likeness", "validation.picturekey",
    "validation.wordkey", "validation.sentfrom",
    "notices.notice", "notices.delivery", "webhooks.delivery", "chats.conversation",
})  # fmt: skip
WORDS_MIN = 20
# A statement that reads or locks a whole table.
HEAVY = re.compile(r"\b(update|delete\s+from|alter\s+table|create\s+(unique\s+)?index(?!\s+concurrently))\b", re.I)
HARMLESS = (AppendOnly, AddIndexWhileWorking, AddConstraintWhileWorking, ValidateWhileWorking)


def findings(migration: Migration, state: ProjectState) -> list[str]:
    """What would stop or break the version before; nothing where the migration says why it is safe."""
    made: set[str] = set()
    found: list[str] = []
    state = state.clone()
    for operation in migration.operations:
        found += _flat(migration.app_label, operation, state, made)
        operation.state_forwards(migration.app_label, state)
    reason = getattr(migration, "safe", "")
    if not found or len(reason.strip()) >= WORDS_MIN:
        return []
    if reason:
        return [f"{migration.app_label}.{migration.name}: `safe` must tell why, in a sentence"]
    return [f"{migration.app_label}.{migration.name}: {words}" for words in found]


def _flat(app: str, operation: Operation, state: ProjectState, made: set[str]) -> Iterator[str]:
    """A finding for each thing that one operation does. What this migration made itself nobody uses yet."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _flat(app, inner, state, made)
        return
    if isinstance(operation, operations.CreateModel):
        made.add(f"{app}.{operation.name_lower}")
        return
    model = getattr(operation, "model_name", getattr(operation, "name", "")) or ""
    table = f"{app}.{model.lower()}"
    if table in made or isinstance(operation, HARMLESS):
        return
    for kind, judge in JUDGES.items():
        if isinstance(operation, kind):
            yield from judge(operation, table, state)


def _removed(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del state
    what = f"{table}.{operation.name}" if hasattr(operation, "model_name") else table
    yield f"removes {what}, which the version before still reads; stop using it now, remove it in the next version"


def _renamed(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del state
    yield f"renames what the version before knows as {getattr(operation, 'old_name', table)}; add the new one beside it"


def _added(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del state
    field: Field[Any, Any] = operation.field
    if field.many_to_many:
        return
    if not field.null and field.db_default is NOT_PROVIDED:
        yield f"adds {table}.{operation.name} NOT NULL: the version before writes rows without it; null or db_default"
    if table in LARGE and (field.db_index or field.unique):
        yield f"adds {table}.{operation.name} with an index on a large table; db_index=False, then AddIndexWhileWorking"


def _altered(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    before: Any = state.models[tuple(table.split("."))].fields[operation.name]  # type: ignore[index]
    after: Any = operation.field
    name = f"{table}.{operation.name}"
    if before.null and not after.null:
        yield f"makes {name} NOT NULL in one step; fill it, AddConstraintWhileWorking, ValidateWhileWorking, then this"
    if before.get_internal_type() != after.get_internal_type():
        yield f"makes {name} another type; add a second field and move over"
    if after.max_length and (not before.max_length or after.max_length < before.max_length):
        yield f"makes {name} shorter: what the version before writes may not fit"
    if (after.unique and not before.unique) or (after.db_index and not before.db_index and table in LARGE):
        yield f"adds an index to {name} at once; AddIndexWhileWorking"


def _indexed(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del state
    if table in LARGE:
        yield f"makes index {operation.index.name} on the large table {table} at once; AddIndexWhileWorking"


def _bound(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del state
    name = operation.constraint.name
    yield f"adds constraint {name} to {table}: rows of the version before may break it; AddConstraintWhileWorking first"


def _written(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del table, state
    told = operation.sql if isinstance(operation.sql, str) else " ".join(str(part) for part in operation.sql)
    if found := HEAVY.search(told):
        yield f"runs {found[0].upper()} in its own SQL, which no rule can judge"


def _programmed(operation: Any, table: str, state: ProjectState) -> Iterator[str]:
    del operation, table, state
    yield "runs Python over rows, which no rule can judge: in batches, by a command or the worker"


JUDGES: dict[type[Operation], Any] = {
    operations.RemoveField: _removed, operations.DeleteModel: _removed,
    operations.RenameField: _renamed, operations.RenameModel: _renamed, operations.AlterModelTable: _renamed,
    operations.AddField: _added, operations.AlterField: _altered, operations.AddIndex: _indexed,
    operations.AddConstraint: _bound, operations.RunSQL: _written, operations.RunPython: _programmed,
}  # fmt: skip
