"""Whoever reported takes it back: the ticket closes, or goes on for the others who reported or support the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.actions.opening import opened_now
from rukun.followup.leaving import goes_on_in, refuse_leaving, stands_for_others
from rukun.followup.models import Ticket
from rukun.followup.moving import move, record_of
from rukun.followup.rules import State
from rukun.people.rules import Role
from rukun.reports.models import Report

WARGA, LEFT = Role.WARGA.value, "ticket.left"


@transaction.atomic
def leave(report: Report, *, at: datetime) -> Ticket | None:
    """The ticket of a report that is taken back, as it stands after that; None where it has none. Refused once an
    office acted on it. Whoever is the last to leave what several were merged into closes that.

    An office that acts at the same moment waits here, or is waited for: the row is locked. The trail entry is that of
    whoever takes the report back; that another report's ticket closes with it has its own.
    """
    _hold_first_what_holds_it(report)
    ticket = opened_now(report, at=at)
    if ticket is None:
        return None
    goes_on = goes_on_in(ticket)
    refuse_leaving(ticket, goes_on, at)
    if not stands_for_others(goes_on, report):
        move(goes_on, State.RETRACTED, desk=None, at=at)
        if goes_on is not ticket:
            record_of(goes_on, LEFT, seat=WARGA, at=at, facts={"holder": goes_on.holder.code})
    return ticket


def _hold_first_what_holds_it(report: Report) -> None:
    """As whoever merges that does: else each could wait for what the other holds."""
    into = Ticket.objects.filter(report=report).values("merged_into")
    list(Ticket.objects.select_for_update(no_key=True).filter(pk__in=into).values_list("pk"))
