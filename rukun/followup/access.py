"""Which tickets an actor may work on or ask about."""

from __future__ import annotations

from django.db.models import QuerySet

from rukun.followup.models import Step, Ticket
from rukun.people.rules import DESK_ROLES, Actor, SeatHeld
from rukun.reports.access import may_read
from rukun.values.refused import hidden


# Only what the actions read: a ticket joins four wide tables, and reading all of them costs more than the work.
WITH_ALL: QuerySet[Ticket] = Ticket.objects.select_related("report__category", "holder").only(
    "state", "opened_at", "held_since", "due_at", "done_at", "reopened", "escalated", "holder__code", "holder__name",
    "report__code", "report__filer_id", "report__category__deadline_hours", "report__category__around_the_clock",
)  # fmt: skip


def desk_of(actor: Actor) -> SeatHeld:
    """The seat at a desk that holds tickets (lurah, staff, SKPD); refused for everybody else."""
    for seat in actor.seats:
        if seat.role in DESK_ROLES and seat.office:
            return seat
    raise hidden()


def ticket_to_work(actor: Actor, code: str) -> tuple[Ticket, SeatHeld]:
    """The ticket of a report, for somebody at the desk of the office that holds it now."""
    desk = desk_of(actor)
    ticket = _ticket(code)
    if ticket is None or ticket.holder.code != desk.office:
        raise hidden()
    return ticket, desk


def ticket_to_rate(actor: Actor, code: str) -> Ticket:
    """The ticket of the actor's own report."""
    ticket = _ticket(code)
    if ticket is None or actor.person_id is None or ticket.report.filer_id != actor.person_id:
        raise hidden()
    return ticket


def _ticket(code: str) -> Ticket | None:
    return next(iter(WITH_ALL.filter(report__code=code.upper())), None)


def proof_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when it is the proof of finished work on a report that the actor may read; one query."""
    steps = Step.objects.filter(proof=digest).select_related("ticket__report__kelurahan", "ticket__report__category")
    if not digest or not any(may_read(actor, step.ticket.report) for step in steps):
        raise hidden()
    return digest
