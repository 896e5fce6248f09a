"""How long a deadline ran between two moments, looked up by the day (pure): a month's ranking asks a million times.

Moments are microseconds since 1970 here, as `queries.moments` reads them. `Calendar.seconds_between` says the same of
two datetimes, and a test holds both together.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from rukun.followup.rules import Calendar
from rukun.values.time import city_zone

SECOND = 1_000_000
DAY = 86_400 * SECOND
HOUR = 3_600 * SECOND
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1)


def moment_of(microseconds: int) -> datetime:
    """The same moment as everything else has it."""
    return FIRST + timedelta(microseconds=microseconds)


def microseconds_of(at: datetime) -> int:
    """The same moment as whole microseconds since 1970."""
    return (at - FIRST) // timedelta(microseconds=1)


class Ran(dict[int, tuple[int, bool]]):
    """By the number of a day since 1970: how long deadlines had run before it, and whether they run on it."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self.calendar, self.ahead = calendar, city_zone().hours * HOUR

    def __missing__(self, number: int) -> tuple[int, bool]:
        day = FIRST_DAY + timedelta(days=number)
        found = self[number] = (self.calendar.working_days_before(day) * DAY, self.calendar.works_on(day))
        return found

    def seconds_between(self, begins: int, ends: int, *, around_the_clock: bool) -> int:
        """Whole seconds of a deadline that ran between two moments; 0 when `ends` is not later."""
        if ends <= begins:
            return 0
        return (ends - begins if around_the_clock else self._by(ends) - self._by(begins)) // SECOND

    def _by(self, moment: int) -> int:
        day, into = divmod(moment + self.ahead, DAY)
        before, works = self[day]
        return before + into if works else before
