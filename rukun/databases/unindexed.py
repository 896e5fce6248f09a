"""An order that no index has, where walking along one would take longer than sorting what is found."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class Unindexed(Func):
    """A moment to sort by after its rows were read: an index in that order is nothing to the engine."""

    arity = 1

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:  # type: ignore[override]
        return super().as_sql(compiler, connection, template="(%(expressions)s + interval '0')", **more)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="(+%(expressions)s)", **more)
