"""Second readings: which wait, and how far first and second validators agree."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Exists, OuterRef, QuerySet

from rukun.reports.models import Report
from rukun.validation.fairness import Agreement, agreement
from rukun.validation.models import SecondDraw, SecondReading, Verdict
from rukun.values.code import AreaCode
from rukun.values.time import Month


def seconds_in(area: AreaCode) -> QuerySet[SecondDraw]:
    """Every verdict within an area that was drawn for a second reading, oldest draw first."""
    return (
        SecondDraw.objects.filter(kelurahan__code__startswith=area.digits)
        .select_related(
            "verdict__report__category", "verdict__report__unit", "verdict__report__kelurahan", "verdict__report__rw",
            "verdict__report__rt", "verdict__report__seat",
        )
        .order_by("drawn_at", "id")
    )  # fmt: skip


def seconds_waiting(area: AreaCode) -> QuerySet[SecondDraw]:
    """Those that nobody read yet."""
    return seconds_in(area).exclude(Exists(SecondReading.objects.filter(second=OuterRef("pk"))))


def second_counts(area: AreaCode | None, month: Month) -> dict[str, tuple[int, int]]:
    """How many were drawn and read in each kelurahan; one query."""
    rows = _of(area, month).values_list("kelurahan__code").annotate(n=Count("id"), read=Count("reading")).order_by()
    return {code: (n, read) for code, n, read in rows}


def agreements(area: AreaCode | None, month: Month) -> tuple[Agreement, dict[str, Agreement]]:
    """Cohen's kappa over all and of each kelurahan, by what was read so far; one query."""
    rows = (
        _of(area, month)
        .filter(reading__isnull=False)
        .values_list("kelurahan__code", "verdict__is_valid", "reading__is_valid")
        .annotate(n=Count("id"))
        .order_by()
    )
    whole: Counter[tuple[bool, bool]] = Counter()
    of_ward: dict[str, Counter[tuple[bool, bool]]] = {}
    for code, first, second, n in rows:
        whole[first, second] += n
        of_ward.setdefault(code, Counter())[first, second] += n
    return agreement(whole), {code: agreement(table) for code, table in of_ward.items()}


def validators_of(report: Report) -> set[int]:
    """Who ever judged a report (persons); one query."""
    return set(Verdict.objects.filter(report=report).values_list("validator", flat=True))


def verdicts_by(person_id: int) -> QuerySet[Verdict, int]:
    """The reports (ids) that a person ever judged; a subquery."""
    return Verdict.objects.filter(validator=person_id).values_list("report", flat=True)


def _of(area: AreaCode | None, month: Month) -> QuerySet[SecondDraw]:
    found = SecondDraw.objects.filter(month=month.first)
    return found.filter(kelurahan__code__startswith=area.digits) if area else found
