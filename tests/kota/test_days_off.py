"""`rukun kota holidays` tells the days of a year as its joint decree names them, and marks what nobody has decided."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rukun import clock
from rukun.followup.holidays import read_holidays
from rukun.kota.checking import check_folder
from rukun.kota.days_off import blocks, days_off
from rukun.values.time import day_of
from tests.doors.test_commands import Command
from tests.made import KOTA

pytestmark = pytest.mark.any_engine


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city that wrote down 2016 and nothing since."""
    shutil.copytree(KOTA / "surabaya", tmp_path / "lama")
    text = (KOTA / "jakarta" / "holidays.toml").read_text()
    (tmp_path / "lama" / "holidays.toml").write_text(text[: text.index("# 2026: menurut")])
    return tmp_path / "lama"


def test_the_days_of_2022_are_those_that_surabaya_copied_from_the_decree_but_for_iduladha_which_moved() -> None:
    copied = {day for day in read_holidays((KOTA / "surabaya" / "holidays.toml").read_text()) if day.year == 2022}
    assert copied ^ {one.day for one in days_off(2022)} == {date(2022, 7, 9), date(2022, 7, 10)}


def test_2026_has_seventeen_holidays_and_eight_days_of_joint_leave() -> None:
    days = days_off(2026)
    assert [sum(one.joint_leave is joint for one in days) for joint in (False, True)] == [17, 8]
    assert not any(one.estimated for one in days) and days == sorted(days, key=lambda one: one.day)


def test_a_year_without_a_decree_is_marked_as_reckoned_and_without_joint_leave(tmp_path: Path) -> None:
    text = blocks(days_off(2098), 2098)
    marks = [line for line in text.splitlines() if "BELUM DITETAPKAN" in line]
    assert len(marks) == 2 and "Idul Fitri (2098-" in marks[0] and "cuti bersama 2098" in marks[1]
    assert "perkiraan" not in "".join(read_holidays(text).values()), "a name is no place for a doubt"


def test_the_years_that_lack_are_printed_and_added_once_and_nothing_else_changes(rukun: Command, folder: Path) -> None:
    file = folder / "holidays.toml"
    before = file.read_text()
    told = rukun("kota", "holidays", str(folder), "--year", "2026")
    assert "day = 2026-03-23" in told and file.read_text() == before, "asked is not written"
    rukun("kota", "holidays", str(folder), "--year", "2026", "--write")
    after = file.read_text()
    assert after.startswith(before) and len(read_holidays(after)) == len(read_holidays(before)) + 25
    assert rukun("kota", "holidays", str(folder), "--year", "2026", "--write").strip() == "Nothing to add."
    assert file.read_text() == after


def test_a_day_that_the_city_named_itself_stays_as_it_is(rukun: Command, folder: Path) -> None:
    with (folder / "holidays.toml").open("a") as file:
        file.write('\n[[holiday]]\nday = 2026-08-17\nname = "Hari Kemerdekaan, upacara di alun-alun"\n')
    rukun("kota", "holidays", str(folder), "--year", "2026", "--write")
    days = read_holidays((folder / "holidays.toml").read_text())
    assert days[date(2026, 8, 17)] == "Hari Kemerdekaan, upacara di alun-alun"
    assert sum(day.year == 2026 for day in days) == 25


def test_without_a_year_it_tells_those_that_the_check_misses(rukun: Command, folder: Path) -> None:
    assert "lama/holidays.toml tidak ada" in rukun("kota", "holidays", str(folder.parent / "tiada" / "lama"), code=1)
    rukun("kota", "holidays", str(folder), "--write")
    left = check_folder(folder, day_of(clock.now())).undecided
    assert not [one for one in left if one.file == "holidays.toml" and not one.line]


def test_jakarta_and_surabaya_tell_this_year_and_the_next() -> None:
    for city in ("jakarta", "surabaya"):
        undecided = check_folder(KOTA / city, date(2026, 11, 27)).undecided
        assert not [one for one in undecided if one.file == "holidays.toml" and not one.line], city
