"""The bench of closing: a month closed twice gives the same statements to the letter, on every engine."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from rukun.channels.bench.cities.city import MONTH, City
from rukun.channels.bench.closing import close_all
from rukun.channels.bench.growth import grown
from rukun.channels.bench.row import Measured
from rukun.channels.cli.bench import sameness
from rukun.funds.models import Closing
from rukun.people.rules import Actor
from rukun.trail.models import Event
from tests.conftest import KELURAHAN
from tests.made import decrees, judged_valid, reports_for_unit


def test_a_month_is_closed_for_nothing_and_then_in_earnest_with_the_same_statements(
    kota: Path, tmp_path: Path, ani: Actor, dodi: Actor, gita: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    judged_valid(reports_for_unit(ani, [date(2016, 6, day) for day in range(1, 6)], 2), dodi, noon)
    told, memory = close_all(City(10, 1, dodi, ani, {KELURAHAN: gita}))
    closed = Closing.objects.get()
    assert closed.month == MONTH.first and closed.total > 0
    assert Event.objects.filter(verb="month.closed").count() == 1, "the first one left nothing"
    assert memory.unit == "MB" and memory.value > 10
    assert len(told.result) == 64 and f"twice the same, {told.result[:16]}" in told.note


def test_results_of_engines_stand_side_by_side_and_a_work_without_one_is_not_compared() -> None:
    rows = [
        {"name": "close", "engine": "sqlite", "result": "a"}, {"name": "close", "engine": "postgresql", "result": "b"},
        {"name": "serve", "engine": "sqlite", "result": ""},
    ]  # fmt: skip
    assert sameness(rows) == {"close": {"sqlite": "a", "postgresql": "b"}}


def test_a_row_tells_its_figure_beside_what_it_is_measured_against_and_whether_both_are_met() -> None:
    slow = Measured("close", "sqlite", 15.0, "s", "", "one GROUP BY", 1.5, 20, 5, "less")
    wanted = {"name": "close", "value": 15.0, "unit": "s", "baseline": 1.5, "ratio": 10.0, "target": 20, "met": False}
    assert wanted.items() <= slow.told().items()
    alone = Measured("close", "sqlite", 15.0, "s", "", "", None, 20, None, "less").told()
    assert (alone["baseline"], alone["ratio"], alone["met"]) == (None, None, True)


def test_a_large_city_is_held_against_the_small_one_row_by_row() -> None:
    def row(work: str, value: float) -> dict[str, object]:
        return Measured(work, "sqlite", value, "/s", "", "", None, 100, None, "more").told()

    kept, lost = grown(
        [row("filing", 200.0), row("listing", 100.0)],
        [row("filing", 190.0), row("listing", 50.0), row("map", 9.0)], 5_000_000,
    )  # fmt: skip
    assert (kept["name"], kept["value"], kept["met"]) == ("growth: filing", 0.95, True)
    assert (lost["name"], lost["value"], lost["met"]) == ("growth: listing", 0.5, False)


def test_a_database_that_is_filled_is_not_measured_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "city.sqlite3")) as city:
        city.execute("CREATE TABLE somebodys (id integer)")
    asked = [sys.executable, "-m", "rukun.channels.cli", "bench", "--database", f"sqlite:///{tmp_path}/city.sqlite3"]
    done = subprocess.run([*asked, "--no-pages"], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "sudah berisi" in done.stdout + done.stderr
    both = subprocess.run([*asked, "--engine", "sqlite"], capture_output=True, text=True, check=False)
    assert both.returncode == 2, "one or the other"
