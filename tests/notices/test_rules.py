"""When something may ring, and when it is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rukun.notices.rules import BY_DEFAULT, NEWS, OF_NO_EVENT, WAITS, Matter, Way, next_try, send_from, ways_of
from rukun.notices.sayings import SENTENCES, TITLES
from rukun.values.zones import WIB


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2016, 6, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("now", "rings"),
    [
        (at(1, 12), at(1, 12)),
        (at(1, 20, 59), at(1, 20, 59)),
        (at(1, 21), at(2, 6)),
        (at(1, 23, 59), at(2, 6)),
        (at(2, 0), at(2, 6)),
        (at(2, 5, 59), at(2, 6)),
        (at(2, 6), at(2, 6)),
        (at(30, 22), datetime(2016, 7, 1, 6, tzinfo=WIB)),
    ],
)
def test_nothing_rings_at_night_where_quiet_was_chosen(now: datetime, rings: datetime) -> None:
    for way in (Way.PUSH, Way.TEXT):
        assert send_from(way, now, is_quiet=True) == rings
        assert send_from(way, now, is_quiet=False) == now
    assert send_from(Way.EMAIL, now, is_quiet=True) == now, "an e-mail wakes nobody"


def test_tries_are_further_and_further_apart_and_end() -> None:
    now = at(1, 12)
    tries = [next_try(n, now, wait_seconds=0) for n in range(1, len(WAITS) + 2)]
    assert [moment and moment - now for moment in tries] == [*WAITS, None]
    assert [wait.total_seconds() / 60 for wait in WAITS] == [1, 5, 30, 120, 720]


def test_who_asks_to_wait_longer_is_waited_for() -> None:
    now = at(1, 12)
    assert next_try(1, now, wait_seconds=600) == now + timedelta(minutes=10)
    assert next_try(3, now, wait_seconds=600) == now + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("login", "ways"),
    [
        ("budi@contoh.id", (Way.APP, Way.PUSH, Way.EMAIL)),
        ("+6281234567890", (Way.APP, Way.PUSH, Way.TEXT)),
        ("demo-warga", (Way.APP, Way.PUSH)),
    ],
)
def test_a_login_says_by_what_somebody_can_be_reached(login: str, ways: tuple[Way, ...]) -> None:
    assert ways_of(login) == ways


def test_every_matter_has_its_words_and_happens() -> None:
    happening = {matter for matters in NEWS.values() for matter in matters}
    assert set(TITLES) == set(SENTENCES) == happening | OF_NO_EVENT == set(Matter)


def test_few_things_ring_by_default() -> None:
    ends = {"done", "declined", "struck", "upheld", "rejected", "reopened", "paid"}
    assert BY_DEFAULT[Way.PUSH] == ends | {
        "paused",
        "disputed",
        "handed-up",
        "contact",
        "invited",
        "moved",
        "cancelled",
        "unit-ended",
        "asked",
        "unmerged",
        "partly",
    }
    assert Matter.ACCEPTED not in BY_DEFAULT[Way.APP] and BY_DEFAULT[Way.TEXT] < BY_DEFAULT[Way.PUSH]
