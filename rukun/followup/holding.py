"""Who holds a report's ticket: the office that sees it, whatever kind or place the report is of, and answers for it."""

from __future__ import annotations

from rukun.followup.models import Ticket
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.models import Report

# Who decides at a desk that holds a ticket. Crews only work.
HOLDING = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD})
OF_THE_KELURAHAN = frozenset({Role.LURAH, Role.STAFF_KELURAHAN})


def holder_of(report: Report) -> str | None:
    """The office (its code) that holds the report's ticket; None while there is none. One query."""
    return Ticket.objects.filter(report=report).values_list("holder__code", flat=True).first()


def is_at_desk(actor: Actor, office: str) -> bool:
    """Whether the actor sits at the desk of an office that holds tickets."""
    return bool(office) and any(seat.role in HOLDING and seat.office == office for seat in actor.seats)


def holding_seat(actor: Actor, report: Report) -> SeatHeld | None:
    """The actor's seat at the desk that holds the report's ticket; before it has one, at that of its kelurahan.

    None for everybody else, and no query for whoever sits at no desk.
    """
    seats = [seat for seat in actor.seats if seat.role in HOLDING and seat.office]
    if not seats:
        return None
    holder = holder_of(report)
    if holder is not None:
        return next((seat for seat in seats if seat.office == holder), None)
    place = report.kelurahan.area_code
    return next((seat for seat in seats if seat.role in OF_THE_KELURAHAN and place.is_within(seat.area)), None)
