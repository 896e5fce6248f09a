"""Two treasurers at the same moment: no correction is taken in twice, and no money twice on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Sum

from rukun.areas.queries import units_of
from rukun.funds import actions as funds
from rukun.funds.actions.closing import OVERLAP
from rukun.funds.banking.layout import Layout
from rukun.funds.banking.library import layout_of
from rukun.funds.models import Batch, Closing, Correction, StatementLine
from rukun.people.rules import Actor
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.funds.test_paying import answer_of
from tests.made import judged_valid, noon_of, reports_for_unit
from tests.stories.test_two_at_once import InThread

KELURAHAN = AreaCode("9999991001")
APRIL, MAY, JUNE, JULY, AUGUST = (Month(2016, number) for number in range(4, 9))
EARLY, AFTER_JUNE, AFTER_AUGUST = (noon_of(day) for day in (date(2016, 3, 1), date(2016, 7, 2), date(2016, 9, 2)))


only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="only PostgreSQL lets two write at a time"
)
Act = Callable[[], object]


@only_postgresql
def test_two_months_closed_at_once_take_in_a_correction_once(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, gita: Actor, kartika: Actor
) -> None:
    funds.load_decrees(committed / "decrees", at=AFTER_JUNE)
    (made,) = reports_for_unit(ani, [date(2016, 6, 3)], 1)
    validation.strike(made, StrikeReason.OLD_PHOTO, by=dodi, at=AFTER_JUNE)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    judged_valid([made], dodi, AFTER_JUNE + timedelta(days=1))
    funds.propose_corrections(at=AFTER_JUNE + timedelta(days=2))
    funds.accept_corrections(KELURAHAN, by=gita, at=AFTER_JUNE + timedelta(days=2))
    closed, over = threading.Event(), threading.Event()

    def close_july() -> None:
        with transaction.atomic():
            funds.close_month(KELURAHAN, JULY, by=gita, at=AFTER_AUGUST)
            closed.set()
            while not over.wait(0.01) and not somebody_waits():
                pass

    def close_august() -> None:
        assert closed.wait(20)
        try:
            funds.close_month(KELURAHAN, AUGUST, by=kartika, at=AFTER_AUGUST)
        finally:
            over.set()

    for thread in [in_thread(close_july), in_thread(close_august)]:
        thread.join(60)
    correction = Correction.objects.get()
    taken = StatementLine.objects.filter(correction=correction).aggregate(s=Sum("amount"))["s"]
    assert taken == correction.amount == 10_000


@pytest.fixture
def layout(kota: Path) -> Layout:
    return layout_of(kota, "contoh-csv")


def _approved(month: Month, gita: Actor, citra: Actor) -> int:
    funds.close_month(KELURAHAN, month, by=gita, at=AFTER_JUNE)
    return funds.approve_month(KELURAHAN, month, by=citra, at=AFTER_JUNE).pk


def _with_accounts(kota: Path, gita: Actor, citra: Actor) -> None:
    funds.load_decrees(kota / "decrees", at=AFTER_JUNE - timedelta(minutes=1))
    for number, unit in enumerate(units_of(KELURAHAN)):
        named = funds.propose_account(unit, bank="008", number=f"12345{number:05}", holder=unit.name, by=gita, at=EARLY)
        funds.decide_account(named.pk, is_agreed=True, by=citra, at=EARLY)


def _meanwhile(in_thread: InThread, first: Sequence[int], then: Act, other: Act) -> list[object]:
    """Hold closings as who pays does first; once the other waits, go on paying: what both made of it."""
    outcomes: list[object] = []
    over = threading.Event()

    def act() -> None:
        try:
            outcomes.append(other())
        except OperationalError as deadlock:
            outcomes.append(deadlock)
        finally:
            over.set()

    with transaction.atomic():
        list(Closing.objects.select_for_update().filter(pk__in=first).order_by("pk"))
        thread = in_thread(act)
        while not over.wait(0.01) and not somebody_waits():
            pass
        assert not over.is_set(), "the other waits for what is held here"
        outcomes.insert(0, then())
    thread.join(60)
    return outcomes


@only_postgresql
def test_who_pays_and_who_compares_closed_months_hold_them_in_one_order(
    committed: Path, in_thread: InThread, layout: Layout, gita: Actor, citra: Actor, kartika: Actor
) -> None:
    _with_accounts(committed, gita, citra)
    first, second = (_approved(month, gita, citra) for month in (MAY, APRIL))
    assert first < second, "what came later was closed first"
    drawn, compared = _meanwhile(
        in_thread, [first],
        lambda: funds.draw_batch(KELURAHAN, layout, by=kartika, at=AFTER_JUNE),
        lambda: funds.propose_corrections(at=AFTER_JUNE),
    )  # fmt: skip
    assert isinstance(drawn, Batch) and drawn.count == 2 * len(units_of(KELURAHAN))
    assert compared == 0
    assert not Closing.objects.filter(compared_at__lt=AFTER_JUNE - OVERLAP).exists()


@only_postgresql
def test_a_further_file_for_the_bank_and_an_answer_to_the_last_do_not_wait_for_each_other(
    committed: Path, in_thread: InThread, layout: Layout, gita: Actor, citra: Actor, kartika: Actor
) -> None:
    _with_accounts(committed, gita, citra)
    first = _approved(APRIL, gita, citra)
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AFTER_JUNE)
    second = _approved(MAY, gita, citra)
    drawn, answers = _meanwhile(
        in_thread, [first, second],
        lambda: funds.draw_batch(KELURAHAN, layout, by=kartika, at=AFTER_JUNE),
        lambda: len(funds.take_answer(batch.pk, answer_of(batch, layout), layout, by=kartika, at=AFTER_JUNE)),
    )  # fmt: skip
    assert isinstance(drawn, Batch) and drawn.count == batch.count == answers
    states = dict(Closing.objects.values_list("pk", "state"))
    assert states == {first: Closing.State.PAID, second: Closing.State.APPROVED}


def somebody_waits() -> bool:
    """Whether a session of this database waits for another to let go of something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
