"""Two treasurers at the same moment: no correction is taken in twice, and no money twice on its way."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from rukun.funds import actions as funds
from rukun.funds.models import Correction, StatementLine
from rukun.people.rules import Actor
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.made import judged_valid, noon_of, reports_for_unit
from tests.stories.test_two_at_once import InThread

KELURAHAN = AreaCode("9999991001")
JUNE, JULY, AUGUST = Month(2016, 6), Month(2016, 7), Month(2016, 8)
AFTER_JUNE, AFTER_AUGUST = noon_of(date(2016, 7, 2)), noon_of(date(2016, 9, 2))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL lets two write at a time")
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
            while not over.wait(0.01) and not _somebody_waits():
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


def _somebody_waits() -> bool:
    """Whether a session of this database waits for another to let go of something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
