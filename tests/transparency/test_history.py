"""Years of rankings from the files alone: one text, two engines, the published figures."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from rukun.ranking.files import InputRow, method_for
from rukun.ranking.rules import Ward
from rukun.ranking.standings import standing_table
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.history.asking import Row, duckdb_engine, history, months_in, spark_engine
from rukun.transparency.open_data.writing import write_sheet, write_sums
from rukun.values.refused import Refused
from rukun.values.time import Month

SCORING = settings.REPOSITORY / "kota" / "contoh" / "scoring"
WARDS = [Ward(f"99999910{number:02d}", f"Kelurahan {number}", 20_000 + number, 30) for number in range(1, 9)]
# Two methods: the earlier weighs no closings. And a month in which nothing was audited.
MONTHS = [Month(2015, 11), Month(2015, 12), Month(2016, 5), Month(2016, 6), Month(2016, 7), Month(2017, 1)]


def drawn(month: Month) -> list[InputRow]:
    """Reports of a month, as many and as well done as chance has it; the last kelurahan has too few."""
    chance = random.Random(str(month))
    rows = []
    for place, ward in enumerate(WARDS):
        for number in range(12 if ward is WARDS[-1] else chance.randrange(30, 60)):
            closed, late = chance.random() < 0.8, chance.random() < 0.1 + 0.05 * place
            held = int(86_400 * (chance.uniform(1.01, 3) if late else chance.uniform(0.05, 1)))
            audited = closed and month != MONTHS[0] and chance.random() < 0.2
            rows.append(
                InputRow(
                    f"{month}-{place}-{number}", ward.code, held, 86_400, closed, chance.random() < 0.1,
                    chance.randrange(1, 6) if chance.random() < 0.4 else None, closed and chance.random() < 0.1,
                    chance.random() < 0.8 if audited else None,
                    chance.choice(["confirmed", "disputed", "unconfirmed", ""]) if closed else "",
                )
            )  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open data of six months in three years, as the city writes it."""
    root = tmp_path_factory.mktemp("unduhan")
    shutil.copytree(SCORING, root / "methods")
    names = datasets()["ranking-inputs"].names
    for month in MONTHS:
        folder = root / str(month)
        rows = [tuple(getattr(row, name) for name in names) for row in drawn(month)]
        write_sheet(folder, datasets()["ranking-inputs"], rows, ["parquet"])
        wards = [(ward.code, ward.name, ward.population, ward.crew) for ward in WARDS]
        write_sheet(folder, datasets()["ranking-kelurahan"], wards, ["parquet"])
    write_sums(root, ["methods", *map(str, MONTHS)])
    return root


def by_duckdb(root: Path, by: str) -> list[Row]:
    with duckdb_engine() as engine:
        return history(engine, root, months_in(root), by)[1]


def test_the_text_gives_the_score_place_and_parts_of_our_own_program_to_the_last_published_digit(shelf: Path) -> None:
    found = by_duckdb(shelf, "month")
    expected = []
    for month in MONTHS:
        table = standing_table(month, method_for(SCORING, month)[0], drawn(month), WARDS)
        expected += [
            (str(month), row["name"], row["reports"], row["rank"], row["score"], row["parts"])
            for row in table["rows"]
            if row["rank"] is not None
        ]
    assert len(found) == len(expected) == 6 * 7
    for row, (month, name, reports, rank, score, parts) in zip(
        sorted(found, key=lambda row: (row[0], row[2])), sorted(expected, key=lambda one: one[:2]), strict=True
    ):
        assert (row[0], row[2], row[3], row[4]) == (month, name, reports, rank)
        assert row[5] == pytest.approx(score, abs=0.0051), "as it is published, to two digits"
        for value, part in zip(row[6:], ("on_time", "speed", "verdict", "proof"), strict=True):
            assert (value is None) == (parts.get(part) is None)
            assert value is None or value == pytest.approx(parts[part], abs=0.000051)


def test_the_years_are_told_with_best_worst_and_where_it_goes(shelf: Path) -> None:
    years = by_duckdb(shelf, "year")
    months = by_duckdb(shelf, "month")
    assert {row[0] for row in years} == {"2015", "2016", "2017"} and len(years) == 3 * 7
    one = next(row for row in years if row[0] == "2016")
    own = [row for row in months if row[0].startswith("2016") and row[1] == one[1]]
    assert one[3] == 3 and one[6] == min(row[4] for row in own) and one[7] == max(row[4] for row in own)
    assert one[5] == pytest.approx(sum(row[5] for row in own) / 3, abs=1e-4)
    assert next(row for row in years if row[0] == "2017")[8] is None, "one month has no slope"


def test_a_file_that_was_altered_is_not_read(shelf: Path, tmp_path: Path) -> None:
    shutil.copytree(shelf, tmp_path / "altered")
    with (tmp_path / "altered" / "2016-06" / "ranking-inputs.parquet").open("ab") as out:
        out.write(b"x")
    with pytest.raises(Refused, match="sidiknya lain"):
        by_duckdb(tmp_path / "altered", "month")


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="the extra `spark` is not installed")
def test_a_cluster_gives_the_same_figures_with_the_same_text(shelf: Path) -> None:
    with spark_engine(os.environ.get("RUKUN_TEST_SPARK", "local-cluster[2,1,1024]")) as engine:
        found = {by: history(engine, shelf, months_in(shelf), by) for by in ("month", "year")}
    for by, (columns, rows) in found.items():
        alone = by_duckdb(shelf, by)
        assert len(rows) == len(alone) > 20 and columns[0] == by
        for here, there in zip(alone, rows, strict=True):
            for one, other in zip(here, there, strict=True):
                assert one == (pytest.approx(other, abs=2e-6) if isinstance(one, float) else other)
