"""A unit, its reports and the moment at which its pages are opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from rukun import clock
from rukun.areas.queries import area as area_by_code
from rukun.people import actions as people
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode("9999991001002005")
MAY, JUNE = Month(2016, 5), Month(2016, 6)
SignedIn = Callable[[Actor], Client]
WORDS = "Fotonya diambil hari itu juga; tolong lihat jamnya."


def strike(made: Report, by: Actor, at: datetime, note: str = "Foto Mei") -> None:
    validation.strike(whole(made), StrikeReason.OLD_PHOTO, by=by, at=at, note=note)


def whole(made: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat", "category").get(pk=made.pk)


def also(actor: Actor, role: Role, where: str, noon: datetime) -> Actor:
    """The same person in one more seat."""
    seat = people.open_seat(role=role, area=area_by_code(where), at=noon)
    person = Person.objects.get(pk=actor.person_id)
    people.appoint(person=person, seat=seat, sk="SK 5", held_from=date(2016, 1, 1), at=noon)
    return actor_of(actor.person_id, noon)


def at_once(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
