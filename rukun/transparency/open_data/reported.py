"""The rows of reports and tickets: what everyone may see, blurred as `privacy` says, read in bounded portions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from rukun.followup.models import Ticket
from rukun.followup.queries import calendar, holdings
from rukun.reports.models import Report
from rukun.transparency.open_data.privacy import CELL_LEAST, blurred, masked
from rukun.transparency.open_data.writing import Row
from rukun.transparency.queries import publicly
from rukun.values.time import day_of

READ_AT_ONCE = 2_000
REPORT_FIELDS = (
    "code", "category__code", "words", "current_hiding__words", "kelurahan__code", "rw_id", "rw__code", "unit__code",
    "lat", "lon", "received_at", "counted_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to before another: a month, or (`is_delta`) what changed since some day."""

    begins: datetime
    ends: datetime
    is_delta: bool = False

    def within(self, name: str) -> Q:
        return Q(**{f"{name}__gte": self.begins, f"{name}__lt": self.ends})


def report_rows(stretch: Stretch) -> Iterator[Row]:
    """Public reports received in the stretch; one query and one count, read as they are written."""
    found = publicly(Report.objects.filter(stretch.within("received_at")))
    small = _small_cells(stretch)
    rows = found.order_by("received_at", "id").values_list(*REPORT_FIELDS)
    for code, kind, words, is_silent, kelurahan, rw_id, rw, unit, lat, lon, at, counted in rows.iterator(READ_AT_ONCE):
        is_small = not unit and (rw_id is None or rw_id in small)
        yield (
            code, kind, "" if is_silent else masked(words), kelurahan, None if is_small else rw, unit,
            blurred(lat, is_small=is_small), blurred(lon, is_small=is_small), day_of(at), counted,
        )  # fmt: skip


def _small_cells(stretch: Stretch) -> set[int]:
    """The RW (ids) from which too few residents' reports of the stretch come to hide among each other; one query."""
    own = publicly(Report.objects.filter(stretch.within("received_at"), unit=None, rw__isnull=False))
    counts = own.order_by().values_list("rw_id").annotate(n=Count("id")).filter(n__lt=CELL_LEAST)
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


def ticket_portions(stretch: Stretch) -> Iterator[list[Ticket]]:
    """Tickets of public reports, by their reports' receipt (in a delta by their last change), in portions."""
    after, named = 0, "changed_at" if stretch.is_delta else "received_at"
    open_to_all = Exists(publicly(Report.objects.filter(pk=OuterRef("report_id"))))
    while True:
        tickets = list(
            Ticket.objects.filter(open_to_all, stretch.within(named), id__gt=after)
            .select_related("category", "report", "kelurahan", "holder", "merged_into__report")
            .order_by("id")[:READ_AT_ONCE]
        )
        if tickets:
            yield tickets
        if len(tickets) < READ_AT_ONCE:
            return
        after = tickets[-1].pk


def ticket_row(ticket: Ticket) -> Row:
    """A ticket without the hours of the day; what it was merged into is named only where everyone may see it."""
    into = ticket.merged_into.report if ticket.merged_into and not ticket.merged_into.report.is_private else None
    done = day_of(ticket.done_at) if ticket.done_at else None
    return (
        ticket.report.code, ticket.category.code, ticket.kelurahan.code, ticket.holder.code, ticket.state,
        ticket.outcome, day_of(ticket.due_at), done, ticket.forwards, ticket.reopened, into.code if into else None,
    )  # fmt: skip


def held_rows(stretch: Stretch, at: datetime) -> Iterator[Row]:
    """How long each office held each of the tickets, up to the end of the stretch; nine queries a portion."""
    days, until = calendar(), min(at, stretch.ends)
    for tickets in ticket_portions(stretch):
        yield from holdings(tickets, until, days)
