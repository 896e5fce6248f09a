"""Tables of three months, and of whole kecamatan and kota: from the same facts by the same sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rukun.ranking.rules import RankedKind, Ward, rolled_up
from rukun.ranking.spans import Span, SpanKind, settled_at, spans_ending
from rukun.ranking.standings import seed_of, standing_table
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.ranking.test_standings import JUNE, METHOD, city, row, ward


def test_a_span_names_its_months_and_the_one_it_is_compared_with() -> None:
    assert str(Span(JUNE)) == "2016-06" and Span(JUNE).before == Span(Month(2016, 5))
    rolling = Span(JUNE, SpanKind.ROLLING)
    assert str(rolling) == "2016-04..2016-06" and rolling.before.last == Month(2016, 3)
    quarter = Span(Month(2016, 3), SpanKind.QUARTER)
    assert str(quarter) == "2016-Q1" and str(quarter.before) == "2015-Q4"
    assert [month.month for month in quarter.months] == [1, 2, 3]
    with pytest.raises(Refused):
        Span(Month(2016, 5), SpanKind.QUARTER)
    assert [span.kind.value for span in spans_ending(JUNE)] == ["month", "rolling", "quarter"]
    assert [span.kind.value for span in spans_ending(Month(2016, 5))] == ["month", "rolling"]
    assert settled_at(JUNE) == JUNE.ends_at + timedelta(days=10)


def test_a_span_draws_by_another_seed_than_its_month_and_a_month_by_the_one_it_always_had() -> None:
    seeds = {seed_of(span, METHOD, of) for span in spans_ending(JUNE) for of in (RankedKind.KELURAHAN, RankedKind.KOTA)}
    assert len(seeds) == 6
    assert seed_of(Span(JUNE), METHOD) == seed_of(JUNE, METHOD)


def test_three_months_are_surer_than_one() -> None:
    wards = [ward(1), ward(2), ward(3)]
    one = standing_table(JUNE, METHOD, city({1: 0.9, 2: 0.8, 3: 0.7}, 60), wards)
    rows = [
        replace(line, report=f"{line.report}-{n}")
        for n in range(3)
        for line in city({1: 0.9, 2: 0.8, 3: 0.7}, 60, seed=n + 1)
    ]
    three = standing_table(Span(JUNE, SpanKind.ROLLING), METHOD, rows, wards)
    width = [sum(line["score_high"] - line["score_low"] for line in table["rows"]) for table in (one, three)]
    assert width[1] < 0.75 * width[0] and three["month"] == "2016-04..2016-06"


def test_a_kecamatan_answers_for_all_that_its_kelurahan_held() -> None:
    wards = [Ward("9999991001", "A", 1000, 10), Ward("9999991002", "B", 3000, None), Ward("9999981001", "C", 500, 5)]
    larger = rolled_up(wards, RankedKind.KECAMATAN, {"999999": "Timur", "999998": "Barat"})
    assert [(one.code, one.name, one.population, one.crew) for one in larger] == [
        ("999998", "Barat", 500, 5), ("999999", "Timur", 4000, None),
    ]  # fmt: skip
    rows = [row(code, i) for code in ("9999991001", "9999981001") for i in range(40)]
    rows += [row("9999991002", i, 1.5) for i in range(40)]
    table = standing_table(JUNE, METHOD, rows, larger, RankedKind.KECAMATAN)
    assert table["of"] == "kecamatan"
    assert [(line["name"], line["reports"], line["rank"]) for line in table["rows"]] == [
        ("Barat", 40, 1), ("Timur", 80, 2),
    ]  # fmt: skip
    (whole,) = rolled_up(wards, RankedKind.KOTA, {"9999": "Kota"})
    assert (whole.code, whole.population) == ("9999", 4500)


def test_a_department_is_named_by_its_own_code() -> None:
    rows = [row("bina-marga", i) for i in range(40)] + [row("lingkungan-hidup", i) for i in range(3)]
    table = standing_table(
        JUNE, METHOD, rows, [Ward("bina-marga", "Bina Marga"), Ward("lingkungan-hidup", "LH")], RankedKind.SKPD
    )
    assert [(line["code"], line["rank"]) for line in table["rows"]] == [("bina-marga", 1), ("lingkungan-hidup", None)]
