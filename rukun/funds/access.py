"""Who may close, approve and pay the month of a kelurahan."""

from __future__ import annotations

from rukun.funds.models import Closing
from rukun.people.rules import UNIT_ROLES, Actor, Role, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month


def seat_to_close(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """The bendahara's seat over the kelurahan; refused for everybody else."""
    seat = actor.seat_as(Role.BENDAHARA, over=kelurahan)
    if seat is None:
        raise hidden()
    return seat


def closing_to_approve(actor: Actor, kelurahan: AreaCode, month: Month) -> tuple[Closing, SeatHeld]:
    """The closed month, locked, for the lurah, unless it was the same person who closed it."""
    seat = actor.seat_as(Role.LURAH, over=kelurahan)
    if seat is None:
        raise hidden()
    closing = _locked(kelurahan, month, Closing.State.CLOSED)
    if closing.closed_by_id == actor.person_id:
        raise Refused("conflict", "Yang menutup bulan tidak dapat menyetujuinya.")
    return closing, seat


def closing_to_pay(actor: Actor, kelurahan: AreaCode, month: Month) -> tuple[Closing, SeatHeld]:
    """The approved month, locked, for a bendahara, unless it was the same person who approved it."""
    seat = seat_to_close(actor, kelurahan)
    closing = _locked(kelurahan, month, Closing.State.APPROVED)
    if closing.approved_by_id == actor.person_id:
        raise Refused("conflict", "Yang menyetujui tidak dapat membayarkan.")
    return closing, seat


def unit_to_read(actor: Actor) -> SeatHeld:
    """The RT or RW seat of the actor, whose month they may see; refused where there is none."""
    seat = actor.seat_as(*UNIT_ROLES)
    if seat is None:
        raise hidden()
    return seat


def _locked(kelurahan: AreaCode, month: Month, state: str) -> Closing:
    closing = (
        Closing.objects.select_for_update(of=("self",))
        .select_related("kelurahan")
        .filter(kelurahan__code=kelurahan.digits, month=month.first)
        .first()
    )
    if closing is None or closing.state != state:
        raise Refused("closed", "Langkah ini tidak dapat dilakukan pada keadaan bulan sekarang.")
    return closing
