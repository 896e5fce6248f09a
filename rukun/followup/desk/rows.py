"""The lines of a desk's queue, with all that one shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from rukun.areas.models import Area
from rukun.databases.kept import Kept, Numbered
from rukun.followup.models import Ticket
from rukun.values.refused import hidden


class Row(NamedTuple):
    """One line of a queue; in the order of `COLUMNS`."""

    id: int
    code: str
    state: str
    kind: int
    kelurahan: str
    unit: str | None
    unit_wide: str | None
    words: str
    is_private: bool
    received_at: datetime
    held_since: datetime
    due_at: datetime
    changed_at: datetime
    done_at: datetime | None
    paused_until: Any
    outcome: str
    forwards: int
    reopened: int
    escalated: int
    holder_id: int
    crew: str | None
    is_urgent: bool
    urgent_because: str
    urgent_until: datetime | None


def _of_area(which: str, what: str) -> Subquery:
    """Looked up for each row. Joined, PostgreSQL walks through the areas of half the city beside fifty tickets."""
    return Subquery(Area.objects.filter(pk=OuterRef(f"{which}_id")).values(what))


COLUMNS: tuple[Any, ...] = (
    "id", "report__code", "state", "category_id", _of_area("kelurahan", "name"), _of_area("rt", "code"),
    _of_area("rw", "code"), "report__words",
    "report__is_private", "received_at", "held_since", "due_at", "changed_at", "done_at", "paused_until", "outcome",
    "forwards", "reopened", "escalated", "holder_id", "crew__name",
    "is_urgent", "urgent_because", "urgent_until",
)  # fmt: skip


# As many as a page mostly shows, and as many as it may.
WITH_NUMBER: Numbered[tuple[Any, ...]] = Numbered(
    lambda numbers: Ticket.objects.filter(id__in=numbers).values_list(*COLUMNS), (50, 200)
)
OF_REPORT: Kept[tuple[Any, ...]] = Kept(
    lambda code: Ticket.objects.filter(report__code=code).values_list(*COLUMNS), str
)


def rows_numbered(numbers: Sequence[int]) -> list[Row]:
    """The rows of these tickets in this order; one query, however many a page shows."""
    found = {one[0]: Row(*one) for one in WITH_NUMBER.rows(numbers)}
    return [found[number] for number in numbers if number in found]


def row_of(code: str) -> Row:
    """The row of one ticket, wherever it is now: for whoever was let to it before; one query."""
    found = OF_REPORT.first(code)
    if found is None:
        raise hidden()
    return Row(*found)
