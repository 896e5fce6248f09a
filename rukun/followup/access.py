"""Which tickets an actor may work on or ask about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from rukun.databases.kept import Kept
from rukun.followup.models import Answer, Rating, Ticket
from rukun.followup.queries import is_concerned
from rukun.followup.rules import ANSWERABLE, REOPEN_WITHIN, State
from rukun.people.rules import DESK_ROLES, Actor, Role, SeatHeld
from rukun.values.refused import hidden

# Only what the actions read: a ticket joins four wide tables, and reading all of them costs more than the work.
WITH_ALL: QuerySet[Ticket] = Ticket.objects.select_related(
    "report__retraction", "holder", "category", "kelurahan"
).defer(
    "report__words", "report__candidates", "report__cell", "report__placed", "report__captured_at", "category__icon",
    "category__group", "category__counts", "category__order", "category__retired_on", "kelurahan__population",
)  # fmt: skip
OF_REPORT: Kept[Ticket] = Kept(lambda code: WITH_ALL.filter(report__code=code), str)
AUDITING = (Role.AUDITOR, Role.VALIDATOR, Role.CAMAT, Role.WALI_KOTA)


def desk_of(actor: Actor) -> SeatHeld:
    """The seat at a desk that holds tickets (lurah, staff, SKPD, camat); refused for everybody else."""
    for seat in actor.seats:
        if seat.role is Role.CAMAT and not seat.office:
            # The office of a kecamatan carries its code, and a camat sits in it without being told so.
            return replace(seat, office=seat.area.digits)
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


def ticket_to_answer(actor: Actor, code: str) -> Ticket:
    """The ticket that goes on with a report, for its reporter and its supporters: its own, or what it was merged into.

    Two queries, three for a supporter.
    """
    ticket = _ticket(code)
    if ticket is not None and ticket.merged_into_id is not None:
        ticket = WITH_ALL.filter(pk=ticket.merged_into_id).first()
    if ticket is None or not is_concerned(ticket, actor.person_id):
        raise hidden()
    return ticket


def ticket_to_unmerge(actor: Actor, code: str) -> tuple[Ticket, SeatHeld]:
    """A merged ticket, for the desk of its own office or of the one that holds what it goes on in; one query."""
    desk = desk_of(actor)
    merged = WITH_ALL.select_related("merged_into__holder", "merged_into__report__retraction")
    ticket = merged.filter(report__code=code.upper()).first()
    if ticket is None or desk.office not in {ticket.holder.code, (ticket.merged_into or ticket).holder.code}:
        raise hidden()
    return ticket, desk


ticket_to_rate = ticket_to_answer


def ticket_to_reply(actor: Actor, code: str) -> Ticket:
    """The ticket of a report, for whoever reported it and stands by it: only they are asked; one query."""
    ticket = _ticket(code)
    if ticket is None or actor.person_id is None or not ticket.report.is_of(actor.person_id):
        raise hidden()
    return ticket


def closing_to_audit(actor: Actor, code: str) -> tuple[Ticket, SeatHeld]:
    """A closing, for whoever oversees its kelurahan and does not hold it."""
    ticket = _ticket(code)
    if ticket is None:
        raise hidden()
    place = ticket.kelurahan.area_code
    for seat in actor.seats:
        is_own = seat.area.digits == ticket.holder.code or bool(seat.office and seat.office == ticket.holder.code)
        if seat.role in AUDITING and place.is_within(seat.area) and not is_own:
            return ticket, seat
    raise hidden()


def may_answer(
    actor: Actor, ticket: Ticket, given: Iterable[Answer], at: datetime, *, is_supporter: bool = False
) -> bool:
    """Whether the actor may say whether the newest closing is so; `given` are the answers it has. No query."""
    has_answered = any(one.closing == ticket.reopened + 1 and one.person_id == actor.person_id for one in given)
    return _speaks(actor, ticket, is_supporter) and _is_fresh(ticket, at) and not has_answered


def may_reopen(actor: Actor, ticket: Ticket, at: datetime, *, is_supporter: bool = False) -> bool:
    """Whether the actor may still say that what they reported or support is not mended. No query."""
    return _speaks(actor, ticket, is_supporter) and _is_fresh(ticket, at)


def may_rate(actor: Actor, ticket: Ticket, given: Iterable[Rating], *, is_supporter: bool = False) -> bool:
    """Whether the actor may give stars to the newest closing; `given` are those it has. No query."""
    has_rated = any(one.closing == ticket.reopened + 1 and one.person_id == actor.person_id for one in given)
    return _speaks(actor, ticket, is_supporter) and ticket.state == State.DONE and not has_rated


def _speaks(actor: Actor, ticket: Ticket, is_supporter: bool) -> bool:
    return actor.person_id is not None and (is_supporter or ticket.report.is_of(actor.person_id))


def _is_fresh(ticket: Ticket, at: datetime) -> bool:
    return ticket.state in ANSWERABLE and ticket.done_at is not None and at <= ticket.done_at + REOPEN_WITHIN


def _ticket(code: str) -> Ticket | None:
    return OF_REPORT.first(code.upper())
