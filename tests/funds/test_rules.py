"""What a unit is owed to the rupiah, line by line; what is taken back; and when a quiet month is attested (pure)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from rukun.funds.decree import Decree, Flat, PerReport
from rukun.funds.library import decrees_in
from rukun.funds.quality import Part, Service
from rukun.funds.readiness import Gate
from rukun.funds.rules import (
    Fact,
    Line,
    as_applied,
    attesting_ends,
    days_existed,
    entitlement,
    how_many_to_look_at,
    month_to_show,
    months_back,
    refuse_attesting_out_of_time,
    settle,
    sort_out,
)
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month
from rukun.values.zones import WIB

MAY, JUNE, JULY = (Month(2016, number) for number in (5, 6, 7))
LEAP, SHORT = Month(2016, 2), Month(2017, 2)
SECOND = timedelta(seconds=1)


@cache
def law() -> dict[str, Decree]:
    return {decree.id: decree for decree in decrees_in(Path(settings.REPOSITORY) / "kota" / "jakarta" / "decrees")}


def per_report(**changes: object) -> Decree:
    """Kepgub 903/2016, with its grant for an RT changed."""
    decree = law()["kepgub-903-2016"]
    grant = decree.grants[Kind.RT]
    assert isinstance(grant, PerReport)
    return replace(decree, grants={Kind.RT: replace(grant, **changes)})  # type: ignore[arg-type]


def by_service(*parts: Part, amount: int = 0) -> Decree:
    grant = Service(Rupiah(amount), parts, "Pasal 2")
    return replace(law()["kepgub-903-2016"], grants={Kind.RT: grant})


def three_a_day(month: Month) -> dict[date, int]:
    return dict.fromkeys(month.days, 3)


def jakarta(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=WIB)  # type: ignore[arg-type, misc]


# What a statement says


@pytest.mark.parametrize(
    ("month", "valid", "existed", "counted", "allowance", "beyond"),
    [
        (JUNE, three_a_day(JUNE), 30, 90, 75_000, 0),
        (MAY, three_a_day(MAY), 31, 90, 75_000, 3),
        (LEAP, three_a_day(LEAP), 29, 87, 75_000, 0),
        (SHORT, three_a_day(SHORT), 28, 84, 75_000, 0),
        (JUNE, {date(2016, 6, 1): 5}, 30, 3, 75_000, 2),
        (JUNE, {}, 30, 0, 75_000, 0),
        (JUNE, {}, 29, 0, 72_500, 0),
        (MAY, {}, 1, 0, 2_419, 0),  # 2,419.35
    ],
)
def test_a_month_by_the_report_says_each_line_and_what_lay_beyond_the_caps(
    month: Month, valid: dict[date, int], existed: int, counted: int, allowance: int, beyond: int
) -> None:
    found = entitlement(per_report(), Kind.RT, month, valid, existed)
    reports = Line("reports", counted, 10_000, counted * 10_000)
    assert found.lines == (reports, Line("allowance", 1, 75_000, allowance))
    assert (found.total, found.counted, found.beyond) == (reports.amount + allowance, counted, beyond)


def test_a_unit_that_was_not_there_is_owed_nothing_and_no_line_of_nothing_is_written() -> None:
    for decree in (per_report(), law()["kepgub-2432-2016"]):
        found = entitlement(decree, Kind.RT, JUNE, {JUNE.first: 5}, 0)
        assert (found.total, found.lines, found.counted, found.beyond) == (0, (), 0, 5)


def test_an_allowance_that_asks_for_a_valid_report_is_not_paid_without_one() -> None:
    one = {date(2016, 6, 30): 1}
    asking = per_report(allowance_needs_a_valid_report=True)
    assert entitlement(asking, Kind.RT, JUNE, {}, 30).total == 0
    assert entitlement(asking, Kind.RT, JUNE, one, 30).total == 85_000
    without = entitlement(per_report(allowance=Rupiah(0)), Kind.RT, JUNE, one, 30)
    assert [line.what for line in without.lines] == ["reports"], "no line of nothing"


@pytest.mark.parametrize(
    ("month", "existed", "line"),
    [
        (JUNE, 30, Line("flat", 1, 975_000, 975_000)),
        (JUNE, 14, Line("flat", 14, 975_000, 455_000)),
        (MAY, 30, Line("flat", 30, 975_000, 943_548)),  # 943,548.38
        (LEAP, 29, Line("flat", 1, 975_000, 975_000)),
        (LEAP, 28, Line("flat", 28, 975_000, 941_379)),  # 941,379.31
    ],
)
def test_a_flat_amount_is_one_month_or_so_many_days_rounded_down(month: Month, existed: int, line: Line) -> None:
    found = entitlement(law()["kepgub-2432-2016"], Kind.RT, month, {month.first: 7}, existed)
    assert (found.total, found.lines, found.counted, found.beyond) == (line.amount, (line,), 0, 0)


def test_service_is_paid_by_the_share_that_was_reached_and_rounded_down() -> None:
    part = Part("answered", Rupiah(100_000), full_at=90, none_below=30, least=3, without="none")
    reached = [(9, 10, 100, 100_000), (8, 10, 83, 83_333), (4, 10, 16, 16_666), (3, 10, 0, 0), (2, 10, 0, 0)]
    for good, cases, percent, amount in [*reached, (3, 3, 100, 100_000), (2, 2, 0, 0)]:
        found = entitlement(by_service(part), Kind.RT, JUNE, {}, 30, {"answered": (good, cases)})
        assert found.lines == (Line("answered", percent, 100_000, amount),), (good, cases)
        assert (found.total, found.counted, found.beyond) == (amount, 0, 0)
    half = entitlement(by_service(part, amount=500_000), Kind.RT, JUNE, {}, 15, {"answered": (9, 10)})
    assert half.lines == (Line("flat", 15, 500_000, 250_000), Line("answered", 100, 100_000, 50_000))


@pytest.mark.parametrize(("without", "amount"), [("full", 100_000), ("none", 0)])
def test_where_nothing_was_measured_the_decree_says_whether_the_part_is_paid(without: str, amount: int) -> None:
    for least in (0, 1):
        part = Part("answered", Rupiah(100_000), full_at=100, none_below=0, least=least, without=without)
        assert entitlement(by_service(part), Kind.RT, JUNE, {}, 30).total == amount
        assert entitlement(by_service(part), Kind.RT, JUNE, {}, 30, {"answered": (1, 1)}).total == 100_000


@pytest.mark.parametrize("existed", [-1, 31])
def test_more_days_than_a_month_has_or_fewer_than_none_are_refused(existed: int) -> None:
    with pytest.raises(Refused) as refusal:
        entitlement(per_report(), Kind.RT, JUNE, {}, existed)
    assert refusal.value.code == "existed"


def test_a_unit_founded_and_dissolved_in_one_month_existed_from_the_one_day_to_the_day_before_the_other() -> None:
    assert days_existed(JUNE, date(2016, 6, 10), date(2016, 6, 11)) == 1
    assert days_existed(JUNE, date(2016, 6, 30), None) == 1 and days_existed(JUNE, None, date(2016, 6, 1)) == 0
    assert days_existed(JUNE, date(2016, 6, 1), date(2016, 7, 1)) == 30


# Which reports are counted


def fact(code: str, day: int, category: str = "sampah", *, is_valid: bool = True, distance: int | None = 0) -> Fact:
    return code, date(2016, 6, day), category, is_valid, distance


def test_the_first_ones_of_a_day_count_until_the_day_and_the_month_are_full() -> None:
    decree = per_report(counted_per_day_max=2, counted_per_month_max=3)
    rows = [fact("a", 1), fact("b", 1), fact("c", 1), fact("d", 2), fact("e", 2), fact("f", 3)]
    found = sort_out(decree, Kind.RT, rows, frozenset({"sampah"}))
    assert (found.counted, found.beyond) == (["a", "b", "d"], ["c", "e", "f"])
    per_day = {date(2016, 6, 1): 3, date(2016, 6, 2): 2, date(2016, 6, 3): 1}
    owed = entitlement(decree, Kind.RT, JUNE, per_day, 30)
    assert (owed.counted, owed.beyond) == (len(found.counted), len(found.beyond))


def test_each_report_is_named_once_by_the_first_reason_for_which_it_does_not_count() -> None:
    rows = [
        fact("struck", 1, "siaran", is_valid=False, distance=900),
        fact("kind", 1, "siaran", distance=900),
        fact("far", 1, distance=151),
        fact("good", 1, distance=150),
    ]
    found = sort_out(per_report(), Kind.RT, rows, frozenset({"sampah"}))
    assert found.codes == {
        "counted": ["good"], "beyond": [], "out_of_bound": ["far"], "not_counting": ["kind"], "struck": ["struck"],
    }  # fmt: skip


def test_a_decree_that_names_its_kinds_counts_those_and_no_others() -> None:
    naming = replace(per_report(), categories=frozenset({"siaran"}))
    found = sort_out(naming, Kind.RT, [fact("a", 1), fact("b", 1, "siaran")], frozenset({"sampah"}))
    assert (found.counted, found.not_counting) == (["b"], ["a"])


def test_a_flat_grant_counts_no_report_and_cuts_none() -> None:
    flat = law()["kepgub-2432-2016"]
    found = sort_out(flat, Kind.RT, [fact("a", 1), fact("b", 2)], frozenset({"sampah"}))
    assert (found.counted, found.beyond) == ([], ["a", "b"])


# Whom a decree binds


def test_a_kind_of_unit_that_the_gate_does_not_name_is_bound_at_once() -> None:
    named = replace(law()["kepgub-903-2016"], readiness=Gate((1,), 1, {Kind.RT: Rupiah(975_000)}, "Pasal 4"))
    assert as_applied(named, Kind.RW, JUNE, None) is named
    for nothing_learnt in (None, {}):
        assert as_applied(named, Kind.RT, JUNE, nothing_learnt).grants[Kind.RT] == Flat(Rupiah(975_000), "Pasal 4")
    assert as_applied(named, Kind.RT, JUNE, {1: date(2016, 4, 30)}) is named


def test_the_gate_gives_no_money_to_a_kind_of_unit_to_which_the_decree_gives_none() -> None:
    for_rw = replace(per_report(), readiness=Gate((1,), 1, {Kind.RW: Rupiah(1_200_000)}, "Pasal 4"))
    assert as_applied(for_rw, Kind.RW, JUNE, None) is for_rw


# What is taken back


def test_what_is_owed_to_the_unit_goes_in_first_and_whole_and_then_the_oldest_that_is_taken_back() -> None:
    assert settle(100, [(1, -80), (2, -300), (3, 50)]) == [(3, 50), (1, -80), (2, -70)]
    assert settle(100, [(2, -90), (1, -30)]) == [(1, -30), (2, -70)], "the oldest first, whatever the order"
    assert settle(0, [(1, -80), (2, 30)]) == [(2, 30), (1, -30)], "a month without money of its own"
    assert settle(0, [(1, -80)]) == [] == settle(500, []), "what cannot go in stays open, without a part of nothing"
    assert settle(80, [(1, -80)]) == [(1, -80)], "down to nothing, and no further"


def test_a_decree_may_let_only_a_share_of_the_month_be_taken_back_rounded_down() -> None:
    assert settle(101, [(1, -80)], 50) == [(1, -50)]
    assert settle(100, [(1, -80), (2, 1)], 50) == [(2, 1), (1, -50)], "a share of all that the month brings"
    assert settle(100, [(1, -30), (2, -30)], 50) == [(1, -30), (2, -20)]


# Which month, and until when


def test_until_the_end_of_the_tenth_in_jakarta_the_closed_month_before_is_shown() -> None:
    assert month_to_show(jakarta(2016, 7, 10, 23, 59, 59), [JUNE]) == JUNE
    assert month_to_show(jakarta(2016, 7, 11), [JUNE]) == JULY
    assert month_to_show(datetime(2016, 6, 30, 17, tzinfo=UTC), [JUNE]) == JUNE, "the 1st of July has begun there"
    assert month_to_show(datetime(2016, 6, 30, 17, tzinfo=UTC), [MAY]) == JULY, "June is not closed"
    assert month_to_show(jakarta(2017, 1, 1), [Month(2016, 12)]) == Month(2016, 12)


def test_a_year_of_months_may_be_chosen_and_more_as_far_as_something_was_closed() -> None:
    assert months_back(JUNE, []) == months_back(JUNE, [MAY]) and len(months_back(JUNE, [])) == 12
    assert months_back(JUNE, [])[0] == JUNE and months_back(JUNE, [])[-1] == Month(2015, 7)
    assert months_back(JUNE, [MAY, Month(2015, 6)])[-1] == Month(2015, 6)
    assert months_back(JUNE, [Month(2001, 1)])[-1] == Month(2011, 7), "five years, and no further"


def test_a_quiet_month_is_attested_in_its_last_seven_days_and_until_the_end_of_the_tenth() -> None:
    for month, first in ((JUNE, 24), (LEAP, 23), (SHORT, 22), (Month(2016, 12), 25)):
        begins = jakarta(month.year, month.month, first)
        refuse_attesting_out_of_time(month, begins)
        refuse_attesting_out_of_time(month, attesting_ends(month) - SECOND)
        for outside in (begins - SECOND, attesting_ends(month), begins - timedelta(days=15), begins.replace(year=2030)):
            with pytest.raises(Refused) as refusal:
                refuse_attesting_out_of_time(month, outside)
            assert f"dari tanggal {first} sampai tanggal 10" in str(refusal.value)
    assert attesting_ends(JUNE) == jakarta(2016, 7, 11) and attesting_ends(Month(2016, 12)) == jakarta(2017, 1, 11)


def test_of_quiet_months_the_share_is_looked_at_rounded_up_and_at_least_one() -> None:
    looked_at = [how_many_to_look_at(attested, 0.1) for attested in (0, 1, 9, 10, 11, 30, 31)]
    assert looked_at == [0, 1, 1, 1, 2, 3, 4]
    assert how_many_to_look_at(100, 0.07) == 7, (
        "seven of a hundred, though 0.07 x 100 is a little more than 7 to a machine"
    )
