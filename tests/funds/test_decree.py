"""Reading a decree: every mistake is told; which decree rules depends on what was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.funds.decree import Decree, PerReport, conflicts, in_force, read_decree
from rukun.funds.library import check_folder, decrees_in
from rukun.funds.rules import Fact, days_existed, entitlement, settle, sort_out
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

JAKARTA = Path(__file__).resolve().parents[2] / "kota" / "jakarta" / "decrees"
JUNE = Month(2016, 6)


@pytest.fixture(scope="module")
def law() -> tuple[Decree, ...]:
    return decrees_in(JAKARTA)


def named(law: tuple[Decree, ...], name: str) -> Decree:
    return next(decree for decree in law if decree.id == name)


@pytest.mark.parametrize(
    ("month", "known_on", "ruling"),
    [
        ("2016-03", date(2016, 4, 1), "kepgub-850-2013"),
        ("2016-04", date(2016, 5, 1), "kepgub-850-2013"),  # 903 came on the 6th: no rule changes in mid-month
        ("2016-06", date(2016, 7, 1), "kepgub-903-2016"),
        ("2016-06", date(2016, 10, 24), "kepgub-903-2016"),
        ("2016-06", date(2016, 10, 25), "kepgub-2432-2016"),  # backdated, and now it is known
        ("2017-06", date(2017, 7, 1), "apbd-2017"),
        ("2018-01", date(2018, 2, 1), "kepgub-1674-2018"),
        ("2026-02", date(2026, 3, 1), "kepgub-1674-2018"),  # what was only announced moves no money
    ],
)
def test_a_month_is_ruled_by_the_decree_of_its_first_day_as_far_as_was_known(
    law: tuple[Decree, ...], month: str, known_on: date, ruling: str
) -> None:
    assert in_force(law, Kind.RT, Month.parse(month), known_on).id == ruling


def test_a_month_before_any_decree_is_refused(law: tuple[Decree, ...]) -> None:
    with pytest.raises(Refused, match="Tidak ada keputusan"):
        in_force(law, Kind.RT, Month(2012, 1), date(2012, 2, 1))


def test_a_decree_rules_from_its_first_day_to_its_last_and_on_neither_side(law: tuple[Decree, ...]) -> None:
    first, last = date(2016, 4, 1), date(2016, 6, 1)
    short = replace(named(law, "kepgub-903-2016"), effective_from=first, effective_until=last, revokes=())
    assert [short.covers(day) for day in (date(2016, 3, 31), first, last, date(2016, 6, 2))] == [
        False,
        True,
        True,
        False,
    ]
    for month in ("2016-04", "2016-06"):
        assert in_force([short], Kind.RT, Month.parse(month), date(2016, 7, 1)) is short
    for month in ("2016-03", "2016-07"):
        with pytest.raises(Refused, match="Tidak ada keputusan"):
            in_force([short], Kind.RT, Month.parse(month), date(2016, 7, 1))
    assert in_force([short], Kind.RT, JUNE, short.known_from) is short, "from the day on which it was signed"
    with pytest.raises(Refused, match="Tidak ada keputusan"):
        in_force([short], Kind.RT, JUNE, short.known_from - timedelta(days=1))


def test_the_most_that_a_unit_can_get_by_the_report_is_what_the_flat_decrees_give(law: tuple[Decree, ...]) -> None:
    grants = named(law, "kepgub-903-2016").grants
    assert [grant.ceiling for grant in grants.values() if isinstance(grant, PerReport)] == [975_000, 1_200_000]


def test_two_decrees_for_the_same_day_are_an_error(law: tuple[Decree, ...], tmp_path: Path) -> None:
    text = (JAKARTA / "kepgub-1674-2018.toml").read_text()
    (tmp_path / "a.toml").write_text(text.replace('revokes = ["kepgub-850-2013", "kepgub-903-2016"]', ""))
    (tmp_path / "b.toml").write_text(text.replace('revokes = ["kepgub-850-2013", "kepgub-903-2016"]', ""))
    both = [read_decree(name, (tmp_path / f"{name}.toml").read_bytes()) for name in ("a", "b")]
    assert "sama-sama berlaku pada 2018-01-01" in conflicts(both)[0]
    with pytest.raises(Refused, match="Dua keputusan"):
        in_force(both, Kind.RW, Month(2018, 3), date(2018, 4, 1))


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    text = (JAKARTA / "kepgub-903-2016.toml").read_text()
    wrong = text.replace('number = "903/2016"', "nomor = 903").replace("rate = 10_000", "rate = -5")
    wrong = wrong.replace('ruling = "ask"', 'ruling = "maybe"').replace("2016-04-06\neffective", "2016\neffective")
    with pytest.raises(Refused) as refusal:
        read_decree("salah", wrong.encode())
    for told in ("number tidak ada", "nomor tidak dikenal", "grant.rt.rate", "use 2: ruling", "known_from salah"):
        assert told in str(refusal.value)


def test_a_file_that_is_no_toml_and_a_decree_without_a_case_are_told(tmp_path: Path) -> None:
    (tmp_path / "rusak.toml").write_text("= 3")
    (tmp_path / "tanpa.toml").write_bytes((JAKARTA / "kepgub-1674-2018.toml").read_bytes())
    told = check_folder(tmp_path).mistakes
    assert any("rusak" in mistake for mistake in told) and any("tidak ada kasus" in mistake for mistake in told)
    with pytest.raises(Refused):
        check_folder(tmp_path / "none")


counts = st.dictionaries(st.sampled_from(list(JUNE.days)), st.integers(0, 500))


@given(counts, st.sampled_from([Kind.RT, Kind.RW]))
def test_no_flood_of_reports_exceeds_the_ceiling(valid: dict[date, int], unit: Kind) -> None:
    decree = named(decrees_in(JAKARTA), "kepgub-903-2016")
    grant = decree.grants[unit]
    assert isinstance(grant, PerReport)
    found = entitlement(decree, unit, JUNE, valid, 30)
    assert grant.allowance <= found.total <= grant.ceiling
    assert found.total == sum(line.amount for line in found.lines)
    assert found.counted + found.beyond == sum(valid.values())


@given(counts, st.integers(0, 30))
def test_a_flat_amount_depends_on_no_report_and_is_rounded_down_by_the_day(
    valid: dict[date, int], existed: int
) -> None:
    decree = named(decrees_in(JAKARTA), "kepgub-2432-2016")
    found = entitlement(decree, Kind.RT, JUNE, valid, existed)
    assert found.total == 975_000 * existed // 30 and isinstance(found.total, int)


facts = st.lists(
    st.tuples(
        st.uuids().map(str),
        st.sampled_from(list(JUNE.days)),
        st.sampled_from(["sampah", "siaran"]),
        st.booleans(),
        st.none() | st.integers(0, 400),
    ),
    max_size=200,
)


@given(facts, st.randoms())
def test_the_order_of_reports_and_those_that_are_struck_never_change_the_money(
    rows: list[Fact], random: object
) -> None:
    decree = named(decrees_in(JAKARTA), "kepgub-903-2016")
    counting = frozenset({"sampah"})
    found = sort_out(decree, Kind.RT, rows, counting)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    valid_only = [fact for fact in shuffled if fact[3]]
    assert len(sort_out(decree, Kind.RT, valid_only, counting).counted) == len(found.counted)
    everything = (found.counted, found.beyond, found.out_of_bound, found.not_counting, found.struck)
    assert sorted(code for codes in everything for code in codes) == sorted(fact[0] for fact in rows)


def test_a_report_farther_than_the_tolerance_does_not_count_and_one_without_a_border_does(
    law: tuple[Decree, ...],
) -> None:
    decree = named(law, "kepgub-903-2016")
    rows = [(str(d), date(2016, 6, 1 + i), "sampah", True, d) for i, d in enumerate((0, 150, 151, None))]
    found = sort_out(decree, Kind.RT, rows, frozenset({"sampah"}))
    assert (found.counted, found.out_of_bound) == (["0", "150", "None"], ["151"])


@pytest.mark.parametrize(
    ("founded", "dissolved", "days"),
    [(None, None, 30), (None, date(2016, 6, 15), 14), (date(2016, 6, 15), None, 16), (date(2016, 7, 1), None, 0)],
)
def test_a_unit_is_paid_for_the_days_on_which_it_existed(
    founded: date | None, dissolved: date | None, days: int
) -> None:
    assert days_existed(JUNE, founded, dissolved) == days


@pytest.mark.parametrize("valid", [{date(2016, 7, 1): 1}, {date(2016, 6, 1): -1}])
def test_days_of_another_month_and_negative_counts_are_refused(law: tuple[Decree, ...], valid: dict[date, int]) -> None:
    with pytest.raises(Refused):
        entitlement(named(law, "kepgub-903-2016"), Kind.RT, JUNE, valid, 30)


@given(st.integers(0, 10**6), st.lists(st.integers(-(10**6), 10**6).filter(bool), max_size=8))
def test_corrections_never_bring_a_statement_below_zero_and_never_settle_more_than_they_are(
    own: int, amounts: list[int]
) -> None:
    settled = settle(own, list(enumerate(amounts)))
    assert own + sum(part for _, part in settled) >= 0
    for number, part in settled:
        assert part and abs(part) <= abs(amounts[number]) and (part > 0) == (amounts[number] > 0)
    assert all(number in dict(settled) for number, amount in enumerate(amounts) if amount > 0)
