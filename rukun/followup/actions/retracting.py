"""Whoever reported takes it back: the ticket closes, or goes on for the others who reported or support the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.actions.opening import opened_now
from rukun.followup.leaving import goes_on_for_others, refuse_leaving
from rukun.followup.models import Ticket
from rukun.followup.moving import move
from rukun.followup.rules import State
from rukun.reports.models import Report


@transaction.atomic
def leave(report: Report, *, at: datetime) -> Ticket | None:
    """The ticket of a report that is taken back, as it stands after that; None where it has none. Refused once an
    office acted on it.

    An office that acts at the same moment waits here, or is waited for: the row is locked. The trail entry is that of
    whoever takes the report back.
    """
    ticket = opened_now(report, at=at)
    if ticket is None:
        return None
    refuse_leaving(ticket, at)
    if not goes_on_for_others(ticket):
        move(ticket, State.RETRACTED, desk=None, at=at)
    return ticket
