"""Move money in the books: double entry, appended, each movement once by its key, and nothing spent that is not there.

A transfer takes from one account (credit) and gives to another (debit), so the sum over all accounts is zero by
construction. Balances are asked for, never kept. The trail entry is left by the act that moves the money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rukun.databases.kept import Numbered
from rukun.funds.models import Account, Transfer
from rukun.funds.queries.ledger import balances_of
from rukun.trail.append import append_rows
from rukun.values.refused import Refused
from rukun.values.rupiah import written

Kind = Account.Kind
# A budget is granted elsewhere, so its account here goes below zero; from everything else goes only what is there.
MAY_GO_BELOW_ZERO = frozenset({Kind.CITY, Kind.BUDGET})
Place = tuple[int, Kind]


@dataclass(frozen=True, slots=True)
class Move:
    """So many rupiah from one account to another, each given as the id of the owning area and the kind of account.

    `key` says what happened, such as "paid:2016-06:1234", and happens once.
    """

    source: Place
    target: Place
    amount: int
    cause: str
    key: str
    closing: int | None = None


@transaction.atomic
def move(moves: Iterable[Move], *, at: datetime) -> int:
    """Append the transfers, all or none; returns how many. Refused where a key has moved money before, or where an
    account would hold less than nothing.

    The accounts that money leaves are locked in one order, so that two who spend the same money at once are seen one
    after the other. Seven statements and one insert, however many moves.
    """
    waiting = list(moves)
    if not waiting:
        return 0
    accounts = accounts_of({place for m in waiting for place in (m.source, m.target)})
    _refuse_overdraft(waiting, accounts)
    try:
        return append_rows(Transfer, ("debit_id", "credit_id", "amount", "cause", "key", "closing_id", "at"), (
            (accounts[m.target], accounts[m.source], m.amount, m.cause, m.key, m.closing, at) for m in waiting
        ))  # fmt: skip
    except IntegrityError:
        raise Refused("twice", "Uang ini sudah pernah dipindahkan; tidak ada yang dipindahkan lagi.") from None


def accounts_of(places: Iterable[Place]) -> dict[Place, int]:
    """The id of each account, opened where there is none; at most three statements for three hundred owners."""
    asked = list(dict.fromkeys(places))
    found = _known(asked)
    missing = [place for place in asked if place not in found]
    if missing:
        append_rows(Account, ("owner_id", "kind"), missing, leave_taken=True)
        found = _known(asked)
    return {place: found[place] for place in asked}


def _known(places: Iterable[Place]) -> dict[Place, int]:
    rows = OF_OWNERS.rows({owner for owner, _ in places})
    return {(owner, Kind(kind)): account for owner, kind, account in rows}


# Every account of some owners. A kelurahan has a hundred and twenty units, and a closing asks for all of them.
OF_OWNERS: Numbered[tuple[int, str, int]] = Numbered(
    lambda owners: Account.objects.filter(owner_id__in=owners).values_list("owner_id", "kind", "id"), (3, 300)
)


def _refuse_overdraft(moves: Sequence[Move], accounts: dict[Place, int]) -> None:
    change: dict[int, int] = defaultdict(int)
    for m in moves:
        for place, sign in ((m.source, -1), (m.target, 1)):
            if place[1] not in MAY_GO_BELOW_ZERO:
                change[accounts[place]] += sign * m.amount
    leaving = sorted(account for account, amount in change.items() if amount < 0)
    if not leaving:
        return
    list(Account.objects.select_for_update().filter(id__in=leaving).order_by("id").values_list("id"))
    balance = balances_of(leaving)
    for account in leaving:
        if balance[account] + change[account] < 0:
            raise Refused("overdraft", "Uang di rekening itu tinggal {left}, jadi {asked} tidak dapat keluar.",
                          field="amount", left=written(balance[account]), asked=written(-change[account]))  # fmt: skip
