"""The city's `holidays.toml` as facts (pure): a day and what is celebrated; and the years that it does not tell."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime

from rukun.values.refused import Refused

NAME_MAX = 80
FIRST_YEAR, LAST_YEAR = 2000, 2099
# A year's joint decree of three ministers names some 16 holidays and up to ten days of joint leave. Those that are the
# same in every year are five: whoever has no more than these has not written the decree down yet.
OF_A_YEAR_LEAST = 10
# The decree of the next year is signed in autumn, and deadlines of December reach into January.
NEXT_YEAR_FROM_MONTH = 11


def read_holidays(text: str) -> dict[date, str]:
    """Day to name; refused where a line is no date with a name, where a day stands twice, and where its year cannot be
    meant."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise Refused("holidays", "holidays.toml tidak terbaca: {mistake}", mistake=str(mistake)) from None
    days: dict[date, str] = {}
    for entry in told.get("holiday", []):
        day, name = entry.get("day"), str(entry.get("name") or "").strip()
        # A moment is a date to Python, and another key than its day.
        if not isinstance(day, date) or isinstance(day, datetime) or not name:
            raise Refused("holidays", "Hari libur {entry} tidak menyebut tanggal dan namanya.", entry=str(entry))
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused("holidays", "Hari libur {day}: tahunnya keliru.", day=day)
        if len(name) > NAME_MAX:
            raise Refused("holidays", "Hari libur {day}: namanya paling panjang {most} huruf.", day=day, most=NAME_MAX)
        if day in days:
            raise Refused("holidays", "Hari libur {day} tertulis dua kali.", day=day)
        days[day] = name
    return days


def years_untold(days: Collection[date], today: date) -> Iterator[tuple[int, int]]:
    """The present year, and from November on the next, where the decree of that year is not written down; with how many
    of its days are known."""
    known = Counter(day.year for day in days)
    years = [today.year, today.year + 1] if today.month >= NEXT_YEAR_FROM_MONTH else [today.year]
    yield from ((year, known[year]) for year in years if known[year] < OF_A_YEAR_LEAST)
