"""Note that somebody in a seat was shown what belongs to others, so that these can read who saw it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import DatabaseError, transaction

from rukun.people.models import DataOpened
from rukun.people.opened import What
from rukun.people.rules import SeatHeld
from rukun.trail.actions import record
from rukun.trail.append import append_missing
from rukun.values.refused import Refused
from rukun.values.time import day_of

OPERATOR = "operator@cli"


def note_opened(
    people: Collection[int], what: What, *, about: str, seat: SeatHeld | None, at: datetime, by: int | None = None
) -> int:
    """Once a day for each person, seat and matter; returns how many are new. `by` is who looks: their own is not noted.

    What cannot be noted is not shown: the asker is told to come again. One query where all was noted today.
    """
    facts = {"what": what.value, "about": about, "day": day_of(at), "seat_id": seat.id if seat else None}
    theirs = {one for one in people if one != by}
    known = DataOpened.objects.filter(person_id__in=theirs, **facts).values_list("person_id", flat=True)
    fresh = sorted(theirs - set(known)) if theirs else []
    if not fresh:
        return 0
    try:
        with transaction.atomic():
            append_missing([DataOpened(person_id=person, at=at, **facts) for person in fresh])
            told = {"what": what.value, "people": len(fresh)}
            record("data.opened", at=at, seat=seat.named if seat else OPERATOR, about=about, facts=told)
    except DatabaseError:
        raise Refused("busy", "Data ini hanya dibuka bila dapat dicatat, dan sekarang tidak bisa. Coba lagi sebentar "
                              "lagi.") from None  # fmt: skip
    return len(fresh)
