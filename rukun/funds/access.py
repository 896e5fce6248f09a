"""Who may reach what of the money, and by which seat: months and their payments, accounts, decrees, quiet months, and
the books of a unit."""

from __future__ import annotations

from collections.abc import Iterable

from rukun.areas.queries import areas_of
from rukun.funds.models import (
    Attestation,
    BankAccount,
    Batch,
    Closing,
    DecreeProposal,
    Expense,
    Handover,
    Meeting,
    Payment,
    Question,
    Statement,
)
from rukun.people.rules import HEAD_OF, UNIT_ROLES, Actor, Role, SeatHeld
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month

# Who brings a decree into the register, and who agrees: for the whole city, and never the same person.
LAW_ROLES = frozenset({Role.ADMINISTRATOR, Role.WALI_KOTA, Role.VALIDATOR})
# Who answers for the kelurahan what the money may buy, and reads what its units spent.
ANSWERS = frozenset({Role.LURAH, Role.BENDAHARA})
# Who goes and looks where a month was attested as quiet.
CHECKS = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.VALIDATOR})


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


def seat_to_name_account(actor: Actor, unit: AreaCode) -> SeatHeld:
    """The seat of the unit's head, or one that answers for its kelurahan."""
    head = next((s for s in actor.seats if s.role in HEAD_OF.values() and s.area == unit), None)
    return head or seat_to_answer(actor, unit)


def account_to_decide(actor: Actor, number: int) -> tuple[BankAccount, SeatHeld]:
    """The account that waits, and a seat that answers for its kelurahan; refused for whoever proposed it."""
    account = BankAccount.objects.select_related("unit").filter(pk=number).first()
    if account is None:
        raise hidden()
    seat = seat_to_answer(actor, account.unit.area_code)
    if account.proposed_by_id == actor.person_id:
        raise Refused("conflict", "Yang mengusulkan rekening tidak dapat menyetujuinya.")
    if any(s.role in UNIT_ROLES and s.area == account.unit.area_code for s in actor.seats):
        raise Refused("own", "Anda pengurus di wilayah ini, jadi orang lain yang memeriksa.")
    return account, seat


def seat_for_law(actor: Actor) -> SeatHeld:
    """A seat over the whole city or province that answers for its decrees; refused for everybody else."""
    seat = next((s for s in actor.seats if s.role in LAW_ROLES and s.area.kind in (Kind.KOTA, Kind.PROVINSI)), None)
    if seat is None:
        raise hidden()
    return seat


def proposal_to_decide(actor: Actor, proposal: DecreeProposal) -> tuple[DecreeProposal, SeatHeld]:
    """The waiting version, locked; refused for whoever brought it, and where somebody has decided already."""
    seat = seat_for_law(actor)
    waiting = DecreeProposal.objects.select_for_update().get(pk=proposal.pk)
    if waiting.approved is not None:
        raise Refused("conflict", "Versi ini sudah diputuskan.")
    if waiting.proposed_by_id == actor.person_id:
        raise Refused("conflict", "Yang mengusulkan keputusan tidak dapat menyetujuinya.")
    return waiting, seat


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


def refuse_closed(kelurahan: AreaCode, month: Month) -> None:
    """For what may only be undone while nothing was paid on it; one query."""
    if Closing.objects.filter(kelurahan__code=kelurahan.up_to(Kind.KELURAHAN).digits, month=month.first).exists():
        raise Refused(
            "closed",
            "Bulan {month} sudah ditutup, jadi putusan ini tidak dapat diurungkan; bila keliru, nilai laporannya lagi.",
            month=month,
        )


def units_to_read(actor: Actor) -> list[SeatHeld]:
    """The actor's seats in RT and RW, one for each unit: theirs, and no other, is the money they may read."""
    seats = {seat.area.digits: seat for seat in reversed(actor.seats) if seat.role in UNIT_ROLES}
    return sorted(seats.values(), key=lambda seat: (seat.area.kind, seat.area.digits))


def unit_to_read(actor: Actor, code: str = "") -> SeatHeld:
    """The seat in the unit with this code, or in the first where none is named; refused where there is none."""
    seats = units_to_read(actor)
    found = next((seat for seat in seats if not code or seat.area.digits == code), None)
    if found is None:
        raise hidden()
    return found


def seat_to_spend(actor: Actor, unit: AreaCode) -> SeatHeld:
    """A seat on the unit's own board; an RW does not spend the money of its RT."""
    seat = next((s for s in actor.seats if s.role in UNIT_ROLES and s.area == unit), None)
    if seat is None:
        raise hidden()
    return seat


def seat_to_answer(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """The lurah's or the bendahara's seat over a kelurahan; refused for everybody else."""
    seat = actor.seat_as(*ANSWERS, over=kelurahan)
    if seat is None:
        raise hidden()
    return seat


def seats_that_answer(actor: Actor) -> list[SeatHeld]:
    """Every seat from which the actor answers; refused where there is none."""
    seats = [seat for seat in actor.seats if seat.role in ANSWERS]
    if not seats:
        raise hidden()
    return seats


def seat_to_look(actor: Actor, unit: AreaCode) -> SeatHeld:
    """A seat from which the cash book of a unit is read: its own board's, or one that answers for its kelurahan."""
    own = next((s for s in actor.seats if s.role in UNIT_ROLES and s.area == unit), None)
    return own or seat_to_answer(actor, unit)


def expense_to_read(actor: Actor, number: int) -> Expense:
    """The expense, for whoever reads the cash book that it stands in; one query."""
    found = Expense.objects.select_related("unit", "seat", "reversal").filter(pk=number).first()
    if found is None:
        raise hidden()
    seat_to_look(actor, found.unit.area_code)
    return found


def question_to_answer(actor: Actor, number: int) -> tuple[Question, SeatHeld]:
    """The question, locked, and the seat over its kelurahan; refused where it is not the actor's to answer."""
    found = Question.objects.select_for_update(of=("self",)).select_related("kelurahan", "unit").filter(pk=number)
    question = found.first()
    if question is None:
        raise hidden()
    return question, seat_to_answer(actor, question.kelurahan.area_code)


def handover_to_confirm(actor: Actor, number: int) -> tuple[Handover, SeatHeld]:
    """The handover, for a head of the unit who is another person than who counted."""
    handover = Handover.objects.select_related("unit").filter(pk=number).first()
    if handover is None:
        raise hidden()
    seat = seat_to_attest(actor, handover.unit.area_code)
    if handover.by_id == actor.person_id:
        raise Refused("conflict", "Yang menyerahkan kas tidak dapat menerimanya sendiri.")
    return handover, seat


def receipt_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when it is a receipt or minutes of a unit whose cash book the actor reads; three queries."""
    units = [row.unit for row in Expense.objects.filter(receipt=digest).select_related("unit")]
    units += [row.statement.unit for row in Payment.objects.filter(receipt=digest).select_related("statement__unit")]
    units += [row.unit for row in Meeting.objects.filter(minutes=digest).select_related("unit")]
    for unit in units if digest else ():
        if actor.seat_as(*ANSWERS, over=unit.area_code) or any(
            s.role in UNIT_ROLES and s.area == unit.area_code for s in actor.seats
        ):
            return digest
    raise hidden()


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
