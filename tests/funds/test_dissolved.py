"""A unit that was merged: its late money and its kas go to the unit it was merged into, and nowhere twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.changing import dissolve
from rukun.areas.queries import area
from rukun.funds import actions, queries
from rukun.funds.ledger import Kind
from rukun.funds.models import StatementLine
from rukun.funds.queries.ledger import balance_at
from rukun.people.rules import Actor
from rukun.reports.models import Report
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


def taken_too_much(made: list[Report], dodi: Actor, gita: Actor, at: datetime) -> None:
    """Half of what the closed May of the unit stated is found not to be so, and to be taken back."""
    for late in made[:5]:
        validation.strike(whole(late), StrikeReason.OLD_PHOTO, by=dodi, at=at, after=1)
    assert actions.propose_corrections(at=at + timedelta(hours=1)) == 1
    actions.accept_corrections(KELURAHAN, by=gita, at=at + timedelta(hours=2))


@pytest.fixture
def closed_may(law: None, ani: Actor, dodi: Actor, gita: Actor) -> list[Report]:
    made = reports_for_unit(ani, [date(2016, 5, day) for day in range(3, 10)], 3)
    judged_valid(made, dodi, START)
    actions.close_month(KELURAHAN, MAY, by=gita, at=START)
    return made


LINE = [GONE, *(f"{KELURAHAN.digits}00200{number}" for number in (4, 3, 2, 1))]


@pytest.mark.parametrize("merges", [1, 2, 3, 4])
def test_a_correction_goes_to_the_heir_of_the_heir_however_often_units_were_merged(
    closed_may: list[Report], dodi: Actor, gita: Actor, merges: int
) -> None:
    for unit, into in zip(LINE[:merges], LINE[1:], strict=False):
        dissolve(area(unit), on=date(2016, 6, 1), at=START + timedelta(days=1), into=area(into))
    taken_too_much(closed_may, dodi, gita, START + timedelta(days=20))
    last = LINE[merges]
    draft = drafted(last, JUNE)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 7, 2)))
    assert corrections_in(last, JUNE) == [-50_000] == draft
    assert StatementLine.objects.filter(what="correction").count() == 1, "once, and by nobody between"
    assert queries.stranded(KELURAHAN) == []


def drafted(unit: str, month: Month) -> list[int]:
    """What goes in of corrections by the draft of one unit alone."""
    one = queries.due_of_unit(area(unit), month, noon_of(date(2016, 7, 2)))
    return [part.amount for part in one.corrections]


def test_of_several_heirs_the_first_that_is_there_in_a_month_takes_a_correction(
    closed_may: list[Report], dodi: Actor, gita: Actor
) -> None:
    """The second unit of the line is there up to the middle of June, and the third takes what it leaves."""
    dissolve(area(LINE[0]), on=date(2016, 6, 1), at=START + timedelta(days=1), into=area(LINE[1]))
    dissolve(area(LINE[1]), on=date(2016, 6, 16), at=START + timedelta(days=15), into=area(LINE[2]))
    taken_too_much(closed_may, dodi, gita, START + timedelta(days=20))
    half_a_month = 75_000 * 15 // 30
    assert (drafted(LINE[1], JUNE), drafted(LINE[2], JUNE)) == ([-half_a_month], [])
    actions.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 7, 2)))
    actions.close_month(KELURAHAN, JULY, by=gita, at=noon_of(date(2016, 8, 2)))
    assert (corrections_in(LINE[1], JUNE), corrections_in(LINE[2], JUNE)) == ([-half_a_month], [])
    assert corrections_in(LINE[2], JULY) == [half_a_month - 50_000]


@pytest.mark.parametrize("heirs", [0, 1, 3])
def test_what_no_month_will_take_in_any_more_is_told_to_the_treasurer(
    closed_may: list[Report], dodi: Actor, gita: Actor, heirs: int
) -> None:
    """The unit, or the last of its heirs, ended without one."""
    for unit, into in zip(LINE[:heirs], LINE[1:], strict=False):
        dissolve(area(unit), on=date(2016, 6, 1), at=START + timedelta(days=1), into=area(into))
    dissolve(area(LINE[heirs]), on=date(2016, 6, 16), at=START + timedelta(days=15))
    taken_too_much(closed_may, dodi, gita, START + timedelta(days=20))
    assert queries.stranded(KELURAHAN) == [], "June can still take it"
    actions.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 7, 2)))
    (told,) = queries.stranded(KELURAHAN)
    assert (told.correction.statement.unit.code, told.left) == (GONE, 75_000 * 15 // 30 - 50_000)
    assert queries.stranded(AreaCode("9999991002")) == []


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
