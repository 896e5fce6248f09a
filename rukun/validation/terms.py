"""The city's `validation.toml` as facts (pure): how long a strike may be contested, and how soon that is answered.

Days are days in the city, and the day of the strike itself is not counted: struck at any hour of the 1st with seven
days, the 8th is the last day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of

DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Terms:
    """Days to contest a strike, and days within which another validator answers."""

    appeal_days: int = 7
    answer_days: int = 7

    def appeal_until(self, struck_at: datetime) -> date:
        """The last day on which a strike may be contested."""
        return day_of(struck_at) + timedelta(days=self.appeal_days)

    def may_still_appeal(self, struck_at: datetime, at: datetime) -> bool:
        return day_of(at) <= self.appeal_until(struck_at)

    def answer_by(self, lodged_at: datetime) -> datetime:
        """The first moment at which an appeal has waited too long."""
        return start_of(day_of(lodged_at) + timedelta(days=self.answer_days + 1))

    def answer_until(self, lodged_at: datetime) -> date:
        """The last day on which an appeal is answered in time."""
        return day_of(lodged_at) + timedelta(days=self.answer_days)


def read_terms(text: str) -> Terms:
    """From the text of the file; what it does not say keeps its default, and every mistake is named."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("validation", "validation.toml: bukan berkas TOML yang sah ({wrong}).", wrong=wrong) from None
    known = set(Terms.__dataclass_fields__)
    for key, value in stated.items():
        if key not in known or type(value) is not int or not 1 <= value <= DAYS_MAX:
            raise Refused("validation", "validation.toml: {key} tidak dikenal atau bukan jumlah hari.", key=key)
    return Terms(**stated)
