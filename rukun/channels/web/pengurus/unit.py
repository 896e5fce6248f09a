"""Which unit is looked at: the one in the address, or the first of those whose board the actor belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rukun.areas import queries as areas
from rukun.channels.web.asked import Asked
from rukun.funds.access import unit_to_read, units_to_read
from rukun.people.rules import SeatHeld
from rukun.values.code import Kind

if TYPE_CHECKING:
    from rukun.areas.models import Area


@dataclass(frozen=True, slots=True)
class UnitAsked:
    """The unit with its kelurahan, the actor's seat in it, and the seats in other units to change over to."""

    unit: Area
    kelurahan: Area
    seat: SeatHeld
    seats: list[SeatHeld]

    @property
    def in_address(self) -> str:
        """What an address has to say so that it stays with this unit; nothing for a person with one unit."""
        return f"unit={self.unit.code}" if len(self.seats) > 1 else ""


def unit_asked(request: Asked) -> UnitAsked:
    """The unit in the address; refused like a page that does not exist where it is not the actor's. One query."""
    seat = unit_to_read(request.actor, request.GET.get("unit", ""))
    kelurahan = seat.area.up_to(Kind.KELURAHAN)
    found = areas.areas_by_code([seat.area, kelurahan])
    return UnitAsked(found[seat.area.digits], found[kelurahan.digits], seat, units_to_read(request.actor))
