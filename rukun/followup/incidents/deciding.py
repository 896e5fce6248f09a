"""What a desk makes of an incident: one ticket for all of it, or many things after all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.incidents.gathering import follow_into
from rukun.followup.models import Gathered, Incident, Ticket
from rukun.followup.rules import OPEN
from rukun.people.rules import SeatHeld
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

MERGED_AT_ONCE = 50


def make_one(incident: Incident, *, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """All of it goes on in its oldest ticket that is not private; the first at once, the rest and whatever comes later
    by the clock. Once only; refused where another was quicker."""
    target = _decided(incident, clean_words(words), desk, at)
    follow_into(incident, at=at, most=MERGED_AT_ONCE)
    return target


@transaction.atomic
def _decided(incident: Incident, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    members = Gathered.objects.filter(incident=incident).values("ticket_id")
    open_here = Ticket.objects.filter(
        pk__in=members, state__in=OPEN, holder__code=desk.office, report__is_private=False
    ).select_related("report", "holder")  # fmt: skip
    target = open_here.order_by("received_at", "id").first()
    if target is None:
        raise Refused("target", "Tidak ada tiket terbuka yang dapat menampung kejadian ini.")
    fresh = Incident.objects.filter(pk=incident.pk, target=None, parted_at=None)
    decided = {"target": target, "seat_id": desk.id, "words": words, "decided_at": at}
    if not fresh.update(**decided):
        raise Refused("twice", "Kejadian ini sudah diputuskan orang lain.")
    for name, value in decided.items():
        setattr(incident, name, value)
    facts = {"into": target.report.code, "tickets": incident.size, "words": digest_of_words(words)}
    record("incident.joined", at=at, seat=desk.named, about=f"incident:{incident.pk}", facts=facts)
    return target


@transaction.atomic
def part(incident: Incident, *, desk: SeatHeld, at: datetime) -> Incident:
    """They are not one thing: each ticket goes on by itself, and nothing joins them any more."""
    if not Incident.objects.filter(pk=incident.pk, target=None, parted_at=None).update(parted_at=at):
        raise Refused("twice", "Kejadian ini sudah diputuskan orang lain.")
    incident.parted_at = at
    record("incident.parted", at=at, seat=desk.named, about=f"incident:{incident.pk}",
           facts={"tickets": incident.size})  # fmt: skip
    return incident
