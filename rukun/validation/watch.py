"""The fairness watch: how much each desk, kelurahan and category strikes, for those who oversee; five queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rukun.areas.models import Area
from rukun.reports.models import Category
from rukun.validation.fairness import Desk, compare
from rukun.validation.models import OverdueAppeal, Verdict
from rukun.validation.queries import open_appeals
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class Watch:
    """A month's verdicts of humans within an area: desks by their number, kelurahan by code, categories by code."""

    desks: list[Desk]
    wards: list[Desk]
    kinds: list[Desk]
    names: dict[str, str]
    categories: dict[str, Category]
    judged: int
    struck: int
    appeals_open: int
    appeals_overdue: int


def watch(area: AreaCode, month: Month) -> Watch:
    """What humans judged in a month (not what a sample let pass, nor answers to appeals): who struck how much.

    A desk is a validator in a seat, shown by the seat and a number, never by a name; the number is the same in every
    month and every area.
    """
    given = _given(area, month)
    desks = _counted(given, "validator", "seat__area__code")
    by_desk = {f"tapem@{code} / {number}": row for (number, code), row in desks.items()}
    by_ward = _counted(given, "report__unit__code")
    wards = _together((str(code)[: LENGTH_OF[Kind.KELURAHAN]], row) for (code,), row in by_ward.items())
    kinds = {str(code): row for (code,), row in _counted(given, "report__category__code").items()}
    names = dict(Area.objects.filter(code__in=wards).values_list("code", "name"))
    waiting = open_appeals(area)
    late = OverdueAppeal.objects.filter(appeal__in=waiting.order_by().values("pk"))
    return Watch(
        compare(by_desk), compare(wards), compare(kinds), names,
        Category.objects.in_bulk(list(kinds), field_name="code"),
        sum(judged for judged, _ in kinds.values()), sum(struck for _, struck in kinds.values()),
        waiting.count(), late.count(),
    )  # fmt: skip


def _given(area: AreaCode, month: Month) -> QuerySet[Verdict]:
    return Verdict.objects.filter(
        report__unit__code__startswith=area.digits, given_at__gte=month.starts_at, given_at__lt=month.ends_at,
        appeal=None, sample=None,
    )  # fmt: skip


def _counted(given: QuerySet[Verdict], *fields: str) -> dict[tuple[object, ...], tuple[int, int]]:
    """Judged and struck, by some fields; one query."""
    struck = Count("id", filter=Q(is_valid=False))
    rows = given.values_list(*fields).annotate(n=Count("id"), struck=struck).order_by(*fields)
    return {tuple(row[:-2]): (row[-2], row[-1]) for row in rows}


def _together(rows: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for name, (judged, struck) in rows:
        before = found.get(name, (0, 0))
        found[name] = before[0] + judged, before[1] + struck
    return found
