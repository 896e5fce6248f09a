"""A ketua asks in everyday words whether the money may buy something, and the decree answers or is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.funds.decree import Certainty, Ruling, read_decree
from rukun.funds.uses import ASKED_LETTERS_MAX, Found, is_near, search, slips, stems, words_of
from rukun.values.refused import Refused

ROOT = Path(__file__).resolve().parents[2] / "kota"
DECREES = sorted(file for file in ROOT.glob("*/decrees/*.toml") if "[[use]]" in file.read_text())
JUNE = ROOT / "jakarta" / "decrees" / "kepgub-903-2016.toml"


@pytest.fixture(scope="module")
def uses() -> tuple[Ruling, ...]:
    return read_decree(JUNE.stem, JUNE.read_bytes()).uses


def named(found: Found) -> list[str]:
    return [f"{use.code} {use.ruling}" for use in found.answers]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("boleh beli HP?", ["ponsel ask"]),
        ("Apakah boleh membeli smartphone Android untuk ketua", ["ponsel ask"]),
        ("handphonenya", ["ponsel ask"]),
        ("kopi rapat", ["rapat yes"]),
        ("rapatnya pakai nasi kotak", ["rapat yes"]),
        ("honor", ["honor no"]),
        ("THR pengurus", ["honor no"]),
        ("upah ketua", ["honor no"]),
        ("bayar hansip", ["upah-petugas ask"]),
        ("cat gapura", ["perbaikan yes"]),
        ("ngecat gapura", ["perbaikan yes"]),
        ("memperbaiki lampu-lampu jalan", ["perbaikan yes"]),
        ("menyapu", ["kebersihan yes"]),
        ("pembersihan", ["kebersihan yes"]),
        ("santunan anak yatim", ["sosial yes"]),
        ("beli pulsa", ["pulsa yes"]),
        ("konsumsi rapat", ["rapat yes"]),
    ],
)
def test_an_everyday_question_finds_its_ruling(uses: tuple[Ruling, ...], asked: str, told: list[str]) -> None:
    assert named(search(uses, asked)) == told
    assert named(search(uses, asked.upper() + "  !?")) == told


@pytest.mark.parametrize(
    ("asked", "guess"), [("smarphone", "ponsel"), ("hanphone", "ponsel"), ("pulas", "pulsa"), ("satunan", "sosial")]
)
def test_a_slip_of_the_finger_is_a_guess_and_no_answer(uses: tuple[Ruling, ...], asked: str, guess: str) -> None:
    found = search(uses, asked)
    assert found.answers == () and found.unknown == () and [use.code for use in found.guesses] == [guess]


def test_a_word_one_letter_away_from_another_thing_is_not_answered_as_that_thing(uses: tuple[Ruling, ...]) -> None:
    assert "rapat" not in [use.code for use in search(uses, "beli tanah makam").answers]


def test_what_nobody_understood_is_told(uses: tuple[Ruling, ...]) -> None:
    assert search(uses, "cat kuku").unknown == ("kuku",)
    nothing = search(uses, "tabung gas melon")
    assert (nothing.answers, nothing.guesses, nothing.unknown) == ((), (), ("tabung", "gas", "melon"))


def test_where_several_rulings_are_as_good_the_stricter_comes_first_and_the_difference_is_told(
    uses: tuple[Ruling, ...],
) -> None:
    found = search(uses, "makan keluarga")
    assert named(found) == ["pribadi no", "rapat yes"] and found.differ
    assert not search(uses, "konsumsi rapat").differ


@pytest.mark.parametrize("asked", ["", "  ", "apa boleh?", "?!", "🍜", "uangnya untuk apa ya"])
def test_a_question_without_a_thing_finds_nothing_and_blames_no_word(uses: tuple[Ruling, ...], asked: str) -> None:
    assert search(uses, asked) == Found((), (), ())


def test_affixes_are_taken_off_in_every_way_that_leaves_a_word() -> None:
    for word, stem in (
        ("pengecatan", "cat"), ("rapatnya", "rapat"), ("menyapu", "sapu"), ("pemotongan", "potong"),
        ("penulisan", "tulis"), ("kebersihan", "bersih"), ("memperbaiki", "baik"), ("makanan", "makan"),
    ):  # fmt: skip
        assert stem in stems(word), word


def test_slips_are_letters_left_out_added_changed_or_exchanged() -> None:
    assert [slips("pulsa", other) for other in ("pulsa", "pula", "pulsaa", "pulza", "pusla", "kursi")] == [
        0,
        1,
        1,
        1,
        1,
        3,
    ]
    assert not is_near("hp", "hq") and not is_near("cat", "cet") and is_near("rapta", "rapat")


@given(st.text(max_size=300))
def test_whatever_is_asked_is_answered_with_rulings_of_the_decree_and_never_the_same_twice(asked: str) -> None:
    uses = read_decree(JUNE.stem, JUNE.read_bytes()).uses
    found = search(uses, asked)
    both = [*found.answers, *found.guesses]
    assert len({use.code for use in both}) == len(both) and set(both) <= set(uses)
    assert set(found.unknown) <= set(words_of(asked[:ASKED_LETTERS_MAX])), "more letters than that nobody reads"


@pytest.mark.parametrize("file", DECREES, ids=lambda file: file.stem)
def test_every_everyday_word_of_every_catalogue_finds_its_own_ruling(file: Path) -> None:
    uses = read_decree(file.stem, file.read_bytes()).uses
    for use in uses:
        for word in use.words:
            assert use in search(uses, f"boleh {word}?").answers, (use.code, word)


@pytest.mark.parametrize("file", DECREES, ids=lambda file: file.stem)
def test_a_firm_ruling_says_what_it_rests_on_or_that_it_is_only_practice(file: Path) -> None:
    for use in read_decree(file.stem, file.read_bytes()).uses:
        assert use.sentence or use.ruling == "ask" or use.certainty is Certainty.PRACTICE, use.code


def test_a_use_that_stands_twice_or_is_no_table_is_told() -> None:
    text = JUNE.read_text()
    with pytest.raises(Refused, match="use 2: code tercatat dua kali"):
        read_decree("x", text.replace('code = "ponsel"', 'code = "pulsa"').encode())
    with pytest.raises(Refused, match="certainty harus salah satu"):
        read_decree(
            "x", text.replace('certainty = "press"\nsentence = "Rp', 'certainty = "practice"\nsentence = "Rp').encode()
        )
