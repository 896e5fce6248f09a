"""Moments read as numbers: a list of millions is read three times as fast as when each becomes an object."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Func
from django.db.models.sql.compiler import SQLCompiler


class Microseconds(Func):
    """A moment as whole microseconds since 1970."""

    arity = 1
    output_field = BigIntegerField()

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Any]:  # noqa: ARG002
        """None: both engines give a whole number, and asking of each whether it is one takes as long as reading it."""
        return []

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, template="(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint", **more
        )

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        """Where a moment is text: `2016-06-01 05:00:00`, and six digits after a point unless they are noughts."""
        whole = "CAST(strftime('%%%%s', %(expressions)s) AS integer) * 1000000"
        rest = "CAST(substr(%(expressions)s || '.', 21, 6) AS integer)"
        return self.as_sql(compiler, connection, template=f"({whole} + {rest})", **more)
