"""What a unit is owed where it begins or ends, also where that is entered after the month was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from rukun.areas import queries as areas
from rukun.areas.models import Area
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.models import Closing, Correction, Statement
from rukun.funds.queries.told import month_told
from rukun.funds.sealed import told
from rukun.penataan import actions
from rukun.people.rules import Actor
from rukun.transparency.open_data import redoing
from rukun.transparency.open_data.exporting import export_month
from rukun.values.time import Month
from tests.made import decrees, judged_valid, noon_of, reports_for_unit
from tests.penataan.test_changes import ANIS, BEGINS, BESIDE, ENDS, KELURAHAN, MERGES, NEW

pytestmark = pytest.mark.any_engine

MAY, JUNE = Month(2016, 5), Month(2016, 6)
JULY_2 = noon_of(date(2016, 7, 2))
BASIC = 75_000


@pytest.fixture
def law(kota: Path, tmp_path: Path) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon_of(date(2016, 5, 1)))


def done(wish: object, citra: Actor, dodi: Actor, at: datetime) -> None:
    actions.agree(actions.propose(wish, by=citra, at=at).pk, by=dodi, at=at)  # type: ignore[arg-type]


def owed(unit: object, month: Month) -> int:
    return {d.unit.code: d.total for d in queries.due(KELURAHAN, month, JULY_2)}[unit.digits]  # type: ignore[attr-defined]


def test_a_unit_founded_in_mid_month_is_owed_for_its_days(law: None, citra: Actor, dodi: Actor, noon: datetime) -> None:
    done(replace(BEGINS, on=date(2016, 6, 16)), citra, dodi, noon)
    actions.carry_out_due(at=noon_of(date(2016, 6, 16)))
    assert owed(NEW, JUNE) == BASIC * 15 // 30


def test_an_end_that_is_entered_late_takes_back_what_was_stated_too_much_and_nothing_closed_changes(
    law: None, ani: Actor, citra: Actor, dodi: Actor, gita: Actor
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 6, day) for day in range(10, 21)], 2), dodi, JULY_2)
    for month in (MAY, JUNE):
        funds.close_month(KELURAHAN, month, by=gita, at=JULY_2, despite="Menunggu uang.")
    before = dict(Statement.objects.values_list("pk", "total"))
    later = JULY_2 + timedelta(days=1)
    assert funds.propose_corrections(at=later) == 0
    done(replace(MERGES, on=date(2016, 6, 16)), citra, dodi, later)
    assert funds.propose_corrections(at=later + timedelta(minutes=1)) == 1
    correction = Correction.objects.select_related("statement__unit").get()
    assert (correction.statement.unit.code, correction.cause) == (ANIS.digits, Correction.Cause.UNIT)
    assert Month.of(correction.statement.month) == JUNE
    kept = 6 * 2 * 10_000 + BASIC * 15 // 30
    assert correction.amount == kept - (11 * 2 * 10_000 + BASIC)
    assert dict(Statement.objects.values_list("pk", "total")) == before
    assert funds.propose_corrections(at=later + timedelta(minutes=2)) == 0, "looked at again, it is the same"


def test_a_unit_that_had_ended_before_a_closed_month_is_owed_nothing_of_it(
    law: None, citra: Actor, dodi: Actor, gita: Actor
) -> None:
    for month in (MAY, JUNE):
        funds.close_month(KELURAHAN, month, by=gita, at=JULY_2)
    done(replace(ENDS, on=date(2016, 5, 1)), citra, dodi, JULY_2)
    assert funds.propose_corrections(at=JULY_2 + timedelta(minutes=1)) == 2
    told = Correction.objects.order_by("statement__month").values_list("statement__unit__code", "amount", "cause")
    assert list(told) == [(ANIS.digits, -BASIC, "unit"), (ANIS.digits, -BASIC, "unit")]


def redone(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """June as the city states it, and as a stranger computes it from the published files."""
    scoring = settings.REPOSITORY / "kota" / "contoh" / "scoring"
    export_month(folder, JUNE, scoring=scoring, at=JULY_2 + timedelta(days=1))
    own = month_told(KELURAHAN, JUNE, JULY_2 + timedelta(days=1))
    return [told(KELURAHAN, JUNE, own.state, own.statements)], redoing.month_of(folder, JUNE, KELURAHAN)


@pytest.mark.parametrize("sooner", [timedelta(0), timedelta(seconds=2)])
def test_who_waited_while_a_month_was_closed_ended_a_unit_afterwards(
    law: None, citra: Actor, dodi: Actor, gita: Actor, tmp_path: Path, sooner: timedelta
) -> None:
    """Tapem agrees and waits for its turn; meanwhile somebody who came a little later closes the month."""
    closing = funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)
    done(replace(ENDS, on=date(2016, 5, 1)), citra, dodi, JULY_2 - sooner)
    ended = areas.area(ANIS)
    assert ended.end_known_at is not None and closing.closed_at < ended.end_known_at
    own, again = redone(tmp_path)
    assert own == again and ANIS.digits in {one["unit"] for one in again[0]["statements"]}
    assert funds.propose_corrections(at=JULY_2 + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("sooner", [timedelta(0), timedelta(seconds=2)])
def test_who_waited_while_a_unit_ended_closed_the_month_without_it(
    law: None, citra: Actor, dodi: Actor, gita: Actor, tmp_path: Path, sooner: timedelta
) -> None:
    done(replace(ENDS, on=date(2016, 5, 1)), citra, dodi, JULY_2)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2 - sooner)
    own, again = redone(tmp_path)
    assert own == again and ANIS.digits not in {one["unit"] for one in again[0]["statements"]}
    assert funds.propose_corrections(at=JULY_2 + timedelta(minutes=1)) == 0


def test_a_unit_that_began_while_a_month_was_closed_has_no_statement_in_it(
    law: None, citra: Actor, dodi: Actor, gita: Actor, tmp_path: Path
) -> None:
    funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)
    done(replace(BEGINS, on=date(2016, 6, 1)), citra, dodi, JULY_2 - timedelta(seconds=2))
    own, again = redone(tmp_path)
    assert own == again and NEW.digits not in {one["unit"] for one in again[0]["statements"]}


def test_a_unit_that_is_entered_late_is_owed_for_its_days_in_months_that_were_closed(
    law: None, citra: Actor, dodi: Actor, gita: Actor, tmp_path: Path
) -> None:
    for month in (MAY, JUNE):
        closing = funds.close_month(KELURAHAN, month, by=gita, at=JULY_2)
    later = JULY_2 + timedelta(days=1)
    done(replace(BEGINS, on=date(2016, 6, 16)), citra, dodi, later)
    assert funds.propose_corrections(at=later + timedelta(minutes=1)) == 1
    correction = Correction.objects.select_related("statement__unit").get()
    assert (correction.statement.unit.code, correction.cause) == (NEW.digits, Correction.Cause.UNIT)
    assert (Month.of(correction.statement.month), correction.amount) == (JUNE, BASIC * 15 // 30)
    own, again = redone(tmp_path)
    assert own == again and closing.digest == again[0]["digest"], "what was closed stays as it was"
    assert funds.propose_corrections(at=later + timedelta(minutes=2)) == 0, "looked at again, it is the same"
    funds.accept_corrections(KELURAHAN, by=gita, at=later + timedelta(minutes=3))
    funds.approve_month(KELURAHAN, JUNE, by=citra, at=later)
    july = {d.unit.code: d.total for d in queries.due(KELURAHAN, JUNE.next, later)}
    assert july[NEW.digits] == BASIC + BASIC * 15 // 30
    assert queries.slip_of(areas.area(NEW), JUNE, later).total == 0


def test_a_unit_that_was_always_there_and_is_entered_late_is_owed_nothing_by_itself(law: None, gita: Actor) -> None:
    """The register brings it, and no decision: nobody agreed that money is owed."""
    funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)
    parent = areas.area(ANIS).parent
    Area.objects.create(code=NEW.digits, kind=NEW.kind, name="RT 019", parent=parent)
    Closing.objects.update(compared_at=JULY_2 - timedelta(days=9))
    assert funds.propose_corrections(at=JULY_2 + timedelta(minutes=1)) == 0
    assert not Statement.objects.filter(unit__code=NEW.digits).exists()


def test_what_was_stated_too_much_is_kept_back_from_the_heir(
    law: None, citra: Actor, dodi: Actor, gita: Actor, noon: datetime
) -> None:
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    done(replace(MERGES, on=date(2016, 5, 1)), citra, dodi, noon)
    funds.propose_corrections(at=noon + timedelta(minutes=1))
    funds.accept_corrections(KELURAHAN, by=gita, at=noon + timedelta(minutes=2))
    assert owed(BESIDE, JUNE) == 0, "the heir's basic amount settles it"
    assert sum(queries.trial_balance().values()) == 0
