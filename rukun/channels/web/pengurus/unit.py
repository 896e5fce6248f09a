"""Which unit is looked at: the one in the address, or the first of those whose board the actor belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.funds.access import seat_to_look, unit_to_read, units_to_read
from rukun.people.rules import SeatHeld
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import hidden

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


@dataclass(frozen=True, slots=True)
class UnitLooked(UnitAsked):
    """The same for whoever reads the cash book; `is_own` where the reader sits on the board and may write."""

    is_own: bool = False

    @property
    def in_address(self) -> str:
        """Always named for an office that reads many units."""
        return f"unit={self.unit.code}" if not self.is_own or len(self.seats) > 1 else ""


def unit_looked(request: Asked) -> UnitLooked:
    """The unit in the address, for its board and for the office that answers for it; for others nothing is there."""
    text = request.GET.get("unit", "")
    if not text and not units_to_read(request.actor):
        raise hidden()
    own = not text
    seat = unit_to_read(request.actor) if own else seat_to_look(request.actor, AreaCode.parse(text))
    code = seat.area if own else AreaCode.parse(text)
    if code.kind not in (Kind.RT, Kind.RW):
        raise hidden()
    kelurahan = code.up_to(Kind.KELURAHAN)
    found = areas.areas_by_code([code, kelurahan])
    if code.digits not in found:
        raise hidden()
    seats = units_to_read(request.actor)
    return UnitLooked(found[code.digits], found[kelurahan.digits], seat, seats, any(s.area == code for s in seats))
