"""Papers write days as the Unicode locale data do for Indonesian."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from babel.dates import format_date, format_datetime

from rukun.values.dated import appointment_written, clock_written, day_written, moment_written, month_written
from rukun.values.time import JAKARTA, Month, day_of


def test_days_and_moments_are_written_as_everybody_writes_them() -> None:
    for hours in range(0, 366 * 24, 17):
        at = datetime(2016, 1, 1, 0, 7, tzinfo=UTC) + timedelta(hours=hours)
        here = at.astimezone(JAKARTA)
        assert month_written(Month.of(at)) == format_date(here, "MMMM y", locale="id")
        assert day_written(day_of(at)) == format_date(here, "d MMMM y", locale="id")
        assert clock_written(at) == format_datetime(here, "HH.mm", locale="id")
        assert moment_written(at) == format_datetime(here, "d MMMM y 'pukul' HH.mm 'WIB'", locale="id")
        assert appointment_written(at) == format_datetime(here, "EEEE, d MMMM y, 'pukul' HH.mm 'WIB'", locale="id")
