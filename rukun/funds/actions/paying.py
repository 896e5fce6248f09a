"""Hand approved money to the bank, take in its answer, pay in cash: each once, and what fails can be tried again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from rukun.areas.queries import area as area_by_code
from rukun.funds.access import batch_to_answer, refuse_same_person, seat_to_close, statement_to_pay
from rukun.funds.banking.files import Answered, Order, read_answer
from rukun.funds.banking.layout import Layout
from rukun.funds.ledger import Kind, Move, move
from rukun.funds.models import BankAnswer, Batch, Closing, Payment, Statement
from rukun.funds.queries.payment import live, orders_of, payments_in, to_pay
from rukun.people.rules import Actor
from rukun.reports.rules import StoredPhoto
from rukun.trail.actions import record
from rukun.trail.append import append_many
from rukun.values.code import AreaCode
from rukun.values.digest import canonical, digest_of
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.said import Said, listed
from rukun.values.time import Month
from rukun.values.words import sentence

NAMED_AT_MOST = 20
IN_HAND = sentence("Sebagian uang ini baru saja dikirim orang lain; muat lagi halamannya.")


@transaction.atomic
def draw_batch(area: AreaCode, layout: Layout, *, by: Actor, at: datetime) -> Batch:
    """One file for the bank with everything that is approved within the area, has an account, and is not on its way.

    The money moves from approved to sent. Of two who draw it up at once, the second finds nothing left or is told;
    what the bank turned down before goes along as a further attempt, unless the unit's new account is on its way.
    """
    seat = seat_to_close(by, area)
    locked = _hold(Closing.objects.filter(kelurahan__code__startswith=area.digits, state=Closing.State.APPROVED))
    ready = [one for one in to_pay(area, at) if one.account is not None and one.statement.closing_id in locked]
    if not ready:
        raise Refused("nothing", "Tidak ada yang siap dikirim: belum disetujui, sudah dikirim, atau tanpa rekening.")
    refuse_same_person(by, {one.statement.closing_id: one.statement.closing for one in ready}.values())
    orders = orders_of(ready)
    made = Batch.objects.create(
        area=area_by_code(area), layout=layout.id, layout_digest=layout.digest, count=len(ready),
        total=sum(order.amount for order in orders), digest=_digest(orders), seat_id=seat.id, by_id=by.known_id, at=at,
    )  # fmt: skip
    payments = [
        Payment(
            statement=one.statement, attempt=one.attempt, amount=one.statement.total, batch=made, account=one.account,
            seat_id=seat.id, at=at,
        )
        for one in ready
    ]  # fmt: skip
    _append(payments)
    move((_step(one, Kind.APPROVED, Kind.SENT, "sent") for one in payments), at=at)
    facts = {"payments": made.count, "total": made.total, "layout": layout.digest, "orders": made.digest}
    record("batch.drawn", at=at, seat=seat.named, about=f"batch:{made.pk}", facts=facts)
    return made


@transaction.atomic
def take_answer(number: int, content: bytes, layout: Layout, *, by: Actor, at: datetime) -> list[BankAnswer]:
    """The bank's answer to a batch: what arrived is in the kas, what was turned down is approved again.

    All of the file or nothing: a line that belongs to no payment of the batch, another amount, or another answer than
    before is named. The same file again changes nothing and says so; a file with more answers adds those. What the bank
    does not know yet stays on its way.
    """
    batch, seat = batch_to_answer(by, number)
    lines, file = read_answer(layout, content), digest_of(content)
    payments = {one.reference: one for one in payments_in(batch)}
    if mistakes := _mistakes(lines, payments):
        raise Refused("answer", "Jawaban ini tidak cocok dengan kirimannya: {mistakes}.", field="file",
                      mistakes=listed(mistakes, NAMED_AT_MOST))  # fmt: skip
    made = [
        BankAnswer(
            payment=payments[line.reference], is_paid=line.is_paid, code=line.code[:20], words=line.words[:200],
            file=file, seat_id=seat.id, at=at,
        )
        for line in lines
        if not line.is_waiting and not hasattr(payments[line.reference], "answer")
    ]  # fmt: skip
    if not made and any(line.is_waiting for line in lines):
        raise Refused("answer", "Bank belum selesai: tidak ada jawaban baru dalam berkas ini.", field="file")
    if not made:
        raise Refused("twice", "Jawaban ini sudah dimuat; tidak ada yang berubah.", field="file")
    touched = _hold(Closing.objects.filter(pk__in={one.payment.statement.closing_id for one in made}))
    _append(made)
    moves = [
        _step(one.payment, Kind.SENT, Kind.KAS, "paid") if one.is_paid
        else _step(one.payment, Kind.SENT, Kind.APPROVED, "failed")
        for one in made
    ]  # fmt: skip
    move(moves, at=at)
    _settle(touched, by_id=batch.by_id, at=at)
    arrived = [one for one in made if one.is_paid]
    facts = {"file": file, "paid": len(arrived), "failed": len(made) - len(arrived),
             "total": sum(one.payment.amount for one in arrived)}  # fmt: skip
    record("batch.answered", at=at, seat=seat.named, about=f"batch:{batch.pk}", facts=facts)
    return made


@transaction.atomic
def pay_in_cash(number: int, receipt: StoredPhoto | None, *, by: Actor, at: datetime) -> Payment:
    """Where there is no bank: the money was handed over against a signed receipt, whose picture is kept."""
    statement, seat = statement_to_pay(by, number)
    refuse_same_person(by, [statement.closing])
    if receipt is None:
        raise Refused("receipt", "Sertakan foto tanda terima yang sudah ditandatangani.", field="receipt")
    last = Payment.objects.filter(statement=statement).order_by("-attempt").first()
    if live().filter(statement=statement).exists():
        raise Refused("twice", "Uang bulan ini sudah dikirim atau dibayar.")
    made = Payment(
        statement=statement, attempt=(last.attempt if last else 0) + 1, amount=statement.total, receipt=receipt.digest,
        seat_id=seat.id, at=at,
    )  # fmt: skip
    _append([made])
    move([_step(made, Kind.APPROVED, Kind.KAS, "paid")], at=at)
    _settle([statement.closing_id], by_id=by.known_id, at=at)
    record("money.handed-over", at=at, seat=seat.named,
           about=f"month:{statement.unit.code}:{Month.of(statement.month)}",
           facts={"amount": made.amount, "receipt": made.receipt, "reference": made.reference})  # fmt: skip
    return made


def _settle(closings: Iterable[int], *, by_id: int, at: datetime) -> None:
    """A month is paid when the money of every unit that is owed some has arrived."""
    for closing in Closing.objects.filter(pk__in=list(closings), state=Closing.State.APPROVED).order_by("pk"):
        owed = Statement.objects.filter(closing=closing, total__gt=0).count()
        bank = Payment.objects.filter(statement__closing=closing, answer__is_paid=True).count()
        cash = Payment.objects.filter(statement__closing=closing, batch=None).count()
        if bank + cash == owed:
            closing.state, closing.paid_at, closing.paid_by_id = Closing.State.PAID, at, by_id
            closing.save(update_fields=["state", "paid_at", "paid_by"])
            record("month.paid", at=at, seat="clock", about=f"month:{closing.kelurahan.code}:{Month.of(closing.month)}",
                   facts={"total": closing.total})  # fmt: skip


def _digest(orders: Sequence[Order]) -> str:
    return digest_of(canonical({"orders": [[o.reference, o.bank, o.account, o.amount] for o in orders]}))


def _hold(closings: QuerySet[Closing]) -> set[int]:
    """These months until the transaction ends: of two who pay at once the second waits.

    Everyone holds them by their number, and before the accounts that money leaves, so that no two wait for each other.
    What is approved a moment later is not among them, and goes with the next batch.
    """
    return set(closings.select_for_update().order_by("pk").values_list("pk", flat=True))


def _step(payment: Payment, source: Kind, target: Kind, cause: str) -> Move:
    unit = payment.statement.unit_id
    return Move((unit, source), (unit, target), payment.amount, cause, f"{cause}:{payment.reference}",
                payment.statement.closing_id)  # fmt: skip


def _append(rows: Sequence[Payment | BankAnswer]) -> None:
    try:
        with transaction.atomic():
            append_many(rows)
    except IntegrityError:
        raise Refused("conflict", IN_HAND) from None


def _mistakes(lines: Iterable[Answered], payments: dict[str, Payment]) -> list[Said]:
    found = []
    for line in lines:
        payment = payments.get(line.reference)
        answer = getattr(payment, "answer", None)
        if payment is None:
            words = sentence("baris {line}: referensi {reference} tidak ada di kiriman ini")
        elif payment.amount != line.amount:
            words = sentence("baris {line}: {reference} berjumlah {ours}, bukan {theirs}")
        elif answer is not None and not line.is_waiting and answer.is_paid != line.is_paid:
            words = sentence("baris {line}: {reference} sudah dijawab lain")
        else:
            continue
        ours = written(payment.amount) if payment else ""
        told = {"line": line.line, "reference": line.reference, "ours": ours, "theirs": written(line.amount)}
        found.append(Said(words, told))
    return found
