"""The board of what is not done yet: what is counted, what is the oldest, and how much is read for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.followup.models import Delay, Ticket
from rukun.followup.oversight import ageing
from rukun.followup.oversight.ageing import board_of
from rukun.people.rules import Actor
from rukun.values.code import AreaCode
from tests.conftest import KELURAHAN
from tests.made import ticket

WARD, DISTRICT = AreaCode(KELURAHAN), AreaCode(KELURAHAN[:6])
DAY = timedelta(days=1)


@pytest.fixture
def waiting(kota: Path, budi: Actor, noon: datetime) -> list[Ticket]:
    """Six tickets, the oldest first, each a day older than the next; the three oldest are private."""
    return [ticket(budi, noon - n * DAY, is_private=n >= 4) for n in range(6, 0, -1)]


@pytest.mark.parametrize(("most", "shown"), [(1, 1), (2, 2), (60, 3)], ids=["none of the oldest", "one", "all"])
def test_the_oldest_that_everyone_may_see_are_found_behind_whatever_is_private(
    waiting: list[Ticket], noon: datetime, monkeypatch: pytest.MonkeyPatch, most: int, shown: int
) -> None:
    monkeypatch.setattr(ageing, "OLDEST", most)
    for area in (WARD, DISTRICT, AreaCode(KELURAHAN[:2])):
        told = [one.ticket.pk for one in board_of(area, noon, is_public=True).oldest]
        assert told == [one.pk for one in waiting[3:]][:shown]
        whole = [one.ticket.pk for one in board_of(area, noon, is_public=False).oldest]
        assert whole == [one.pk for one in waiting][:most]


def test_of_each_ticket_its_newest_promise_counts_and_a_question_is_none(
    waiting: list[Ticket], citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    rests, broken, asked, silent = waiting[2:]
    followup.take(rests, desk=desk, at=noon)
    told = {"words": "Menunggu", "next_office": None, "seat_id": desk.id, "due_before": noon, "reason": "bahan"}
    for one, expected, asks in (
        (rests, date(2016, 7, 1), False), (rests, date(2016, 5, 1), False), (broken, date(2016, 5, 1), False),
        (asked, date(2016, 5, 1), True),
    ):  # fmt: skip
        Delay.objects.create(ticket=one, expected=expected, asks=asks, at=noon, **told)
    Ticket.objects.filter(pk=rests.pk).update(state="paused", paused_until=date(2016, 7, 1), pause_reason="bahan")
    board = board_of(WARD, noon, is_public=False)
    assert (board.total.open, board.total.explained, board.total.passed) == (6, 2, 2)
    assert board.reasons == {"bahan": [sum(bands) for bands in zip(*board.reasons.values(), strict=True)]}
    assert sum(board.reasons["bahan"]) == 1 and board.total.unexplained == 4
    Ticket.objects.filter(pk=asked.pk).update(state="paused", paused_until=date(2016, 7, 1), pause_reason="tanya")
    assert board_of(WARD, noon, is_public=False).total.explained == 3
    assert silent.pk in [one.ticket.pk for one in board.oldest if one.delay is None]


def test_what_is_open_is_gone_through_once_to_be_counted_and_only_the_oldest_are_read_whole(
    waiting: list[Ticket], noon: datetime
) -> None:
    with CaptureQueriesContext(connection) as asked:
        board_of(WARD, noon, is_public=True)
    statements = [row["sql"] for row in asked]
    assert sum('"followup_ticket"."state" IN' in one for one in statements) == 3, statements
    assert [one for one in statements if '"reports_report"."words"' in one] == statements[-1:]
    assert 'followup_ticket"."state" IN' not in statements[-1]
