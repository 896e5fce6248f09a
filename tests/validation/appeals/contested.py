"""A strike and what is said against it, as tests bring it about."""

from __future__ import annotations

from datetime import date, datetime

from rukun.areas.queries import area as area_by_code
from rukun.people import actions as people
from rukun.people.models import Appointment, Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.validation import actions, queries
from rukun.validation.models import Appeal
from rukun.validation.rules import Contest, StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month

RT_5 = AreaCode("9999991001002005")
JUNE = Month(2016, 6)
WORDS = "Fotonya diambil 1 Juni, bukan foto lama."


def strike(made: Report, by: Actor, at: datetime) -> Report:
    actions.strike(whole(made), StrikeReason.OLD_PHOTO, by=by, at=at, note="Foto Mei")
    return whole(made)


def whole(made: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat", "category").get(pk=made.pk)


def state_of(made: Report, at: datetime) -> Contest:
    standing = queries.standing_of(made)
    assert standing is not None
    return queries.contested([standing], at)[made.pk].state


def lodged(struck: Report, by: Actor, at: datetime) -> Appeal:
    actions.appeal(struck, words=WORDS, by=by, at=at)
    return queries.open_appeals(AreaCode("99")).get(verdict__report=struck)


def as_validator(actor: Actor, noon: datetime) -> Actor:
    """The same person, out of the old seat and into one of Tapem."""
    Appointment.objects.filter(person_id=actor.person_id).delete()
    seat = people.open_seat(role=Role.VALIDATOR, area=area_by_code("99.99.99"), at=noon)
    person = Person.objects.get(pk=actor.person_id)
    people.appoint(person=person, seat=seat, sk="SK 7", held_from=date(2016, 1, 1), at=noon)
    return actor_of(actor.person_id, noon)
