"""Move money in the books: double entry, appended, each movement once by its key, and nothing spent that is not there.

A transfer takes from one account (credit) and gives to another (debit), so the sum over all accounts is zero by
construction. Balances are asked for, never kept. The trail entry is left by the act that moves the money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from rukun.databases.kept import Numbered
from rukun.funds.models import Account, Closing, Statement, Transfer
from rukun.funds.queries.ledger import balances_of
from rukun.trail.append import append_columns
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.words import sentence

Kind = Account.Kind
# A budget is granted elsewhere, so its account here goes below zero; from everything else goes only what is there.
MAY_GO_BELOW_ZERO = frozenset({Kind.CITY, Kind.BUDGET})
TWICE = sentence("Uang ini sudah pernah dipindahkan; tidak ada yang dipindahkan lagi.")
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
    _refuse_overdraft(_changes(waiting, accounts))
    try:
        return append_columns(Transfer, {
            "debit_id": [accounts[m.target] for m in waiting], "credit_id": [accounts[m.source] for m in waiting],
            "amount": [m.amount for m in waiting], "cause": [m.cause for m in waiting],
            "key": [m.key for m in waiting], "closing_id": [m.closing for m in waiting], "at": at,
        })  # fmt: skip
    except IntegrityError:
        raise Refused("twice", TWICE) from None


def move_stated(closing: Closing, source: Kind, target: Kind, cause: str, *, at: datetime) -> None:
    """The same, within the transaction of a closing's step, for all that it states: a transfer for each statement that
    has something to move, put together by the database. A budget that it comes from is that of the kelurahan, any other
    account the unit's own."""
    if source in MAY_GO_BELOW_ZERO:
        (source_id,) = accounts_of([(closing.kelurahan_id, source)]).values()
    else:
        source_id = None
        stated = dict(Statement.objects.filter(closing=closing, total__gt=0).values_list("unit_id", "total"))
        accounts = accounts_of((unit, source) for unit in stated)
        _refuse_overdraft({accounts[unit, source]: -total for unit, total in stated.items()})
    about = {
        "closing": closing.pk, "source_id": source_id, "source": source.value, "target": target.value, "cause": cause,
        "key": f"{cause}:{closing.month:%Y-%m}:", "at": connection.ops.adapt_datetimefield_value(at),
    }  # fmt: skip
    try:
        with connection.cursor() as cursor:
            cursor.execute(OPENED, about)
            cursor.execute(MOVED, about)
    except IntegrityError:
        raise Refused("twice", TWICE) from None


# Accounts are looked up one by one: joined to, PostgreSQL reads those of the whole city for the few of a kelurahan.
OPENED = """
    INSERT INTO funds_account (owner_id, kind) SELECT unit_id, %(target)s FROM funds_statement
    WHERE closing_id = %(closing)s AND total > 0
    AND (SELECT id FROM funds_account WHERE owner_id = unit_id AND kind = %(target)s) IS NULL
    ON CONFLICT DO NOTHING
"""
MOVED = """
    INSERT INTO funds_transfer (debit_id, credit_id, amount, cause, key, closing_id, at)
    SELECT (SELECT id FROM funds_account WHERE owner_id = unit_id AND kind = %(target)s),
    COALESCE(%(source_id)s, (SELECT id FROM funds_account WHERE owner_id = unit_id AND kind = %(source)s)),
    total, %(cause)s, %(key)s || unit_id, closing_id, %(at)s
    FROM funds_statement WHERE closing_id = %(closing)s AND total > 0 ORDER BY id
"""


def accounts_of(places: Iterable[Place]) -> dict[Place, int]:
    """The id of each account, opened where there is none; at most three statements for three hundred owners."""
    asked = list(dict.fromkeys(places))
    found = _known(asked)
    missing = [place for place in asked if place not in found]
    if missing:
        owners, kinds = [owner for owner, _ in missing], [kind for _, kind in missing]
        append_columns(Account, {"owner_id": owners, "kind": kinds}, leave_taken=True)
        found = _known(asked)
    return {place: found[place] for place in asked}


def _known(places: Iterable[Place]) -> dict[Place, int]:
    rows = OF_OWNERS.rows({owner for owner, _ in places})
    return {(owner, Kind(kind)): account for owner, kind, account in rows}


# Every account of some owners. A kelurahan has a hundred and twenty units, and a closing asks for all of them.
OF_OWNERS: Numbered[tuple[int, str, int]] = Numbered(
    lambda owners: Account.objects.filter(owner_id__in=owners).values_list("owner_id", "kind", "id"), (3, 300)
)


def _changes(moves: Sequence[Move], accounts: dict[Place, int]) -> dict[int, int]:
    """What the moves do to each account (id) that may not go below zero."""
    change: dict[int, int] = defaultdict(int)
    for m in moves:
        for place, sign in ((m.source, -1), (m.target, 1)):
            if place[1] not in MAY_GO_BELOW_ZERO:
                change[accounts[place]] += sign * m.amount
    return change


def _refuse_overdraft(change: Mapping[int, int]) -> None:
    leaving = sorted(account for account, amount in change.items() if amount < 0)
    if not leaving:
        return
    list(Account.objects.select_for_update().filter(id__in=leaving).order_by("id").values_list("id"))
    balance = balances_of(leaving)
    for account in leaving:
        if balance[account] + change[account] < 0:
            raise Refused("overdraft", "Uang di rekening itu tinggal {left}, jadi {asked} tidak dapat keluar.",
                          field="amount", left=written(balance[account]), asked=written(-change[account]))  # fmt: skip
