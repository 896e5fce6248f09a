"""The table of states, the calendar of deadlines, and whose time it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.followup.holidays import read_holidays, years_untold
from rukun.followup.rules import NEXT, Calendar, Handover, State, Stop, refuse_move, stops_of, stretches
from rukun.values.refused import Refused
from rukun.values.zones import WIB

CALENDAR = Calendar(frozenset({date(2016, 6, 6)}))  # a Monday


def wib(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of June 2016; the 1st was a Wednesday."""
    return datetime(2016, 6, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("filed", "hours", "due"),
    [
        (wib(1, 9), 24, wib(2, 9)),  # Wednesday to Thursday
        (wib(2, 9), 48, wib(7, 9)),  # Thursday over Friday, week-end and a holiday to Tuesday
        (wib(3, 15), 24, wib(7, 15)),  # Friday 15:00: nine hours on Friday, fifteen on Tuesday
        (wib(4, 10), 12, wib(7, 12)),  # filed on Saturday: the clock starts on Tuesday
        (wib(6, 10), 12, wib(7, 12)),  # filed on the holiday
        (wib(7, 0), 24, wib(8, 0)),  # exactly one working day
    ],
)
def test_a_deadline_runs_on_working_days_only(filed: datetime, hours: int, due: datetime) -> None:
    assert CALENDAR.due_at(filed, hours, around_the_clock=False) == due


def test_what_is_urgent_is_due_on_a_sunday_too() -> None:
    assert CALENDAR.due_at(wib(4, 22), 12, around_the_clock=True) == wib(5, 10)


@given(
    st.datetimes(datetime(2016, 1, 1), datetime(2016, 12, 1), timezones=st.just(UTC)),
    st.integers(1, 200),
    st.booleans(),
)
def test_the_time_that_ran_until_a_deadline_is_the_deadline(start: datetime, hours: int, around: bool) -> None:
    due = CALENDAR.due_at(start, hours, around_the_clock=around)
    assert CALENDAR.seconds_between(start, due, around_the_clock=around) == hours * 3600


@given(
    st.lists(st.datetimes(datetime(2016, 5, 1), datetime(2016, 8, 1), timezones=st.just(UTC)), min_size=3, max_size=3)
)
def test_held_times_add_up(moments: list[datetime]) -> None:
    first, middle, last = (moment.replace(microsecond=0) for moment in sorted(moments))
    parts = [CALENDAR.seconds_between(a, b, around_the_clock=False) for a, b in ((first, middle), (middle, last))]
    assert sum(parts) == CALENDAR.seconds_between(first, last, around_the_clock=False)


def test_a_city_that_never_works_has_no_deadline() -> None:
    start = wib(1)
    idle = Calendar(frozenset(start.date() + timedelta(days=n) for n in range(500)))
    with pytest.raises(Refused, match="hari kerja"):
        idle.due_at(start, 1, around_the_clock=False)


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_a_move_that_is_not_in_the_table_is_refused_and_says_how_it_stands(before: State, after: State) -> None:
    if after in NEXT[before]:
        refuse_move(before, after)
    else:
        with pytest.raises(Refused, match="sekarang berstatus"):
            refuse_move(before, after)


def test_each_holder_is_charged_for_its_own_time_and_nobody_for_the_time_it_was_closed() -> None:
    course = [Handover("A", wib(1, 8)), Handover("PU", wib(1, 10)), Handover("B", wib(2, 8))]
    closings = [(wib(2, 12), wib(3, 9)), (wib(3, 11), None)]
    assert stretches(course, closings, until=wib(9)) == [
        ("A", wib(1, 8), wib(1, 10)),
        ("PU", wib(1, 10), wib(2, 8)),
        ("B", wib(2, 8), wib(2, 12)),
        ("B", wib(3, 9), wib(3, 11)),
    ]


def test_an_open_ticket_is_charged_up_to_the_day_of_asking() -> None:
    assert stretches([Handover("A", wib(1))], [], until=wib(4)) == [("A", wib(1), wib(4))]


def test_holidays_are_read_and_a_line_without_a_name_is_refused() -> None:
    assert read_holidays('[[holiday]]\nday = 2016-06-06\nname = "Hari Rukun"\n') == {date(2016, 6, 6): "Hari Rukun"}
    with pytest.raises(Refused):
        read_holidays("[[holiday]]\nday = 2016-06-06\n")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("day = 2016-06-06T00:00:00", "tanggal"),
        ("day = 2106-06-06", "tahunnya keliru"),
        ("day = 2016-06-31", "tidak terbaca"),
        ('day = 2016-06-06\nname = "Hari Rukun"\n[[holiday]]\nday = 2016-06-06', "dua kali"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_by_name(lines: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_holidays(f'[[holiday]]\n{lines}\nname = "Hari Rukun"\n')


@pytest.mark.parametrize(
    ("known", "today", "untold"),
    [
        ({2026: 24}, date(2026, 10, 31), []),
        ({2026: 24}, date(2026, 11, 1), [(2027, 0)]),
        ({2026: 5, 2027: 5}, date(2026, 12, 31), [(2026, 5), (2027, 5)]),
        ({2016: 16}, date(2026, 3, 1), [(2026, 0)]),
    ],
)
def test_a_year_whose_decree_is_not_written_down_is_told(
    known: dict[int, int], today: date, untold: list[tuple[int, int]]
) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for year, many in known.items() for number in range(many)]
    assert list(years_untold(days, today)) == untold


def test_working_days_are_counted_over_week_ends_and_holidays_as_if_one_by_one() -> None:
    """A holiday on a Saturday takes away nothing."""
    calendar = Calendar(frozenset({date(2016, 6, 6), date(2016, 6, 11), date(2016, 2, 29)}))
    for first in (date(2016, 6, 1) + timedelta(days=number) for number in range(-120, 14)):
        for last in (first, first + timedelta(days=1), date(2016, 6, 20)):
            days = (first + timedelta(days=number) for number in range((last - first).days))
            counted = calendar.working_days_before(last) - calendar.working_days_before(first)
            assert counted == sum(calendar.works_on(day) for day in days)


def test_a_deadline_that_ends_with_a_working_day_is_due_at_its_midnight_and_not_after_the_week_end() -> None:
    assert CALENDAR.due_at(wib(3), 24, around_the_clock=False) == wib(4), "the end of Friday"
    assert CALENDAR.seconds_between(wib(3), wib(4), around_the_clock=False) == 24 * 3600
    assert CALENDAR.seconds_between(wib(4, 9), wib(4, 10), around_the_clock=False) == 0, "a Saturday"
    assert CALENDAR.seconds_between(wib(4, 9), wib(4, 10), around_the_clock=True) == 3600
    year_of_rest = Calendar(frozenset(date(2016, 1, 1) + timedelta(days=number) for number in range(395)))
    assert year_of_rest.due_at(wib(1), 24, around_the_clock=False) == datetime(2017, 1, 31, tzinfo=WIB)


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([], wib(2, 9)),
        ([(wib(1, 12), wib(1, 15))], wib(2, 12)),  # three hours later
        ([(wib(1, 12), wib(1, 15)), (wib(2, 8), wib(2, 10))], wib(2, 14)),
        ([(wib(2, 9), wib(2, 15))], wib(2, 9)),  # it was due as the clock stopped
        ([(wib(2, 10), wib(2, 15))], wib(2, 9)),  # and before
        ([(wib(1, 6), wib(1, 10))], wib(2, 10)),  # it stood still when the clock began to run
        ([(wib(1, 6), wib(1, 9))], wib(2, 9)),  # and ran again just then
        ([(wib(1, 6), wib(1, 8))], wib(2, 9)),  # what was before counts for nothing
        ([(wib(3, 1), wib(4, 1)), (wib(1, 12), wib(1, 13))], wib(2, 9)),  # oldest first, as it is told
    ],
)
def test_a_deadline_is_put_off_by_as_long_as_its_clock_stood_still(
    stops: list[tuple[datetime, datetime]], due: datetime
) -> None:
    stood = [Stop(*stop) for stop in stops]
    assert CALENDAR.due_at(wib(1, 9), 24, around_the_clock=True, stops=stood) == due


def test_a_pause_stops_the_clock_until_it_was_left_or_for_as_long_as_the_city_lets_it() -> None:
    assert stops_of([(wib(1), wib(8))], [wib(3)]) == [Stop(wib(1), wib(3))]
    assert stops_of([(wib(1), wib(8))], [wib(9)]) == [Stop(wib(1), wib(8))]
    assert stops_of([(wib(1), wib(8))], []) == [Stop(wib(1), wib(8))], "it still lasts"
    assert stops_of([(wib(1), None)], [wib(3)]) == [], "this reason does not stop it"
    assert stops_of([(wib(1), wib(1))], []) == stops_of([(wib(2), wib(8))], [wib(2)]) == [], "no time went by"
    assert stops_of([(wib(1), None), (wib(4), wib(9))], [wib(3), wib(6)]) == [Stop(wib(4), wib(6))]


def test_a_pause_that_begins_the_moment_another_is_left_ends_when_it_is_left_itself() -> None:
    both = [(wib(1), wib(8)), (wib(3), wib(9))]
    assert stops_of(both, [wib(3), wib(6)]) == [Stop(wib(1), wib(3)), Stop(wib(3), wib(6))]
    assert stops_of(both, [wib(3)]) == [Stop(wib(1), wib(3)), Stop(wib(3), wib(9))], "the second still lasts"
    assert stops_of([(wib(1), None), (wib(3), wib(9))], [wib(3), wib(6)]) == [Stop(wib(3), wib(6))]


def test_nobody_is_charged_for_a_pause_that_stops_the_clock_whatever_came_before_it() -> None:
    opened, paused, closed, again = wib(1), [Stop(wib(2), wib(3))], wib(7), wib(8)
    held = stretches([Handover("A", opened), Handover("B", again)], [(closed, again)], wib(10), paused)
    assert held == [("A", wib(1), wib(2)), ("A", wib(3), wib(7)), ("B", wib(8), wib(10))], "whom it was reopened for"
    early = stretches([Handover("A", opened)], [(wib(1), wib(2))], wib(3), ())
    assert early == [("A", wib(2), wib(3))], "closed as it came, and no stretch of nothing"
    late = stretches([Handover("A", opened), Handover("B", wib(2))], [(wib(2), wib(4))], wib(5), ())
    assert late == [("A", wib(1), wib(2)), ("B", wib(4), wib(5))], "closed at the moment it was handed on"
