"""Agreement of two readers, and which desk stands out more than chance explains."""

from __future__ import annotations

import random
from math import sqrt

import pytest

from rukun.validation.fairness import Agreement, agreement, chance, compare, wilson


def test_kappa_as_in_the_textbook() -> None:
    """Cohen's example of 50 proposals: both yes 20, both no 15, 5 and 10 apart: agreement 0.70, kappa 0.40."""
    found = agreement({(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15})
    assert (found.read, found.same, found.kappa) == (50, pytest.approx(0.7), pytest.approx(0.4))
    assert found.low is not None and found.high is not None and found.kappa is not None
    assert found.low < 0.2 and found.high > 0.6, "fifty readings do not say much"


@pytest.mark.parametrize("table", [(20, 5, 10, 15), (180, 12, 3, 5), (2, 30, 9, 40), (15, 15, 15, 15)])
def test_the_interval_of_kappa_is_as_wide_as_the_slope_of_kappa_in_each_cell_makes_it(table: tuple[int, ...]) -> None:
    """The same standard error by another way: what kappa does when each share is a little larger (delta method)."""
    cells = ((True, True), (True, False), (False, True), (False, False))

    def kappa(shares: list[float]) -> float:
        both, first, second, none = (share / sum(shares) for share in shares)
        expected = (both + first) * (both + second) + (first + none) * (second + none)
        return (both + none - expected) / (1 - expected)

    read, little = sum(table), 1e-6
    shares = [count / read for count in table]
    more = [[share + little * (cell == at) for cell, share in enumerate(shares)] for at in range(4)]
    slopes = [(kappa(one) - kappa(shares)) / little for one in more]
    mean = sum(share * slope for share, slope in zip(shares, slopes, strict=True))
    variance = sum(share * slope**2 for share, slope in zip(shares, slopes, strict=True)) - mean**2
    half = 1.959964 * sqrt(variance / read)
    found = agreement(dict(zip(cells, table, strict=True)))
    assert found.kappa == pytest.approx(kappa(shares))
    assert (found.low, found.high) == (
        pytest.approx(max(-1, kappa(shares) - half), abs=1e-4), pytest.approx(min(1, kappa(shares) + half), abs=1e-4),
    )  # fmt: skip


def test_kappa_is_not_made_up_where_it_is_not_defined() -> None:
    assert agreement({}) == Agreement(0)
    assert agreement({(True, True): 40}) == Agreement(40, 1.0)
    always = agreement({(True, True): 30, (False, False): 10})
    assert (always.kappa, always.high) == (pytest.approx(1), pytest.approx(1))


def test_the_interval_of_kappa_holds_the_true_value_as_often_as_it_says() -> None:
    chances, held = random.Random(5), 0
    truth = (0.9 * 0.9 + 0.1 * 0.1, 0.8)  # both see the same matter (80% right), each reads nine of ten rightly
    for _ in range(300):
        table: dict[tuple[bool, bool], int] = {}
        for _ in range(200):
            is_right = chances.random() < truth[1]
            pair = (is_right == (chances.random() < 0.9), is_right == (chances.random() < 0.9))
            table[pair] = table.get(pair, 0) + 1
        found = agreement(table)
        yes = truth[1] * 0.9 + (1 - truth[1]) * 0.1
        expected = yes**2 + (1 - yes) ** 2
        kappa = (truth[0] - expected) / (1 - expected)
        held += found.low is not None and found.high is not None and found.low <= kappa <= found.high
    assert held >= 0.92 * 300


def test_the_interval_of_a_share_is_sensible_for_none_and_for_few() -> None:
    assert wilson(0, 0) == (0, 1)
    low, high = wilson(0, 10)
    assert low == 0 and 0.2 < high < 0.31
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert wilson(50, 100) == (pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4))


@pytest.mark.parametrize("table", [(3, 20, 30, 400), (0, 15, 8, 90), (12, 12, 3, 60), (1, 50, 1, 50), (0, 5, 0, 9)])
def test_the_chance_is_fishers_exact(table: tuple[int, int, int, int]) -> None:
    # Here, or every process that looks for tests would load all of scipy.
    from scipy.stats import fisher_exact

    struck, judged, elsewhere, judged_elsewhere = table
    expected = fisher_exact([[struck, judged - struck], [elsewhere, judged_elsewhere - elsewhere]]).pvalue
    assert chance(*table) == pytest.approx(expected, rel=1e-6)


def test_a_harsh_and_a_sleepy_desk_stand_out_and_a_busy_one_does_not() -> None:
    desks = {"1": (900, 45), "2": (120, 6), "3": (400, 95), "4": (500, 2)}
    assert {desk.name: desk.stands_out for desk in compare(desks)} == {"1": "", "2": "", "3": "harsh", "4": "mild"}


def test_of_many_desks_that_strike_alike_some_stand_out_in_at_most_one_month_of_twenty() -> None:
    chances, marked = random.Random(11), 0
    for _ in range(100):
        desks = {str(n): (300, sum(chances.random() < 0.05 for _ in range(300))) for n in range(15)}
        marked += any(desk.stands_out for desk in compare(desks))
    assert marked <= 11, "an error of 5% a table, and what 100 tables add to it by chance"


def test_of_two_desks_that_differ_both_are_marked_and_one_alone_never_is() -> None:
    assert {d.name: d.stands_out for d in compare({"1": (500, 10), "2": (500, 100)})} == {"1": "mild", "2": "harsh"}
    assert [d.stands_out for d in compare({"1": (500, 400)})] == [""]
    assert compare({"1": (0, 0)}) == []
    quiet = compare({"1": (0, 0), "2": (500, 10), "3": (500, 100)})
    assert [(d.name, d.stands_out) for d in quiet] == [("2", "mild"), ("3", "harsh")], "who judged nothing is no desk"
    assert [d.share for d in quiet] == [0.02, 0.2]


def test_the_desk_that_is_farthest_away_is_set_aside_first_so_that_it_makes_no_other_look_mild() -> None:
    for names in (("1", "2", "9"), ("9", "1", "2"), ("2", "9", "1")):
        found = compare(dict(zip(names, [(500, 100), (500, 10), (500, 12)], strict=True)))
        assert [desk.stands_out for desk in found] == ["harsh", "", ""], names


def test_desks_that_strike_everything_or_nothing_are_alike() -> None:
    for struck in (0, 500):
        alike = compare({"1": (500, struck), "2": (500, struck), "3": (20, 20 * struck // 500)})
        assert [(desk.stands_out, desk.chance) for desk in alike] == [("", 1.0)] * 3
