"""The judged reports of a month as a decree sorts them: two columns a unit, put together by the database.

A city's month has millions of reports. Read one by one each costs Python more than counting it costs the database; so
an engine sorts out what does not count, and hands over a text for each unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Cast

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


class Judged:
    """The judged reports that were made for a unit (its id), by day and receipt: their marks beside their codes. A mark
    says how a report stands (`Stands`) and the day of the month to which it belongs, in two digits."""

    def __init__(self, unit: int, marks: Sequence[str], codes: Sequence[str]) -> None:
        self.unit, self.marks, self.codes = unit, marks, codes

    @cached_property
    def many(self) -> Counter[str]:
        """How many have each mark, the marks in the order of their days."""
        return Counter(self.marks)

    @property
    def valid(self) -> int:
        return sum(many for mark, many in self.many.items() if mark[0] != Stands.STRUCK)

    def there(self, days: Collection[date]) -> Judged:
        """Those of some days alone."""
        wanted = {f"{day.day:02}" for day in days}
        left = [(mark, code) for mark, code in zip(self.marks, self.codes, strict=True) if mark[1:] in wanted]
        return Judged(self.unit, [mark for mark, _ in left], [code for _, code in left])


def judged(units: Collection[int], month: Month, terms: Terms) -> Iterator[Judged]:
    """What was judged of the month's reports of each of these units (ids) that has any; one query for up to three
    hundred units. By ids and not by the kelurahan's code, so that one index answers it alone, in its own order.

    What distance is not known is far from nothing.
    """
    asked = _question(terms.border, terms.left_out)
    for unit, text in asked.around(TOLD[connection.vendor], units, month.first, month.last, terms.tolerance_m):
        told = text.split(",")
        yield Judged(unit, told[::2], told[1::2])


# A text for each unit: mark, code, mark, code. Within it the order is that of days and receipt, by which the first
# reports of a day count. SQLite joins rows in the order of the question that it joins (it never leaves out the order of
# one that something is joined from); it knows no order of its own in there before version 3.44.
TOLD = {
    "sqlite": "SELECT unit_id, group_concat(stands || substr(day, 9) || ',' || code) FROM ({}) GROUP BY unit_id",
    "postgresql": "SELECT unit_id, string_agg(stands || substr(day, 9) || ',' || code, ',' "
    "ORDER BY day, received_at, report_id) FROM ({}) AS judged GROUP BY unit_id",
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
        found = (
            CurrentVerdict.objects.filter(unit_id__in=units, counted_on__gte=first, counted_on__lte=last)
            .annotate(day=Cast("counted_on", CharField()), stands=stands)
            .values_list("unit_id", "day", "received_at", "report_id", "stands", "code")
        )
        return found.order_by("unit_id", "counted_on", "received_at", "report_id")

    return Numbered(put, UNITS, date, date, int)
