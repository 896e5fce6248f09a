"""A share of verdicts is given again by another validator, who does not know the first; agreement is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

import pytest
from django.db import DatabaseError, transaction

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions
from rukun.validation.desk import reading
from rukun.validation.models import CurrentVerdict, MonthSeed, SecondDraw, SecondReading
from rukun.validation.rules import StrikeReason
from rukun.validation.sample.rules import draw
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.made import judged_valid, noon_of
from tests.validation.conftest import COMPLETE, JUNE

KELURAHAN = AreaCode("9999991001")
LATER = COMPLETE + timedelta(days=1)
Draw = Callable[..., None]


@pytest.fixture
def read(month: list[Report], drawn: Draw, dodi: Actor) -> list[SecondDraw]:
    """Forty of the month's reports were judged in June by Dodi; the month is drawn."""
    judged_valid(month[:40], dodi, noon_of(date(2016, 6, 20)))
    drawn()
    return list(reading.seconds_in(KELURAHAN))


def test_as_many_as_the_share_says_are_drawn_by_the_published_seed(month: list[Report], read: list[SecondDraw]) -> None:
    names = [f"{made.code}-1" for made in month[:40]]
    expected = draw(bytes.fromhex(MonthSeed.objects.get().seed), names, ceil(0.05 * 40))
    assert len(expected) == 2
    assert {f"{one.verdict.report.code}-{one.verdict.number}" for one in read} == set(expected)


def test_verdicts_given_when_the_seed_could_be_known_are_not_among_them(
    month: list[Report], drawn: Draw, dodi: Actor
) -> None:
    judged_valid(month[:40], dodi, JUNE.ends_at + timedelta(hours=1))
    drawn()
    assert not SecondDraw.objects.exists()


def test_another_validator_reads_and_what_stands_stands(read: list[SecondDraw], dodi: Actor, hana: Actor) -> None:
    second = read[0]
    actions.read_again(second, reason=StrikeReason.NOT_SHOWN, by=hana, at=LATER)
    assert CurrentVerdict.objects.get(report=second.verdict.report_id).is_valid
    event = Event.objects.get(verb="report.read-again")
    assert (event.seat, event.stated["valid"], event.stated["reason"]) == ("tapem@999999", False, "not-shown")
    with pytest.raises(Refused) as twice:
        actions.read_again(second, reason=None, by=hana, at=LATER)
    assert twice.value.code == "conflict"
    assert access.next_second(hana) == read[1]
    assert access.next_second(dodi) is None


def test_nobody_reads_an_own_verdict_nor_what_touches_them(
    read: list[SecondDraw], dodi: Actor, hana: Actor, eka: Actor, ani: Actor
) -> None:
    own = [second for second in read if second.verdict.report.filer_id == ani.person_id]
    cases = [(dodi, read[0], "conflict"), (eka, read[0], "hidden"), (ani, read[0], "hidden")]
    in_area = Actor(hana.person_id, (*hana.seats, ani.seats[0]))
    cases += [(in_area, read[0], "conflict")]
    cases += [(Actor(ani.person_id, hana.seats), second, "conflict") for second in own[:1]]
    for somebody, second, code in cases:
        with pytest.raises(Refused) as refusal:
            actions.read_again(second, reason=None, by=somebody, at=LATER)
        assert refusal.value.code == code
    assert not SecondReading.objects.exists()


def test_agreement_is_told_by_kelurahan_and_in_all(read: list[SecondDraw], hana: Actor) -> None:
    assert reading.agreements(None, JUNE)[0].read == 0
    actions.read_again(read[0], reason=None, by=hana, at=LATER)
    actions.read_again(read[1], reason=StrikeReason.TEST, by=hana, at=LATER)
    whole, of_ward = reading.agreements(None, JUNE)
    assert (whole.read, whole.same, whole.kappa) == (2, 0.5, 0)
    assert of_ward == {KELURAHAN.digits: whole}
    assert reading.second_counts(AreaCode("99"), JUNE) == {KELURAHAN.digits: (2, 2)}


def test_a_second_reading_is_kept_as_it_was(read: list[SecondDraw], hana: Actor) -> None:
    actions.read_again(read[0], reason=None, by=hana, at=LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        SecondReading.objects.update(is_valid=False)
