"""The lines of a desk's queue, with all that one shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from rukun.databases.kept import Kept
from rukun.followup.models import Ticket


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


COLUMNS = (
    "id", "report__code", "state", "category_id", "kelurahan__name", "rt__code", "rw__code", "report__words",
    "report__is_private", "received_at", "held_since", "due_at", "changed_at", "done_at", "paused_until", "outcome",
    "forwards", "reopened", "escalated", "holder_id", "crew__name",
)  # fmt: skip


def _numbered(most: int) -> Kept[tuple[Any, ...]]:
    return Kept(lambda *numbers: Ticket.objects.filter(id__in=numbers).values_list(*COLUMNS), *[int] * most)


# As many as a page mostly shows, and as many as it may.
FEW, MANY = 50, 200
WITH_NUMBER = {FEW: _numbered(FEW), MANY: _numbered(MANY)}


def rows_numbered(numbers: Sequence[int]) -> list[Row]:
    """The rows of these tickets, at most `MANY`, in this order; one query."""
    if not numbers:
        return []
    room = FEW if len(numbers) <= FEW else MANY
    asked = [*numbers, *[numbers[0]] * (room - len(numbers))]
    found = {one[0]: Row(*one) for one in WITH_NUMBER[room].rows(*asked)}
    return [found[number] for number in numbers if number in found]
