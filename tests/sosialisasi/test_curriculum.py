"""A curriculum is checked when it is loaded, with every mistake named; the forecast says how sure it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.sosialisasi.curriculum import read_curriculum, right_ones
from rukun.sosialisasi.forecast import forecast, last_weeks
from rukun.sosialisasi.library import check
from rukun.values.refused import Refused
from tests.made import KOTA

TODAY = date(2016, 6, 1)


@pytest.mark.parametrize("city", ["jakarta", "contoh", "surabaya"])
def test_the_curricula_of_both_cities_can_be_taught(city: str) -> None:
    stages = check(KOTA / city).stages
    assert [stage.number for stage in stages] == [1, 2, 3]
    assert all(len(stage.questions) == 3 and stage.roles for stage in stages)


@pytest.mark.parametrize(
    ("wrong", "instead", "words"),
    [
        ("number = 2", "number = 4", "tahap 2: number harus 2"),
        ('roles = ["ketua-rt", "ketua-rw"]', 'roles = ["gubernur"]', "tahap 1: roles berisi"),
        ("answer = 2", "answer = 9", "answer bukan salah satu pilihan"),
        ('link = "https://', 'link = "http://', "link dimulai dengan https://"),
        ("minutes = 120", "minutes = 5", "minutes dari 10 sampai 480"),
        ('because = "', 'because = ""\nwhy = "', "tanpa ask atau because"),
        ('link = "https://contoh.id/kota-cerdas/"', 'file = "../rahasia"', "file hanya nama berkas"),
        ('version = "contoh-1"', "", "tidak ada version"),
        ("[[stage]]", "[[stage", "tidak terbaca sebagai TOML"),
    ],
)
def test_a_mistake_is_named_with_its_stage(wrong: str, instead: str, words: str) -> None:
    text = (KOTA / "contoh" / "curriculum.toml").read_text()
    assert wrong in text
    with pytest.raises(Refused) as refusal:
        read_curriculum(text.replace(wrong, instead, 1))
    assert words in str(refusal.value)


def test_a_file_that_is_named_and_missing_is_a_mistake_too(tmp_path: Path) -> None:
    text = (KOTA / "contoh" / "curriculum.toml").read_text()
    text = text.replace('link = "https://contoh.id/kota-cerdas/"', 'file = "film.mp4"', 1)
    (tmp_path / "curriculum.toml").write_text(text)
    with pytest.raises(Refused, match=r"film\.mp4"):
        check(tmp_path)
    (tmp_path / "materi").mkdir()
    (tmp_path / "materi" / "film.mp4").write_bytes(b"film")
    assert check(tmp_path).stages[0].materials[0].is_file


def test_three_questions_are_answered_whole() -> None:
    stage = check(KOTA / "contoh").stages[0]
    assert right_ones(stage, (2, 1, 3)) == (True, True, True)
    assert right_ones(stage, (1, 1, 1)) == (False, True, False)
    for half in ((2, 1), (2, 1, 0), (2, 1, 9)):
        with pytest.raises(Refused, match="ketiga"):
            right_ones(stage, half)


def test_at_ten_a_week_nine_hundred_take_ninety_weeks_give_or_take() -> None:
    seen = forecast(seats=1000, on_board=100, weekly=[10, 12, 9, 11, 8, 14, 10, 6], today=TODAY)
    assert (seen.left, seen.a_week, seen.likely) == (900, 10.0, date(2018, 2, 21))
    assert seen.earliest == date(2017, 11, 3) and seen.latest == date(2018, 8, 10)


def test_when_nobody_comes_no_day_is_promised_and_when_all_are_there_it_is_today() -> None:
    never = forecast(seats=5, on_board=1, weekly=[0] * 8, today=TODAY)
    assert (never.earliest, never.likely, never.latest) == (None, None, None)
    assert forecast(seats=5, on_board=5, weekly=[0] * 8, today=TODAY).is_done
    # One who came once in eight weeks is no rate: the latest day is not to be seen.
    rare = forecast(seats=5, on_board=1, weekly=[0] * 7 + [1], today=TODAY)
    assert rare.likely == date(2017, 1, 11) and rare.latest is None


def test_the_week_that_is_not_over_does_not_count() -> None:
    came = {"2016-05-23": 4, "2016-05-30": 99}
    assert last_weeks(came, TODAY) == [0] * 7 + [4]


@given(
    seats=st.integers(0, 40_000),
    on_board=st.integers(0, 40_000),
    weekly=st.lists(st.integers(0, 3_000), min_size=8, max_size=8),
)
def test_the_likely_day_lies_within_its_interval(seats: int, on_board: int, weekly: list[int]) -> None:
    seen = forecast(seats=seats, on_board=on_board, weekly=weekly, today=TODAY)
    assert seen.earliest is None or seen.likely is None or TODAY <= seen.earliest <= seen.likely
    assert seen.latest is None or (seen.likely is not None and seen.likely <= seen.latest)
