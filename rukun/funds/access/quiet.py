"""Who attests a month as quiet, and who goes and looks."""

from __future__ import annotations

from rukun.areas.queries import areas_of
from rukun.funds.models import Attestation
from rukun.people.rules import HEAD_OF, UNIT_ROLES, Actor, Role, SeatHeld
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden

# Who goes and looks where a month was attested as quiet.
CHECKS = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.VALIDATOR})


def seat_to_attest(actor: Actor, unit: AreaCode) -> SeatHeld:
    """The seat of the unit's head; a board member may report, but the head answers for a month."""
    seat = next((s for s in actor.seats if s.role in HEAD_OF.values() and s.area == unit), None)
    if seat is None:
        raise hidden()
    return seat


def attestation_to_check(actor: Actor, attestation: Attestation) -> SeatHeld:
    """A seat of the kelurahan's desk or of Tapem over the unit; refused for whoever sits in the unit or its RW."""
    unit = attestation.unit.area_code
    seat = actor.seat_as(*CHECKS, over=unit)
    if seat is None:
        raise hidden()
    if any(s.role in UNIT_ROLES and unit.is_within(s.area) for s in actor.seats):
        raise Refused("own", "Anda pengurus di wilayah ini, jadi orang lain yang memeriksa.")
    return seat


def kelurahan_to_check(actor: Actor) -> list[AreaCode]:
    """The kelurahan whose quiet months the actor looks at, by code; refused where there is none."""
    seats = [seat for seat in actor.seats if seat.role in CHECKS]
    found = {code for seat in seats for code in _kelurahan_in(seat.area)}
    if not found:
        raise hidden()
    return sorted(found, key=lambda code: code.digits)


def attestation_to_read(actor: Actor, number: int) -> Attestation:
    """The attestation, for whoever looks at quiet months of its kelurahan."""
    found = Attestation.objects.select_related("unit").filter(pk=number).first()
    if found is None or actor.seat_as(*CHECKS, over=found.unit.area_code) is None:
        raise hidden()
    return found


def _kelurahan_in(area: AreaCode) -> list[AreaCode]:
    return [area] if area.kind is Kind.KELURAHAN else [found.area_code for found in areas_of(Kind.KELURAHAN, area)]
