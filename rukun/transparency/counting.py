"""Keeps how many reports and tickets lie in each kelurahan, so that no page counts millions (all derived).

The keeper of the map tells whose counts are stale; a few of them are counted anew at every round, and a few more once a
minute whether stale or not, so that every kelurahan is counted anew within the hour whatever was missed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count

from rukun.areas.models import Area
from rukun.followup.models import Ticket
from rukun.followup.queries import tickets_in
from rukun.followup.rules import State
from rukun.reports.models import Report
from rukun.reports.queries import lying_in
from rukun.transparency.models import AreaCount, Looked
from rukun.transparency.queries import of_everyone, publicly
from rukun.values.code import LENGTH_OF, AreaCode, Kind

STALE_AT_ONCE, EACH_MINUTE = 20, 10


def counts_in(area: AreaCode) -> tuple[int, dict[str, int]]:
    """How many public reports lie in an area, and how many of their tickets stand in each state. Nothing is counted
    that cannot be opened: in an RT of thirty families one ticket more would say that somebody reported in private.

    One query over what is kept for a large area; two for a kelurahan or a unit, which are counted as they are now.
    """
    if len(area.digits) >= LENGTH_OF[Kind.KELURAHAN]:
        shown = of_everyone(tickets_in(area)).order_by().values_list("state")
        states = Counter(dict(shown.annotate(n=Count("id"))))
        return publicly(lying_in(Report.objects.all(), area)).count(), _by_state(states)
    total, states = 0, Counter()
    rows = AreaCount.objects.filter(area__code__startswith=area.digits)
    for reports, kept in rows.values_list("reports", "states"):
        total += reports
        states.update(json.loads(kept))
    return total, _by_state(states)


def _by_state(counts: Counter[str]) -> dict[str, int]:
    return {state.value: counts[state.value] for state in State}


def counts_by_kecamatan() -> Counter[str]:
    """How many public reports lie in each kecamatan, by its code; one query over what is kept."""
    found = Counter[str]()
    for code, reports in AreaCount.objects.values_list("area__code", "reports"):
        found[code[: LENGTH_OF[Kind.KECAMATAN]]] += reports
    return found


def touch(reports: Collection[int]) -> None:
    """Say that the kelurahan of these reports, and of their tickets, have to be counted anew."""
    if not reports:
        return
    said = Report.objects.filter(pk__in=reports).order_by().values_list("kelurahan_id", flat=True).distinct()
    believed = Ticket.objects.filter(report__in=reports).order_by().values_list("kelurahan_id", flat=True).distinct()
    areas = {*said, *believed}
    AreaCount.objects.bulk_create([AreaCount(area_id=area) for area in sorted(areas)], ignore_conflicts=True)
    AreaCount.objects.filter(area_id__in=areas, is_stale=False).update(is_stale=True)


def keep_counts(*, most: int = STALE_AT_ONCE) -> int:
    """Count the stale ones anew; returns how many."""
    stale = AreaCount.objects.filter(is_stale=True).order_by("area_id").values_list("area_id", flat=True)
    return count_anew(list(stale[:most]))


def count_next(*, most: int = EACH_MINUTE) -> int:
    """Count the next few anew, after the last the first; all where none is counted yet. Returns how many."""
    if not AreaCount.objects.exists():
        return recount()
    Looked.objects.get_or_create(pk=1)
    after = Looked.objects.values_list("counted", flat=True).get(pk=1)
    wards = Area.objects.filter(kind=Kind.KELURAHAN, id__gt=after).order_by("id").values_list("id", flat=True)
    slice_ = list(wards[:most])
    Looked.objects.filter(pk=1).update(counted=slice_[-1] if len(slice_) == most else 0)
    return count_anew(slice_)


def recount() -> int:
    """Count every kelurahan anew; returns how many."""
    wards = list(Area.objects.filter(kind=Kind.KELURAHAN).order_by("id").values_list("id", flat=True))
    return sum(count_anew(wards[start : start + STALE_AT_ONCE]) for start in range(0, len(wards), STALE_AT_ONCE))


@transaction.atomic
def count_anew(areas: Collection[int]) -> int:
    """Count these kelurahan; four queries. First they are marked as fresh, so that whatever comes in meanwhile waits
    for our end and marks them stale again."""
    if not areas:
        return 0
    AreaCount.objects.bulk_create([AreaCount(area_id=area) for area in areas], ignore_conflicts=True)
    AreaCount.objects.filter(area_id__in=areas).update(is_stale=False)
    shown = publicly(Report.objects.filter(kelurahan__in=areas)).order_by()
    reports = dict(shown.values_list("kelurahan_id").annotate(n=Count("id")))
    states: dict[int, dict[str, int]] = {area: {} for area in areas}
    tickets = of_everyone(Ticket.objects.filter(kelurahan__in=areas)).order_by()
    for area, state, many in tickets.values_list("kelurahan_id", "state").annotate(n=Count("id")):
        states[area][state] = many
    AreaCount.objects.bulk_create(
        [AreaCount(area_id=area, reports=reports.get(area, 0), states=json.dumps(states[area])) for area in areas],
        update_conflicts=True, unique_fields=["area_id"], update_fields=["reports", "states"],
    )  # fmt: skip
    return len(areas)
