"""Reporting by a Telegram bot, from the webhook to the answer, against a server that speaks the Bot API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.chats.models import Conversation, Inbound, Outbound
from rukun.people.rules import Actor
from rukun.reports.models import Photo, Report
from tests.chats.conftest import NUMBER_OF_HADI, Caller, Worked
from tests.chats.platforms import BotApi, telegram_message, telegram_tap
from tests.made import IN_RT_5, jpeg

pytestmark = pytest.mark.any_engine

TRANSACTION = 2  # its begin and its end
PLACE = {"location": {"latitude": IN_RT_5.lat, "longitude": IN_RT_5.lon}}


def sizes(name: str, bot: BotApi) -> list[dict[str, Any]]:
    """A photo as Telegram tells it: the same in several sizes."""
    bot.media[name] = jpeg(len(bot.media) + 1)
    small = {"file_id": f"{name}-small", "file_unique_id": "s", "width": 90, "height": 67, "file_size": 900}
    return [small, {"file_id": name, "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 90_000}]


def test_an_album_a_place_and_two_taps_make_a_report(kota: Path, telegram: Caller, bot: BotApi, worked: Worked) -> None:
    assert telegram(telegram_message(text="/start")) == 200
    assert worked() == {"answered": 1, "sent": 2}
    for number in range(3):
        caption = {"caption": "Jalan berlubang"} if number == 0 else {}
        album = telegram_message(photo=sizes(f"p{number}", bot), media_group_id="77", **caption)
        assert telegram(album) == 200
    assert worked() == {"answered": 3, "sent": 1}
    (line,) = bot.messages[-1]["reply_markup"]["keyboard"]
    assert line == [{"text": "Bagikan lokasi saya", "request_location": True}]
    assert telegram(telegram_message(**PLACE)) == 200 and worked()["sent"] == 1
    first = bot.messages[-1]["reply_markup"]["inline_keyboard"][0][0]
    assert first == {"text": "Jalan rusak", "callback_data": "kind:jalan-rusak"}
    for tap in ("kind:jalan-rusak", "do:send"):
        assert telegram(telegram_tap(tap)) == 200 and worked()["sent"] == 1
    assert bot.taps == ["tap-kind:jalan-rusak", "tap-do:send"], "nothing goes on spinning"
    report = Report.objects.select_related("category").get()
    assert (report.channel, report.category.code, report.words) == ("telegram", "jalan-rusak", "Jalan berlubang")
    assert Photo.objects.count() == 3 and report.code in bot.texts()[-1]


def test_only_who_shares_their_own_number_is_known_by_it(
    telegram: Caller, hadi: Actor, bot: BotApi, worked: Worked
) -> None:
    telegram(telegram_message(text="nomor"))
    worked()
    (line,) = bot.messages[-1]["reply_markup"]["keyboard"]
    assert line[0]["request_contact"] is True
    card = {"phone_number": NUMBER_OF_HADI, "first_name": "Hadi", "user_id": 999}
    telegram(telegram_message(contact=card))
    worked()
    assert Conversation.objects.get().person_id is None, "the card of somebody else"
    telegram(telegram_message(contact=card | {"user_id": 4242}))
    worked()
    assert Conversation.objects.get().person_id == hadi.person_id
    begun = [telegram_message(photo=sizes("p", bot), caption="Ronda malam"), telegram_message(**PLACE)]
    taps = [telegram_tap(tap) for tap in ("kind:kerja-bakti", "unit:9999991001002005", "do:send")]
    for body in (*begun, *taps):
        telegram(body)
        worked()
    report = Report.objects.select_related("unit").get()
    assert report.filer_id == hadi.person_id and report.unit is not None and report.unit.code == "9999991001002005"


def test_without_the_secret_nothing_is_heard(db: None, telegram: Caller) -> None:
    body = telegram_message(text="halo")
    for wrong in ("", "other", "telegram-secre"):
        assert telegram(body, **{"X-Telegram-Bot-Api-Secret-Token": wrong}) == 403
    assert not Inbound.objects.exists()
    assert [telegram(body), telegram(body)] == [200, 200] and Inbound.objects.count() == 1


def test_groups_channels_and_other_bots_are_not_answered(db: None, telegram: Caller) -> None:
    assert telegram(telegram_message(kind="supergroup", text="halo")) == 200
    assert telegram(telegram_message(text="halo", **{"from": {"id": 1, "is_bot": True}})) == 200
    assert telegram(b'{"update_id": 9, "my_chat_member": {"chat": {"id": 1, "type": "private"}}}') == 200
    assert not Inbound.objects.exists()


def test_when_it_was_too_often_telegram_says_how_long_to_wait(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked
) -> None:
    bot.fails.append(("sendMessage", 429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 90}}))
    telegram(telegram_message(text="bantuan"))
    assert worked() == {"answered": 1, "later": 1}
    assert worked(80) == {} and worked(95) == {"sent": 1} and len(bot.messages) == 1


def test_who_blocked_the_bot_is_not_written_to_again(kota: Path, telegram: Caller, bot: BotApi, worked: Worked) -> None:
    bot.fails.append(("sendMessage", 403, {"ok": False, "error_code": 403, "description": "bot was blocked"}))
    telegram(telegram_message(text="bantuan"))
    assert worked() == {"answered": 1, "given up": 1} and Outbound.objects.get().state == "dead"


def test_a_file_that_does_not_come_is_tried_again_and_one_that_is_gone_is_told(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked
) -> None:
    bot.fails.append(("/file/", 502, {}))
    telegram(telegram_message(photo=sizes("p", bot)))
    assert worked() == {"later": 1} and worked(10) == {"answered": 1, "sent": 1}
    assert len(Conversation.objects.get().state["photos"]) == 1
    telegram(telegram_message(document={"file_id": "gone", "mime_type": "image/heic"}))
    assert worked(20)["answered"] == 1 and any("tidak dapat kami ambil" in words for words in bot.texts())


def test_a_voice_is_answered_in_words_and_in_the_language_of_the_telephone(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked
) -> None:
    english = {"from": {"id": 4242, "is_bot": False, "language_code": "en-GB"}}
    telegram(telegram_message(voice={"file_id": "v", "duration": 3}, **english))
    worked()
    assert bot.texts()[0].startswith("We cannot take voice")


def test_how_a_report_stands_is_told_to_whoever_may_read_it(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked, budi: Actor, noon: Any
) -> None:
    from tests.made import report, ticket

    public, private = ticket(budi, noon).report, report(budi, noon, is_private=True)
    for code in (public.code.lower(), private.code, "0000000000"):
        telegram(telegram_message(text=f"status {code}"))
        worked()
    assert bot.texts()[0].startswith(f"Laporan {public.code}: Menunggu. Selengkapnya: https://")
    assert all("Tidak ada laporan dengan kode" in words for words in bot.texts()[1:])


def test_a_webhook_and_its_answer_take_a_known_number_of_queries(
    kota: Path, telegram: Caller, bot: BotApi, worked: Worked
) -> None:
    telegram(telegram_message(text="bantuan"))
    worked()
    with CaptureQueriesContext(connection) as told:
        telegram(telegram_message(text="bantuan"))
    assert len(told) == 4 + TRANSACTION, "platforms wait for us"
    with CaptureQueriesContext(connection) as told:
        worked()
    assert len(told) == 22 + 4 * TRANSACTION
    with CaptureQueriesContext(connection) as told:
        worked()
    assert len(told) == 2, "one for each look"
