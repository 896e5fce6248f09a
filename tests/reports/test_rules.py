"""What a report may be, and the day on which it counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.reports import rules
from rukun.reports.categories import read_categories
from rukun.values.refused import Refused
from rukun.values.zones import WIB

RECEIVED = datetime(2016, 6, 2, 0, 30, tzinfo=WIB)


@pytest.mark.parametrize(
    ("captured", "day"),
    [
        (RECEIVED, date(2016, 6, 2)),
        (RECEIVED - timedelta(hours=1), date(2016, 6, 1)),  # offline in the evening, sent after midnight
        (RECEIVED - timedelta(hours=24), date(2016, 6, 1)),  # just in time
        (RECEIVED - timedelta(hours=24, seconds=1), date(2016, 6, 2)),  # too old: the day it came in
        (RECEIVED + timedelta(minutes=5), date(2016, 6, 2)),  # a phone whose clock runs ahead
        (RECEIVED + timedelta(days=3), date(2016, 6, 2)),
    ],
)
def test_a_report_counts_on_the_day_of_its_photo_when_the_phone_sends_within_a_day(
    captured: datetime, day: date
) -> None:
    assert rules.counted_on(captured, RECEIVED) == day


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=8, max_size=64))
def test_the_same_key_always_gives_the_same_name_that_can_be_read_out(key: str) -> None:
    rules.refuse_bad_key(key)
    code = rules.code_of(key)
    assert code == rules.code_of(key) != rules.code_of(key, attempt=1)
    assert len(code) == 10 and not set(code) & set("ILOU")


@pytest.mark.parametrize("key", ["", "short", "a" * 65, "with space", "semi;colon", "é" * 9])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(Refused, match="Kunci"):
        rules.refuse_bad_key(key)


def test_words_lose_control_characters_and_keep_their_lines() -> None:
    assert rules.clean_words("  jalan\x00 rusak\x1b[31m\r\ndi depan SD 🙏 ") == "jalan rusak[31m\ndi depan SD 🙏"


def test_words_that_are_too_many_are_refused_with_the_number() -> None:
    assert len(rules.clean_words("a" * 4000)) == 4000
    with pytest.raises(Refused) as refusal:
        rules.clean_words("a" * 4001)
    assert "4000" in str(refusal.value) and refusal.value.field == "words"


def test_a_report_without_words_or_photo_is_refused_and_one_with_either_is_not() -> None:
    rules.refuse_empty("ada sampah", 0)
    rules.refuse_empty("", 1)
    with pytest.raises(Refused):
        rules.refuse_empty("", 0)
    with pytest.raises(Refused, match="Paling banyak 5"):
        rules.refuse_empty("", 6)


ONE = """
[[category]]
code = "sampah"
name = "Sampah"
name_en = "Rubbish"
group = "problem"
icon = "trash-2"
deadline_hours = 24
"""


def test_a_category_is_read_with_its_deadline_and_owner() -> None:
    (sampah,) = read_categories(ONE)
    assert (sampah.code, sampah.deadline_hours, sampah.owner, sampah.needs_followup) == (
        "sampah",
        24,
        "kelurahan",
        True,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ONE + ONE,
        ONE.replace("deadline_hours = 24", ""),
        ONE.replace('"problem"', '"other"'),
        ONE.replace("icon", "ikon"),
    ],
    ids=["twice", "no deadline", "unknown group", "no icon"],
)
def test_a_category_that_is_not_whole_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(Refused, match="sampah"):
        read_categories(wrong)
