"""Which parts an actor may see and work on."""

from __future__ import annotations

from rukun.followup.access import desk_of
from rukun.followup.models import Part
from rukun.followup.parts.queries import whole
from rukun.people.rules import Actor, SeatHeld
from rukun.values.refused import hidden


def part_at_desk(actor: Actor, number: int) -> tuple[Part, SeatHeld]:
    """A part, for the desk of the office that has it or of the one that leads; one query."""
    desk = desk_of(actor)
    part = whole().filter(pk=number).first()
    if part is None or desk.office not in (part.holder.code, part.ticket.holder.code):
        raise hidden()
    return part, desk
