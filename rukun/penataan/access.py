"""Who may enter, read and answer a change of a unit."""

from __future__ import annotations

from rukun.penataan.models import Change
from rukun.penataan.rules import ANSWERS, PROPOSES, State
from rukun.people.rules import Actor, SeatHeld
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden


def seat_to_propose(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """A seat of the office of the kelurahan; refused for everybody else."""
    seat = actor.seat_as(*PROPOSES, over=kelurahan)
    if seat is None or kelurahan.kind is not Kind.KELURAHAN:
        raise hidden()
    return seat


def areas_to_read(actor: Actor) -> list[AreaCode]:
    """The areas whose changes the actor reads: of the office's kelurahan, of Tapem's district; refused without one."""
    areas = sorted({seat.area for seat in actor.seats if seat.role in PROPOSES | ANSWERS})
    if not areas:
        raise hidden()
    return areas


def kelurahan_to_propose_in(actor: Actor) -> list[AreaCode]:
    """The kelurahan for which the actor may enter changes, by code; may be empty."""
    return sorted({seat.area for seat in actor.seats if seat.role in PROPOSES and seat.area.kind is Kind.KELURAHAN})


def may_propose(actor: Actor, change: Change) -> bool:
    """Whether the actor sits in the office that enters changes of this kelurahan."""
    return actor.seat_as(*PROPOSES, over=change.kelurahan.area_code) is not None


def may_answer(actor: Actor, change: Change) -> bool:
    """Whether the actor answers changes of this kelurahan, others than the own."""
    return (
        actor.seat_as(*ANSWERS, over=change.kelurahan.area_code) is not None
        and change.proposed_by_id != actor.person_id
    )


def change_to_read(actor: Actor, number: int) -> Change:
    """The change, for whoever enters or answers those of its kelurahan."""
    found = Change.objects.select_related("kelurahan", "proposed_in__area").filter(pk=number).first()
    if found is None or actor.seat_as(*PROPOSES, *ANSWERS, over=found.kelurahan.area_code) is None:
        raise hidden()
    return found


def change_to_answer(actor: Actor, number: int) -> tuple[Change, SeatHeld]:
    """The waiting change, locked, for Tapem; refused for whoever entered it, and where somebody has answered."""
    seat = actor.seat_as(*ANSWERS, over=change_to_read(actor, number).kelurahan.area_code)
    if seat is None:
        raise hidden()
    waiting = _locked(number)
    if waiting.state != State.WAITING:
        raise Refused("conflict", "Perubahan ini tidak menunggu jawaban lagi.")
    if waiting.proposed_by_id == actor.person_id:
        raise Refused("conflict", "Yang memasukkan perubahan tidak dapat menyetujuinya.")
    return waiting, seat


def change_to_take_back(actor: Actor, number: int) -> tuple[Change, SeatHeld]:
    """The change, locked, for the office that entered it, while it is not done."""
    seat = seat_to_propose(actor, change_to_read(actor, number).kelurahan.area_code)
    live = _locked(number)
    if live.state not in (State.WAITING, State.AGREED):
        raise Refused("conflict", "Perubahan ini sudah selesai, jadi tidak dapat ditarik.")
    return live, seat


def _locked(number: int) -> Change:
    return Change.objects.select_for_update(of=("self",)).select_related("kelurahan").get(pk=number)
