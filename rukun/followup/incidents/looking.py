"""What a desk sees of incidents."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from rukun.databases.kept import Kept
from rukun.followup.access import desk_of
from rukun.followup.models import Gathered, Incident, Ticket
from rukun.people.rules import Actor, SeatHeld
from rukun.values.refused import hidden

# A desk that comes in the morning sees last night's flood.
SHOWN_FOR, SHOWN_MOST = timedelta(hours=24), 5
UNDECIDED: Kept[Incident] = Kept(
    lambda office, since: (
        Incident.objects.filter(holder__code=office, last_at__gte=since, target=None, parted_at=None)
        .select_related("category")
        .order_by("-last_at")[:SHOWN_MOST]
    ),
    str,
    datetime,
)


def incidents_of(actor: Actor, at: datetime) -> list[Incident]:
    """Those at the actor's desk that nobody has decided, the newest first. One query."""
    desk = desk_of(actor)
    return UNDECIDED.rows(desk.office, at - SHOWN_FOR)


def incident_to_decide(actor: Actor, number: int) -> tuple[Incident, SeatHeld]:
    """An incident at the actor's own desk."""
    desk = desk_of(actor)
    found = Incident.objects.select_related("category", "holder", "target__report").filter(pk=number).first()
    if found is None or found.holder.code != desk.office:
        raise hidden()
    return found, desk


def tickets_of(incident: Incident) -> QuerySet[Ticket]:
    """What was gathered in it."""
    return Ticket.objects.filter(pk__in=Gathered.objects.filter(incident=incident).values("ticket_id"))
