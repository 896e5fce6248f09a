"""Days and moments as papers write them, in Indonesian (pure).

Babel is loaded by whoever writes a paper: its words and rules are seven megabytes, and no page needs them.
"""

from __future__ import annotations

from datetime import date, datetime

from rukun.values.time import local

LOCALE = "id"


def day_in_words(day: date, pattern: str = "d MMMM y") -> str:
    """`8 Juni 2016`, or by another pattern of CLDR's."""
    from babel.dates import format_date

    return format_date(day, pattern, locale=LOCALE)


def moment_in_words(at: datetime, pattern: str) -> str:
    """The same for a moment, as the city's clocks show it."""
    from babel.dates import format_datetime

    return format_datetime(local(at), pattern, locale=LOCALE)
