"""How many are looked at, how many may be wrong, and which a seed draws: exact, and anyone can redo it."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rukun.validation.sample.plan import Plan, read_plan
from rukun.validation.sample.rules import draw, draw_key, is_below, mixed_seed, sample_size, upper_bound, wrong_left
from rukun.values.refused import Refused

FIVE_PERCENT = Fraction(1, 20)


def at_most_found(population: int, sampled: int, errors: int, wrong: int) -> Fraction:
    """The chance that a sample holds at most so many of the wrong ones, straight from the definition."""
    ways = sum(
        comb(wrong, found) * comb(population - wrong, sampled - found)
        for found in range(errors + 1)
        if found <= wrong and sampled - found <= population - wrong
    )
    return Fraction(ways, comb(population, sampled))


@pytest.mark.parametrize(("population", "size"), [(10_000, 148), (1_000, 138), (100_000, 149)])
def test_the_golden_sizes_with_no_error(population: int, size: int) -> None:
    assert sample_size(population) == size
    two_percent = population // 50
    assert at_most_found(population, size, 0, two_percent) <= FIVE_PERCENT
    assert at_most_found(population, size - 1, 0, two_percent) > FIVE_PERCENT


# One report in a sample planned for none was wrong. With K wrong ones among N, none or one of them is found in n draws
# with the chance (C(N-K, n) + K C(N-K, n-1)) / C(N, n); the bound is the last K for which that is above 5%. `planned`
# is the size that would have kept the share below 2% with one error.
ONE_ERROR = [
    # population, sample, bound, planned for one
    (1_000, 138, 32, 215),
    (10_000, 148, 314, 234),
    (100_000, 149, 3_142, 236),
]


@pytest.mark.parametrize(("population", "sampled", "bound", "planned"), ONE_ERROR)
def test_the_table_for_one_error(population: int, sampled: int, bound: int, planned: int) -> None:
    def chance(wrong: int) -> Fraction:
        none = comb(population - wrong, sampled)
        one = wrong * comb(population - wrong, sampled - 1)
        return Fraction(none + one, comb(population, sampled))

    assert chance(bound) > FIVE_PERCENT >= chance(bound + 1)
    assert upper_bound(population, sampled, 1) == bound
    assert sample_size(population, errors=1) == planned
    assert upper_bound(population, planned, 1) < population // 50 <= upper_bound(population, planned - 1, 1)


def test_below_two_percent_means_less_than_two_percent() -> None:
    assert is_below(199, 10_000) and not is_below(200, 10_000)
    assert is_below(0, 0) and not is_below(1, 50) and is_below(1, 51)
    assert upper_bound(10_000, 148, 0) == 198 and upper_bound(10_000, 147, 0) == 200
    assert sample_size(50) == 48, "of fifty a single wrong one is two percent, so nearly all are looked at"
    assert [sample_size(n) for n in (0, 1, 10)] == [0, 1, 10]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_bound_is_the_largest_number_that_the_sample_does_not_exclude(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 120))
    sampled = data.draw(st.integers(0, population))
    errors = data.draw(st.integers(0, min(sampled, 6)))
    possible = range(errors, population - (sampled - errors) + 1)
    slow = max(k for k in possible if k == errors or at_most_found(population, sampled, errors, k) > FIVE_PERCENT)
    assert upper_bound(population, sampled, errors) == slow


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400), st.integers(0, 3), st.sampled_from([0.01, 0.02, 0.05, 0.2]), st.sampled_from([0.9, 0.95]))
def test_the_size_is_the_smallest_that_does_it(
    population: int, errors: int, tolerable: float, confidence: float
) -> None:
    errors = min(errors, population)
    size = sample_size(population, tolerable, confidence, errors)

    def does_it(sampled: int) -> bool:
        return is_below(upper_bound(population, sampled, errors, confidence), population, tolerable)

    if size < population:
        assert does_it(size)
    assert size <= max(errors + 1, 1) or not does_it(size - 1)


def test_everything_looked_at_leaves_no_doubt_and_nothing_looked_at_leaves_all() -> None:
    assert upper_bound(500, 500, 3) == 3
    assert upper_bound(500, 0, 0) == 500
    for nonsense in ((5, 6, 0), (5, 2, 3), (5, 2, -1)):
        with pytest.raises(ValueError):
            upper_bound(*nonsense)
    with pytest.raises(ValueError):
        sample_size(5, errors=6)
    assert sample_size(50, errors=1) == 50, "of fifty one wrong is two percent: no sample makes it less"


@pytest.mark.parametrize("share", [-0.02, 0.0, 1.0, 2.0])
def test_no_share_is_nothing_or_all(share: float) -> None:
    with pytest.raises(ValueError):
        sample_size(1_000, tolerable=share)
    with pytest.raises(ValueError):
        upper_bound(1_000, 138, 1, confidence=share)


def test_what_is_left_is_the_bound_less_what_was_found_and_everything_where_more_was_found_than_it_allows() -> None:
    assert upper_bound(1_000, 138, 1) == 32
    assert [wrong_left(1_000, 138, 1, found) for found in (1, 31, 32)] == [31, 1, 0]
    assert wrong_left(1_000, 138, 1, 33) == 1_000 - 33, "the sample was wrong about the month: it excludes nothing"


def test_a_draw_is_an_order_by_sha_256_of_the_seed_and_the_code() -> None:
    seed, codes = bytes.fromhex("ab" * 32), [f"CODE{n:04}" for n in range(500)]
    by_hand = sorted(codes, key=lambda code: hashlib.sha256(seed + code.encode()).hexdigest())
    assert draw(seed, codes, 20) == by_hand[:20] == draw(seed, codes[::-1], 20)
    assert draw_key(seed, "CODE0001") == hashlib.sha256(seed + b"CODE0001").hexdigest()
    assert draw(seed, codes, 30)[:20] == by_hand[:20], "a larger sample holds the smaller one"
    assert draw(bytes(32), codes, 20) != by_hand[:20]


def test_the_seed_hangs_on_the_month_the_root_and_every_secret_in_any_order() -> None:
    one, two = "1" * 64, "2" * 64
    seed = mixed_seed("2016-06", "0" * 64, [two, one])
    by_hand = "2016-06\n" + "0" * 64 + "\n" + one + "\n" + two + "\n"
    assert seed == hashlib.sha256(by_hand.encode()).digest() == mixed_seed("2016-06", "0" * 64, [one, two])
    others = [("2016-07", "0" * 64, [one, two]), ("2016-06", "3" * 64, [one, two]), ("2016-06", "0" * 64, [one])]
    assert seed not in [mixed_seed(*other) for other in others]


def test_every_report_is_drawn_as_often_as_any_other() -> None:
    codes, times = [f"{n:010X}" for n in range(50)], dict.fromkeys([f"{n:010X}" for n in range(50)], 0)
    for number in range(2_000):
        for code in draw(number.to_bytes(32, "big"), codes, 10):
            times[code] += 1
    chi_squared = sum((n - 400) ** 2 / 400 for n in times.values())
    assert chi_squared < 85, "far beyond what 49 degrees of freedom show by chance (p = 0.001)"


def test_what_the_citys_file_does_not_say_keeps_its_default_and_nonsense_is_refused() -> None:
    assert read_plan("") == Plan()
    assert read_plan("threshold = 400\nerrors_planned = 1").errors_planned == 1
    for wrong in ("threshold = -1", "threshold = 2.0", "tolerable = 1", "confidence = 0.3", "tolerabel = 0.02"):
        with pytest.raises(Refused, match="tidak masuk akal"):
            read_plan(wrong)
    with pytest.raises(Refused, match="TOML"):
        read_plan("= 3")


def test_a_plan_is_taken_to_the_edge_of_what_makes_sense_and_not_beyond() -> None:
    for least, most, below, above in (
        ("threshold = 0", "threshold = 1001", "threshold = -1", "threshold = 1002"),
        ("errors_planned = 0", "errors_planned = 20", "errors_planned = -1", "errors_planned = 21"),
        ("tolerable = 0.001", "tolerable = 0.999", "tolerable = 0.0", "tolerable = 1.0"),
        ("confidence = 0.501", "confidence = 0.999", "confidence = 0.5", "confidence = 1.0"),
        ("second_share = 0.001", "second_share = 0.999", "second_share = 0.0", "second_share = 1.0"),
        ("quiet_share = 0.001", "quiet_share = 0.999", "quiet_share = 0.0", "quiet_share = 1.0"),
    ):
        for taken in (least, most):
            name, value = taken.split(" = ")
            assert getattr(read_plan(taken), name) == float(value)
        for refused in (below, above, "tolerable = true", "tolerable = '0.02'", "threshold = true"):
            with pytest.raises(Refused, match="tidak masuk akal"):
                read_plan(refused)


def test_the_bound_holds_in_at_least_95_of_100_simulated_months_and_one_for_a_smaller_sample_would_not() -> None:
    from rukun.channels.bench.integrity.bound import bound_held

    found = bound_held(7, months=60)
    assert found.share >= 0.95
    assert found.accepted > 5 and found.wrongly_accepted <= 2
    assert found == bound_held(7, months=60)
    shrunk = sum(month.left <= month.bound / 2 for month in found.months) / 60
    assert shrunk < 0.95, "a bound half as large would be found out"
