"""The national days off of a year, as blocks of `holidays.toml`: what the joint decree of three ministers names.

The `holidays` library reads each decree (SKB Menteri Agama, Ketenagakerjaan dan PANRB) when it is signed, and reckons
the days of later years by their calendars. What it only reckons is marked, and so is a year without joint leave: a
deadline that stands still on the wrong day is somebody's late answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from rukun.kota.checking import UNDECIDED

JOINT_LEAVE, HOLIDAY = "government", "public"
ESTIMATED = "(perkiraan)"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day, what it is called, whether it is joint leave (cuti bersama), and whether it is only reckoned."""

    day: date
    name: str
    joint_leave: bool
    estimated: bool


def days_off(year: int) -> list[DayOff]:
    """All national holidays and days of joint leave of a year that are known, in their order."""
    # A tenth of a second that only who asks for a calendar pays.
    import holidays

    told = {
        category: holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for category in (JOINT_LEAVE, HOLIDAY)
    }
    # A holiday that is joint leave by another decree is a holiday.
    named = {day: (name, category == JOINT_LEAVE) for category, days in told.items() for day, name in days.items()}
    return [
        DayOff(day, name.replace(ESTIMATED, "").strip(), joint, ESTIMATED in name)
        for day, (name, joint) in sorted(named.items())
    ]


def blocks(days: Collection[DayOff], year: int) -> str:
    """The days as text to add to a `holidays.toml`; marked where nobody has decided them yet. Empty without days."""
    if not days:
        return ""
    lines = ["", f"# {year}: menurut `rukun kota holidays`.", *_doubts(days, year)]
    for one in days:
        lines += ["", "[[holiday]]", f"day = {one.day}", f"name = {json.dumps(one.name, ensure_ascii=False)}"]
    return "\n".join([*lines, ""])


def _doubts(days: Collection[DayOff], year: int) -> Iterator[str]:
    if reckoned := [f"{one.name} ({one.day})" for one in days if one.estimated]:
        yield f"# {UNDECIDED}: baru perkiraan: {', '.join(reckoned)}"
    if not any(one.joint_leave for one in days):
        yield f"# {UNDECIDED}: cuti bersama {year} belum diketahui"
