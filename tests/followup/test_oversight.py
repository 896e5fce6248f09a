"""What a camat sees of offices: each number is what its list holds, and a day counted twice is counted once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from rukun.followup import actions
from rukun.followup.models import DayTally, Ticket
from rukun.followup.oversight import ageing, drill, figures, tallying
from rukun.followup.oversight.rules import BANDS, View, band_of, band_starts, bin_of, median_hours
from rukun.people.rules import Actor
from rukun.values.cells import plain_cell
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests import laying
from tests.made import proof, ticket

KECAMATAN, KELURAHAN, NEXT = AreaCode("999999"), "9999991001", "9999991002"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def worked(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Six tickets of Rukun Jaya: one done after two hours, one after eight and contradicted by its reopening, four
    open."""
    return laying.once(_worked, budi, citra, noon)


def _worked(budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    made = [ticket(budi, noon - 3 * HOUR) for _ in range(6)]
    desk = citra.seats[0]
    actions.finish(made[0], words="Beres", proof=proof(1), desk=desk, at=noon - HOUR)
    actions.finish(made[1], words="Beres", proof=proof(2), desk=desk, at=noon + 5 * HOUR)
    actions.rate(made[0], stars=4, words="", by=budi, at=noon + 5 * HOUR)
    actions.reopen(made[1], words="Masih ada", by=budi, at=noon + 6 * HOUR)
    tallying.keep_today(at=noon + 7 * HOUR)
    return made


def beside(at: datetime) -> figures.Beside:
    return figures.beside(KECAMATAN, figures.days_of(Month.of(at), at), at)


def test_offices_stand_side_by_side_with_what_they_hold_and_what_they_did(worked: list[Ticket], noon: datetime) -> None:
    rows = {row.code: row for row in beside(noon + 7 * HOUR).rows}
    row = rows[KELURAHAN]
    assert (row.held.open, row.now.opened, row.now.closed, row.now.reopened) == (5, 6, 2, 1)
    assert row.now.mean_stars == 4 and 2 < (row.now.median_hours or 0) < 8
    assert rows[NEXT].held.open == 0 and rows[NEXT].now.closed == 0


def test_a_day_counted_again_says_the_same_and_so_does_counting_everything_anew(
    worked: list[Ticket], noon: datetime
) -> None:
    def kept() -> list[tuple[object, ...]]:
        return list(DayTally.objects.order_by("office_id", "day").values_list("office_id", "day", "closed", "held"))

    before = kept()
    tallying.keep_today(at=noon + 7 * HOUR)
    assert kept() == before
    DayTally.objects.all().delete()
    assert tallying.rebuild(at=noon + 7 * HOUR) == 1 and kept() == before


@pytest.mark.parametrize("view", list(View))
def test_behind_each_number_are_exactly_as_many_tickets(worked: list[Ticket], noon: datetime, view: View) -> None:
    at = noon + 7 * HOUR
    row = next(row for row in beside(at).rows if row.code == KELURAHAN)
    counted = {
        View.OPEN: row.held.open, View.OVERDUE: row.held.overdue, View.PAUSED: row.held.paused,
        View.CLOSED: row.now.closed, View.REOPENED: row.now.reopened, View.DISPUTED: row.now.disputed,
        View.UNCONFIRMED: row.now.unconfirmed, View.RATED: row.now.ratings,
    }[view]  # fmt: skip
    days = figures.days_of(Month.of(at), at)[0]
    assert drill.behind(KECAMATAN, drill.Asked(KELURAHAN, view, None, days), at).count() == counted


def test_what_departments_hold_is_not_counted_against_the_lurah(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    from rukun.people.queries import office

    moved = ticket(budi, noon)
    actions.dispose(moved, to=office("bina-marga"), reason="Jalan kota", desk=citra.seats[0], at=noon)
    row = next(row for row in beside(noon + HOUR).rows if row.code == KELURAHAN)
    assert (row.held.open, row.elsewhere) == (0, 1)
    days = figures.days_of(Month.of(noon), noon)[0]
    asked = drill.Asked(KELURAHAN, View.OPEN, None, days, is_elsewhere=True)
    assert [found.pk for found in drill.behind(KECAMATAN, asked, noon)] == [moved.pk]


def test_the_figures_take_as_many_queries_for_one_ticket_as_for_forty(kota: Path, budi: Actor, noon: datetime) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            beside(noon + HOUR)
        return len(told)

    ticket(budi, noon)
    few = queries()
    for _ in range(39):
        ticket(budi, noon)
    tallying.keep_today(at=noon)
    assert queries() == few == 5


def test_like_is_compared_with_like(noon: datetime) -> None:
    now, before = figures.days_of(Month(2016, 6), noon + 9 * DAY)
    assert (now.last, before.first, before.last) == (date(2016, 6, 10), date(2016, 5, 1), date(2016, 5, 10))
    whole = figures.days_of(Month(2016, 5), noon)
    assert (whole[0].last, whole[1].last) == (date(2016, 5, 31), date(2016, 4, 30))


def test_the_board_tells_ages_by_holder_and_says_nothing_private_to_everyone(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    old, private = ticket(budi, noon - 40 * DAY), ticket(budi, noon - 5 * DAY, is_private=True)
    own = ageing.board_of(KECAMATAN, noon, is_public=False)
    assert own.total.bands == [0, 1, 0, 1, 0] and own.lines[0].unexplained == 2
    everyone = ageing.board_of(KECAMATAN, noon, is_public=True)
    assert everyone.total.bands == [0, 0, 0, 1, 0]
    assert [waiting.ticket.pk for waiting in everyone.oldest] == [old.pk] != [private.pk]


@given(st.lists(st.floats(0.1, 3000), min_size=1, max_size=60))
def test_a_median_read_from_a_spread_is_near_the_true_one(hours: list[float]) -> None:
    spread: dict[int, int] = {}
    for held in hours:
        number = bin_of(timedelta(hours=held))
        spread[number] = spread.get(number, 0) + 1
    ordered = sorted(hours)
    low, high = ordered[(len(hours) - 1) // 2], ordered[len(hours) // 2]
    median = median_hours(spread)
    assert median is not None and low / 1.26 - 0.51 <= median <= high * 1.26 + 0.51


@given(st.timedeltas(timedelta(0), timedelta(days=500)))
def test_every_age_is_in_exactly_the_band_that_the_list_asks_for(age: timedelta) -> None:
    at = datetime(2016, 6, 1, 5, tzinfo=None)
    opened = at - age
    inside = [
        number
        for number, (first, before) in enumerate(band_starts(at))
        if (first is None or opened >= first) and (before is None or opened < before)
    ]
    assert inside == [band_of(opened, at)] and len(BANDS) + 1 > inside[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("  +62", "'  +62"), ("@x", "'@x"), ("-1", "'-1"), ("\tx", "'\tx"),
        ("＝1", "'＝1"), ("Lubang di jalan", "Lubang di jalan"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(typed: str, kept: str) -> None:
    assert plain_cell(typed) == kept
