"""Which parts a ticket has, which of them an office has to do, and what was done to one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from rukun.databases.kept import Kept
from rukun.followup.models import Part, PartStep, Ticket
from rukun.followup.parts.rules import PartState

LISTED_MOST = 200
PARTS: Kept[Part] = Kept(
    lambda ticket: Part.objects.filter(ticket_id=ticket).select_related("category", "holder").order_by("number"), int
)
# What an office has to do, and what it got back as the one that leads: asked with every queue, so in one question.
WAITING: Kept[tuple[str, datetime]] = Kept(
    lambda office: (
        Part.objects.filter(holder__code=office, ended_at=None)
        .exclude(state=PartState.RETURNED)
        .values_list("state", "due_at")
        .union(
            Part.objects.filter(ticket__holder__code=office, ended_at=None, state=PartState.RETURNED).values_list(
                "state", "due_at"
            ),
            all=True,
        )
    ),
    str,
)


def parts_of(ticket: Ticket) -> list[Part]:
    """The parts of a ticket, in their order; one query, none where it has none."""
    return PARTS.rows(ticket.pk) if ticket.parts else []


def open_parts(ticket: Ticket) -> int:
    """How many of them have not ended; one query, none where it has none."""
    return Part.objects.filter(ticket=ticket, ended_at=None).count() if ticket.parts else 0


def parts_at(office: str) -> list[Part]:
    """What an office has to do of other offices' tickets, what is due first; one query."""
    return list(
        whole().filter(holder__code=office, ended_at=None).exclude(state=PartState.RETURNED).order_by("due_at", "id")[
            :LISTED_MOST
        ]
    )  # fmt: skip


def given_back(office: str) -> list[Part]:
    """What an office that leads got back, the newest first; one query."""
    lies_there = whole().filter(ticket__holder__code=office, ended_at=None, state=PartState.RETURNED)
    return list(lies_there.order_by("-changed_at", "-id")[:LISTED_MOST])


def waiting_at(office: str) -> tuple[list[datetime], int]:
    """The deadlines of what an office has to do, and how many parts it got back; one query."""
    rows = WAITING.rows(office)
    due = [due_at for state, due_at in rows if state != PartState.RETURNED]
    return due, len(rows) - len(due)


def said_of(parts: list[Part]) -> Mapping[int, str]:
    """By part (id) the words of its newest step; one query, none for none."""
    if not parts:
        return {}
    return dict(PartStep.objects.filter(part__in=parts).order_by("at", "id").values_list("part_id", "words"))


def steps_of_part(part: Part) -> list[PartStep]:
    """What was done to it, oldest first; one query."""
    return list(PartStep.objects.filter(part=part).select_related("office", "taker", "seat").order_by("at", "id"))


def whole() -> QuerySet[Part]:
    """Parts with all that a page of one shows."""
    return Part.objects.select_related(
        "category", "holder", "ticket__holder", "ticket__category", "ticket__kelurahan", "ticket__rw", "ticket__rt",
        "ticket__report__current_hiding",
    )  # fmt: skip
