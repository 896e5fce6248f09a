"""The same few who always agree: a filer whom the same handful support, a unit that one officer always accepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Count

from rukun.reports.models import Support
from rukun.validation.models import CurrentVerdict
from rukun.validation.signals.facts import Facts

LOOKED_BACK = timedelta(days=60)
FEW, SUPPORTS_LEAST, SHARE_LEAST = 3, 12, 0.8
JUDGED_LEAST, OFFICERS_LEAST, ONE_OFFICER_SHARE = 30, 3, 0.95


def circles_of(reports: Sequence[Facts]) -> Mapping[int, tuple[float, int]]:
    """For reports whose filer's support comes nearly all from the same few: which share, from how many; one query."""
    filers = {one.filer for one in reports if one.filer is not None and one.unit is not None}
    if not filers:
        return {}
    since = min(one.received_at for one in reports) - LOOKED_BACK
    rows = (
        Support.objects.filter(report__filer_id__in=filers, report__received_at__gte=since)
        .values_list("report__filer_id", "person_id")
        .annotate(n=Count("id"))
    )
    by_filer: dict[int | None, list[int]] = defaultdict(list)
    for filer, _, count in rows:
        by_filer[filer].append(count)
    found = {}
    for filer, counts in by_filer.items():
        few = sorted(counts, reverse=True)[:FEW]
        if sum(counts) >= SUPPORTS_LEAST and sum(few) / sum(counts) >= SHARE_LEAST:
            found[filer] = (sum(few) / sum(counts), len(few))
    return {one.id: found[one.filer] for one in reports if one.unit is not None and one.filer in found}


def lenient_for(reports: Sequence[Facts]) -> Mapping[int, tuple[float, int]]:
    """For reports of units that one officer of several nearly always judges and never strikes; one query."""
    units = {one.unit for one in reports if one.unit is not None}
    if not units:
        return {}
    since = (min(one.received_at for one in reports) - LOOKED_BACK).date()
    rows = (
        CurrentVerdict.objects.filter(unit_id__in=units, counted_on__gte=since)
        .values_list("unit_id", "verdict__validator_id", "is_valid")
        .annotate(n=Count("report_id"))
    )
    judged: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    officers = set()
    for unit, validator, is_valid, count in rows:
        judged[unit][validator][is_valid] += count
        officers.add(validator)
    if len(officers) < OFFICERS_LEAST:
        return {}
    found = {unit: share for unit, by in judged.items() if (share := _one_officers(list(by.values()))) is not None}
    return {one.id: found[one.unit] for one in reports if one.unit in found}


def _one_officers(counts: Sequence[Sequence[int]]) -> tuple[float, int] | None:
    """Share and number of a unit's reports that one officer judged, where that one struck none of many."""
    total, (struck, valid) = sum(map(sum, counts)), max(counts, key=sum)
    share = (struck + valid) / total
    return (share, total) if total >= JUDGED_LEAST and share >= ONE_OFFICER_SHARE and struck == 0 else None
