"""Who can be paid and how, what was handed to the bank, and how each payment stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from rukun.areas.models import Area
from rukun.funds.banking.files import Order
from rukun.funds.models import BankAccount, Batch, Closing, Payment, Statement
from rukun.people.words import unit_words
from rukun.values.code import AreaCode
from rukun.values.time import Month

# A new account rests so long after two people agreed to it: time for the unit to notice what it did not ask for.
RESTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class UnitAccounts:
    """The account that money goes to now, one that rests or waits for agreement, and from when a resting one counts."""

    unit: Area
    in_use: BankAccount | None
    coming: BankAccount | None
    counts_from: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.coming is not None and self.counts_from is None


@dataclass(frozen=True, slots=True)
class ToPay:
    """A statement whose money is approved and not on its way: the next attempt, and the account it would go to.

    There is none where the unit has none, or where the bank turned this one down and another is on its way (`coming`):
    the same account again would only come back again.
    """

    statement: Statement
    attempt: int
    account: BankAccount | None
    failed: str
    coming: UnitAccounts | None = None


def accounts_in_use(units: Iterable[int], at: datetime) -> dict[int, BankAccount]:
    """Unit id to the account that money goes to: the last one agreed to that has rested; one query."""
    rows = BankAccount.objects.filter(unit__in=list(units), decision__is_agreed=True, decision__at__lte=at - RESTS)
    return {row.unit_id: row for row in rows.order_by("decision__at", "pk")}


def accounts_of(units: Sequence[Area], at: datetime) -> list[UnitAccounts]:
    """How the accounts of units stand, in their order; two queries."""
    ids = [unit.pk for unit in units]
    in_use = accounts_in_use(ids, at)
    rows = BankAccount.objects.filter(unit__in=ids).exclude(decision__is_agreed=False).select_related("decision")
    newest = {row.unit_id: row for row in rows.order_by("at", "pk")}
    found = []
    for unit in units:
        coming = newest.get(unit.pk)
        if coming is not None and in_use.get(unit.pk) == coming:
            coming = None
        agreed = getattr(coming, "decision", None)
        found.append(UnitAccounts(unit, in_use.get(unit.pk), coming, agreed.at + RESTS if agreed else None))
    return found


def live() -> QuerySet[Payment]:
    """Payments that stand: on their way, arrived, or given in cash; not those that the bank turned down."""
    return Payment.objects.exclude(answer__is_paid=False)


def to_pay(area: AreaCode, at: datetime) -> list[ToPay]:
    """What of the approved months within an area is still to be paid, by month and unit; four queries."""
    last = Payment.objects.filter(statement=OuterRef("pk")).order_by("-attempt")
    rows = list(
        Statement.objects.filter(
            ~Exists(live().filter(statement=OuterRef("pk"))), closing__state=Closing.State.APPROVED,
            unit__code__startswith=area.digits, total__gt=0,
        )
        .annotate(
            tries=Subquery(last.values("attempt")[:1]), failed=Subquery(last.values("answer__words")[:1]),
            failed_at=Subquery(last.values("account")[:1]),
        )
        .select_related("unit", "closing__kelurahan")
        .order_by("month", "unit__code")
    )  # fmt: skip
    accounts = {one.unit.pk: one for one in accounts_of(list({row.unit.pk: row.unit for row in rows}.values()), at)}
    return [_to_pay(row, row.tries or 0, row.failed or "", row.failed_at, accounts[row.unit_id]) for row in rows]


def _to_pay(statement: Statement, tries: int, failed: str, failed_at: int | None, accounts: UnitAccounts) -> ToPay:
    is_held = accounts.coming is not None and accounts.in_use is not None and accounts.in_use.pk == failed_at
    account = None if is_held else accounts.in_use
    return ToPay(statement, tries + 1, account, failed, accounts if account is None and accounts.coming else None)


def batches_within(area: AreaCode) -> QuerySet[Batch]:
    """Batches of an area, the newest first, each with how many payments arrived, were turned
    down, and have no answer."""
    rows = Batch.objects.filter(area__code__startswith=area.digits).select_related("area")
    return rows.annotate(
        arrived=Count("payments", filter=Q(payments__answer__is_paid=True)),
        turned_down=Count("payments", filter=Q(payments__answer__is_paid=False)),
        unanswered=Count("payments", filter=Q(payments__answer=None)),
    ).order_by("-pk")  # fmt: skip


def payments_in(batch: Batch) -> QuerySet[Payment]:
    """The payments of a batch with unit, account and answer, in their order; one query."""
    rows = Payment.objects.filter(batch=batch).select_related("statement__unit", "account", "answer")
    return rows.order_by("statement__month", "statement__unit__code")


def payments_for(statements: Iterable[int]) -> dict[int, Payment]:
    """Statement id to its last payment with account and answer; one query."""
    rows = Payment.objects.filter(statement__in=list(statements)).select_related("account", "answer", "batch")
    return {row.statement_id: row for row in rows.order_by("attempt")}


def receipts_of_cash(digests: Iterable[str]) -> set[str]:
    """Which of the pictures are receipts of payments in cash; one query."""
    return set(Payment.objects.filter(receipt__in=list(digests)).values_list("receipt", flat=True))


def waiting_at_bank(area: AreaCode) -> int:
    """Rupiah within an area that were handed to the bank and not answered yet; one query."""
    rows = Payment.objects.filter(statement__unit__code__startswith=area.digits, batch__isnull=False, answer=None)
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def orders_of(ready: Sequence[ToPay]) -> list[Order]:
    """What the bank is told of each payment, in the order of the batch."""
    return [
        _order(place, f"RKN{one.statement.pk:09}-{one.attempt}", one.statement, one.account)
        for place, one in enumerate(ready, start=1)
    ]


def orders_in(batch: Batch) -> list[Order]:
    """The same again from what was kept, for the file."""
    return [
        _order(place, one.reference, one.statement, one.account)
        for place, one in enumerate(payments_in(batch), start=1)
    ]


def _order(place: int, reference: str, statement: Statement, account: object) -> Order:
    unit = statement.unit
    named = unit_words(unit.area_code, unit.name)
    return Order(
        number=place, reference=reference, bank=account.bank, account=account.number, holder=account.holder,  # type: ignore[attr-defined]
        amount=statement.total, unit=named, words=f"Operasional {named} {Month.of(statement.month)}",
    )  # fmt: skip
