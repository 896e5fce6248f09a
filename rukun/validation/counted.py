"""The judged reports of a month as a decree sorts them: two columns a unit, put together by the database.

A city's month has millions of reports. Read one by one each costs Python more than counting it costs the database; so
an engine sorts out what does not count, and hands over a text for each unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Func, QuerySet, Value, When
from django.db.models.functions import Cast, Substr

from rukun.databases.kept import Numbered
from rukun.validation.models import CurrentVerdict
from rukun.validation.of_units import UNITS
from rukun.values.code import Kind
from rukun.values.time import Month


class Stands(StrEnum):
    """What keeps a report from counting, the first of these that does; nothing does where it may count."""

    MAY_COUNT = "c"
    STRUCK = "s"
    OTHER_KIND = "k"
    FAR = "f"


class Terms(NamedTuple):
    """How far from which border a report counts, and the categories (ids) that never do."""

    border: Kind
    tolerance_m: int
    left_out: frozenset[int]


class Judged(NamedTuple):
    """The judged reports that were made for a unit (its id), by day and receipt: of those that may count the days of
    the month, in two digits, beside their codes; of the others what keeps them from it and the day, beside theirs."""

    unit: int
    days: Sequence[str]
    codes: Sequence[str]
    others: Sequence[str] = ()
    codes_of_others: Sequence[str] = ()

    @property
    def many(self) -> int:
        return len(self.codes) + len(self.codes_of_others)

    @property
    def valid(self) -> int:
        return self.many - sum(other[0] == Stands.STRUCK for other in self.others)

    def there(self, days: Collection[date]) -> Judged:
        """Those of some days alone."""
        wanted = {f"{day.day:02}" for day in days}
        found = [(day, code) for day, code in zip(self.days, self.codes, strict=True) if day in wanted]
        others = [
            (other, code) for other, code in zip(self.others, self.codes_of_others, strict=True) if other[1:] in wanted
        ]
        return Judged(self.unit, *_columns(found), *_columns(others))


def _columns(rows: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [one for one, _ in rows], [code for _, code in rows]


def judged(units: Collection[int], month: Month, terms: Terms) -> Iterator[Judged]:
    """What was judged of the month's reports of each of these units (ids) that has any; one query for up to three
    hundred units. By ids and not by the kelurahan's code, so that one index answers it alone, in its own order.

    What distance is not known is far from nothing.
    """
    asked = _question(terms.border, terms.left_out)
    told = asked.around(TOLD[connection.vendor], units, month.first, month.last, terms.tolerance_m)
    for unit, may_count, others in told:
        these = may_count.split(",") if may_count else []
        those = others.split(",") if others else []
        yield Judged(unit, these[::2], these[1::2], those[::2], those[1::2])


# Two texts for each unit: day, code, day, code. Within them the order is that of days and receipt, by which the first
# reports of a day count. SQLite joins rows in the order of the question that it joins (it never leaves out the order of
# one that something is joined from); it knows no order of its own in there before version 3.44.
TOLD = {
    "sqlite": """
        SELECT unit_id,
        group_concat(told) FILTER (WHERE stands = 'c'),
        group_concat(stands || told) FILTER (WHERE stands <> 'c')
        FROM ({}) GROUP BY unit_id
    """,
    "postgresql": """
        SELECT unit_id,
        string_agg(told, ',' ORDER BY counted_on, received_at, report_id) FILTER (WHERE stands = 'c'),
        string_agg(stands || told, ',' ORDER BY counted_on, received_at, report_id) FILTER (WHERE stands <> 'c')
        FROM ({}) AS judged GROUP BY unit_id
    """,
}


@lru_cache(maxsize=32)
def _question(border: Kind, left_out: frozenset[int]) -> Numbered[Any]:
    def put(units: Collection[int], first: date, last: date, tolerance_m: int) -> QuerySet[CurrentVerdict, Any]:
        far = {f"{border.value}_distance_m__gt": tolerance_m}
        stands = Case(
            When(is_valid=False, then=Value(Stands.STRUCK.value)),
            When(category_id__in=left_out, then=Value(Stands.OTHER_KIND.value)),
            When(**far, then=Value(Stands.FAR.value)),
            default=Value(Stands.MAY_COUNT.value),
        )
        day = Substr(Cast("counted_on", CharField()), 9)
        told = Func(day, Value(","), "code", template="(%(expressions)s)", arg_joiner=" || ", output_field=CharField())
        found = (
            CurrentVerdict.objects.filter(unit_id__in=units, counted_on__gte=first, counted_on__lte=last)
            .annotate(stands=stands, told=told)
            .values_list("unit_id", "counted_on", "received_at", "report_id", "stands", "told")
        )
        return found.order_by("unit_id", "counted_on", "received_at", "report_id")

    return Numbered(put, UNITS, date, date, int)
