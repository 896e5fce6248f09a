"""Which month, quarter and half-year a unit accounts for, and until when it is in time: days are days in Jakarta."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rukun.funds.periods import Span, refuse_meeting_outside, refuse_unfinished
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.zones import WIB

MONTH, QUARTER, HALF = 1, 3, 6
SECOND = timedelta(seconds=1)
SPRING = Span(Month(2016, 4), QUARTER)


@pytest.mark.parametrize(
    ("month", "months", "first", "last", "number", "due", "before"),
    [
        ("2016-02", MONTH, "2016-02", "2016-02", 2, date(2016, 3, 10), "2016-01"),
        ("2016-12", MONTH, "2016-12", "2016-12", 12, date(2017, 1, 10), "2016-11"),
        ("2016-01", QUARTER, "2016-01", "2016-03", 1, date(2016, 4, 10), "2015-10"),
        ("2016-03", QUARTER, "2016-01", "2016-03", 1, date(2016, 4, 10), "2015-10"),
        ("2016-04", QUARTER, "2016-04", "2016-06", 2, date(2016, 7, 10), "2016-01"),
        ("2016-12", QUARTER, "2016-10", "2016-12", 4, date(2017, 1, 10), "2016-07"),
        ("2016-06", HALF, "2016-01", "2016-06", 1, date(2016, 7, 10), "2015-07"),
        ("2016-07", HALF, "2016-07", "2016-12", 2, date(2017, 1, 10), "2016-01"),
    ],
)
def test_every_month_lies_in_one_span_counted_from_january(
    month: str, months: int, first: str, last: str, number: int, due: date, before: str
) -> None:
    span = Span.holding(Month.parse(month), months)
    assert (str(span.first), str(span.last), span.number) == (first, last, number)
    assert (span.due_on, str(span.previous.first), span.previous.months) == (due, before, months)


def test_a_span_is_named_by_its_first_month_and_as_a_sheet_writes_it() -> None:
    assert Span.parse("2016-04", QUARTER) == SPRING and SPRING.name == "Triwulan II 2016"
    assert Span.parse("2016-07", HALF).name == "Semester II 2016"
    for between, months in (("2016-05", QUARTER), ("2016-06", QUARTER), ("2016-04", HALF)):
        with pytest.raises(Refused, match="tidak dimulai pada bulan"):
            Span.parse(between, months)


def test_a_span_is_over_at_midnight_in_jakarta_and_what_has_not_ended_is_not_accounted_for() -> None:
    over = datetime(2016, 6, 30, 17, tzinfo=UTC)
    refuse_unfinished(SPRING, over)
    with pytest.raises(Refused, match="belum berakhir"):
        refuse_unfinished(SPRING, over - SECOND)


def test_nothing_is_late_until_the_tenth_has_gone_by() -> None:
    late = datetime(2016, 7, 11, tzinfo=WIB)
    assert [SPRING.days_late(at) for at in (late - timedelta(days=90), late - SECOND, late)] == [0, 0, 1]
    assert SPRING.days_late(late + timedelta(days=30)) == 31


def test_a_meeting_is_told_of_once_it_was_held_and_if_it_was_in_its_half_year_or_by_the_tenth_after() -> None:
    half, told = Span.parse("2016-01", HALF), datetime(2016, 8, 1, 5, tzinfo=UTC)
    for held_on in (date(2016, 1, 1), date(2016, 6, 30), date(2016, 7, 10)):
        refuse_meeting_outside(half, held_on, told)
    for held_on in (date(2015, 12, 31), date(2016, 7, 11)):
        with pytest.raises(Refused, match="di luar masa ini"):
            refuse_meeting_outside(half, held_on, told)
    today = datetime(2016, 6, 14, 17, tzinfo=UTC)
    refuse_meeting_outside(half, date(2016, 6, 15), today)
    with pytest.raises(Refused, match="belum berlangsung"):
        refuse_meeting_outside(half, date(2016, 6, 16), today)
