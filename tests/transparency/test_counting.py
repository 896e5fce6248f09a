"""What is kept of a kelurahan's counts is what counting says, whatever came in, moved, was hidden or was missed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.areas.models import Area
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.people.rules import Actor
from rukun.reports.actions import hide
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Report
from rukun.transparency import counting, front
from rukun.transparency.map import keeping
from rukun.transparency.models import AreaCount
from rukun.values.code import AreaCode
from tests.made import proof, report, ticket

RT_5 = AreaCode("9999991001002005")
CITY, KELURAHAN, NEXT = AreaCode("99"), AreaCode("9999991001"), AreaCode("9999991002")


def kept_up() -> int:
    """What the clock does after something came in."""
    keeping.keep_map()
    return counting.keep_counts()


def as_counted() -> tuple[int, dict[str, int]]:
    """What a kelurahan says, which is counted as it is now."""
    return counting.counts_in(KELURAHAN)


@pytest.fixture
def counted(kota: Path, budi: Actor, noon: datetime) -> list[Ticket]:
    """Three problems in the kelurahan, kept."""
    made = [ticket(budi, noon + timedelta(minutes=n)) for n in range(3)]
    kept_up()
    return made


def test_what_came_in_is_counted_in_the_next_round_and_then_nothing_is_left(
    counted: list[Ticket], noon: datetime
) -> None:
    assert counting.counts_in(CITY) == as_counted()
    assert as_counted()[0] == 3 and as_counted()[1]["waiting"] == 3
    assert kept_up() == 0


def test_a_step_a_private_report_and_a_hiding_are_followed(
    counted: list[Ticket], budi: Actor, citra: Actor, noon: datetime
) -> None:
    followup.finish(counted[0], words="Sudah", proof=proof(7), desk=citra.seats[0], at=noon + timedelta(hours=1))
    private = ticket(budi, noon + timedelta(hours=1), is_private=True)
    kept_up()
    assert counting.counts_in(CITY) == as_counted()
    assert as_counted()[0] == 3 and as_counted()[1]["done"] == 1
    assert Report.objects.count() == 4
    for area in (CITY, KELURAHAN, RT_5):
        assert sum(counting.counts_in(area)[1].values()) == 3, "nothing tells of the private one"
    desk = citra.seats[0]
    hide(counted[1].report, Part.WHOLE, reason=Reason.ABUSE, note="", desk=desk, at=noon + timedelta(hours=2))
    followup.finish(private, words="Sudah", proof=proof(8), desk=desk, at=noon + timedelta(hours=2))
    kept_up()
    for area in (CITY, KELURAHAN, RT_5):
        reports, states = counting.counts_in(area)
        assert (reports, states["waiting"], states["done"]) == (2, 1, 1)


def test_a_report_without_a_point_is_counted_too(counted: list[Ticket], budi: Actor, noon: datetime) -> None:
    report(budi, noon + timedelta(hours=1), place=None, chosen=AreaCode("9999991001002005"))
    kept_up()
    assert counting.counts_in(CITY)[0] == as_counted()[0] == 4


def test_what_was_missed_is_counted_again_within_the_round_of_all(counted: list[Ticket]) -> None:
    AreaCount.objects.update(reports=77, states='{"done": 5}')
    areas = Area.objects.filter(kind="kelurahan").count()
    for _ in range(areas + 1):
        counting.count_next(most=1)
    assert counting.counts_in(CITY) == as_counted()


def test_a_city_that_was_never_counted_is_counted_at_the_first_minute(counted: list[Ticket]) -> None:
    AreaCount.objects.all().delete()
    assert counting.counts_in(CITY)[0] == 0
    assert counting.count_next(most=1) == Area.objects.filter(kind="kelurahan").count()
    assert counting.counts_in(CITY) == as_counted()


def test_a_small_city_opens_with_the_kecamatan_of_its_reports_and_an_empty_one_with_all(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    shown = front.home_area()
    assert shown is not None and shown.code == "9999"
    ticket(budi, noon)
    kept_up()
    shown = front.home_area()
    assert shown is not None and shown.code == KELURAHAN.digits[:6]


def test_a_large_area_takes_one_query_however_many_reports(counted: list[Ticket], budi: Actor, noon: datetime) -> None:
    for n in range(5):
        ticket(budi, noon + timedelta(hours=2, minutes=n))
    kept_up()
    with CaptureQueriesContext(connection) as told:
        assert counting.counts_in(CITY)[0] == 8
    assert len(told) == 1
    assert counting.counts_in(NEXT) == (0, dict.fromkeys(as_counted()[1], 0))
