"""Seats as a page names them: the role with the area in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rukun.areas.queries import areas_by_code
from rukun.people.rules import SeatHeld

if TYPE_CHECKING:
    from rukun.areas.models import Area


@dataclass(frozen=True, slots=True)
class Titled:
    """A role over an area: what `seat_title` writes."""

    role: str
    area: Area


def titled(seats: Sequence[SeatHeld]) -> list[Titled]:
    """The seats with the names of their areas; one query, none for nobody."""
    known = areas_by_code([seat.area for seat in seats]) if seats else {}
    return [Titled(seat.role.value, known[seat.area.digits]) for seat in seats]
