"""Which kelurahan, or which area, a treasurer looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.funds.access import seat_to_answer, seat_to_close, seats_that_answer
from rukun.people.rules import Role
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.areas.models import Area


def kelurahan_asked(request: Asked) -> tuple[Area, list[Area]]:
    """The kelurahan in the address or the seat's own, and those to choose from where the seat is over several."""
    seats, text = seats_that_answer(request.actor), request.GET.get("kelurahan", "")
    choice = [area for seat in seats for area in areas.areas_of(Kind.KELURAHAN, seat.area)]
    if not choice:
        raise hidden()
    code = AreaCode.parse(text) if text else _first(choice).area_code
    seat_to_answer(request.actor, code)
    if code.kind is not Kind.KELURAHAN:
        raise Refused("area", "Pilih sebuah kelurahan.", field="kelurahan")
    return areas.area(code), choice if len(choice) > 1 else []


def _first(choice: list[Area]) -> Area:
    """Where there is something to look at: a city's first kelurahan may have no unit yet."""
    return (areas.first_with_units(choice) if len(choice) > 1 else None) or choice[0]


def area_asked(request: Asked) -> Area:
    """The area in the address, or the largest over which the reader is bendahara."""
    seats = sorted((s for s in request.actor.seats if s.role is Role.BENDAHARA), key=lambda seat: seat.area.digits)
    seats.sort(key=lambda seat: len(seat.area.digits))
    if not seats:
        raise hidden()
    text = request.GET.get("wilayah", "")
    code = AreaCode.parse(text) if text else seats[0].area
    seat_to_close(request.actor, code)
    return areas.area(code)
