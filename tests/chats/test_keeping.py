"""What the clock does: a report that was left is given up and told of, and an old conversation is forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rukun.channels.chat.working import work_off, work_until
from rukun.chats import keeping, post
from rukun.chats.models import Conversation, HeldPhoto, Inbound, Outbound
from rukun.chats.post import LEASE, Received, receive
from rukun.chats.queries import pictures_among
from rukun.chats.soundness import findings
from rukun.chats.state import Channel
from rukun.reports.actions import sweep_pictures
from rukun.reports.models import Picture, Report
from tests.chats.conftest import Caller, Worked
from tests.chats.platforms import BotApi, telegram_message
from tests.chats.test_telegram import sizes
from tests.made import IN_RT_5


def test_a_report_that_was_left_is_given_up_and_told_within_the_day(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked, noon: datetime
) -> None:
    telegram(telegram_message(photo=sizes("p", bot)))
    worked()
    assert keeping.end_stale(at=noon + timedelta(hours=19)) == 0
    late = noon + timedelta(hours=21)
    assert keeping.end_stale(at=late) == 1 and keeping.end_stale(at=late) == 0
    assert work_off(now=lambda: late) == {"sent": 1} and "kami hapus" in bot.texts()[-1]
    assert not HeldPhoto.objects.exists() and Conversation.objects.get().state in ({}, {"language": "id"})


def test_a_picture_that_waits_in_a_conversation_is_not_swept_away(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked, noon: datetime
) -> None:
    telegram(telegram_message(photo=sizes("p", bot)))
    worked()
    days = noon + timedelta(days=2)
    assert sweep_pictures(named_elsewhere=pictures_among, at=days) == 0 and Picture.objects.count() == 1
    keeping.end_stale(at=days)
    assert sweep_pictures(named_elsewhere=pictures_among, at=days) == 1


def test_old_conversations_are_forgotten_with_their_addresses(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked, noon: datetime
) -> None:
    telegram(telegram_message(text="bantuan"))
    worked()
    assert keeping.forget_old(at=noon + timedelta(days=29)) == 0
    assert keeping.forget_old(at=noon + timedelta(days=31)) == 1
    assert not Conversation.objects.exists() and not Inbound.objects.exists()


def test_who_writes_again_while_old_conversations_are_forgotten_is_answered(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked, noon: datetime
) -> None:
    receive(Received(Channel.TELEGRAM, "1", "a", {"text": "bantuan"}), at=noon)
    worked()
    late, at_once = noon + timedelta(days=31), [Received(Channel.TELEGRAM, "1", "b", {"text": "bantuan"})]

    def write_meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if at_once and "heard_at" in sql:
            assert receive(at_once.pop(), at=late)
        return found

    with connection.execute_wrapper(write_meanwhile):
        keeping.forget_old(at=late)
    assert not at_once and Inbound.objects.filter(state=Inbound.State.WAITING).count() == 1


def test_what_ends_its_worker_again_and_again_is_laid_aside_and_said(
    db: None, at_noon: None, bot: BotApi, noon: datetime
) -> None:
    receive(Received(Channel.TELEGRAM, "1", "a", {"text": "x"}), at=noon)
    moment = noon
    for _ in range(post.TAKEN_MAX):
        assert post.take(at=moment) is not None
        moment += post.LEASE + timedelta(seconds=1)
    parcel = post.take(at=moment)
    assert parcel is not None and parcel.says is not None and "olah" in parcel.says.says["text"]
    assert Inbound.objects.get().error == post.NEVER_ANSWERED


def test_what_is_settled_by_whoever_lost_the_conversation_changes_nothing(db: None, noon: datetime) -> None:
    receive(Received(Channel.TELEGRAM, "1", "a", {"text": "x"}), at=noon)
    lost = post.take(at=noon)
    assert lost is not None and post.take(at=noon) is None
    later = noon + post.LEASE + timedelta(seconds=1)
    held = post.take(at=later)
    assert held is not None and held.claim != lost.claim
    post.gave_up(lost, "late", at=later)
    assert Inbound.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, []),
        ({"TELEGRAM_TOKEN": "1"}, ["telegram"]),
        ({"WHATSAPP_TOKEN": "1", "WHATSAPP_NUMBER_ID": "2", "WHATSAPP_APP_SECRET": "3"}, ["whatsapp"]),
        ({"RUKUN_INTAKE_IMAP": {"host": "x"}}, ["email"]),
        ({"TELEGRAM_TOKEN": "1", "TELEGRAM_SECRET": "2"}, []),
    ],
)
def test_a_channel_that_was_connected_by_half_is_named(settings: Any, given: dict[str, Any], wrong: list[str]) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    assert [one.about for one in findings() if one.is_serious] == wrong


def test_two_messages_of_one_chat_at_once_and_two_workers_make_one_report(
    committed: Path, bot: BotApi, noon: datetime, in_thread: Callable[..., Any]
) -> None:
    stop, start = threading.Event(), threading.Barrier(2)

    def hear(number: int, **heard: object) -> None:
        receive(Received(Channel.TELEGRAM, "4242", str(number), heard), at=noon)

    def hear_twice() -> None:
        start.wait(20)
        hear(1, text="Sampah menumpuk")

    for thread in [in_thread(hear_twice), in_thread(hear_twice)]:
        thread.join(20)
    assert Inbound.objects.count() == 1 == Conversation.objects.count()
    steps = [{"choice": "do:no-photo"}, {"place": [IN_RT_5.lat, IN_RT_5.lon]}, {"choice": "kind:sampah"},
             {"choice": "do:send"}, {"choice": "do:send"}]  # fmt: skip
    # One of the answers hangs for a moment, in one of the hands.
    bot.fails.append(("sendMessage", 500, {"ok": False}))
    workers = [in_thread(lambda: work_until(stop, now=lambda: noon, rest=0.01, hands=2)) for _ in range(2)]
    try:
        for number, step in enumerate(steps, 2):
            hear(number, **step)
        until = time.monotonic() + 40
        # Also until the answer that fails has failed, or it would do so below and be put off beyond the end.
        while (bot.fails or Inbound.objects.filter(state="waiting").exists()) and time.monotonic() < until:
            stop.wait(0.05)
    finally:
        stop.set()
        for worker in workers:
            worker.join(30)
    # What a hand let go of, because the database was away for a moment, is taken again when its lease is over.
    work_off(now=lambda: noon + LEASE + timedelta(minutes=1))
    assert Report.objects.get().words == "Sampah menumpuk"
    assert sum("Terkirim" in words for words in bot.texts()) == 1
    assert set(Inbound.objects.values_list("state", "tries")) == {("done", 1)}
    assert set(Outbound.objects.values_list("state", flat=True)) == {"sent"}
