"""What was already reported near a place: support it instead of filing it twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection

from rukun.databases.kept import Numbered, asking
from rukun.followup.rules import OPEN
from rukun.reports.cells import cells_near
from rukun.reports.models import Category, Report, Support
from rukun.transparency.cells import Box
from rukun.transparency.queries import publicly, with_state
from rukun.values.place import Place, distance_m

Row = TypeVar("Row")
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
CODES: Numbered[tuple[int, str]] = Numbered(
    lambda numbers: publicly(Report.objects.filter(id__in=numbers)).order_by("-id").values_list("id", "code"),
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
    far = _distances(place, category, at, without)
    return [Alike(report, far[report.pk]) for report in _nearest(far, AMONG, lambda report: report.pk)]


def codes_alike(place: Place, category: Category, at: datetime, *, without: int = 0) -> list[tuple[str, int]]:
    """The same, by code and metres alone: for whoever shows nothing of them; as many queries."""
    far = _distances(place, category, at, without)
    return [(code, far[number]) for number, code in _nearest(far, CODES, lambda row: row[0])]


def _nearest(far: dict[int, int], among: Numbered[Row], number_of: Callable[[Row], int]) -> list[Row]:
    """At most three of those that everybody may see, nearest first, and the newest of those at one distance. The
    nearest are asked for first, so many at once as mostly suffice."""
    nearest, found = sorted(far, key=far.__getitem__), list[Row]()
    for begin in range(0, len(nearest), ASKED_AT_ONCE):
        asked = among.rows(nearest[begin : begin + ASKED_AT_ONCE])
        found += sorted(asked, key=lambda row: far[number_of(row)])
        if len(found) >= OFFERED_AT_MOST:
            break
    return found[:OFFERED_AT_MOST]


def _distances(place: Place, category: Category, at: datetime, without: int) -> dict[int, int]:
    """Other reports of the kind within 50 m that are not long closed (ids), and how many metres away each lies.

    Written as SQL, because every report's page asks it, and mostly there is nothing.
    """
    if not category.needs_followup:
        return {}
    cells, close = cells_near(place), Box.around(place.lat, place.lon, NEAR_M + 1)
    since = connection.ops.adapt_datetimefield_value(at - CLOSED_WITHIN)
    with asking() as cursor:
        cursor.execute(
            NEAR.format(cells=", ".join(["%s"] * len(cells)), open=", ".join(["%s"] * len(OPEN))),
            [*cells, category.pk, close.south, close.north, close.west, close.east, *OPEN, since, LOOKED_AT],
        )
        far = [(number, distance_m(place, Place(lat, lon))) for number, lat, lon in cursor.fetchall()]
    return {number: round(metres) for number, metres in far if metres <= NEAR_M and number != without}


def supported_by(person_id: int | None, reports: list[Report]) -> set[int]:
    """Which of the reports a person supports (ids); one query, none for somebody unknown."""
    if person_id is None or not reports:
        return set()
    given = Support.objects.filter(person_id=person_id, report__in=reports)
    return set(given.values_list("report_id", flat=True))
