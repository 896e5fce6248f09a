"""What lies on a piece of the map: counts of squares where there is much, single reports where there is little.

A screenful is a look-up of some two hundred squares in an index, whether there are a thousand reports or millions. What
the map keeps may be seconds old; single reports and lists are read from the reports themselves once more, so that what
has just been hidden is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Min

from rukun.reports import queries as reports
from rukun.reports.models import Report
from rukun.transparency.map.cells import FINEST, Box, joined, run_of, squares_of
from rukun.transparency.map.tallies import ALL, COLOURS, Count
from rukun.transparency.models import Mark, Tally
from rukun.transparency.queries import cards_numbered, in_colour, publicly
from rukun.transparency.rules import Wanted, months_since, number_of
from rukun.values.code import AreaCode
from rukun.values.time import Month, start_of

# So many single reports can be told apart on a screen, and so many may be looked through to find them.
SINGLES_MAX, SCANNED_MAX = 150, 3_000
# The level whose squares show how far the reports of a city reach.
OUTLINE_LEVEL = 12
EDGE = 0.01
COLUMNS = ("red", "yellow", "green", "grey", "plain")
MARKS = (
    "WITH run(a, b) AS (VALUES {runs}) SELECT m.report_id, m.category_id, m.colour, m.month, m.lat, m.lon "
    "FROM run JOIN transparency_mark m ON m.cell >= run.a AND m.cell < run.b"
)
Single = tuple[int, int, int, int, float, float]


@dataclass(slots=True)
class Cluster:
    """A square with the reports in it that are wanted, by colour, and where they lie on average; `all` are in it."""

    row: int
    column: int
    colours: list[int]
    lat: float
    lon: float
    all: int

    @property
    def total(self) -> int:
        return sum(self.colours)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenful: either clusters on a level, or single reports (code, latitude, longitude, category, colour)."""

    level: int
    clusters: Sequence[Cluster]
    singles: Sequence[tuple[str, float, float, str, int]]
    total: int


def screenful(box: Box, zoom: int, wanted: Wanted, now: Month) -> Screen:
    """What to draw in a box at a zoom; one query, or three where single reports are drawn."""
    level, clusters = _clusters(box, zoom, wanted, now)
    total = sum(cluster.total for cluster in clusters)
    if total > SINGLES_MAX or sum(cluster.all for cluster in clusters) > SCANNED_MAX:
        return Screen(level, clusters, (), total)
    singles = [one for one in _singles(clusters, level) if wanted.takes(*one[1:4])]
    codes = _codes(one[0] for one in singles)
    shown = [(*codes[one[0]][:1], one[4], one[5], codes[one[0]][1], one[2]) for one in singles if one[0] in codes]
    return Screen(level, (), shown, len(shown))


def newest_in(box: Box, wanted: Wanted, now: Month, first: int, many: int) -> list[Report]:
    """The newest public reports in a box, as cards need them, from the `first` on; three queries."""
    level, clusters = _clusters(box, FINEST, wanted, now)
    if not clusters:
        return []
    if sum(cluster.all for cluster in clusters) <= SCANNED_MAX:
        inside = (one for one in _singles(clusters, level) if box.holds(one[4], one[5]))
        numbers = sorted((one[0] for one in inside if wanted.takes(*one[1:4])), reverse=True)[first : first + many]
    else:
        numbers = _newest_marks(box, wanted, first, many)
    return sorted(cards_numbered(numbers), key=lambda one: (one.received_at, one.pk), reverse=True)


def newest_of(area: AreaCode, wanted: Wanted, first: int, many: int) -> list[Report]:
    """The newest public reports of an area, those without a point on the map included; at most three queries."""
    found = publicly(Report.objects.all())
    if wanted.kinds is not None:
        found = found.filter(category_id__in=wanted.kinds)
    if wanted.since is not None:
        found = found.filter(received_at__gte=start_of(wanted.since.first))
    return cards_numbered(reports.newest_in(in_colour(found, wanted.colour), area, first, many))


@dataclass(frozen=True, slots=True)
class Known:
    """Reports (ids) that the map knows in a box, and up to which report (id) it has looked."""

    numbers: Sequence[int]
    looked_until: int


def numbers_in(box: Box) -> Known | None:
    """What the map knows in a box; None where too many lie there to be named. Three queries at most."""
    level, clusters = _clusters(box, FINEST, Wanted(), Month(1900, 1))
    if sum(cluster.all for cluster in clusters) > SCANNED_MAX:
        return None
    newest = Mark.objects.aggregate(newest=Max("report_id"))["newest"] or 0
    return Known([one[0] for one in _singles(clusters, level) if box.holds(one[4], one[5])], newest)


def outline() -> Box | None:
    """How far the public reports reach; None when there are none. One query."""
    found = Tally.objects.filter(level=OUTLINE_LEVEL, month=ALL).aggregate(
        west=Min("lon"), south=Min("lat"), east=Max("lon"), north=Max("lat")
    )
    if found["west"] is None:
        return None
    return Box(found["west"] - EDGE, found["south"] - EDGE, found["east"] + EDGE, found["north"] + EDGE)


def _clusters(box: Box, zoom: int, wanted: Wanted, now: Month) -> tuple[int, list[Cluster]]:
    level, rows, columns = squares_of(box, zoom)
    months = [ALL] if wanted.since is None else months_since(wanted.since, now)
    kinds = () if wanted.kinds is None else ("kinds",)
    found = Tally.objects.filter(
        level=level, month__in=months, row__in=list(rows), column__range=(columns[0], columns[-1])
    ).values_list("row", "column", "lat", "lon", *COLUMNS, *kinds)
    squares: dict[tuple[int, int], Cluster] = {}
    for row, column, lat, lon, *counts in found:
        colours = counts[:COLOURS] if wanted.kinds is None else _of_kinds(counts[COLOURS], wanted)
        if wanted.colour is not None:
            colours = [many if colour == wanted.colour else 0 for colour, many in enumerate(colours)]
        known = squares.get((row, column))
        if known is None:
            squares[row, column] = Cluster(row, column, colours, lat, lon, sum(counts[:COLOURS]))
        else:
            known.colours = [a + b for a, b in zip(known.colours, colours, strict=True)]
            known.all += sum(counts[:COLOURS])
    return level, [cluster for cluster in squares.values() if cluster.total]


def _of_kinds(written: str, wanted: Wanted) -> list[int]:
    kinds = Count.read(written, 0, 0).kinds
    chosen = [counts for kind, counts in kinds.items() if wanted.kinds is None or kind in wanted.kinds]
    return [sum(counts[colour] for counts in chosen) for colour in range(COLOURS)]


def _singles(clusters: Iterable[Cluster], level: int) -> list[Single]:
    """Everything in these squares; one query."""
    runs = joined(run_of(cluster.row, cluster.column, level) for cluster in clusters)
    if not runs:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MARKS.format(runs=", ".join(f"({begins}, {ends})" for begins, ends in runs)))
        return list(cursor.fetchall())


def _codes(numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Code and category of those that are still public; one query."""
    found = publicly(Report.objects.filter(id__in=list(numbers))).values_list("id", "code", "category__code")
    return {number: (code, kind) for number, code, kind in found}


def _newest_marks(box: Box, wanted: Wanted, first: int, many: int) -> list[int]:
    found = Mark.objects.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    if wanted.kinds is not None:
        found = found.filter(category_id__in=wanted.kinds)
    if wanted.colour is not None:
        found = found.filter(colour=wanted.colour)
    if wanted.since is not None:
        found = found.filter(month__gte=number_of(wanted.since))
    return list(found.order_by("-report_id").values_list("report_id", flat=True)[first : first + many])
