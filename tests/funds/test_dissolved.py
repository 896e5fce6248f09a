"""A unit that was merged: its late money and its kas go to the unit it was merged into, and nowhere twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rukun.areas.changing import dissolve
from rukun.areas.queries import area
from rukun.funds import actions, queries
from rukun.funds.ledger import Kind
from rukun.funds.models import StatementLine
from rukun.funds.queries.ledger import balance_at
from rukun.people.rules import Actor
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.funds.test_spending import funded
from tests.made import decrees, judged_valid, noon_of, reports_for_unit
from tests.stories.test_contested_money import whole

KELURAHAN = AreaCode("9999991001")
GONE, HEIR = KELURAHAN.digits + "002005", KELURAHAN.digits + "002004"
MAY, JUNE, JULY = Month(2016, 5), Month(2016, 6), Month(2016, 7)
START = noon_of(date(2016, 6, 2))


@pytest.fixture
def law(kota: Path, tmp_path: Path) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon_of(date(2016, 5, 1)))


def corrections_in(unit: str, month: Month) -> list[int]:
    rows = StatementLine.objects.filter(what="correction", statement__unit__code=unit, statement__month=month.first)
    return list(rows.values_list("amount", flat=True))


def test_a_correction_of_a_merged_unit_goes_into_its_own_last_month_or_to_its_heir_and_never_to_both(
    law: None, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    made = reports_for_unit(ani, [date(2016, 5, day) for day in range(3, 10)], 3)
    judged_valid(made, dodi, START)
    actions.close_month(KELURAHAN, MAY, by=gita, at=START)
    dissolve(area(GONE), on=date(2016, 6, 15), at=noon_of(date(2016, 6, 15)), into=area(HEIR))
    for late in made[:5]:
        validation.strike(whole(late), StrikeReason.OLD_PHOTO, by=dodi, at=START + timedelta(days=20), after=1)
    assert actions.propose_corrections(at=START + timedelta(days=21)) == 1
    actions.accept_corrections(KELURAHAN, by=gita, at=START + timedelta(days=22))
    actions.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 7, 2)))
    half_a_month = 75_000 * 14 // 30
    assert corrections_in(GONE, JUNE) == [-half_a_month] and corrections_in(HEIR, JUNE) == []
    actions.close_month(KELURAHAN, JULY, by=gita, at=noon_of(date(2016, 8, 2)))
    assert corrections_in(HEIR, JULY) == [half_a_month - 50_000], "the rest, from the heir"
    assert corrections_in(GONE, JULY) == []
    assert sum(queries.trial_balance().values()) == 0


def test_what_is_left_in_the_kas_goes_to_the_heir_once(
    law: None, ani: Actor, gita: Actor, fajar: Actor, citra: Actor
) -> None:
    funded(400_000)
    with pytest.raises(Refused, match="masih ada"):
        actions.pass_on_kas(area(GONE), by=gita, at=START)
    dissolve(area(GONE), on=date(2016, 6, 15), at=noon_of(date(2016, 6, 15)), into=area(HEIR))
    at = noon_of(date(2016, 6, 16))
    for stranger in (ani, fajar, citra):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.pass_on_kas(area(GONE), by=stranger, at=at)
    assert actions.pass_on_kas(area(GONE), by=gita, at=at) == 400_000
    with pytest.raises(Refused, match="sudah kosong"):
        actions.pass_on_kas(area(GONE), by=gita, at=at + timedelta(hours=1))
    later = at + timedelta(days=1)
    assert balance_at(area(HEIR), Kind.KAS, later) == 400_000 and balance_at(area(GONE), Kind.KAS, later) == 0


def test_without_an_heir_it_goes_back_to_the_city(law: None, gita: Actor) -> None:
    funded(400_000)
    dissolve(area(GONE), on=date(2016, 6, 15), at=noon_of(date(2016, 6, 15)))
    at = noon_of(date(2016, 6, 16))
    assert actions.pass_on_kas(area(GONE), by=gita, at=at) == 400_000
    assert queries.trial_balance()["returned"] == 400_000
