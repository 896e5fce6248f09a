"""The city's `holidays.toml` as facts (pure): a day and what is celebrated."""

from __future__ import annotations

import tomllib
from datetime import date

from rukun.values.refused import Refused


def read_holidays(text: str) -> dict[date, str]:
    """Day to name; refused where a line is no date with a name."""
    days: dict[date, str] = {}
    for entry in tomllib.loads(text).get("holiday", []):
        day, name = entry.get("day"), entry.get("name")
        if not isinstance(day, date) or not name:
            raise Refused("holidays", "Hari libur {entry} tidak menyebut tanggal dan namanya.", entry=entry)
        days[day] = str(name)
    return days
