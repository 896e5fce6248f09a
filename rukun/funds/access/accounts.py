"""Who names the bank account of a unit, and who agrees to it."""

from __future__ import annotations

from rukun.funds.access.books import seat_to_answer
from rukun.funds.models import BankAccount
from rukun.people.rules import HEAD_OF, UNIT_ROLES, Actor, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden


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
