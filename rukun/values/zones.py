"""Which of Indonesia's three clocks a city lives by: WIB, WITA or WIT.

By Keputusan Presiden 41/1987. None of them ever changes for the summer, so a clock is an offset.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from enum import StrEnum

WIB, WITA, WIT = (timezone(timedelta(hours=hours), name) for hours, name in ((7, "WIB"), (8, "WITA"), (9, "WIT")))


class Zone(StrEnum):
    """A part of Indonesia with one clock, by the word that is written behind an hour."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def clock(self) -> timezone:
        return {Zone.WIB: WIB, Zone.WITA: WITA, Zone.WIT: WIT}[self]

    @property
    def calendar_name(self) -> str:
        """As the world's calendars and every database call it."""
        return {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}[self]

    @property
    def hours(self) -> int:
        """Ahead of UTC."""
        return {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}[self]


# By the two digits with which the code of an area begins: Bali, Nusa Tenggara, Kalimantan Selatan, Timur and Utara,
# Sulawesi; Maluku and Papua. Provinces that were founded since lie within those that the decree names.
IN_WITA = frozenset(str(code) for code in (51, 52, 53, 63, 64, 65, *range(71, 77)))
IN_WIT = frozenset(str(code) for code in (81, 82, *range(91, 98)))


def zone_of(code: str) -> Zone:
    """The zone of an area with this code, or of its province; WIB for every code that is in neither of the others."""
    return Zone.WITA if code[:2] in IN_WITA else Zone.WIT if code[:2] in IN_WIT else Zone.WIB
