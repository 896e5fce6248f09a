"""How many reports units made in a month, took back, and have judged, and what is contested: asked of a kelurahan's
units before its month is closed, in words that are put together once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from rukun.databases.kept import Numbered
from rukun.reports.models import Report, Retraction
from rukun.validation.models import Appeal, CurrentVerdict
from rukun.values.time import Month


def _judged(units: Collection[int], first: date, last: date) -> QuerySet[CurrentVerdict]:
    return CurrentVerdict.objects.filter(unit__in=units, counted_on__gte=first, counted_on__lte=last)


# By the units of a kelurahan (ids), of which most have some hundred and twenty: put together once for so many.
UNITS = (300,)
JUDGED: Numbered[tuple[int]] = Numbered(
    lambda units, first, last: _judged(units, first, last).values_list("unit_id"), UNITS, date, date
)
MADE: Numbered[tuple[int]] = Numbered(
    lambda units, first, last: Report.objects.filter(
        unit__in=units, counted_on__gte=first, counted_on__lte=last
    ).values_list("unit_id"),
    UNITS, date, date,
)  # fmt: skip
# Apart from what was made, which one index counts by itself: each of a month's reports would be looked up among these.
RETRACTED: Numbered[tuple[int]] = Numbered(
    lambda units, first, last: Retraction.objects.filter(
        report__unit__in=units, report__counted_on__gte=first, report__counted_on__lte=last
    ).values_list("pk"),
    UNITS, date, date,
)  # fmt: skip
# From the few appeals since the month began: from what stands struck, each would be looked up for its verdict.
APPEALS: Numbered[tuple[int]] = Numbered(
    lambda units, first, last, since: Appeal.objects.filter(
        Exists(_judged(units, first, last).filter(is_valid=False, verdict=OuterRef("verdict"))), lodged_at__gte=since
    ).values_list("pk"),
    UNITS, date, date, datetime,
)  # fmt: skip


def left_to_judge(units: Collection[int], month: Month, judged: Mapping[int, int]) -> int:
    """How many of the month's reports of these units (ids) wait for a verdict; three queries. Of some units it may be
    known already how many are judged.

    What stands lies on the unit and the day of its report: counts from two indexes tell what is left. What is judged or
    was taken back comes first: a report that is filed and judged in between never hides another that waits.
    """
    settled = sum(judged.values()) + JUDGED.count([u for u in units if u not in judged], month.first, month.last)
    settled += RETRACTED.count(units, month.first, month.last)
    return MADE.count(units, month.first, month.last) - settled
