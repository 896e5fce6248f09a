"""Every public address, for search engines: areas and reports by slices of their ids, so that no slice is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from rukun.areas.models import Area
from rukun.reports.models import Report
from rukun.transparency.queries import publicly
from rukun.values.refused import hidden

# What the protocol allows in one file.
EACH_FILE = 50_000


def files_of_reports() -> int:
    """How many files the reports fill; one query."""
    return _files(Report.objects.aggregate(last=Max("id"))["last"])


def files_of_areas() -> int:
    """How many files the areas fill; one query."""
    return _files(Area.objects.aggregate(last=Max("id"))["last"])


def reports_in(number: int) -> Iterator[tuple[str, datetime]]:
    """Code and moment of the public reports of a file; one query."""
    first, last = _slice(number)
    found = publicly(Report.objects.filter(id__gte=first, id__lte=last)).order_by("id")
    return found.values_list("code", "received_at").iterator(chunk_size=5_000)


def reports_since(moment: datetime) -> Iterator[str]:
    """Codes of the public reports that were received since; one query."""
    found = publicly(Report.objects.filter(received_at__gte=moment)).order_by("id")
    return found.values_list("code", flat=True).iterator(chunk_size=5_000)


def areas_in(number: int) -> Iterator[Area]:
    """The areas of a file; one query."""
    first, last = _slice(number)
    found = Area.objects.filter(id__gte=first, id__lte=last).order_by("id")
    return found.only("code").iterator(chunk_size=5_000)


def _files(last: int | None) -> int:
    return 0 if last is None else (last - 1) // EACH_FILE + 1


def _slice(number: int) -> tuple[int, int]:
    # Ids of a database end somewhere; a number beyond is a file that is not there.
    if not 1 <= number <= 100_000:
        raise hidden()
    return (number - 1) * EACH_FILE + 1, number * EACH_FILE
