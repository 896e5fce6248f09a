"""What people wrote for everybody loses how they are reached, and nothing else."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.values.contacts import has_contacts, without_contacts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("WA +62 812 3456 7890, NIK 3174031002000001, a.b@c.co.id", "WA …, NIK …, …"),
        ("telepon (021) 555 12 34", "telepon (…"),
        ("0812.345.678 atau 812.345.678", "… atau …"),
        ("rekening 7654321098 a.n. Budi", "rekening … a.n. Budi"),
    ],
)
def test_a_telephone_an_identity_number_an_account_and_an_address_are_gone(words: str, told: str) -> None:
    assert without_contacts(words) == told and has_contacts(words)


@pytest.mark.parametrize(
    "words",
    [
        "RT 005/02, 3 kantong, jalan 2 km",
        "sejak 12-06-2016, juga 3.6.2016 dan 2016-06-12",
        "lampu mati 18.00-05.30 setiap malam",
        "rugi Rp 12.500.000 dan Rp15000000",
        "tiang PLN KB 1234567",
    ],
)
def test_days_hours_sums_and_short_numbers_stay(words: str) -> None:
    assert without_contacts(words) == words and not has_contacts(words)


@given(st.text(st.sampled_from("08 -.()+Rpab@,\n"), max_size=60))
def test_what_is_left_holds_nothing_that_would_be_taken_away_again(words: str) -> None:
    once = without_contacts(words)
    assert without_contacts(once) == once


@given(st.text(st.sampled_from("ab@.-+ _é"), max_size=40))
def test_an_address_is_found_wherever_it_stands(words: str) -> None:
    by_the_book = re.sub(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", "…", words)
    assert without_contacts(words) == by_the_book


def test_words_without_end_cost_what_they_weigh() -> None:
    """A list tells a thousand reports at once, and anybody may ask for it."""
    begun = time.process_time()
    for words in ("a" * 4_000, "1" * 4_000, "a" * 3_999 + "@"):
        for _ in range(200):
            without_contacts(words)
    assert time.process_time() - begun < 5, "forty seconds where each beginning is tried"
