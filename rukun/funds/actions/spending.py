"""Enter an expense in the books of a unit, and take it back where it was entered wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.funds.access import expense_to_read, seat_to_spend
from rukun.funds.catalogue import BACK, KEY_LENGTHS, refuse_amounts, refuse_day, refuse_use, use_of
from rukun.funds.ledger import Kind, Move, move
from rukun.funds.models import Expense, Reversal
from rukun.funds.queries import spending
from rukun.people.rules import Actor
from rukun.reports.rules import StoredPhoto, clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of

SUPPLIER_MAX = 120
WITHOUT_MAX = 300


@dataclass(frozen=True, slots=True)
class Paid:
    """What is told of an expense: for which use, when, how much, to whom, and the receipt or why there is none.

    `key` comes from the phone and is the same when the same expense is sent again.
    """

    key: str
    use: str
    day: date
    amount: int
    supplier: str
    tax: int = 0
    words: str = ""
    receipt: StoredPhoto | None = None
    without: str = ""


@transaction.atomic
def record_expense(unit: Area, paid: Paid, *, by: Actor, at: datetime) -> Expense:
    """The money leaves the kas, with what the catalogue says of its use at this moment.

    Refused with the article where the use is forbidden, towards a question where it is open or too dear, and where
    the kas holds less. The same key again gives the same expense and moves nothing.
    """
    seat = seat_to_spend(by, unit.area_code)
    known = _known(unit, paid.key)
    if known is not None:
        return known
    catalogue = spending.catalogue_of(unit.area_code, at)
    use = use_of(catalogue.uses, paid.use)
    refuse_amounts(paid.amount, paid.tax)
    refuse_use(use, paid.amount)
    refuse_day(paid.day, day_of(at))
    made = Expense(
        unit=unit, seat_id=seat.id, at=at, day=paid.day, use=use.code, use_name=use.name, ruling=use.ruling,
        rests_on=getattr(use, "office", "") or catalogue.decree.number, amount=paid.amount, tax=paid.tax,
        key=paid.key, moved=f"spent:{digest_of_words(paid.key)[:32]}", **_told(paid),
    )  # fmt: skip
    if not append_first(made):
        return _known(unit, paid.key) or made
    move(_moves(made), at=at)
    facts = {
        "amount": made.amount, "tax": made.tax, "use": made.use, "ruling": made.ruling, "receipt": made.receipt,
        "words": digest_of_words(f"{made.supplier}\n{made.words}\n{made.without}"),
    }  # fmt: skip
    record("expense.recorded", at=at, seat=seat.named, about=f"expense:{made.pk}", facts=facts)
    return made


@transaction.atomic
def take_back(number: int, *, words: str, by: Actor, at: datetime) -> Reversal:
    """An expense that was entered wrongly: the money is in the kas again, and both lines stay in the book."""
    expense = expense_to_read(by, number)
    seat = seat_to_spend(by, expense.unit.area_code)
    said = clean_words(words)
    if not said:
        raise Refused("words", "Tulis apa yang salah.", field="words")
    made = Reversal(expense=expense, words=said, moved=f"{expense.moved}{spending.BACK}", seat_id=seat.id, at=at)
    if not append_first(made):
        raise Refused("twice", "Pengeluaran ini sudah dibatalkan.")
    back = [
        Move(m.target, m.source, m.amount, "taken-back", f"{m.key}{spending.BACK}", m.closing) for m in _moves(expense)
    ]
    move(back, at=at)
    record("expense.taken-back", at=at, seat=seat.named, about=f"expense:{expense.pk}",
           facts={"amount": expense.amount, "words": digest_of_words(said)})  # fmt: skip
    return made


def _known(unit: Area, key: str) -> Expense | None:
    """The expense with this key, where it is of the same unit."""
    least, most = KEY_LENGTHS
    if not least <= len(key) <= most:
        raise Refused("key", "Formulir ini rusak; buka lagi halamannya.")
    found = Expense.objects.filter(key=key).first()
    if found is not None and found.unit_id != unit.pk:
        raise Refused("key", "Formulir ini rusak; buka lagi halamannya.")
    return found


def _told(paid: Paid) -> dict[str, str]:
    supplier, without = clean_words(paid.supplier), clean_words(paid.without)
    if not 0 < len(supplier) <= SUPPLIER_MAX:
        raise Refused("supplier", "Tulis kepada siapa dibayar, paling panjang {most} huruf.", field="supplier",
                      most=SUPPLIER_MAX)  # fmt: skip
    if paid.receipt is None and not 0 < len(without) <= WITHOUT_MAX:
        raise Refused("receipt", "Sertakan foto kuitansi, atau tulis mengapa tidak ada.", field="receipt")
    return {
        "supplier": supplier, "words": clean_words(paid.words), "without": "" if paid.receipt else without,
        "receipt": paid.receipt.digest if paid.receipt else "",
    }  # fmt: skip


def _moves(expense: Expense) -> list[Move]:
    """Out of the kas: to what is spent, or back to the city; and the tax that was held back beside it."""
    is_back = expense.use == BACK.code
    target, cause = (Kind.RETURNED, "given-back") if is_back else (Kind.SPENT, "spent")
    kas = (expense.unit_id, Kind.KAS)
    moves = [Move(kas, (expense.unit_id, target), expense.amount - expense.tax, cause, expense.moved)]
    if expense.tax:
        moves.append(Move(kas, (expense.unit_id, Kind.TAX), expense.tax, "tax", f"{expense.moved}{spending.TAX}"))
    return moves
