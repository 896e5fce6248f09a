"""A copy is its person's alone; who looked at personal data is read by whoever audits, within their own area."""

from __future__ import annotations

from rukun.people.models import Copy
from rukun.people.rules import Actor, Role
from rukun.rights import queries
from rukun.rights.queries import Opening
from rukun.values.refused import hidden

AUDITS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def copy_to_take(actor: Actor, key: str) -> Copy:
    """The copy with this key, for whoever it is about."""
    found = queries.copies_of(actor.known_id).filter(key=key).exclude(made_at=None).first()
    if found is None:
        raise hidden()
    return found


def openings_to_audit(actor: Actor, most: int) -> list[Opening]:
    """What seats within the actor's areas were shown, newest first, and of how many people no name."""
    areas = [seat.area for seat in actor.seats if seat.role in AUDITS]
    if not areas:
        raise hidden()
    return queries.openings_within(areas, most)
