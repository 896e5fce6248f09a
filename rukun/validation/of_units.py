"""How many reports units made in a month and did not take back, how many of them stand judged, and what is contested:
asked of a kelurahan's units before its month is closed, in words that are put together once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from rukun.databases.kept import Numbered
from rukun.reports.models import Report
from rukun.validation.models import Appeal, CurrentVerdict


def _judged(units: Collection[int], first: date, last: date) -> QuerySet[CurrentVerdict]:
    return CurrentVerdict.objects.filter(unit__in=units, counted_on__gte=first, counted_on__lte=last)


# By the units of a kelurahan (ids), of which most have some hundred and twenty: put together once for so many.
UNITS = (300,)
JUDGED: Numbered[tuple[int]] = Numbered(
    lambda units, first, last: _judged(units, first, last).values_list("unit_id"), UNITS, date, date
)
MADE: Numbered[tuple[int]] = Numbered(
    lambda units, first, last: Report.objects.filter(
        unit__in=units, counted_on__gte=first, counted_on__lte=last, retraction=None
    ).values_list("unit_id"),
    UNITS, date, date,
)  # fmt: skip
# From the few appeals since the month began: from what stands struck, each would be looked up for its verdict.
APPEALS: Numbered[tuple[int]] = Numbered(
    lambda units, first, last, since: Appeal.objects.filter(
        Exists(_judged(units, first, last).filter(is_valid=False, verdict=OuterRef("verdict"))), lodged_at__gte=since
    ).values_list("pk"),
    UNITS, date, date, datetime,
)  # fmt: skip
