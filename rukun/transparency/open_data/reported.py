"""The rows of reports and tickets: what everyone may see, blurred as `privacy` says, read in bounded portions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Case, Count, F, Max, Min, Model, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from rukun.databases.unindexed import Unindexed
from rukun.followup.models import Ticket
from rukun.reports.models import Category, Report
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.lines import CODE
from rukun.transparency.open_data.privacy import CELL_LEAST
from rukun.transparency.open_data.raw import Asked, Raw, write_raw
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import quoted
from rukun.transparency.queries import is_public_of_many, publicly
from rukun.transparency.redaction import TYPED

M = TypeVar("M", bound=Model)
# What a report's row is made of, and its SQL type; `is_small` where too few residents report for one of them to hide.
REPORTS = Told(
    datasets()["reports"],
    {
        "code": CODE, "kind": "BIGINT", "words": "VARCHAR", "is_silent": "BOOLEAN", "kelurahan": CODE, "rw": CODE,
        "unit": CODE, "received": "TIMESTAMP", "counted_on": "DATE", "is_small": "BOOLEAN",
        "channel": "VARCHAR", "retracted": CODE, "lat": "DOUBLE", "lon": "DOUBLE",
    },
    {
        "report": "code",
        "words": "CASE WHEN is_silent OR words IS NULL THEN '' ELSE without_traces(words) END",
        "rw": "CASE WHEN is_small THEN NULL ELSE rw END",
        "lat": "CASE WHEN is_small THEN to_quarter(lat) ELSE to_block(lat) END",
        "lon": "CASE WHEN is_small THEN to_quarter(lon) ELSE to_block(lon) END",
        "received_on": "day_of(received)",
    },
)  # fmt: skip
# A ticket without the hours of the day; what it was merged into is named only where everyone may see it.
TICKETS = Told(
    datasets()["tickets"],
    {
        "code": CODE, "kind": "BIGINT", "kelurahan": CODE, "holder": "VARCHAR", "state": CODE, "outcome": CODE,
        "due": "TIMESTAMP", "done": "TIMESTAMP", "forwards": "BIGINT", "reopened": "BIGINT", "merged_into": CODE,
        "urgent": CODE, "parts": "BIGINT",
    },
    {"report": "code", "due_on": "day_of(due)", "done_on": "day_of(done)"},
)  # fmt: skip
# Who reported: a number of theirs, or where it is of nobody's account one for each report.
SOMEBODY = Coalesce("filer_id", -F("id"))
# What these are of a ticket, in the same order.
OF_A_TICKET = (
    "report__code", "category_id", "kelurahan__code", "holder__code", "state", "outcome", "due_at", "done_at",
    "forwards", "reopened", Case(When(is_public_of_many("merged_into__report__"), then="merged_into__report__code")),
    "urgent_because", "parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to before another: a month, or (`is_delta`) what changed since some day."""

    begins: datetime
    ends: datetime
    is_delta: bool = False

    def within(self, name: str) -> Q:
        return Q(**{f"{name}__gte": self.begins, f"{name}__lt": self.ends})


def kind_named(number: str) -> str:
    """The code of a kind by its number, in the SQL of DuckDB: millions of rows name one of a few. One query."""
    kinds = Category.objects.order_by("id").values_list("id", "code")
    return f"CASE {number} {' '.join(f'WHEN {pk} THEN {quoted(code)}' for pk, code in kinds)} END"


def with_kinds(told: Told) -> Told:
    """The same with the kind of each row named; one query."""
    return replace(told, says=told.says | {"category": kind_named("kind")})


def write_reports(folder: Path, stretch: Stretch, formats: Collection[str]) -> None:
    """Public reports, and where they lie."""
    write_raw(folder, with_kinds(REPORTS), report_rows(stretch), formats, place_of)


def read_reports(folder: Path, stretch: Stretch, formats: Collection[str], apart: Path) -> list[partial[None]]:
    """The same in two steps: returns what is left to do."""
    raw = Raw(folder, with_kinds(REPORTS), apart)
    raw.copy(report_rows(stretch))
    return [raw.left(formats, place_of)]


def write_tickets(folder: Path, stretch: Stretch, formats: Collection[str]) -> None:
    """What became of them."""
    write_raw(folder, with_kinds(TICKETS), ticket_rows(stretch), formats)


def report_rows(stretch: Stretch) -> Asked:
    """Public reports received in the stretch, as `REPORTS` has them; one query, and one before it that counts."""
    received = Report.objects.filter(stretch.within("received_at"))
    is_small = Q(unit=None) & (Q(rw=None) | Q(rw__in=_small_cells(stretch)))
    # Sorted after they were read, and not read in the order of an index: `_as_they_lie` says why.
    return Asked(publicly(_as_they_lie(received), many=True).order_by(Unindexed("received_at"), "id"), (
        "code", "category_id", "words", "current_hiding__words", "kelurahan__code", "rw__code", "unit__code",
        "received_at", "counted_on", Case(When(is_small, then=Value(True)), default=Value(False)),
        # As `told_channel` says.
        Case(When(channel__in=TYPED, then="channel"), default=Value("")), "retraction__reason", "lat", "lon",
    ))  # fmt: skip


def _small_cells(stretch: Stretch) -> set[int]:
    """The RW (ids) where too few residents reported in the stretch to hide among each other; one query. Whoever
    reported five times hides nobody, least of all themselves."""
    own = publicly(Report.objects.filter(stretch.within("received_at"), unit=None, rw__isnull=False))
    counts = own.order_by().values_list("rw_id").annotate(n=Count(SOMEBODY, distinct=True)).filter(n__lt=CELL_LEAST)
    return {rw for rw, _ in counts}


def place_of(row: Mapping[str, object]) -> dict[str, Any] | None:
    """A report's row as a GeoJSON feature; None where it has no point."""
    if row["lat"] is None or row["lon"] is None:
        return None
    told = {name: value for name, value in row.items() if name not in ("lat", "lon")}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": told,
    }


def ticket_rows(stretch: Stretch) -> Asked:
    """Tickets of public reports, as `TICKETS` has them; one query."""
    return Asked(open_tickets(stretch), OF_A_TICKET)


def _as_they_lie(rows: QuerySet[M]) -> QuerySet[M]:
    """By their numbers, of which the first and the last are asked before: so they are read one page of the disk after
    the other. By any other order each row is a page of its own, which takes ten times as long; one query."""
    ends = rows.order_by().aggregate(first=Min("id"), last=Max("id"))
    return rows.filter(id__gte=ends["first"] or 0, id__lte=ends["last"] or 0).order_by("id")


def open_tickets(stretch: Stretch) -> QuerySet[Ticket]:
    """Those of public reports, by the receipt of these or in a delta by their last change, in the order of numbers."""
    within = Ticket.objects.filter(stretch.within("changed_at" if stretch.is_delta else "received_at"))
    return _as_they_lie(within).filter(is_public_of_many("report__"))
