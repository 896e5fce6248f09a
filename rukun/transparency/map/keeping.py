"""Keeps the map beside the facts: a mark for each public report, and the counts of every square (all derived).

Nobody tells the map of a change. It looks for itself at what was added lately: reports, steps of tickets, verdicts,
hidings. A transaction may commit behind a later one, so each look reaches back behind what was seen; once a minute it
reaches back farther and compares a slice of all reports, so that within a day every report has been compared.
Everything may run twice: a mark is compared with what it should be, and the squares it touches are counted anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Count as Counted
from django.db.models import Max, QuerySet, Sum

from rukun.databases.kept import Kept as Question
from rukun.followup.models import Step, Ticket
from rukun.reports.models import Hiding, Report
from rukun.transparency import counting
from rukun.transparency.map.cells import LEVELS, cell_at, square_of
from rukun.transparency.map.tallies import ALL, Count, Group, Square, counted
from rukun.transparency.models import Looked, Mark, Tally
from rukun.transparency.queries import publicly
from rukun.transparency.rules import colour_of, number_of
from rukun.validation.models import Verdict
from rukun.values.time import Month

# How many ids behind the newest seen a look begins: at every round, and once a minute.
BEHIND, FAR_BEHIND = 100, 5_000
AT_ONCE = 5_000
COMPARED_AT_ONCE = 10_000
ROWS_AT_ONCE = 2_000
MARK_FIELDS = ["cell", "lat", "lon", "category_id", "colour", "month"]
Kept = tuple[int, float, float, int, int, int]
T = TypeVar("T")
# Where a change may come from: the name of its progress, the rows, and which of their fields names the report.
SOURCES: Mapping[str, tuple[QuerySet[Any], str]] = {
    "reports": (Report.objects.all(), "id"),
    "steps": (Step.objects.all(), "ticket__report_id"),
    "verdicts": (Verdict.objects.all(), "report_id"),
    "hidings": (Hiding.objects.all(), "report_id"),
}
NEWEST: Mapping[str, Question[tuple[int]]] = {
    name: Question(lambda rows=rows: rows.order_by("-id").values_list("id")[:1]) for name, (rows, _) in SOURCES.items()
}
LOOKED: Question[Looked] = Question(lambda: Looked.objects.filter(pk=1))
# Each square is named by itself: of "one of these two rows" PostgreSQL makes an OR that no index answers.
NAMED = (
    'WITH wanted(m, r, c) AS (VALUES {wanted}) SELECT t.month, t."row" / 2, t."column" / 2, t.kinds, t.lat, t.lon '
    'FROM wanted JOIN transparency_tally t ON t.level = {level} AND t.month = m AND t."row" = r AND t."column" = c'
)
QUARTERS = ((0, 0), (0, 1), (1, 0), (1, 1))


def keep_map(*, behind: int = BEHIND, most: int = AT_ONCE) -> int:
    """Bring the map up to what was added lately; returns how many reports look different now."""
    return _keep_map(behind, most) if behind > BEHIND or _is_behind() else 0


def _is_behind() -> bool:
    """Whether anything came since."""
    looked = LOOKED.first()
    return looked is None or any(getattr(looked, name) < (NEWEST[name].first() or (0,))[0] for name in SOURCES)


@transaction.atomic
def _keep_map(behind: int, most: int) -> int:
    looked = _looked()
    touched: set[int] = set()
    fresh: set[int] = set()
    for name, (rows, field) in SOURCES.items():
        seen = getattr(looked, name)
        newest = rows.aggregate(n=Max("id"))["n"] or 0
        if newest > seen or behind > BEHIND:
            found = rows.filter(id__gt=seen - behind).order_by("id").values_list("id", field)[: behind + most]
            for number, report in found:
                touched.add(report)
                if number > seen:
                    fresh.add(report)
                setattr(looked, name, max(getattr(looked, name), number))
    looked.save(update_fields=[*SOURCES])
    counting.touch(fresh)
    return _settle(touched)


@transaction.atomic
def compare_map(*, most: int = COMPARED_AT_ONCE) -> int:
    """Reach farther back, and compare the next slice of all reports; after the last, the first. How many were wrong."""
    late = keep_map(behind=FAR_BEHIND)
    looked = _looked()
    slice_ = list(Report.objects.filter(id__gt=looked.compared).order_by("id").values_list("id", flat=True)[:most])
    looked.compared = slice_[-1] if len(slice_) == most else 0
    looked.save(update_fields=["compared"])
    return late + _settle(slice_)


@transaction.atomic
def rebuild_map() -> int:
    """Throw the map away and make it anew from the facts; returns how many reports are on it."""
    looked = _looked()
    Tally.objects.all().delete()
    Mark.objects.all().delete()
    for name, (rows, _) in SOURCES.items():
        setattr(looked, name, rows.aggregate(n=Max("id"))["n"] or 0)
    total = 0
    numbers = Report.objects.order_by("id").values_list("id", flat=True).iterator(COMPARED_AT_ONCE)
    for ids in _parts(numbers, COMPARED_AT_ONCE):
        marks = _marks(expected(ids[0], ids[-1]))
        Mark.objects.bulk_create(marks, batch_size=ROWS_AT_ONCE)
        total += len(marks)
    _write(counted(groups_of(Mark.objects.all())))
    looked.save(update_fields=[*SOURCES])
    return total


def expected(first: int, last: int, among: Collection[int] | None = None) -> dict[int, Kept]:
    """What the marks of the reports from one id to another should be: with the category and the place as their tickets
    have them now, put right where they were wrong; two queries."""
    found = publicly(Report.objects.filter(id__range=(first, last)))
    tickets = Ticket.objects.filter(report_id__gte=first, report_id__lte=last)
    if among is not None:
        found, tickets = found.filter(id__in=among), tickets.filter(report_id__in=among)
    believed: dict[int, list[Any]] = {
        number: rest
        for number, *rest in tickets.values_list("report_id", "lat", "lon", "category_id", "state").iterator(
            COMPARED_AT_ONCE
        )
    }
    rows = found.values_list(
        "id", "lat", "lon", "category_id", "category__needs_followup", "origin__taken_at", "received_at"
    )
    marks: dict[int, Kept] = {}
    for number, *said, needs, taken_at, received_at in rows.iterator(COMPARED_AT_ONCE):
        lat, lon, kind, state = believed.get(number, [*said, None])
        if lat is not None and lon is not None:
            colour = int(colour_of(state, needs_followup=needs and taken_at is None))
            marks[number] = (cell_at(lat, lon), lat, lon, kind, colour, number_of(Month.of(received_at)))
    return marks


def groups_of(marks: QuerySet[Mark]) -> Iterable[Group]:
    """The marks of each square by category, colour and month, in the order of the squares; one query."""
    return (
        marks.order_by("cell")
        .values_list("cell", "category_id", "colour", "month")
        .annotate(n=Counted("report_id"), lats=Sum("lat"), lons=Sum("lon"))
        .iterator(COMPARED_AT_ONCE)
    )


def _looked() -> Looked:
    """The progress, locked: of two keepers at once the second waits and finds nothing left."""
    Looked.objects.get_or_create(pk=1)
    return Looked.objects.select_for_update().get(pk=1)


def _settle(reports: Collection[int]) -> int:
    """Make the marks of these reports what they should be, and count the squares of those that were not."""
    if not reports:
        return 0
    should = expected(min(reports), max(reports), reports)
    marks = Mark.objects.filter(report_id__in=reports)
    kept: dict[int, Kept] = {number: tuple(rest) for number, *rest in marks.values_list("report_id", *MARK_FIELDS)}
    gone = kept.keys() - should.keys()
    fresh = {number: mark for number, mark in should.items() if kept.get(number) != mark}
    if not gone and not fresh:
        return 0
    Mark.objects.filter(report_id__in=gone).delete()
    Mark.objects.bulk_create(
        _marks(fresh), update_conflicts=True, unique_fields=["report_id"], update_fields=MARK_FIELDS,
        batch_size=ROWS_AT_ONCE,
    )  # fmt: skip
    counting.touch(gone | fresh.keys())
    changed = [mark for number in chain(gone, fresh) for mark in (kept.get(number), fresh.get(number)) if mark]
    _count_anew({(mark[0], month) for mark in changed for month in (ALL, mark[5])})
    return len(gone) + len(fresh)


def _marks(of: Mapping[int, Kept]) -> list[Mark]:
    return [Mark(report_id=number, **dict(zip(MARK_FIELDS, mark, strict=True))) for number, mark in of.items()]


def _count_anew(touched: set[tuple[int, int]]) -> None:
    """Count these squares (cell, month) from the marks in them, and each coarser one from the four within it."""
    cells = {cell for cell, _ in touched}
    finest = {(month, *square_of(cell)) for cell, month in touched}
    counts = {
        (month, row, column): count
        for (level, month, row, column), count in counted(groups_of(Mark.objects.filter(cell__in=cells)))
        if level == LEVELS[0]
    }
    _replace(LEVELS[0], finest, counts)
    squares = finest
    for level in LEVELS[1:]:
        squares = {(month, row // 2, column // 2) for month, row, column in squares}
        _replace(level, squares, _from_children(level, squares))


def _from_children(level: int, squares: Collection[tuple[int, int, int]]) -> dict[tuple[int, int, int], Count]:
    sums: dict[tuple[int, int, int], Count] = {}
    with connection.cursor() as cursor:
        for part in _parts(squares, ROWS_AT_ONCE // len(QUARTERS)):
            wanted = (f"({m}, {2 * r + south}, {2 * c + east})" for m, r, c in part for south, east in QUARTERS)
            cursor.execute(NAMED.format(level=level + 1, wanted=", ".join(wanted)))
            for month, row, column, kinds, lat, lon in cursor.fetchall():
                sums.setdefault((month, row, column), Count()).merge(Count.read(kinds, lat, lon))
    return sums


def _replace(
    level: int, squares: Collection[tuple[int, int, int]], counts: Mapping[tuple[int, int, int], Count]
) -> None:
    """Write what these squares hold now; those that hold nothing any more go."""
    _write(((level, *square), counts[square]) for square in squares if square in counts)
    for month, row, column in squares - counts.keys():
        Tally.objects.filter(level=level, month=month, row=row, column=column).delete()


def _write(counts: Iterable[tuple[Square, Count]]) -> None:
    for part in _parts((_tally(square, count) for square, count in counts), ROWS_AT_ONCE):
        Tally.objects.bulk_create(
            part, update_conflicts=True, unique_fields=["level", "month", "row", "column"],
            update_fields=["red", "yellow", "green", "grey", "plain", "lat", "lon", "kinds"],
        )  # fmt: skip


def _tally(square: Square, count: Count) -> Tally:
    level, month, row, column = square
    red, yellow, green, grey, plain = count.colours
    total = max(1, red + yellow + green + grey + plain)
    return Tally(
        level=level, month=month, row=row, column=column, red=red, yellow=yellow, green=green, grey=grey, plain=plain,
        lat=count.lat / total, lon=count.lon / total, kinds=count.written(),
    )  # fmt: skip


def _parts(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part
