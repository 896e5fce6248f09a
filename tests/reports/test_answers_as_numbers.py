"""A number that a program answers a question with is read as it was said: no figure lost, none added."""

from __future__ import annotations

import pytest

from rukun.reports.questions import Question, answered

HOW_MUCH = Question("how_much", "Berapa", "How much", "", "", datatype="number")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("12345.67", "12345,67"), ("1234567", "1234567"), ("-106.8456789", "-106,8456789"), ("3.0", "3"),
        ("100", "100"), ("0", "0"), ("-0.0", "0"), ("0.00001", "0,00001"), ("1e3", "1000"), ("1e30", "1e30"),
    ],
)  # fmt: skip
def test_a_number_keeps_every_figure(said: str, read: str) -> None:
    assert answered([HOW_MUCH], {"how_much": [said]}).lines == [f"Berapa: {read}"]


@pytest.mark.parametrize("said", ["banyak", "nan", "inf", "1_000", "1,5", "9" * 31])
def test_what_is_no_number_is_refused(said: str) -> None:
    told = answered([HOW_MUCH], {"how_much": [said]})
    assert len(told.wrong) == 1 and not told.lines
