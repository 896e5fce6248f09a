"""Whose figures, archive and lists an actor may see, and which closings they may audit."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rukun.followup.oversight.models import Export
from rukun.followup.oversight.rules import OVERSEERS, OWN_FIGURES
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import hidden


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a seat sees: the tickets of an area, or those of one office (a department's)."""

    area: AreaCode
    office: str = ""


def seat_overseeing(actor: Actor, area: AreaCode | None = None) -> SeatHeld:
    """The seat by which the actor oversees the area (None: the widest that they have); refused for everybody else."""
    seats = [seat for seat in actor.seats if seat.role in OVERSEERS | OWN_FIGURES]
    seats = [seat for seat in seats if area is None or area.is_within(seat.area)]
    if not seats:
        raise hidden()
    return min(seats, key=lambda seat: len(seat.area.digits))


def area_overseen(actor: Actor, asked: str) -> AreaCode:
    """The area in the address where the actor oversees it, else their own; nothing smaller than a kelurahan."""
    area = AreaCode.parse(asked) if asked else seat_overseeing(actor).area
    seat_overseeing(actor, area)
    if area.kind in (Kind.RW, Kind.RT):
        raise hidden()
    return area


def scope_of(actor: Actor, asked: str) -> Scope:
    """How far the actor's archive goes: the area they oversee, or the department that they sit in."""
    desk = actor.seat_as(Role.SKPD)
    is_overseer = any(seat.role in OVERSEERS | OWN_FIGURES for seat in actor.seats)
    if desk is not None and desk.office and not is_overseer:
        area = AreaCode.parse(asked) if asked else desk.area
        if not area.is_within(desk.area):
            raise hidden()
        return Scope(area, desk.office)
    return Scope(area_overseen(actor, asked))


def export_of(actor: Actor, key: str) -> Export:
    """A list that the actor asked for themselves, while they still see what is in it; one query. Whoever left the
    seat by which they asked leaves it there, made or not."""
    found = Export.objects.filter(key=key, person_id=actor.known_id).first()
    if found is None:
        raise hidden()
    kept = json.loads(found.scope)
    if scope_of(actor, kept["area"]) != Scope(AreaCode(kept["area"]), kept["office"]):
        raise hidden()
    return found
