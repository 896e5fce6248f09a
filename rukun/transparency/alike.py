"""What was already reported near a place: support it instead of filing it twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import TypeVar

from django.db import connection

from rukun.databases.kept import Numbered, asking
from rukun.followup.rules import OPEN
from rukun.reports.cells import cells_near
from rukun.reports.models import Category, Report, Support
from rukun.transparency.map.cells import Box
from rukun.transparency.queries import publicly, with_state
from rukun.values.place import Place, distance_m

Row = TypeVar("Row")
NEAR_M = 50.0
OFFERED_AT_MOST = 3
CLOSED_WITHIN = timedelta(days=7)
# So many are asked for at first, which mostly suffice; and so many at most.
ASKED_AT_ONCE = 8
LOOKED_AT = 100
AMONG: Numbered[Report] = Numbered(
    lambda numbers: with_state(publicly(Report.objects.filter(id__in=numbers))).order_by("-received_at", "-id"),
    (ASKED_AT_ONCE,),
)
CODES: Numbered[tuple[int, str]] = Numbered(
    lambda numbers: publicly(Report.objects.filter(id__in=numbers)).order_by("-id").values_list("id", "code"),
    (ASKED_AT_ONCE,),
)
# The nearest first, before it is asked whether they are open: in a city of millions dozens lie in the box, most of them
# long closed, and each ticket that is looked up is a page of another corner of the disk.
NEAR = (
    "SELECT r.id, r.lat, r.lon FROM (SELECT id, lat, lon, received_at, "
    "(lat - %s) * (lat - %s) + (lon - %s) * (lon - %s) * %s AS far FROM reports_report "
    "WHERE cell IN ({cells}) AND category_id = %s AND lat BETWEEN %s AND %s AND lon BETWEEN %s AND %s AND id <> %s "
    "ORDER BY far, received_at DESC) r LEFT JOIN followup_ticket t ON t.report_id = r.id "
    "WHERE (t.id IS NULL AND NOT EXISTS (SELECT 1 FROM reports_origin o WHERE o.report_id = r.id)) "
    "OR t.state IN ({open}) OR (t.done_at > %s AND t.state NOT IN ('merged', 'retracted')) "
    "ORDER BY r.far, r.received_at DESC LIMIT %s"
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
    far = dict[int, int]()
    found = _nearest(_asked(place, category, at, without, far), AMONG, lambda report: report.pk, far)
    return [Alike(report, far[report.pk]) for report in found]


def codes_alike(place: Place, category: Category, at: datetime, *, without: int = 0) -> list[tuple[str, int]]:
    """The same, by code and metres alone: for whoever shows nothing of them; as many queries."""
    far = dict[int, int]()
    found = _nearest(_asked(place, category, at, without, far), CODES, lambda row: row[0], far)
    return [(code, far[number]) for number, code in found]


def _nearest(
    asked: Iterator[list[int]], among: Numbered[Row], number_of: Callable[[Row], int], far: dict[int, int]
) -> list[Row]:
    """At most three of those that everybody may see, nearest first, and the newest of those at one distance."""
    found = list[Row]()
    for numbers in asked:
        found += sorted(among.rows(numbers), key=lambda row: far[number_of(row)])
        if len(found) >= OFFERED_AT_MOST:
            break
    return found[:OFFERED_AT_MOST]


def _asked(place: Place, category: Category, at: datetime, without: int, far: dict[int, int]) -> Iterator[list[int]]:
    """The nearest (ids), so many at once as mostly suffice; how far each lies is noted in `far`. More than the first
    are only asked for where those are not public."""
    if not category.needs_followup:
        return
    for most in (ASKED_AT_ONCE, LOOKED_AT):
        fresh = [(number, metres) for number, metres in _near(place, category, at, without, most) if number not in far]
        is_all = len(fresh) + len(far) < most or fresh[-1][1] > NEAR_M
        fresh = [(number, metres) for number, metres in fresh if metres <= NEAR_M]
        far |= {number: round(metres) for number, metres in fresh}
        for begin in range(0, len(fresh), ASKED_AT_ONCE):
            yield [number for number, _ in fresh[begin : begin + ASKED_AT_ONCE]]
        if is_all:
            return


def _near(place: Place, category: Category, at: datetime, without: int, most: int) -> list[tuple[int, float]]:
    """Other reports of the kind within a box of fifty metres that are not long closed (ids), and how many metres away
    each lies, the nearest first.

    Written as SQL, because every report's page asks it, and mostly there is nothing.
    """
    cells, close = cells_near(place), Box.around(place.lat, place.lon, NEAR_M + 1)
    since = connection.ops.adapt_datetimefield_value(at - CLOSED_WITHIN)
    narrower = cos(radians(place.lat)) ** 2
    with asking() as cursor:
        cursor.execute(
            NEAR.format(cells=", ".join(["%s"] * len(cells)), open=", ".join(["%s"] * len(OPEN))),
            [place.lat, place.lat, place.lon, place.lon, narrower, *cells, category.pk, close.south, close.north,
             close.west, close.east, without, *OPEN, since, most],
        )  # fmt: skip
        return [(number, distance_m(place, Place(lat, lon))) for number, lat, lon in cursor.fetchall()]


def supported_by(person_id: int | None, reports: list[Report]) -> set[int]:
    """Which of the reports a person supports (ids); one query, none for somebody unknown."""
    if person_id is None or not reports:
        return set()
    given = Support.objects.filter(person_id=person_id, report__in=reports)
    return set(given.values_list("report_id", flat=True))
