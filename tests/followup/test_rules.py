"""The table of states, the calendar of deadlines, and whose time it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.followup.holidays import read_holidays, years_untold
from rukun.followup.rules import NEXT, Calendar, Handover, State, refuse_move, stretches
from rukun.values.refused import Refused
from rukun.values.time import JAKARTA

CALENDAR = Calendar(frozenset({date(2016, 6, 6)}))  # a Monday


def wib(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of June 2016; the 1st was a Wednesday."""
    return datetime(2016, 6, day, hour, minute, tzinfo=JAKARTA)


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
