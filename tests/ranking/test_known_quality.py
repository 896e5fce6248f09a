"""In cities whose quality is known the ranking finds it, is not moved by size, and is as sure as it says."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from rukun.ranking.fairness import alarm_of, fairness_of
from rukun.ranking.rules import HandledReport, Ward, hands
from rukun.ranking.score import city_of, parts_of, score_of
from rukun.ranking.standings import standing_table
from tests.ranking.cities import DAY, Made, correlation, handled, made
from tests.ranking.test_standings import JUNE, METHOD, row

SEEDS = (1, 2, 3)
# Who gets as many reports as people live there, and who forwards much because much is not its own.
CITIES: dict[str, dict[str, Any]] = {
    "300 each": {}, "as many as people": {"reports": None}, "much outside": {"reports": None, "outside": True},
}  # fmt: skip


@cache
def ranked(kind: str, seed: int) -> tuple[Made, dict[str, Any], list[dict[str, Any]]]:
    """A city, its table, and the rows of that which have a rank."""
    city = made(seed, **CITIES[kind])
    table = standing_table(JUNE, METHOD, city.rows, city.wards)
    return city, table, [line for line in table["rows"] if line["rank"] is not None]


@pytest.mark.parametrize("kind", CITIES)
def test_the_order_follows_how_well_they_work_and_not_how_many_live_there(kind: str) -> None:
    for seed in SEEDS:
        city, table, rows = ranked(kind, seed)
        scores = [line["score"] for line in rows]
        assert correlation(scores, city.qualities(rows)) >= 0.9
        check = next(one for one in table["fairness"]["checks"] if one["against"] == "population")
        assert abs(check["correlation"]) <= 0.1 and check["alarm"] == ""
        assert check["low"] <= 0 <= check["high"] and check["pairs"] == len(rows)


def test_the_true_rank_lies_within_the_interval_about_as_often_as_it_promises() -> None:
    within = []
    for kind in CITIES:
        for seed in SEEDS:
            city, _, rows = ranked(kind, seed)
            order = np.argsort(np.argsort(-np.array(city.qualities(rows)), kind="stable"), kind="stable") + 1
            within += [line["rank_low"] <= true <= line["rank_high"] for line, true in zip(rows, order, strict=True)]
    assert len(within) > 500
    assert 0.87 <= np.mean(within) <= 0.98, "nine of ten, and a rank is whole: a little more"


def test_the_score_of_very_many_reports_lies_within_the_interval_of_three_hundred_as_often_as_it_promises() -> None:
    draw = np.random.default_rng(5)
    within = []
    for quality in (0.55, 0.75, 0.92):
        many = handled(draw, "9999991001", quality, 30_000)
        cities = [handled(draw, f"99999910{n:02d}", quality, 300) for n in range(10, 50)]
        wards = [Ward(rows[0].kelurahan, rows[0].kelurahan) for rows in cities]
        table = standing_table(JUNE, METHOD, [one for rows in cities for one in rows], wards)
        own = hands(many)
        city = city_of([hands(rows) for rows in cities], METHOD)
        all_of_it = (np.arange(own.decided)[None, :], np.arange(len(own.stars))[None, :])
        true = float(score_of(parts_of(own, city, METHOD, *all_of_it), METHOD)[0])
        within += [line["score_low"] <= true <= line["score_high"] for line in table["rows"]]
    assert 0.84 <= np.mean(within) <= 0.99


def test_the_interval_narrows_as_reports_come_in() -> None:
    widths = []
    for reports in (40, 160, 640):
        city = made(4, many=20, reports=reports)
        rows = standing_table(JUNE, METHOD, city.rows, city.wards)["rows"]
        widths.append(np.mean([line["score_high"] - line["score_low"] for line in rows]))
    assert all(before > 1.5 * after for before, after in pairwise(widths))


def worn_out(seed: int, per_crew: float) -> Made:
    """A city where everybody works alike and crews do not grow with the people: the large fall behind."""
    draw = np.random.default_rng(seed)
    people = draw.lognormal(10, 0.8, 40).astype(int) + 2000
    rows: list[HandledReport] = []
    wards = []
    for number, inhabitants in enumerate(people.tolist()):
        code = f"99{number // 10:04d}{1000 + number % 10}"
        wards.append(Ward(code, code, inhabitants, 40))
        many = 40 + inhabitants // 100
        late = max(0.0, 1 - 40 * per_crew / many)
        rows += [row(code, i, 1.6 if draw.random() < late else 0.6) for i in range(many)]
    return Made(wards, rows, {})  # type: ignore[arg-type]


def test_a_city_whose_large_kelurahan_have_too_few_crew_is_told_so_by_an_alarm() -> None:
    city = worn_out(3, per_crew=4)
    checks = {one["against"]: one for one in standing_table(JUNE, METHOD, city.rows, city.wards)["fairness"]["checks"]}
    assert checks["population"]["alarm"] == "less" and checks["population"]["high"] < 0
    assert checks["crew"]["correlation"] is None, "all have the same: there is nothing to compare"
    enough = worn_out(3, per_crew=400)
    checks = {
        one["against"]: one for one in standing_table(JUNE, METHOD, enough.rows, enough.wards)["fairness"]["checks"]
    }
    assert checks["population"]["alarm"] == ""


def test_points_that_are_taken_off_for_each_late_report_raise_the_alarm_that_they_favour_the_small() -> None:
    """The check is of a table, whoever made it and however."""
    city, _, rows = ranked("as many as people", 1)
    held = {ward.code: [one for one in city.rows if one.kelurahan == ward.code] for ward in city.wards}
    by_points = [
        line | {"score": -float(sum(one.held_seconds > DAY for one in held[line["code"].replace(".", "")]))}
        for line in rows
    ]
    checks = {one["against"]: one for one in fairness_of(by_points, city.wards, held, 0.9, "0" * 64)["checks"]}
    assert checks["population"]["alarm"] == "less"


@pytest.mark.parametrize(
    ("value", "low", "high", "alarm"),
    [(0.09, 0.02, 0.2, ""), (0.3, -0.05, 0.5, ""), (0.3, 0.05, 0.5, "more"), (-0.3, -0.5, -0.05, "less")],
)
def test_an_alarm_needs_both_a_relation_that_matters_and_one_that_is_sure(
    value: float, low: float, high: float, alarm: str
) -> None:
    assert alarm_of(value, low, high) == alarm


def test_of_fewer_than_eight_nothing_is_said() -> None:
    city = made(1, many=7, reports=40)
    checks = standing_table(JUNE, METHOD, city.rows, city.wards)["fairness"]["checks"]
    assert {one["correlation"] for one in checks} == {None} and {one["alarm"] for one in checks} == {""}
