"""What is left in the kas of a unit that is no more goes to the one it was merged into, or back to the city."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.funds.access import seat_to_close
from rukun.funds.ledger import Kind, Move, move
from rukun.funds.queries.ledger import kas_of
from rukun.people.rules import Actor
from rukun.trail.actions import record
from rukun.values.refused import Refused
from rukun.values.time import day_of


@transaction.atomic
def pass_on_kas(unit: Area, *, by: Actor, at: datetime) -> int:
    """Move all that is left, in rupiah, once; refused while the unit stands, and where nothing is left."""
    seat = seat_to_close(by, unit.area_code)
    if unit.dissolved_on is None or unit.dissolved_on > day_of(at):
        raise Refused("conflict", "Unit ini masih ada; kasnya tetap miliknya.")
    list(Area.objects.select_for_update().filter(pk=unit.pk).values_list("pk"))
    left = kas_of(unit.area_code)
    if left <= 0:
        raise Refused("twice", "Kas unit ini sudah kosong.")
    heir = unit.merged_into
    target = (heir.pk, Kind.KAS) if heir is not None else (unit.pk, Kind.RETURNED)
    cause = "merged" if heir is not None else "given-back"
    move([Move((unit.pk, Kind.KAS), target, left, cause, f"{cause}:{unit.code}:{at.isoformat()}")], at=at)
    facts = {"amount": left, "into": heir.code if heir is not None else ""}
    record("kas.passed-on", at=at, seat=seat.named, about=f"unit:{unit.code}", facts=facts)
    return left
