"""The books: money moves once, only where it is, and the sum of all accounts stays zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rukun.areas.queries import area
from rukun.funds import queries
from rukun.funds.ledger import Kind, Move, Place, accounts_of, move
from rukun.values.refused import Refused
from tests.conftest import KELURAHAN, NOON

RT = f"{KELURAHAN}002005"


def budget() -> Place:
    return (area(KELURAHAN).pk, Kind.BUDGET)


def of_unit(kind: Kind = Kind.KAS) -> Place:
    return (area(RT).pk, kind)


def moved(source: Place, target: Place, amount: int, key: str, at: datetime = NOON) -> int:
    return move([Move(source, target, amount, "test", key)], at=at)


def test_money_that_moves_is_missing_where_it_was_and_lies_where_it_went(kota: Path) -> None:
    assert moved(budget(), of_unit(), 500_000, "one") == 1
    held = queries.balances_of(accounts_of([budget(), of_unit()]).values())
    assert sorted(held.values()) == [-500_000, 500_000]
    assert sum(queries.trial_balance().values()) == 0


def test_the_same_key_moves_money_once(kota: Path) -> None:
    moved(budget(), of_unit(), 500_000, "one")
    with pytest.raises(Refused, match="sudah pernah"):
        moved(budget(), of_unit(), 500_000, "one")
    assert queries.trial_balance()["kas"] == 500_000


def test_a_kas_gives_no_more_than_it_holds(kota: Path) -> None:
    moved(budget(), of_unit(), 100_000, "in")
    with pytest.raises(Refused, match="tinggal Rp 100.000") as refusal:
        moved(of_unit(), of_unit(Kind.SPENT), 100_001, "out")
    assert refusal.value.field == "amount"
    assert moved(of_unit(), of_unit(Kind.SPENT), 100_000, "out") == 1


def test_of_several_moves_that_do_not_fit_together_none_is_made(kota: Path) -> None:
    moved(budget(), of_unit(), 100_000, "in")
    out = [Move(of_unit(), of_unit(Kind.SPENT), 60_000, "test", f"out-{n}") for n in range(2)]
    with pytest.raises(Refused):
        move(out, at=NOON)
    assert queries.trial_balance()["spent"] == 0


def test_an_account_is_read_line_by_line_with_what_lay_there_before(kota: Path) -> None:
    for day, amount in enumerate((100_000, 50_000, 25_000)):
        moved(budget(), of_unit(), amount, f"in-{day}", NOON + timedelta(days=day))
    moved(of_unit(), of_unit(Kind.SPENT), 30_000, "out", NOON + timedelta(days=3))
    begins, ends = NOON + timedelta(days=1), NOON + timedelta(days=9)
    lines = queries.entries_of(area(RT), Kind.KAS, begins, ends)
    assert [(line.amount, line.balance, line.other) for line in lines] == [
        (50_000, 150_000, "budget"), (25_000, 175_000, "budget"), (-30_000, 145_000, "spent"),
    ]  # fmt: skip


def test_balances_of_an_area_are_told_by_owner(kota: Path, django_assert_num_queries: Callable[[int], object]) -> None:
    moved(budget(), of_unit(), 70_000, "in")
    whole = area(KELURAHAN)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = queries.balances_within(whole, [Kind.BUDGET, Kind.KAS])
    assert found == {KELURAHAN: {"budget": -70_000, "kas": 0}, RT: {"budget": 0, "kas": 70_000}}


KINDS = [Kind.OWED, Kind.APPROVED, Kind.SENT, Kind.KAS, Kind.SPENT, Kind.RETURNED]
STEPS = st.lists(
    st.tuples(st.sampled_from([None, *KINDS]), st.sampled_from(KINDS), st.integers(1, 300_000), st.integers(0, 9)),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_moves_makes_the_balance_differ_from_zero_or_an_account_hold_less_than_nothing(
    kota: Path, steps: list[tuple[Kind | None, Kind, int, int]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        for source, target, amount, key in steps:
            if source != target:
                try:
                    moved(budget() if source is None else of_unit(source), of_unit(target), amount, f"step-{key}")
                except Refused as refusal:
                    assert refusal.code in ("twice", "overdraft")
        balance = queries.trial_balance()
        assert sum(balance.values()) == 0
        assert all(amount >= 0 for kind, amount in balance.items() if kind != "budget")
        transaction.set_rollback(True)
