"""What stands of each report, and what is waiting to be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from rukun.reports.models import Report
from rukun.validation.models import CurrentVerdict, Verdict
from rukun.values.code import AreaCode
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged report that was made for a unit. Distances in metres; None where no border or no point is known."""

    report_id: int
    code: str
    unit: str
    day: date
    category: str
    is_valid: bool
    rt_distance_m: int | None
    rw_distance_m: int | None
    kelurahan_distance_m: int | None


def judged(units: Collection[int], month: Month) -> Iterator[Judged]:
    """Every judged report made in the month for one of the units (ids), by unit, day and report; one query.

    By ids and not by the kelurahan's code, so that PostgreSQL goes by the index instead of reading the whole city.
    """
    rows = (
        CurrentVerdict.objects.filter(unit_id__in=units, counted_on__gte=month.first, counted_on__lte=month.last)
        .order_by("unit__code", "counted_on", "report__received_at", "report_id")
        .values_list(
            "report_id", "report__code", "unit__code", "counted_on", "report__category__code", "is_valid",
            "report__rt_distance_m", "report__rw_distance_m", "report__kelurahan_distance_m",
        )
    )  # fmt: skip
    return (Judged(*row) for row in rows.iterator(chunk_size=5_000))


def standing_of(report: Report) -> Verdict | None:
    """The verdict that stands, or None; one query."""
    current = CurrentVerdict.objects.select_related("verdict").filter(report=report).first()
    return current.verdict if current else None


def standing_of_many(report_ids: Iterable[int]) -> dict[int, Verdict]:
    """The verdicts that stand, by report; one query."""
    rows = CurrentVerdict.objects.filter(report_id__in=list(report_ids)).select_related("verdict")
    return {row.report_id: row.verdict for row in rows}


def unjudged(area: AreaCode) -> QuerySet[Report]:
    """Reports made for a unit within the area that nobody judged yet, oldest first.

    Only what can count for money is judged: reports in the name of an RT or RW.
    """
    return (
        Report.objects.filter(unit__code__startswith=area.digits)
        .exclude(id__in=CurrentVerdict.objects.values("report_id"))
        .select_related("category", "kelurahan", "rw", "rt", "unit", "seat")
        .prefetch_related("photos")
        .order_by("received_at", "id")
    )


def unjudged_by_kelurahan(area: AreaCode) -> dict[str, int]:
    """How many wait in each kelurahan within the area; one query."""
    rows = (
        Report.objects.filter(unit__code__startswith=area.digits)
        .exclude(id__in=CurrentVerdict.objects.values("report_id"))
        .values_list("kelurahan__code")
        .annotate(n=Count("id"))
        .order_by("kelurahan__code")
    )
    return dict(rows)


def struck_codes(month: Month) -> set[str]:
    """The public codes of reports received in the month that stand struck; one query."""
    rows = CurrentVerdict.objects.filter(
        is_valid=False, report__received_at__gte=month.starts_at, report__received_at__lt=month.ends_at
    )
    return set(rows.values_list("report__code", flat=True))


def counts_of_unit(unit: AreaCode, month: Month) -> dict[str, int]:
    """`valid`, `struck` and `waiting` reports of a unit in a month; one query."""
    standing = CurrentVerdict.objects.filter(report_id=OuterRef("id")).values("is_valid")
    rows = (
        Report.objects.filter(unit__code=unit.digits, counted_on__gte=month.first, counted_on__lte=month.last)
        .annotate(is_valid=Subquery(standing))
        .values_list("is_valid")
        .annotate(n=Count("id"))
        .order_by()
    )
    found = dict(rows)
    return {"valid": found.get(True, 0), "struck": found.get(False, 0), "waiting": found.get(None, 0)}


def verdicts_by_outcome(area: AreaCode, month: Month) -> dict[str, int]:
    """Standing verdicts of the month by `valid` or the reason to strike; one query."""
    rows = (
        CurrentVerdict.objects.filter(
            unit__code__startswith=area.digits, counted_on__gte=month.first, counted_on__lte=month.last
        )
        .values_list("is_valid", "verdict__reason")
        .annotate(n=Count("report_id"))
        .order_by()
    )
    return {("valid" if is_valid else reason): n for is_valid, reason, n in rows}
