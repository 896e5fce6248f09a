"""Days and moments as papers write them: in Indonesian, by the clock of Jakarta."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from rukun.values.time import JAKARTA, Month, day_of

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def month_written(month: Month) -> str:
    """`Juni 2016`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def day_written(day: date) -> str:
    """`4 Juni 2016`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_written(at: datetime) -> str:
    """`09.05`."""
    return at.astimezone(JAKARTA).strftime("%H.%M")


def moment_written(at: datetime) -> str:
    """`4 Juni 2016 pukul 09.05 WIB`."""
    return f"{day_written(day_of(at))} pukul {clock_written(at)} WIB"


def appointment_written(at: datetime) -> str:
    """`Sabtu, 4 Juni 2016, pukul 09.05 WIB`."""
    day = day_of(at)
    return f"{WEEKDAYS[day.weekday()]}, {day_written(day)}, pukul {clock_written(at)} WIB"
