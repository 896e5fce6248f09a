"""What was already reported near a place: support it instead of filing it twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from rukun.followup.models import Ticket
from rukun.followup.rules import OPEN
from rukun.reports.cells import cells_near
from rukun.reports.models import Category, Report, Support
from rukun.transparency.queries import publicly, with_state
from rukun.values.place import Place, distance_m

NEAR_M = 50.0
OFFERED_AT_MOST = 3
CLOSED_WITHIN = timedelta(days=7)
# The newest of a cell and its ring (a hundred metres and more each way) that are looked at.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """A report of the same kind near by, and how far it is."""

    report: Report
    distance_m: int


def near_alike(place: Place, category: Category, at: datetime, *, without: int = 0) -> list[Alike]:
    """At most three public reports of the kind within 50 m, open or closed less than a week ago, nearest first.

    One query: by the index on the cell, and the ring of cells around it.
    """
    if not category.needs_followup:
        return []
    ticket = Ticket.objects.filter(report=OuterRef("pk"))
    stands = Exists(ticket.filter(Q(state__in=OPEN) | Q(done_at__gt=at - CLOSED_WITHIN)))
    found = publicly(Report.objects.filter(cell__in=cells_near(place), category=category)).filter(
        stands | ~Exists(ticket)
    )
    measured = [
        Alike(report, round(distance_m(place, Place(report.lat, report.lon))))
        for report in with_state(found.exclude(pk=without)).order_by("-received_at", "-id")[:LOOKED_AT]
        if report.lat is not None and report.lon is not None
    ]
    near = [one for one in measured if one.distance_m <= NEAR_M]
    return sorted(near, key=lambda one: one.distance_m)[:OFFERED_AT_MOST]


def supported_by(person_id: int | None, reports: list[Report]) -> set[int]:
    """Which of the reports a person supports (ids); one query, none for somebody unknown."""
    if person_id is None or not reports:
        return set()
    given = Support.objects.filter(person_id=person_id, report__in=reports)
    return set(given.values_list("report_id", flat=True))
