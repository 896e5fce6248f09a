"""Amounts in words: read back by a reader of its own, every amount is itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.values.refused import Refused
from rukun.values.terbilang import LARGEST, terbilang

WORTH = {
    word: number
    for number, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    )
}
TIMES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000}


def read_back(words: str) -> int:
    """What somebody who hears the words writes down: word by word, from left to right."""
    total = group = last = 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in TIMES:
            total, group, last = total + (group + last) * TIMES[word], 0, 0
        elif word == "ratus":
            group, last = group + last * 100, 0
        elif word == "puluh":
            group, last = group + last * 10, 0
        elif word == "belas":
            last += 10
        else:
            last = WORTH[word]
    return total + group + last


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (17, "tujuh belas"), (100, "seratus"), (1_000, "seribu"),
        (1_100, "seribu seratus"), (2_500_000, "dua juta lima ratus ribu"), (1_000_000, "satu juta"),
        (975_000, "sembilan ratus tujuh puluh lima ribu"), (111_011, "seratus sebelas ribu sebelas"),
        (1_000_001_000, "satu miliar seribu"), (1_200_000, "satu juta dua ratus ribu"),
    ],
)  # fmt: skip
def test_an_amount_is_written_as_a_receipt_has_it(number: int, words: str) -> None:
    assert terbilang(number) == words


@given(st.integers(0, LARGEST))
def test_whoever_reads_the_words_comes_back_to_the_amount(number: int) -> None:
    assert read_back(terbilang(number)) == number


@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_two_amounts_never_share_their_words(one: int, other: int) -> None:
    assert (terbilang(one) == terbilang(other)) == (one == other)


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_lies_beyond_is_refused(number: int) -> None:
    with pytest.raises(Refused):
        terbilang(number)
