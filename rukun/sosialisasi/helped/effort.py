"""Adds up how long the forms of a seat took. No act of anybody's, so it leaves no event; and no row of a person."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from rukun.sosialisasi.helped.models import Effort
from rukun.trail.append import append_first
from rukun.values.time import Month


@transaction.atomic
def note_effort(seat: int, seconds: int | None, month: Month) -> None:
    """One form of a seat took so long; what is not believed (None) is not counted."""
    if seconds is None:
        return
    of_seat = Effort.objects.filter(seat_id=seat, month=month.first)
    while not of_seat.update(seconds=F("seconds") + seconds, forms=F("forms") + 1):
        append_first(Effort(seat_id=seat, month=month.first, seconds=0, forms=0))
