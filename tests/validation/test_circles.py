"""The same few who always agree: who supports a head's reports, and who finds a unit's reports valid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from rukun.reports.actions import support
from rukun.reports.models import Report
from rukun.validation import actions
from rukun.validation.looking.noticing import raise_all
from rukun.validation.looking.risks import flags_of
from rukun.validation.rules import StrikeReason
from tests.conftest import _person
from tests.made import judged_valid, report, reports_for_unit

LATER = timedelta(hours=2)


@pytest.fixture
def neighbours(kota: Path) -> list[Actor]:
    """Fifteen people without a seat."""
    return [_person(f"Warga{number}") for number in range(15)]  # type: ignore[misc]


def seen(filer: Actor, noon: datetime, count: int) -> list[Report]:
    unit = filer.seats[0].area
    days = [noon + timedelta(days=number) for number in range(count)]
    return [report(filer, at, for_unit=unit, words=f"Sampah di pos {at:%d}") for at in days]


def circles(reports: Sequence[Report]) -> set[str]:
    """What of collusion was noticed of the newest."""
    return {flag.kind for flag in flags_of(reports[-1])} & {"circle", "lenient"}


def test_support_that_always_comes_from_the_same_three_is_noticed_and_says_so(
    kota: Path, ani: Actor, neighbours: list[Actor], noon: datetime
) -> None:
    reports = seen(ani, noon, 5)
    for one in reports:
        for friend in neighbours[:3]:
            support(one, by=friend, at=one.received_at + LATER)
    raise_all(at=noon + timedelta(days=6))
    (flag,) = [flag for flag in flags_of(reports[-1]) if flag.kind == "circle"]
    assert "100" in str(flag) and flag.facts["count"] == 3 and flag.points > 0


def test_as_much_support_from_many_is_a_street_that_agrees(
    kota: Path, ani: Actor, neighbours: list[Actor], noon: datetime
) -> None:
    reports = seen(ani, noon, 5)
    for number, one in enumerate(reports):
        for neighbour in neighbours[number * 3 : number * 3 + 3]:
            support(one, by=neighbour, at=one.received_at + LATER)
    raise_all(at=noon + timedelta(days=6))
    assert circles(reports) == set()


def test_a_little_support_from_few_proves_nothing(
    kota: Path, ani: Actor, neighbours: list[Actor], noon: datetime
) -> None:
    reports = seen(ani, noon, 3)
    for one in reports:
        for friend in neighbours[:3]:
            support(one, by=friend, at=one.received_at + LATER)
    raise_all(at=noon + timedelta(days=6))
    assert circles(reports) == set()


@pytest.mark.parametrize("strikes", [False, True])
def test_an_officer_who_alone_judges_a_unit_and_never_strikes_is_noticed_and_one_who_strikes_is_not(
    kota: Path, ani: Actor, indra: Actor, dodi: Actor, hana: Actor, strikes: bool
) -> None:
    days = [date(2016, 6, day) for day in range(1, 12)]
    own, other = reports_for_unit(ani, days, 3), reports_for_unit(indra, days, 1)
    at = other[-1].received_at + LATER
    judged_valid(own[1 if strikes else 0 :], dodi, at)
    if strikes:
        whole = Report.objects.select_related("kelurahan", "unit", "seat").get(pk=own[0].pk)
        actions.strike(whole, StrikeReason.TEST, by=dodi, at=at)
    judged_valid(other[:6], hana, at)
    judged_valid(other[6:], _person("Joko", "tapem", "999999"), at)  # type: ignore[arg-type]
    fresh = [report(ani, at + LATER, for_unit=ani.seats[0].area, kind="kerja-bakti", words="Kerja bakti lagi")]
    near = [report(indra, at + LATER, for_unit=indra.seats[0].area, kind="kerja-bakti", words="Kerja bakti juga")]
    raise_all(at=at + timedelta(days=1))
    assert circles(fresh) == (set() if strikes else {"lenient"})
    assert circles(near) == set(), "two officers share that unit"
