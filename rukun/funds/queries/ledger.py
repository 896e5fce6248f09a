"""How the books stand: balances, the trial balance, and an account read line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from rukun.areas.models import Area
from rukun.funds.models import Account, Transfer
from rukun.values.code import AreaCode


def trial_balance() -> dict[str, int]:
    """What lies in each kind of account, the budgets below zero; their sum is always zero. Two queries."""
    balance = dict.fromkeys(Account.Kind.values, 0)
    for side, sign in (("debit__kind", 1), ("credit__kind", -1)):
        for kind, amount in Transfer.objects.values_list(side).annotate(s=Sum("amount")).order_by():
            balance[kind] += sign * amount
    return balance


def balances_of(accounts: Iterable[int]) -> dict[int, int]:
    """Rupiah in each of the accounts, by their ids; two queries."""
    ids = list(accounts)
    balance = dict.fromkeys(ids, 0)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = Transfer.objects.filter(**{f"{side}__in": ids}).values_list(side).annotate(s=Sum("amount")).order_by()
        for account, amount in rows:
            balance[account] += sign * amount
    return balance


def balances_within(area: Area, kinds: Sequence[Account.Kind]) -> dict[str, dict[str, int]]:
    """Area code to kind to rupiah, for every account within an area; two queries."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(kinds, 0))
    for side, sign in (("debit", 1), ("credit", -1)):
        within = {f"{side}__owner__code__startswith": area.code, f"{side}__kind__in": kinds}
        rows = Transfer.objects.filter(**within).values_list(f"{side}__owner__code", f"{side}__kind")
        for code, kind, amount in rows.annotate(s=Sum("amount")).order_by():
            found[code][kind] += sign * amount
    return dict(found)


def kas_of(unit: AreaCode) -> int:
    """What lies in the kas of a unit, in rupiah; two queries."""
    return balances_within(Area(code=unit.digits), [Account.Kind.KAS]).get(unit.digits, {}).get(Account.Kind.KAS, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account: when, why, so much in (above zero) or out, and what lies there afterwards.

    `other` is the kind of the account on the other side; `key` names what happened.
    """

    at: datetime
    cause: str
    key: str
    other: str
    amount: int
    balance: int


def entries_of(owner: Area, kind: Account.Kind, begins: datetime, ends: datetime) -> list[Entry]:
    """The lines of an account from `begins` up to but without `ends`, oldest first, with the running balance.

    Four queries, however many lines.
    """
    account = Account.objects.filter(owner=owner, kind=kind).values_list("id", flat=True).first()
    if account is None:
        return []
    balance = _before(account, begins)
    rows = (
        Transfer.objects.filter(Q(debit=account) | Q(credit=account), at__gte=begins, at__lt=ends)
        .order_by("at", "id")
        .values_list("at", "cause", "key", "debit_id", "debit__kind", "credit__kind", "amount")
    )
    entries = []
    for at, cause, key, debit, debit_kind, credit_kind, amount in rows:
        change, other = (amount, credit_kind) if debit == account else (-amount, debit_kind)
        balance += change
        entries.append(Entry(at, cause, key, other, change, balance))
    return entries


def balance_at(owner: Area, kind: Account.Kind, moment: datetime) -> int:
    """What lay in an account just before a moment; three queries."""
    account = Account.objects.filter(owner=owner, kind=kind).values_list("id", flat=True).first()
    return _before(account, moment) if account is not None else 0


def _before(account: int, begins: datetime) -> int:
    came = Transfer.objects.filter(debit=account, at__lt=begins).aggregate(s=Sum("amount"))["s"] or 0
    went = Transfer.objects.filter(credit=account, at__lt=begins).aggregate(s=Sum("amount"))["s"] or 0
    return int(came - went)
