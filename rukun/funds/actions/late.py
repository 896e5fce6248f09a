"""Accept what late facts change: from then on a correction goes into the next month that is closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rukun.funds.access import seat_to_close
from rukun.funds.models import Acceptance
from rukun.funds.queries.late import unaccepted
from rukun.people.rules import Actor
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.code import AreaCode
from rukun.values.refused import Refused


@transaction.atomic
def accept_corrections(
    kelurahan: AreaCode, *, numbers: Collection[int] | None = None, by: Actor, at: datetime
) -> list[Acceptance]:
    """The bendahara takes in the corrections with these ids, or all that wait in the kelurahan; each once.

    What somebody else accepted at the same moment is left out; where nothing is left, that is said.
    """
    seat = seat_to_close(by, kelurahan)
    found = unaccepted(kelurahan)
    if numbers is not None:
        found = found.filter(pk__in=numbers)
    made = [row for one in found if append_first(row := Acceptance(correction=one, seat_id=seat.id, at=at))]
    if not made:
        raise Refused("twice", "Koreksi ini sudah diterima.")
    amounts = [row.correction.amount for row in made]
    record("corrections.accepted", at=at, seat=seat.named, about=f"kelurahan:{kelurahan.digits}",
           facts={"corrections": sorted(row.correction_id for row in made), "amount": sum(amounts)})  # fmt: skip
    return made
