"""Which notices and devices are somebody's own."""

from __future__ import annotations

from rukun.notices.models import Notice, PushDevice
from rukun.people.rules import Actor
from rukun.values.refused import hidden


def notice_to_open(actor: Actor, number: int) -> Notice:
    """One of the actor's own notices; one query."""
    found = Notice.objects.filter(pk=number, person_id=actor.known_id).first()
    if found is None:
        raise hidden()
    return found


def device_to_remove(actor: Actor, number: int) -> PushDevice:
    """One of the actor's own devices; one query."""
    found = PushDevice.objects.filter(pk=number, person_id=actor.known_id).first()
    if found is None:
        raise hidden()
    return found
