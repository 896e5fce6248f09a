"""Whom it concerns that a unit is to begin, merge or end."""

from __future__ import annotations

from datetime import date, datetime

from rukun.notices.concern import Concern
from rukun.notices.rules import NEWS, Matter
from rukun.penataan.models import Change
from rukun.penataan.rules import ANSWERS, What
from rukun.people.models import Appointment
from rukun.people.queries import appointments_on
from rukun.trail.models import Event
from rukun.values.code import AreaCode

ENDS = frozenset({What.MERGED, What.ENDED})


def of_unit(event: Event, at: datetime) -> list[Concern]:
    """Who is to agree, whoever entered it, or who sat in the unit until it ended; two queries at most."""
    (matter,) = NEWS[event.verb]
    change = Change.objects.filter(pk=event.stated["change"]).first()
    if change is None:
        return []
    if matter is Matter.UNIT_ASKED:
        people = _agreeing(change.unit_code, at) - {change.proposed_by_id}
    elif matter is Matter.UNIT_TOLD:
        people = {change.proposed_by_id}
    else:
        people = _sat_in(change.unit, change.on) if change.what in ENDS else set()
    facts = {"unit": change.unit, "on": change.on.isoformat()}
    about = f"unit-change:{change.pk}"
    return [Concern(event.pk, event.at, person, matter, about, None, facts) for person in sorted(people)]


def _agreeing(unit: AreaCode, at: datetime) -> set[int]:
    rows = appointments_on(at).filter(seat__role__in=ANSWERS).values_list("seat__area__code", "person_id")
    return {person for area, person in rows if unit.is_within(AreaCode(area))}


def _sat_in(unit: str, on: date) -> set[int]:
    """Whose appointment ended with the unit: on its last day, or after its own first."""
    rows = Appointment.objects.filter(seat__area__code=unit, held_until__gte=on)
    return set(rows.values_list("person_id", flat=True))
