"""Days and months by the clocks of the city.

An installation serves one city, and a city lives by one clock: the process is told it once, when its settings are read
(`live_by`), and everything that turns a moment into a day or a month asks here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from rukun.values.refused import Refused
from rukun.values.zones import Zone

_zone, _clock = Zone.WIB, Zone.WIB.clock
# What every engine keeps, and every zone can tell. PostgreSQL takes a moment of the year 10000 and gives none back.
TELLABLE_YEARS = range(1900, 9000)


def live_by(zone: Zone) -> None:
    """From now on days begin in this process when they do in this zone. WIB, for whoever never says it."""
    global _zone, _clock
    _zone, _clock = zone, zone.clock


def city_zone() -> Zone:
    """The zone that the city lives by."""
    return _zone


def local(at: datetime) -> datetime:
    """The same moment as clocks in the city show it."""
    return at.astimezone(_clock)


def zoned(said: datetime) -> datetime:
    """A moment that somebody said: by the city's clocks, unless they named a zone."""
    return said if said.tzinfo else said.replace(tzinfo=_clock)


def day_of(at: datetime) -> date:
    """The calendar day in the city on which the moment `at` falls."""
    return at.astimezone(_clock).date()


def is_tellable(moment: datetime) -> bool:
    """Whether a moment that somebody said can be kept, read and shown; what is beyond is nobody's clock."""
    return moment.year in TELLABLE_YEARS


def moment_in(text: str) -> datetime | None:
    """A moment with its offset; None where it is none, could be any, or is beyond any calendar."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and is_tellable(moment) else None


def day_in(text: str) -> date | None:
    """A day as forms and addresses write it; None where it is none, or beyond any calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in TELLABLE_YEARS else None


def start_of(day: date) -> datetime:
    """The first moment of `day` in the city."""
    return datetime.combine(day, time(), _clock)


def iso(at: datetime) -> str:
    """The moment in UTC, whole microseconds, one spelling only: what digests are made from."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=64)
def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month in the city; `str()` gives `2016-06`."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 9999):
            raise Refused("month", "Bulan ditulis seperti 2016-06.", field="month")

    @classmethod
    def parse(cls, text: str) -> Month:
        """From `2016-06`; anything else is refused."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
        if not found:
            raise Refused("month", "Bulan ditulis seperti 2016-06.", field="month")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, when: date | datetime) -> Month:
        day = day_of(when) if isinstance(when, datetime) else when
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, _length(self.year, self.month))

    @property
    def starts_at(self) -> datetime:
        return start_of(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in the month."""
        return start_of(self.next.first)

    @property
    def length(self) -> int:
        """Days in the month."""
        return _length(self.year, self.month)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year - (self.month == 1), 12 if self.month == 1 else self.month - 1)

    @property
    def days(self) -> Iterator[date]:
        return (date(self.year, self.month, day) for day in range(1, self.length + 1))

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)


def newest_months(at: datetime, many: int) -> list[Month]:
    """The month of this moment and those before it, so many together."""
    months = [Month.of(at)]
    while len(months) < many:
        months.append(months[-1].previous)
    return months
