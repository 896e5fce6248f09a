"""Which tickets an actor may work on or ask about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from rukun.followup.models import Rating, Step, Ticket
from rukun.followup.rules import CLOSED, REOPEN_WITHIN, State
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
    if ticket is None or not _is_own(actor, ticket):
        raise hidden()
    return ticket


def may_reopen(actor: Actor, ticket: Ticket, at: datetime) -> bool:
    """Whether the actor may still say that their own report is not mended."""
    if ticket.state not in CLOSED or ticket.done_at is None:
        return False
    return _is_own(actor, ticket) and at <= ticket.done_at + REOPEN_WITHIN


def may_rate(actor: Actor, ticket: Ticket, given: Iterable[Rating]) -> bool:
    """Whether the actor may give stars to the newest closing of their own report; `given` are those it has."""
    closing = ticket.reopened + 1
    has_rated = any(rating.closing == closing and rating.person_id == actor.person_id for rating in given)
    return _is_own(actor, ticket) and ticket.state == State.DONE and not has_rated


def _is_own(actor: Actor, ticket: Ticket) -> bool:
    return actor.person_id is not None and ticket.report.filer_id == actor.person_id


def _ticket(code: str) -> Ticket | None:
    return next(iter(WITH_ALL.filter(report__code=code.upper())), None)


def proof_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when it is the proof of finished work on a report that the actor may read; one query."""
    steps = Step.objects.filter(proof=digest).select_related("ticket__report__kelurahan", "ticket__report__category")
    if not digest or not any(may_read(actor, step.ticket.report) for step in steps):
        raise hidden()
    return digest
