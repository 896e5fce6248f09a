"""Rupiah, months and days in Jakarta, places, codes, digests: the words everything else is made of."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from rukun.values.code import AreaCode, Kind
from rukun.values.digest import canonical, canonical_plain, digest_of
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month, day_of, iso
from rukun.values.zones import WIB

months = st.builds(Month, st.integers(1900, 9998), st.integers(1, 12))


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "Rp 0"), (975_000, "Rp 975.000"), (1_200_000, "Rp 1.200.000"), (-500_000, "-Rp 500.000")],
)
def test_rupiah_are_written_with_points(amount: int, words: str) -> None:
    assert written(amount) == words


def test_the_day_begins_at_five_in_the_afternoon_utc() -> None:
    assert day_of(datetime(2016, 5, 31, 16, 59, 59, tzinfo=UTC)) == date(2016, 5, 31)
    assert day_of(datetime(2016, 5, 31, 17, 0, tzinfo=UTC)) == date(2016, 6, 1)


def test_a_moment_has_one_spelling_whatever_its_zone() -> None:
    moment = datetime(2016, 6, 1, 12, tzinfo=WIB)
    assert iso(moment) == iso(moment.astimezone(UTC)) == "2016-06-01T05:00:00.000000Z"


@given(months)
def test_the_days_of_a_month_are_in_it_and_the_next_month_follows_at_once(month: Month) -> None:
    days = list(month.days)
    assert all(day in month for day in days) and len(days) == month.length
    assert month.last + timedelta(days=1) == month.next.first
    assert month.next.previous == month
    assert month.ends_at == month.next.starts_at
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize("text", ["2016", "2016-13", "2016-00", "2016-6", "16-06", "juni 2016", "", "２０１６-06"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="2016-06"):
        Month.parse(text)


def test_february_knows_leap_years() -> None:
    assert (Month(2016, 2).length, Month(2015, 2).length) == (29, 28)


@pytest.mark.parametrize("lat, lon", [(91, 0), (-91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_a_place_that_is_not_on_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(Refused):
        Place(lat, lon)


def test_a_place_in_words_is_refused() -> None:
    with pytest.raises(Refused, match="angka"):
        Place.parse("selatan", "106.8")


def test_a_thousandth_of_a_degree_of_latitude_is_111_metres() -> None:
    assert distance_m(Place(-6.2, 106.8), Place(-6.201, 106.8)) == pytest.approx(111.2, abs=0.1)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(
    a: float, b: float, c: float, d: float
) -> None:
    one, other = Place(a, b), Place(c, d)
    there = distance_m(one, other)
    assert there == pytest.approx(distance_m(other, one)) and 0 <= there <= math.pi * 6_371_008.8 + 1


def test_codes_read_both_spellings_and_write_the_official_one() -> None:
    bangka = AreaCode.parse("31.74.03.1002")
    assert bangka == AreaCode.parse("3174031002")
    assert (bangka.kind, bangka.official) == (Kind.KELURAHAN, "31.74.03.1002")
    rt = AreaCode.parse("3174031002004001")
    assert (rt.kind, rt.official) == (Kind.RT, "3174031002004001")
    assert rt.parent == AreaCode("3174031002004") and rt.up_to(Kind.KELURAHAN) == bangka
    assert rt.is_within(bangka) and not bangka.is_within(rt)
    assert AreaCode("31").parent is None


@pytest.mark.parametrize("text", ["", "31.74.3", "317403100", "31-74", "31.74.03.1002.004", "bangka", "٣١"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        AreaCode.parse(text)


def test_a_kelurahan_is_no_part_of_an_rt() -> None:
    with pytest.raises(Refused):
        AreaCode("3174031002").up_to(Kind.RT)


@given(st.dictionaries(st.text(max_size=5), st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=9), max_size=6))
def test_a_fact_has_one_spelling_whatever_the_order_of_its_keys(facts: dict[str, object]) -> None:
    turned = dict(reversed(list(facts.items())))
    assert canonical(facts) == canonical(turned)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
    | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=9,
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=4), ANY_JSON, max_size=5))
def test_every_fact_is_spelled_as_the_rfc_asks(facts: dict[str, object]) -> None:
    assert canonical(facts) == rfc8785.dumps(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), object()])
def test_what_the_rfc_cannot_spell_is_refused(value: object) -> None:
    for facts in ({"lines": [value]}, {"unit": value}):
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical(facts)


PLAIN = st.recursive(
    st.text(max_size=30) | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["unit", "total", "lines"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["at", "verb", "seat", "about", "facts"]), PLAIN))
def test_the_quick_spelling_of_plain_facts_is_the_canonical_one(facts: dict[str, object]) -> None:
    assert canonical_plain(facts) == rfc8785.dumps(facts)  # type: ignore[arg-type]


def test_a_digest_is_sha256_in_hex() -> None:
    assert digest_of(b"abc").startswith("ba7816bf8f01cfea") and len(digest_of(b"")) == 64


def test_a_refusal_says_its_sentence_with_the_facts_in_it() -> None:
    refusal = Refused("words", "Tulisan paling panjang {most} huruf.", field="words", most=4000)
    assert str(refusal) == "Tulisan paling panjang 4000 huruf." and refusal.field == "words"
