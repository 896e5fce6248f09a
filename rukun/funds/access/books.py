"""Who reads the money of a unit, who spends it, and who answers for the kelurahan what it may buy."""

from __future__ import annotations

from rukun.funds.access.quiet import seat_to_attest
from rukun.funds.models import Expense, Handover, Meeting, Payment, Question
from rukun.people.rules import UNIT_ROLES, Actor, Role, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden

# Who answers for the kelurahan what the money may buy, and reads what its units spent.
ANSWERS = frozenset({Role.LURAH, Role.BENDAHARA})


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
