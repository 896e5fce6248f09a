"""Days and months in Jakarta (WIB, UTC+7, no summer time)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from rukun.values.refused import Refused

JAKARTA = timezone(timedelta(hours=7), "WIB")
# What every engine keeps, and every zone can tell. PostgreSQL takes a moment of the year 10000 and gives none back.
TELLABLE_YEARS = range(1900, 9000)


def day_of(at: datetime) -> date:
    """The calendar day in Jakarta on which the moment `at` falls."""
    return at.astimezone(JAKARTA).date()


def is_tellable(moment: datetime) -> bool:
    """Whether a moment that somebody said can be kept, read and shown; what is beyond is nobody's clock."""
    return moment.year in TELLABLE_YEARS


def start_of(day: date) -> datetime:
    """The first moment of `day` in Jakarta."""
    return datetime.combine(day, time(), JAKARTA)


def iso(at: datetime) -> str:
    """The moment in UTC, whole microseconds, one spelling only: what digests are made from."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=64)
def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month in Jakarta; `str()` gives `2016-06`."""

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
