"""What is urgent goes first, and nothing else about it changes: not its deadline, and so neither rank nor money.

Whether a ticket is urgent is believed like its kind: it comes with some kinds by the city's list, and the office that
holds it may say so or not, for a reason that everybody reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from rukun.followup.models import Ticket
from rukun.followup.terms import UrgentReason
from rukun.values.refused import Refused

NOT_URGENT: Mapping[str, Any] = {"is_urgent": False, "urgent_because": "", "urgent_until": None}


def urgent_for(reason: UrgentReason | None, since: datetime) -> Mapping[str, Any]:
    """The fields of a ticket that is urgent for this reason since a moment; of one that is not, for None."""
    if reason is None:
        return NOT_URGENT
    until = since + timedelta(hours=reason.hours) if reason.hours else None
    return {"is_urgent": True, "urgent_because": reason.code, "urgent_until": until}


def urgent_of_kind(ticket: Ticket, was: UrgentReason | None, now: UrgentReason | None) -> Mapping[str, Any]:
    """What changes with the kind of a ticket: urgency that came with the old kind goes with it, the new kind brings its
    own since the report came in, and what an office said of it stays."""
    if now is not None:
        return urgent_for(now, ticket.received_at)
    return NOT_URGENT if was is not None and ticket.urgent_because == was.code else {}


def most_urgent(tickets: Sequence[Ticket]) -> Ticket | None:
    """Of those that are urgent the one that is to be begun first; None where none is."""
    urgent = [ticket for ticket in tickets if ticket.is_urgent]
    return min(urgent, key=lambda one: (one.urgent_until or one.due_at, one.pk), default=None)


def reason_named(urgents: Mapping[str, UrgentReason], code: str) -> UrgentReason:
    """The city's reason with this code; refused where it has none such."""
    reason = urgents.get(code)
    if reason is None:
        raise Refused("reason", "Pilih mengapa ini mendesak.", field="reason")
    return reason
