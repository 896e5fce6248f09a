"""Say that a ticket is urgent, or that it no longer is: it goes first, and nothing that is counted moves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup import queries
from rukun.followup.models import Step, Ticket
from rukun.followup.moving import change, recorded, refuse_closed, refuse_other_desk
from rukun.followup.rules import CALM, URGENT
from rukun.followup.terms import UrgentReason
from rukun.followup.urgency import NOT_URGENT, reason_named, urgent_for
from rukun.people.rules import SeatHeld
from rukun.trail.append import append
from rukun.values.refused import Refused


@transaction.atomic
def mark_urgent(ticket: Ticket, *, reason_code: str, desk: SeatHeld, at: datetime) -> Ticket:
    """It goes first, for one of the city's reasons and without words: everybody reads why. For the same reason again
    it is what it was; another reason takes its place. A pause goes on."""
    refuse_other_desk(ticket, desk)
    refuse_closed(ticket)
    reason = reason_named(queries.terms().urgents, reason_code)
    if ticket.urgent_because == reason.code:
        return ticket
    change(ticket, at=at, **urgent_for(reason, at))
    return noted_urgent(ticket, reason, desk=desk, at=at)


@transaction.atomic
def mark_calm(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """It waits for its turn like every other, also where it was urgent by its kind. Refused where it is not urgent."""
    refuse_other_desk(ticket, desk)
    refuse_closed(ticket)
    if not ticket.is_urgent:
        raise Refused("conflict", "Tiket ini tidak ditandai mendesak.")
    return noted_calm(ticket, desk=desk, at=at)


def noted_calm(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """Urgent no more, with the step and the trail entry; the ticket."""
    was = ticket.urgent_because
    change(ticket, at=at, **NOT_URGENT)
    _step(ticket, CALM, "", desk=desk, at=at)
    return recorded(ticket, "ticket.calmed", desk=desk, at=at, reason=was)


def noted_urgent(ticket: Ticket, reason: UrgentReason, *, desk: SeatHeld, at: datetime) -> Ticket:
    """The step and the trail entry of a ticket that has become urgent; the ticket."""
    _step(ticket, URGENT, reason.name, desk=desk, at=at)
    return recorded(ticket, "ticket.urgent", desk=desk, at=at, words=reason.name, reason=reason.code)


def _step(ticket: Ticket, kind: str, words: str, *, desk: SeatHeld, at: datetime) -> None:
    append(
        Step(
            ticket=ticket, before=ticket.state, after=ticket.state, at=at, seat_id=desk.id, office=ticket.holder,
            reason=kind, words=words,
        )
    )  # fmt: skip
