"""What a decision about an RT or RW must say, to its last number and its last day (pure)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from rukun.penataan.rules import What, Wish, order_of_doing, refuse_unsound, refuse_wordless, unit_numbered
from rukun.values.code import AreaCode
from rukun.values.refused import Refused

KELURAHAN = AreaCode("9999991001")
RW, RT, NEXT = AreaCode("9999991001002"), AreaCode("9999991001002005"), AreaCode("9999991001002006")
ELSEWHERE = AreaCode("9999991002002005")
TODAY = date(2016, 6, 15)
ENDS = Wish(What.ENDED, RT, TODAY, "SK 7/2016", TODAY)


def refused(wish: Wish) -> str:
    """The field for which it is refused."""
    with pytest.raises(Refused) as refusal:
        refuse_unsound(wish, KELURAHAN, TODAY)
    return str(refusal.value.field)


def test_units_are_numbered_from_1_to_999() -> None:
    assert unit_numbered(KELURAHAN, 1, None).digits == "9999991001001"
    assert unit_numbered(KELURAHAN, 999, 1).digits == "9999991001999001"
    assert unit_numbered(KELURAHAN, 2, 999).digits == "9999991001002999"
    for rw, rt, field in ((None, 1, "rw"), (0, 1, "rw"), (1000, None, "rw"), (1, 0, "rt"), (1, 1000, "rt")):
        with pytest.raises(Refused) as refusal:
            unit_numbered(KELURAHAN, rw, rt)
        assert refusal.value.field == field


def test_a_change_is_of_an_rt_or_rw_of_the_own_kelurahan() -> None:
    for unit in (RT, RW):
        refuse_unsound(replace(ENDS, unit=unit), KELURAHAN, TODAY)
    for unit in (KELURAHAN, AreaCode("999999"), ELSEWHERE):
        assert refused(replace(ENDS, unit=unit)) == "unit"


def test_it_begins_to_hold_within_a_year_and_was_decided_by_today() -> None:
    year, day = timedelta(days=366), timedelta(days=1)
    for on in (TODAY - year, TODAY + year):
        refuse_unsound(replace(ENDS, on=on), KELURAHAN, TODAY)
    for on in (TODAY - year - day, TODAY + year + day):
        assert refused(replace(ENDS, on=on)) == "on"
    assert refused(replace(ENDS, decided_on=TODAY + day)) == "decided_on"


def test_the_decision_has_a_number_that_fits() -> None:
    refuse_unsound(replace(ENDS, decision="x" * 80), KELURAHAN, TODAY)
    for number in ("", "x" * 81):
        assert refused(replace(ENDS, decision=number)) == "decision"


def test_who_is_merged_has_an_heir_of_its_kind_in_the_kelurahan() -> None:
    merged = replace(ENDS, what=What.MERGED, into=NEXT)
    refuse_unsound(merged, KELURAHAN, TODAY)
    for into in (None, RT, RW, ELSEWHERE):
        assert refused(replace(merged, into=into)) == "into"
    assert refused(replace(ENDS, what=What.BORDERED)) == "batas", "a border without one"


def test_a_no_says_why_on_one_line_that_fits() -> None:
    assert refuse_wordless("  Batasnya\nbelum jelas. ") == "Batasnya belum jelas."
    assert refuse_wordless("x" * 500) == "x" * 500
    for reason in ("", " \n ", "x" * 501):
        with pytest.raises(Refused, match="Tulis"):
            refuse_wordless(reason)


def test_on_one_day_the_larger_is_founded_first_and_ended_last_and_nothing_ends_before_its_heir_is_there() -> None:
    day = [(What.FOUNDED, RW), (What.FOUNDED, NEXT), (What.MERGED, RT), (What.ENDED, AreaCode("9999991001003"))]
    for seed in range(24):
        mixed = Random(seed).sample(day, len(day))
        assert sorted(mixed, key=lambda change: order_of_doing(*change)) == day
