"""`rukun kota new` makes a folder that works, with everything that is still to be decided marked; or nothing."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from rukun.channels.simulate.scene import read_scene
from rukun.kota.checking import check_folder, open_points
from rukun.people.offices import read_offices
from rukun.reports.categories import read_categories
from rukun.values.refused import Refused
from tests.doors.test_commands import Command
from tests.kota.test_listing import PLAIN
from tests.made import KOTA

pytestmark = pytest.mark.any_engine

TODAY = date(2026, 1, 1)


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "wilayah.csv"
    file.write_text(PLAIN, encoding="utf-8-sig")
    return file


def test_a_whole_folder_is_made_that_the_check_accepts_and_that_says_what_is_to_be_decided(
    rukun: Command, listed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "genteng"
    asked = ("kota", "new", str(folder), "--name", "Kota Genteng", "--areas", str(listed), "--rt", "300000")
    told = rukun(*asked, "--json")
    assert told["ok"] and (told["counts"]["kelurahan"], told["counts"]["rw"]) == (1, 1)
    marked = {one["file"] for one in told["undecided"]}
    assert {"offices.toml", "categories.toml", "holidays.toml", "routing.toml", "follow-up.toml", "curriculum.toml",
            "decrees/rancangan.toml", "areas/README.md", "scoring/2016-6.toml", "sampling.toml"} <= marked  # fmt: skip
    assert all(file.read_text().lstrip().startswith("#") or file.suffix == ".csv"
               for file in folder.rglob("*") if file.is_file()), "each file says what it is for"  # fmt: skip
    said = rukun("kota", "check", str(folder))
    assert (
        "0 mistakes" in said and "belum ditetapkan" in said and "Kota Genteng" in (folder / "offices.toml").read_text()
    )
    assert "jakarta" not in "".join(file.read_text().lower() for file in folder.rglob("*") if file.is_file())


def test_what_is_proposed_pays_nothing_and_what_was_decided_is_no_longer_listed(
    rukun: Command, listed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "genteng"
    rukun("kota", "new", str(folder), "--name", "Kota Genteng", "--areas", str(listed), "--rt", "300000")
    decree = folder / "decrees" / "rancangan.toml"
    assert 'status = "proposed"' in decree.read_text() and "amount = 300000" in decree.read_text()
    assert any("tidak ada keputusan" in one.words for one in check_folder(folder, TODAY).undecided)
    kept = [line for line in decree.read_text().splitlines() if "BELUM DITETAPKAN" not in line]
    signed = "\n".join(kept).replace('"proposed"', '"in-force"')
    decree.write_text(re.sub(r"_from = \d{4}-", "_from = 2020-", signed))
    checked = check_folder(folder, TODAY)
    assert not checked.mistakes and not [one for one in checked.undecided if one.file.startswith("decrees")]


def test_with_a_fault_in_the_list_nothing_is_written_and_each_is_told(
    rukun: Command, listed: Path, tmp_path: Path
) -> None:
    listed.write_text(PLAIN.replace("-7.2525", "tujuh"))
    asked = ("kota", "new", str(tmp_path / "genteng"), "--name", "Kota Genteng", "--areas", str(listed))
    assert "wilayah.csv:5 lat:" in rukun(*asked, code=1)
    assert {"line": 5, "column": "lat"}.items() <= rukun(*asked, "--json", code=1)["faults"][0].items()
    assert sorted(tmp_path.iterdir()) == [listed]


def test_a_folder_that_is_there_is_left_as_it_is(rukun: Command, listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "genteng"
    folder.mkdir()
    (folder / "mine").write_text("kept")
    asked = ("kota", "new", str(folder), "--name", "Kota Genteng", "--areas", str(listed), "--json")
    assert rukun(*asked, code=1)["refused"]["code"] == "folder"
    assert [file.name for file in folder.iterdir()] == ["mine"] and (folder / "mine").read_text() == "kept"
    assert len(list(tmp_path.iterdir())) == 2, "nothing half made lies beside it"


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--areas", "none.csv", "areas"), ("--from", "atlantis", "from"), ("--name", 'Kota "X"', "name")],
)
def test_what_cannot_be_meant_is_refused(
    rukun: Command, listed: Path, tmp_path: Path, option: str, value: str, code: str
) -> None:
    asked = {"--name": "Kota Genteng", "--areas": str(listed)} | {option: value}
    arguments = [word for pair in asked.items() for word in pair]
    folder = tmp_path / "genteng"
    assert rukun("kota", "new", str(folder), *arguments, "--json", code=1)["refused"]["code"] == code
    assert not folder.exists()


@pytest.mark.parametrize("city", ["contoh", "jakarta", "surabaya"])
def test_every_city_of_the_house_passes_its_own_check(city: str) -> None:
    assert check_folder(KOTA / city, TODAY).mistakes == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("categories.toml", 'owner = "dsdabm"', 'owner = "dinas-lain"', "dinas-lain"),
        ("offices.toml", 'area = "35.78"', 'area = "31"', "31"),
        ("areas/areas.csv", "35.78.01,Karang Pilang", "35.78.01,", "areas/areas.csv:4 name"),
        ("follow-up.toml", "most_days = 14", "", "most_days"),
        ("follow-up.toml", "kinds = []", 'kinds = ["kebakaran"]', "menyebut jenis kebakaran"),
        ("follow-up.toml", "hours = 24", "hours = 240", "jam yang tidak masuk akal"),
        ("holidays.toml", "day = 2022-03-03", "day = Nyepi", "holidays.toml"),
        ("scoring/2016-6.toml", "on_time = 0.40", "on_time = 0.90", "scoring"),
        ("decrees/operasional-2021.cases.toml", "1_250_000", "1_200_000", "1250000"),
        ("holidays.toml", "day = 2022-02-01", "day = 2022-01-01", "2022-01-01 tertulis dua kali"),
        ("curriculum.toml", "number = 1", "number = 9", "curriculum"),
    ],
)  # fmt: skip
def test_a_mistake_in_any_file_is_found_and_named(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "surabaya"
    shutil.copytree(KOTA / "surabaya", folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    mistakes = check_folder(folder, TODAY).mistakes
    assert mistakes and any(told in mistake for mistake in mistakes), mistakes


def test_a_year_without_its_holidays_is_told_until_they_are_written_down(tmp_path: Path) -> None:
    folder = tmp_path / "surabaya"
    shutil.copytree(KOTA / "surabaya", folder)
    (told,) = [one for one in check_folder(folder, date(2030, 5, 1)).undecided if "SKB" in one.words and not one.line]
    assert told.file == "holidays.toml" and "2030" in told.words
    days = "".join(f'\n[[holiday]]\nday = 2030-03-{day:02}\nname = "Libur"\n' for day in range(1, 21))
    with (folder / "holidays.toml").open("a") as file:
        file.write(days)
    found = check_folder(folder, date(2030, 5, 1))
    assert not found.mistakes and not [one for one in found.undecided if "SKB" in one.words and not one.line]


def test_rukun_check_lists_what_the_city_has_yet_to_decide(
    kota: Path, rukun: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [one for one in rukun("check", "--json") if one["code"] == "undecided"], "contoh has decided everything"
    monkeypatch.setattr(settings, "RUKUN_KOTA", "surabaya")
    listed = [one for one in rukun("check", "--json") if one["code"] == "undecided"]
    assert len(listed) == len(list(open_points(KOTA / "surabaya"))) > 10
    assert not any(one["is_serious"] for one in listed)
    assert "belum ditetapkan: offices.toml:" in rukun("check")


@pytest.mark.parametrize("city", ["jakarta", "surabaya"])
def test_a_demonstration_plays_where_the_citys_words_say_and_reports_what_can_be_reported_there(city: str) -> None:
    scene, words = read_scene(KOTA / city)
    kinds = {one.code: one for one in read_categories((KOTA / city / "categories.toml").read_text())}
    assert scene.shown.is_within(scene.kecamatan)
    assert all(kinds[code].group == "problem" and code in words["category"] for code in scene.problems)
    assert all(kinds[code].group == "activity" and code in words["category"] for code in scene.activities)
    offices = {one.code for one in read_offices((KOTA / city / "offices.toml").read_text())}
    assert set(scene.departments) <= offices


def test_a_city_without_words_has_no_demonstration_and_says_why() -> None:
    with pytest.raises(Refused, match=r"words\.toml"):
        read_scene(KOTA / "contoh")
