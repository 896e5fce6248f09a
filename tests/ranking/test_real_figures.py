"""What the method says of real figures: those that were published in June 2016, and five years of another city's."""

from __future__ import annotations

import csv
import gzip
import random
from datetime import date
from typing import Any

import numpy as np

from rukun.ranking.files import InputRow
from rukun.ranking.rules import Ward
from rukun.ranking.standings import standing_table
from tests.ranking.cities import DAY, code_of, correlation, made
from tests.ranking.test_standings import JUNE, METHOD, row, ward
from tests.shared import shared

Line = dict[str, Any]


def published() -> dict[str, dict[str, int]]:
    with (shared("stats_qlue_published") / "qlue_published_stats.csv").open(encoding="utf-8") as text:
        found: dict[str, dict[str, int]] = {}
        for told in csv.DictReader(text):
            if told["metric"].startswith("ranking_"):
                name = told["scope"].removeprefix("kelurahan ")
                found.setdefault(name, {})[told["metric"].removeprefix("ranking_")] = int(float(told["value"]))
    return found


def as_told(code: str, figures: dict[str, int], *, late: float, repeated: float = 0) -> list[InputRow]:
    """Done within the deadline, some soon and some late in it; of what is in process the share `late` beyond it; of
    what was not acted on the share `repeated` is the same again, merged or struck, and the rest is late."""
    done, process = figures["done"], figures.get("in_process", 0)
    idle = figures.get("not_acted", 0)
    rows = [row(code, i, 0.1 + 0.8 * (i % 10) / 9, outcome="claimed") for i in range(done)]
    rows += [row(code, done + i, 1.5 if i < late * process else 0.5, is_closed=False) for i in range(process)]
    return rows + [row(code, done + process + i, 3, is_closed=False) for i in range(round(idle * (1 - repeated)))]


def test_galur_and_pejagalan_as_published_are_apart_and_the_answer_of_the_lurah_moves_the_score_by_what_it_says() -> (
    None
):
    told = published()
    galur, pejagalan = told["Galur"], told["Pejagalan"]
    assert (galur["points"], galur["done"]) == (87, 126)
    assert (pejagalan["points"], pejagalan["done"], pejagalan["in_process"], pejagalan["not_acted"]) == (
        44, 428, 378, 636,
    )  # fmt: skip

    def table(**read: float) -> tuple[Line, Line]:
        city = made(7, many=40, reports=300)
        own = as_told("9999991001", galur, late=1) + as_told("9999991002", pejagalan, **read)
        wards = [*city.wards, ward(1, population=20_000), ward(2, population=90_000)]
        rows = {one["code"]: one for one in standing_table(JUNE, METHOD, [*city.rows, *own], wards)["rows"]}
        return rows["99.99.99.1001"], rows["99.99.99.1002"]

    high, low = table(late=0.5)
    assert low["score_high"] < high["score_low"], "as counted the two are apart, however few Galur has"
    _, answered = table(late=0.5, repeated=0.9)
    assert answered["score"] > low["score"] + 20 and answered["score"] < high["score"]
    _, by_right = table(late=0, repeated=1)
    assert by_right["score_low"] <= high["score_high"], "were all of that so, the two would not be told apart"


def cases_of(year: str) -> list[InputRow]:
    """The cases that 51 offices of New York's council opened in a year, keyed onto kelurahan; due in a week."""
    folder = shared("reports_nyc_council_constituent")
    offices: dict[str, str] = {}
    rows: dict[str, InputRow] = {}
    end = date(int(year), 12, 31)
    with gzip.open(folder / "nyc_council_constituent_2015_2025.csv.gz", "rt", encoding="utf-8") as text:
        for told in csv.DictReader(text):
            if told["opendate"].startswith(year):
                code = offices.setdefault(told["account"], code_of(len(offices)))
                closed = date.fromisoformat(told["closedate"]) if told["closedate"] else None
                held = max(0, ((closed or end) - date.fromisoformat(told["opendate"])).days)
                outcome = "claimed" if closed else ""
                rows[told["unique_key"]] = InputRow(
                    told["unique_key"], code, held * DAY, 7 * DAY, closed is not None, False, None, False, None, outcome
                )
    return list(rows.values())


def test_fifty_offices_stand_alike_by_one_half_of_their_real_cases_and_by_the_other() -> None:
    """Nobody knows how well an office truly works; but what half of its cases say, the other half must say too."""
    cases = cases_of("2016")
    assert len(cases) > 50_000
    random.Random(1).shuffle(cases)
    wards = [Ward(code, code) for code in sorted({one.kelurahan for one in cases})]
    within, overlapping = [], []
    for size in (6_000, len(cases)):
        halves = [standing_table(JUNE, METHOD, cases[start:size:2], wards)["rows"] for start in (0, 1)]
        one, other = ({line["code"]: line for line in rows if line["rank"]} for rows in halves)
        both = sorted(one.keys() & other.keys())
        assert len(both) >= 25
        assert correlation([one[code]["score"] for code in both], [other[code]["score"] for code in both]) >= 0.9
        overlapping += [
            one[code]["rank_low"] <= other[code]["rank_high"] and other[code]["rank_low"] <= one[code]["rank_high"]
            for code in both
        ]
        within.append(np.mean([one[code]["rank_high"] - one[code]["rank_low"] for code in both]))
    assert np.mean(overlapping) >= 0.93, "two intervals of nine in ten seldom miss each other"
    assert within[1] < within[0], "and with more cases they are narrower"
