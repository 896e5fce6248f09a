"""What was already reported near a place: support it instead of filing it twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from rukun.databases.kept import Numbered, asking
from rukun.followup.rules import OPEN
from rukun.reports.cells import cells_near
from rukun.reports.models import Category, Report, Support
from rukun.transparency.cells import Box
from rukun.transparency.queries import publicly, with_state
from rukun.values.place import Place, distance_m

NEAR_M = 50.0
OFFERED_AT_MOST = 3
CLOSED_WITHIN = timedelta(days=7)
# So many of the newest within the box are measured.
LOOKED_AT = 100
ASKED_AT_ONCE = 8
AMONG: Numbered[Report] = Numbered(
    lambda numbers: with_state(publicly(Report.objects.filter(id__in=numbers))).order_by("-received_at", "-id"),
    (ASKED_AT_ONCE,),
)
NEAR = (
    "SELECT r.id, r.lat, r.lon FROM reports_report r LEFT JOIN followup_ticket t ON t.report_id = r.id "
    "WHERE r.cell IN ({cells}) AND r.category_id = %s AND r.lat BETWEEN %s AND %s AND r.lon BETWEEN %s AND %s "
    "AND ((t.id IS NULL AND NOT EXISTS (SELECT 1 FROM reports_origin o WHERE o.report_id = r.id)) "
    "OR t.state IN ({open}) OR (t.done_at > %s AND t.state <> 'merged')) "
    "ORDER BY r.received_at DESC LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """A report of the same kind near by, and how far it is."""

    report: Report
    distance_m: int


def near_alike(place: Place, category: Category, at: datetime, *, without: int = 0) -> list[Alike]:
    """At most three public reports of the kind within 50 m, open or closed less than a week ago, nearest first.

    One query where nothing is near, else mostly two: the first goes by the index on the cell and the ring of cells
    around it.
    """
    far = _distances(place, category, at) if category.needs_followup else {}
    far.pop(without, None)
    if not far:
        return []
    near: list[Alike] = []
    # The nearest first, so many at once as mostly suffice: what is not public among them is left out.
    nearest = sorted(far, key=lambda number: far[number])
    for begin in range(0, len(nearest), ASKED_AT_ONCE):
        asked = nearest[begin : begin + ASKED_AT_ONCE]
        near += sorted((Alike(report, far[report.pk]) for report in AMONG.rows(asked)), key=lambda one: one.distance_m)
        if len(near) >= OFFERED_AT_MOST:
            break
    return near[:OFFERED_AT_MOST]


def codes_alike(place: Place, category: Category, at: datetime, *, without: int = 0) -> list[tuple[str, int]]:
    """The same, by code and metres alone: for whoever shows nothing of them; as many queries."""
    far = _distances(place, category, at) if category.needs_followup else {}
    far.pop(without, None)
    if not far:
        return []
    # Newest first, so that of those at one distance the newest is told.
    found = publicly(Report.objects.filter(id__in=far)).order_by("-id").values_list("id", "code")
    return sorted(((code, far[number]) for number, code in found), key=lambda one: one[1])[:OFFERED_AT_MOST]


def _distances(place: Place, category: Category, at: datetime) -> dict[int, int]:
    """Reports of the kind within 50 m that are not long closed (ids), and how many metres away each lies.

    Written as SQL, because every report's page asks it, and mostly there is nothing.
    """
    cells, close = cells_near(place), Box.around(place.lat, place.lon, NEAR_M + 1)
    since = connection.ops.adapt_datetimefield_value(at - CLOSED_WITHIN)
    with asking() as cursor:
        cursor.execute(
            NEAR.format(cells=", ".join(["%s"] * len(cells)), open=", ".join(["%s"] * len(OPEN))),
            [*cells, category.pk, close.south, close.north, close.west, close.east, *OPEN, since, LOOKED_AT],
        )
        far = [(number, distance_m(place, Place(lat, lon))) for number, lat, lon in cursor.fetchall()]
    return {number: round(metres) for number, metres in far if metres <= NEAR_M}


def supported_by(person_id: int | None, reports: list[Report]) -> set[int]:
    """Which of the reports a person supports (ids); one query, none for somebody unknown."""
    if person_id is None or not reports:
        return set()
    given = Support.objects.filter(person_id=person_id, report__in=reports)
    return set(given.values_list("report_id", flat=True))
