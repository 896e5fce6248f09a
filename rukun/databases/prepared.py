"""PostgreSQL's cursor for statements that are sent again and again (see `kept`).

The driver's own cursor puts each statement together anew, asks whether it was prepared, and waits for the answer in
steps that any other thread may come between: three times what libpq takes to send a statement by its name. So it is
sent by libpq itself here, and what the driver knows of values is found once for each statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import psycopg
from psycopg import abc
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.pq import DiagnosticField, ExecStatus, Format, TransactionStatus
from psycopg.types.numeric import Int8BinaryDumper

TIMESTAMPTZ = psycopg.adapters.types["timestamptz"].oid
IS_DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})
# As many as the server keeps for one connection; who was not asked for longest goes first.
KEPT_AT_MOST = 200


@dataclass(slots=True)
class _Statement:
    """A statement that the server keeps under a name, and what reads its rows (known from its first answer on)."""

    name: bytes
    reads: abc.Transformer
    is_new: bool = True


class _Line:
    """What is known of one connection, as long as that lives."""

    def __init__(self, line: psycopg.Connection[Any]) -> None:
        self.adapters = AdaptersMap(line.adapters)
        # By itself a number goes as the smallest kind that holds it, and each mixture would be a plan of its own.
        self.adapters.register_dumper(int, Int8BinaryDumper)
        # Moments are read by the driver's own reader, whose sessions are all in UTC as Django sets them: Django's puts
        # the same zone in once more, and a list of fifty rows has two hundred and fifty of them.
        quick = psycopg.adapters.get_loader(TIMESTAMPTZ, Format.TEXT)
        if quick is not None:
            self.adapters.register_loader(TIMESTAMPTZ, quick)
        self.writes = Transformer(self.adapters)
        self.statements: dict[tuple[bytes, tuple[int, ...]], _Statement] = {}
        self.made = 0


_LINES: WeakKeyDictionary[psycopg.Connection[Any], _Line] = WeakKeyDictionary()


class _Sent(NamedTuple):
    """What Django's log of statements asks a cursor for."""

    query: bytes


class Prepared:
    """Sends values apart from the statement, which the server keeps where the connection lets it and a plan for all
    values is wanted (`plans`)."""

    def __init__(self, line: psycopg.Connection[Any], *, plans: bool = True) -> None:
        self.connection, self.keeps = line, plans and line.prepare_threshold is not None
        known = _LINES.get(line)
        if known is None:
            known = _LINES[line] = _Line(line)
        self._known = known
        self._rows: list[Any] = []
        self._query = _Sent(b"")
        self.rowcount = -1

    def execute(self, query: str, params: Sequence[Any] | None = None) -> Prepared:
        """Ask, and have all rows here. Begins the transaction where one is to begin."""
        sql, writes = _numbered(query) if params is not None else query.encode(), self._known.writes
        values = writes.dump_sequence(params, [PyFormat.AUTO] * len(params)) if params else ()
        kinds, formats = (writes.types or (), writes.formats) if params else ((), ())
        self._query = _Sent(sql)
        if self.connection.pgconn.transaction_status == TransactionStatus.IDLE and not self.connection.autocommit:
            self._begin()
        if self.keeps:
            self._by_name(sql, kinds, values, formats)
        else:
            result = self.connection.pgconn.exec_params(sql, values, kinds, formats)
            self._take(result, Transformer(self._known.adapters))
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    def close(self) -> None:
        """Nothing is left at the server."""

    def _begin(self) -> None:
        line = self.connection
        if line.isolation_level is None and line.read_only is None and line.deferrable is None:
            self._checked(line.pgconn.exec_(b"BEGIN"))
        else:
            line.execute("")  # the driver knows how

    def _by_name(self, sql: bytes, kinds: Any, values: Any, formats: Any) -> None:
        statements, pgconn = self._known.statements, self.connection.pgconn
        one = statements.pop((sql, kinds), None) or self._prepared(sql, kinds)
        statements[sql, kinds] = one  # as the newest
        try:
            self._take(pgconn.exec_prepared(one.name, values, formats), one.reads, is_new=one.is_new)
        except psycopg.errors.FeatureNotSupported:
            # An upgrade changed a column's type: the server has to make a new plan.
            del statements[sql, kinds]
            if pgconn.transaction_status != TransactionStatus.IDLE:
                raise
            self._forget(one)
            one = statements[sql, kinds] = self._prepared(sql, kinds)
            self._take(pgconn.exec_prepared(one.name, values, formats), one.reads)
        one.is_new = False

    def _prepared(self, sql: bytes, kinds: Any) -> _Statement:
        known = self._known
        while len(known.statements) >= KEPT_AT_MOST:
            self._forget(known.statements.pop(next(iter(known.statements))))
        known.made += 1
        name = b"rukun_%d" % known.made
        self._checked(self.connection.pgconn.prepare(name, sql, kinds))
        return _Statement(name, Transformer(known.adapters))

    def _forget(self, one: _Statement) -> None:
        self._checked(self.connection.pgconn.exec_(b"DEALLOCATE " + one.name))

    def _checked(self, result: Any) -> Any:
        if result.status not in IS_DONE:
            if not result.error_field(DiagnosticField.SQLSTATE):
                # No server said what kind of mistake that is: the line broke, also where libpq does not notice.
                raise psycopg.OperationalError(self.connection.pgconn.get_error_message())
            raise psycopg.errors.error_from_result(result)
        return result

    def _take(self, result: Any, reads: abc.Transformer, *, is_new: bool = True) -> None:
        self._checked(result)
        reads.set_pgresult(result, set_loaders=is_new)
        self._rows = reads.load_rows(0, result.ntuples, tuple)
        # What reads the columns is known from now on; the answer itself is let go of.
        reads.set_pgresult(None, set_loaders=False)
        self.rowcount = result.ntuples if result.status == ExecStatus.TUPLES_OK else result.command_tuples or 0


@lru_cache(maxsize=1024)
def _numbered(query: str) -> bytes:
    """The statement with its values numbered, as the server reads it."""
    numbers = iter(range(1, query.count("%s") + 1))
    return re.sub("%%|%s", lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", query).encode()
