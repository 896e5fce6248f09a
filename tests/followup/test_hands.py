"""The quick ways by which a month of a million tickets is followed say the same as the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rukun.followup.models import Disposisi, Ticket
from rukun.followup.queries import Microseconds
from rukun.followup.queries.facts import Facts
from rukun.followup.queries.hands import Came, Clock
from rukun.followup.ran import Ran, microseconds_of, moment_of
from rukun.followup.rules import Calendar
from rukun.people.rules import Actor
from tests.made import ticket

FIRST, LAST = datetime(2016, 5, 20), datetime(2016, 7, 20)
HOLIDAYS = st.frozensets(st.dates(date(2016, 5, 20), date(2016, 7, 20)), max_size=9)
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(HOLIDAYS, MOMENTS, MOMENTS, st.booleans())
def test_what_is_looked_up_by_the_day_is_what_the_calendar_counts(
    holidays: frozenset[date], begins: datetime, ends: datetime, around_the_clock: bool
) -> None:
    calendar = Calendar(holidays)
    ran = Ran(calendar).seconds_between(
        microseconds_of(begins), microseconds_of(ends), around_the_clock=around_the_clock
    )
    assert ran == calendar.seconds_between(begins, ends, around_the_clock=around_the_clock)


@given(HOLIDAYS, MOMENTS, st.none() | MOMENTS, MOMENTS, st.booleans())
def test_a_plain_ticket_is_charged_as_any_other(
    holidays: frozenset[date], begins: datetime, closed_at: datetime | None, until: datetime, around_the_clock: bool
) -> None:
    """Also where it was closed before the office got it; what is later than the moment of the asking is not known."""
    since = microseconds_of(min(begins, until - timedelta(microseconds=1)))
    done = None if closed_at is None else microseconds_of(closed_at)
    known, seen = Facts(), Came(1, "A", 0, around_the_clock, 7, since, done)
    known.courses[1] = [(7, since)]
    if closed_at is not None and closed_at < until:
        known.closings[1] = [(microseconds_of(closed_at), None)]
    clock = Clock(known, Ran(Calendar(holidays)), until)
    assert clock.plainly(seen) == clock.followed(seen, ())


@given(st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)))
def test_a_moment_and_its_number_are_the_same(at: datetime) -> None:
    assert moment_of(microseconds_of(at)) == at


def test_the_database_numbers_a_moment_as_we_do(kota: object, budi: Actor, noon: datetime) -> None:
    for at in (noon, noon + timedelta(microseconds=7), noon - timedelta(milliseconds=1)):
        seen = ticket(budi, at)
        given = Disposisi.objects.filter(ticket=seen).values_list(Microseconds("at"), flat=True)
        due = Ticket.objects.filter(pk=seen.pk).values_list(Microseconds("received_at"), Microseconds("done_at"))
        assert list(given) == [microseconds_of(at)] and list(due) == [(microseconds_of(at), None)]
