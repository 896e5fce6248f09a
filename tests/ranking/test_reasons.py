"""Why a kelurahan stands where it does: each reason is the table's own sum with one thing changed."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from rukun.ranking.files import InputRow, methods_in
from rukun.ranking.kept import packed, unpacked
from rukun.ranking.method import Method
from rukun.ranking.reasons import city_told, costs, moved, score_with, spreads, supposed
from rukun.ranking.standings import standing_table
from rukun.transparency.drawings import drawn
from rukun.values.time import Month
from tests.ranking.cities import Made, made
from tests.ranking.test_standings import JUNE, METHOD, SCORING

OLD = next(method for method, _ in methods_in(SCORING) if method.closings is None)


@cache
def city() -> Made:
    """Twenty kelurahan with audits, disputes and reopened closings."""
    chance = random.Random(2)
    found = made(2, many=20, reports=90)
    rows = [
        replace(
            one, proof_stood=chance.choice([True, True, False, None, None, None]), is_reopened=chance.random() < 0.1,
            outcome=chance.choice(["claimed", "confirmed", "disputed"]),
        )
        for one in found.rows
    ]  # fmt: skip
    return Made(found.wards, rows, found.quality)


def own(number: int = 0) -> list[InputRow]:
    return [one for one in city().rows if one.kelurahan == city().wards[number].code]


@cache
def made_by(version: str) -> dict[str, Any]:
    return standing_table(JUNE, METHOD if version == METHOD.version else OLD, city().rows, city().wards)


def table(method: Method = METHOD) -> dict[str, Any]:
    return made_by(method.version)


@pytest.mark.parametrize("method", [METHOD, OLD], ids=["as it is", "as it was"])
def test_a_score_comes_out_again_from_what_is_kept_and_what_the_table_tells(method: Method) -> None:
    rows = {line["code"]: line for line in table(method)["rows"]}
    for number, ward in enumerate(city().wards):
        again = unpacked(packed(own(number)), ward.code)
        assert sorted(again, key=str) == sorted(own(number), key=str)
        assert score_with(again, city_told(table(method)), method) == pytest.approx(
            rows[ward.official]["score"], abs=0.011
        )


@pytest.mark.parametrize("method", [METHOD, OLD], ids=["as it is", "as it was"])
@pytest.mark.parametrize("many", [90, 89, 3, 2, 1])
def test_what_a_report_cost_is_what_the_score_gains_without_it(method: Method, many: int) -> None:
    rows, told = own()[:many], city_told(table(method))
    whole = score_with(rows, told, method)
    found = costs(rows, told, method, most=many)
    by_hand = {one.report: score_with([r for r in rows if r is not one], told, method) - whole for one in rows}
    for cost in found:
        assert cost.points == pytest.approx(by_hand[cost.row.report], abs=0.011)
    assert [cost.points for cost in found] == sorted((cost.points for cost in found), reverse=True)
    assert all(cost.points > 0 for cost in found)
    told_of = {cost.row.report for cost in found}
    assert all(gain <= 0.011 for report, gain in by_hand.items() if report not in told_of)


def test_had_eight_of_the_costly_ones_been_in_time_the_score_and_the_rank_would_be_better() -> None:
    code = table()["rows"][-1]["code"]
    rows = [one for one in city().rows if one.kelurahan == code.replace(".", "")]
    line = table()["rows"][-1]
    eight = {cost.row.report for cost in costs(rows, city_told(table()), METHOD, 8)}
    found = supposed(rows, eight, code, table(), METHOD)
    assert found.many == 8 and found.score > line["score"] and found.rank <= line["rank"]
    nothing = supposed(rows, set(), code, table(), METHOD)
    assert (nothing.score, nothing.rank) == (pytest.approx(line["score"], abs=0.011), line["rank"])
    everything = supposed(rows, {one.report for one in rows}, code, table(), METHOD)
    assert everything.score > found.score
    in_time = [one for one in table()["rows"] if one["code"] != code and one["score"] > everything.score]
    assert everything.rank == 1 + len(in_time)


def test_the_parts_of_a_score_add_up_to_it_and_each_lies_within_the_spread_of_the_city() -> None:
    for line in table()["rows"]:
        parts = spreads(line, table())
        assert sum(one.points or 0 for one in parts) == pytest.approx(line["score"], abs=0.05)
        assert sum(one.most or 0 for one in parts) == pytest.approx(100)
        for one in parts:
            assert one.low <= one.own <= one.high and one.low <= one.middle <= one.high
            assert 1 <= one.place <= len(one.others) == 20 and one.width > 0


def test_what_moved_a_kelurahan_is_told_by_part_and_only_what_is_more_than_chance_is_called_so() -> None:
    code = table()["rows"][-1]["code"]
    digits = code.replace(".", "")
    better = [
        replace(one, held_seconds=min(one.held_seconds, one.allowed_seconds // 4), is_closed=True, outcome="confirmed")
        if one.kelurahan == digits else one for one in city().rows
    ]  # fmt: skip
    now = standing_table(Month(2016, 7), METHOD, better, city().wards)
    change = moved(code, now, table())
    assert change is not None and change.is_sure and change.is_same_method
    assert change.places > 0 and change.lost == 0 and change.passed > 0 == change.passed_by
    assert sum(change.parts.values()) == pytest.approx(change.points, abs=0.05)
    assert max(change.parts, key=lambda part: change.parts[part]) == "on_time"
    back = moved(code, table(), now)
    assert back is not None and back.lost == change.places and back.points == -change.points
    same = moved(code, table(), table())
    assert same is not None and (same.places, same.points, same.is_sure) == (0, 0, False)
    assert moved("99.99.99.1009", now, table()) is None
    other = moved(code, now, standing_table(JUNE, OLD, city().rows, city().wards))
    assert other is not None and not other.is_same_method


def test_a_cloud_has_a_point_for_each_that_is_ranked_within_the_drawing_and_a_line_in_the_table() -> None:
    clouds = drawn.clouds(table())
    assert [cloud.check["against"] for cloud in clouds] == [
        "population", "reports_per_1000_people", "crew", "outside_share",
    ]  # fmt: skip
    for cloud in clouds:
        assert len(cloud.points) == 20
        assert all(0 < x < drawn.WIDTH and 0 < y < drawn.HEIGHT for x, y in cloud.points)
    lines = drawn.points_told(table())
    assert len(lines) == 20 and {"name", "score", "population", "crew", "outside_share"} <= lines[0].keys()
    old = {key: value for key, value in table().items() if key != "fairness"}
    assert drawn.clouds(old) == [] == drawn.points_told(old)
