"""Questions that are put together once: the ORM makes the SQL, and every later asking only sends other values.

Putting a question over nine tables together takes Django ten times as long as PostgreSQL needs to answer it, and
planning it there takes longer still. Where a connection is a session of our own the server keeps the plan as well (see
`addresses`): of questions by a key, whose best plan is the same whatever the value is. Others are `Shaped`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet

from rukun.databases.away import AWAY
from rukun.databases.reading import reader

PRIMARY = "default"
ASKED_AGAIN_WITHIN = 1.0
Row = TypeVar("Row")
# What stands in the place of a value while the question is put together: nothing that a question would say by itself.
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_040_302_010 + place,
    str: lambda place: f"\ue07a{place}",
    date: lambda place: date(1903, 2, 1 + place),
    datetime: lambda place: datetime(1903, 2, 1, 4, 5, 6, 7 + place, tzinfo=UTC),
}


def asking(alias: str = PRIMARY) -> AbstractContextManager[Any]:
    """A cursor for statements whose words are always the same. Counted and watched like any other."""
    return _keeping(connections[alias])


def _keeping(line: BaseDatabaseWrapper, *, plans: bool = True) -> AbstractContextManager[Any]:
    if line.vendor != "postgresql":
        return line.cursor()
    line.close_if_health_check_failed()
    if line.connection is None or line.connection.closed:
        line.ensure_connection()
    # Loaded where it is asked for: a library that a city on SQLite has no use for.
    from rukun.databases.prepared import Prepared

    raw: Any = Prepared(line.connection, plans=plans)
    return line.make_debug_cursor(raw) if line.queries_logged else _Answered(raw, line)


def _may_ask_again(line: BaseDatabaseWrapper, statement: str, began: float) -> bool:
    """Whether a question whose line broke is asked once more, over another: the primary, which may be back already, for
    what only reads, and belongs to no transaction. Whoever waited long for the first answer has waited enough."""
    raw = line.connection
    is_lost = line.vendor == "postgresql" and (raw is None or raw.closed)
    is_alone = line.autocommit and not line.in_atomic_block and statement.startswith("SELECT")
    return is_lost and is_alone and line.alias == PRIMARY and time.monotonic() - began < ASKED_AGAIN_WITHIN


class _Answered(CursorWrapper):
    """Django's cursor around one whose rows are all here once it was asked: reading them is no way to the database, and
    needs no watch for what may go wrong on it."""

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self.cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return cast("list[Any]", self.cursor.fetchall())


# Which value of a statement is which of those that are asked with.
Slots: TypeAlias = tuple[tuple[int, int], ...]


class _Made(NamedTuple):
    """A question as it is sent: its statement, where each value goes, and what makes objects of rows."""

    sql: str
    values: tuple[Any, ...]
    slots: Slots
    read: Callable[[list[Any]], list[Any]]


def remember(one: Model, name: str, rows: list[Any]) -> None:
    """What `one.NAME.all()` answers with from now on, without a query: as `prefetch_related` leaves it."""
    found = getattr(one, name).all()
    found._result_cache, found._prefetch_done = rows, True
    one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


class Kept(Generic[Row]):
    """A question of the ORM, with values of these kinds: `Kept(lambda code: Report.objects.filter(code=code), str)`.

    `put` is called once for each database, and has to use each value as it is, as no part of another one.
    """

    def __init__(self, put: Callable[..., QuerySet[Any, Row]], *kinds: type) -> None:
        self.put, self.kinds = put, kinds
        self._moments = [place for place, kind in enumerate(kinds) if kind in {date, datetime}]
        self._made: dict[str, _Made] = {}
        self._model: type[Model] | None = None

    def rows(self, *values: Any) -> list[Row]:
        """What is answered for these values; one query."""
        made, rows = self._ask("{}", values)
        return made.read(rows)

    def first(self, *values: Any) -> Row | None:
        """The one row there is for these values, or None; one query."""
        return next(iter(self.rows(*values)), None)

    def count(self, *values: Any) -> int:
        """How many are there for these values; one query."""
        return int(self._ask("SELECT count(*) FROM ({}) AS counted", values)[1][0][0])

    def around(self, words: str, *values: Any) -> list[Any]:
        """What a statement around the question, which stands in it as `{}`, answers for these values; one query. Its
        rows are as the engine gives them."""
        return self._ask(words, values)[1]

    def _ask(self, words: str, values: Sequence[Any]) -> tuple[_Made, list[Any]]:
        if self._model is None:
            self._model = self.put(*self._marks()).model
        alias = router.db_for_read(self._model)
        made = self._made.get(alias)
        if made is None:
            made = self._made[alias] = self._make(alias)
        line, sent = connections[alias], list(made.values)
        given = list(values)
        for place in self._moments:
            given[place] = _adapted(line, given[place])
        for place, number in made.slots:
            sent[place] = given[number]
        statement, began = words.format(made.sql), time.monotonic()
        try:
            return made, self._rows(line, statement, sent)
        except AWAY:
            if not _may_ask_again(line, statement, began):
                raise
        return made, self._rows(line, statement, sent)

    def _rows(self, line: BaseDatabaseWrapper, statement: str, sent: list[Any]) -> list[Any]:
        with self._cursor(line) as cursor:
            cursor.execute(statement, sent)
            return list(cursor.fetchall())

    def _cursor(self, line: BaseDatabaseWrapper) -> AbstractContextManager[Any]:
        """What it is sent by: here, so that the server may keep its plan."""
        return _keeping(line)

    def _marks(self) -> list[Any]:
        return [MARKS[kind](place) for place, kind in enumerate(self.kinds)]

    def _make(self, alias: str) -> _Made:
        marks, line = self._marks(), connections[alias]
        found = self.put(*marks).using(alias)
        compiler = found.query.get_compiler(using=alias)
        sql, values = compiler.as_sql()
        stand_in = [_adapted(line, mark) for mark in marks]
        slots = tuple((place, stand_in.index(value)) for place, value in enumerate(values) if value in stand_in)
        if {number for _, number in slots} != set(range(len(marks))):
            raise TypeError(f"a kept question has to use each of its values as it is: {sql}")
        read = reader(compiler, line, is_of_objects=cast(Any, found)._fields is None)
        if line.vendor == "postgresql":
            sql, values, slots = _with_its_own(sql, values, slots, line)
        return _Made(sql, tuple(values), slots, read)


class Shaped(Kept[Row]):
    """One shape of a question whose best plan depends on its values: a list by filters. It is put together once, and
    sent without a name, so that it is planned for the values it comes with."""

    def _cursor(self, line: BaseDatabaseWrapper) -> AbstractContextManager[Any]:
        return _keeping(line, plans=False)


class Numbered(Generic[Row]):
    """A question about rows with certain numbers: `Numbered(lambda ids: Area.objects.filter(id__in=ids), (3,))`. Where
    it has other values beside, these come after the numbers, and their kinds after the sizes.

    It is put together for these sizes, the smallest first; places that are left hold numbers that no row has, each
    another one: were they alike, PostgreSQL would expect less than any plan for all values, and plan each time. More
    numbers than the largest size has are asked for in several queries, each in the order of the question.
    """

    def __init__(self, put: Callable[..., QuerySet[Any, Row]], sizes: Sequence[int], *kinds: type) -> None:
        self.most, beside = sizes[-1], len(kinds)

        def of_all(*values: Any) -> QuerySet[Any, Row]:
            return put(values[beside:], *values[:beside])

        self._made = [(size, Kept(of_all, *kinds, *[int] * size)) for size in sizes]

    def rows(self, numbers: Collection[int], *values: Any) -> list[Row]:
        """What is answered for these numbers; one query, and none where there is no number."""
        return [row for question, asked in self._asked(numbers, values) for row in question.rows(*asked)]

    def count(self, numbers: Collection[int], *values: Any) -> int:
        """How many are there for these numbers; one query, and none where there is no number."""
        return sum(question.count(*asked) for question, asked in self._asked(numbers, values))

    def around(self, words: str, numbers: Collection[int], *values: Any) -> list[Any]:
        """What a statement around the question, which stands in it as `{}`, answers for these numbers; one query. Its
        rows are as the engine gives them."""
        return [row for question, asked in self._asked(numbers, values) for row in question.around(words, *asked)]

    def _asked(self, numbers: Collection[int], values: Sequence[Any]) -> Iterator[tuple[Kept[Row], list[Any]]]:
        asked = list(numbers)
        for begin in range(0, len(asked), self.most):
            part = asked[begin : begin + self.most]
            size, question = next(made for made in self._made if made[0] >= len(part))
            yield question, [*values, *part, *range(-1, len(part) - size - 1, -1)]


def _with_its_own(
    sql: str, values: Sequence[Any], slots: Slots, line: BaseDatabaseWrapper
) -> tuple[str, list[Any], Slots]:
    """The statement with the values that are its own written into it: only what changes is left to be sent. A plan for
    all values is as good as one for these alone where it knows which of them never change; else PostgreSQL plans each
    time."""
    from psycopg.sql import Literal

    line.ensure_connection()
    changing, places = dict(slots), iter(range(len(values)))

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%" or (place := next(places)) in changing:
            return found[0]
        return Literal(values[place]).as_string(line.connection).replace("%", "%%")

    told = re.sub("%%|%s", written, sql)
    return told, [values[place] for place in changing], tuple(enumerate(changing.values()))


def _adapted(line: BaseDatabaseWrapper, value: Any) -> Any:
    """As this engine is given moments and days; everything else goes as it is."""
    if isinstance(value, datetime):
        return line.ops.adapt_datetimefield_value(value)
    return line.ops.adapt_datefield_value(value) if isinstance(value, date) else value
