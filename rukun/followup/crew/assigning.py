"""Tickets are given to somebody of the crew, passed on, and taken back; each with a step and a trail entry."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.models import Assignment, CrewMember, Step, Ticket
from rukun.followup.rules import ASSIGNED, OPEN, STATE_WORDS, UNASSIGNED, State
from rukun.people.rules import SeatHeld
from rukun.trail.actions import record
from rukun.trail.append import append
from rukun.values.refused import Refused, hidden


@transaction.atomic
def assign(ticket: Ticket, crew: CrewMember, *, desk: SeatHeld, at: datetime) -> Ticket:
    """Send somebody; whoever had it before has it no more."""
    if crew.office.code != desk.office:
        raise hidden()
    if not CrewMember.objects.select_for_update().filter(pk=crew.pk, is_active=True).exists():
        raise Refused("crew", "{name} tidak aktif lagi.", field="crew", name=crew.name)
    if ticket.crew_id == crew.pk:
        raise Refused("twice", "Tiket ini sudah dipegang {name}.", field="crew", name=crew.name)
    note(ticket, crew, reason=ASSIGNED, desk=desk, at=at)
    return ticket


@transaction.atomic
def unassign(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """Nobody is sent any more."""
    if ticket.crew_id is None:
        raise Refused("twice", "Tiket ini tidak sedang dipegang petugas.", field="crew")
    note(ticket, None, reason=UNASSIGNED, desk=desk, at=at)
    return ticket


def note(
    ticket: Ticket, crew: CrewMember | None, *, reason: str, desk: SeatHeld, at: datetime, words: str = ""
) -> Step:
    """Who has the ticket from now on, its step and its trail entry; refused where it is not as it was seen."""
    if ticket.holder.code != desk.office:
        raise Refused("conflict", "Tiket ini dipegang {office}.", office=ticket.holder.name)
    if ticket.state not in OPEN:
        raise Refused(
            "conflict", "Tiket ini sekarang berstatus “{state}”, jadi langkah itu tidak dapat dilakukan.",
            state=STATE_WORDS[State(ticket.state)],
        )  # fmt: skip
    seen = Ticket.objects.filter(
        pk=ticket.pk, holder_id=ticket.holder_id, state=ticket.state, crew_id=ticket.crew_id,
        held_since=ticket.held_since,
    )  # fmt: skip
    changed_at = max(at, ticket.changed_at)
    if not seen.update(crew=crew, changed_at=changed_at):
        now = Ticket.objects.select_related("holder").get(pk=ticket.pk)
        raise Refused("conflict", "Tiket ini baru saja diubah orang lain: sekarang “{state}” di {office}.",
                      state=STATE_WORDS[State(now.state)], office=now.holder.name)  # fmt: skip
    ticket.crew, ticket.changed_at = crew, changed_at
    step = Step(
        ticket=ticket, before=ticket.state, after=ticket.state, at=at, seat_id=desk.id, office=ticket.holder,
        reason=reason, words=words,
    )  # fmt: skip
    append(step)
    append(Assignment(step=step, ticket=ticket, crew=crew, at=at))
    facts = {"holder": ticket.holder.code, "crew": str(crew.pk) if crew else ""}
    verb = {ASSIGNED: "ticket.assigned", UNASSIGNED: "ticket.unassigned"}.get(reason, "crew.cannot")
    record(verb, at=at, seat=desk.named, about=f"report:{ticket.report.code}", facts=facts)
    return step


def assignments_of(ticket: Ticket) -> dict[int, str]:
    """By the id of its step: the name of whoever was sent then ("" where it was taken back); one query."""
    rows = Assignment.objects.filter(ticket=ticket).values_list("step_id", "crew__name")
    return {step: name or "" for step, name in rows}
