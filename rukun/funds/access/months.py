"""Who closes, approves and pays a month, each another person; and what is not undone once one is closed."""

from __future__ import annotations

from collections.abc import Iterable

from rukun.funds.models import Batch, Closing, Statement
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.values.code import AreaCode, Kind
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
    """The approved month, locked, for a bendahara who is a third person: neither who closed nor who approved it."""
    seat = seat_to_close(actor, kelurahan)
    closing = _locked(kelurahan, month, Closing.State.APPROVED)
    if closing.approved_by_id == actor.person_id:
        raise Refused("conflict", "Yang menyetujui tidak dapat membayarkan.")
    if closing.closed_by_id == actor.person_id:
        raise Refused("conflict", "Yang menutup bulan tidak dapat membayarkan; bendahara lain yang melakukannya.")
    return closing, seat


def refuse_same_person(actor: Actor, closings: Iterable[Closing]) -> None:
    """Refused where the actor closed or approved one of the months: a third person pays."""
    for closing in closings:
        if actor.person_id in (closing.closed_by_id, closing.approved_by_id):
            raise Refused(
                "conflict",
                "Anda menutup atau menyetujui bulan {month} di {kelurahan}; orang lain yang membayarkan.",
                month=Month.of(closing.month), kelurahan=closing.kelurahan.name,
            )  # fmt: skip


def batch_to_answer(actor: Actor, number: int) -> tuple[Batch, SeatHeld]:
    """The batch, locked, and the bendahara's seat over its area."""
    seat = seat_to_close(actor, batch_to_read(actor, number).area.area_code)
    return Batch.objects.select_for_update(of=("self",)).select_related("area").get(pk=number), seat


def batch_to_read(actor: Actor, number: int) -> Batch:
    """The batch, for a bendahara over its area."""
    batch = Batch.objects.select_related("area").filter(pk=number).first()
    if batch is None:
        raise hidden()
    seat_to_close(actor, batch.area.area_code)
    return batch


def statement_to_pay(actor: Actor, number: int) -> tuple[Statement, SeatHeld]:
    """The statement of an approved month, its closing locked, and the bendahara's seat over its unit."""
    found = Statement.objects.select_related("unit", "closing__kelurahan").filter(pk=number, total__gt=0).first()
    if found is None:
        raise hidden()
    seat = seat_to_close(actor, found.unit.area_code)
    closing = Closing.objects.select_for_update(of=("self",)).select_related("kelurahan").get(pk=found.closing_id)
    if closing.state != Closing.State.APPROVED:
        raise Refused("closed", "Langkah ini tidak dapat dilakukan pada keadaan bulan sekarang.")
    found.closing = closing
    return found, seat


def refuse_closed(kelurahan: AreaCode, month: Month) -> None:
    """For what may only be undone while nothing was paid on it; one query."""
    if Closing.objects.filter(kelurahan__code=kelurahan.up_to(Kind.KELURAHAN).digits, month=month.first).exists():
        raise Refused(
            "closed",
            "Bulan {month} sudah ditutup, jadi putusan ini tidak dapat diurungkan; bila keliru, nilai laporannya lagi.",
            month=month,
        )


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
