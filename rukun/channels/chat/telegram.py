"""A Telegram bot: what its webhook tells, and how it is answered.

As documented at core.telegram.org/bots/api:

- `setWebhook`: every update is a POST with `X-Telegram-Bot-Api-Secret-Token`; whatever is not answered with 2xx comes
  again. `Update` has an `update_id` and one of `message`, `callback_query`, ...
- `Message`: `chat.id`, `chat.type`, `from.language_code`, `text`, `caption`, `photo` (the same picture in several
  sizes), `document`, `location`, `venue`, `contact` (with `user_id`: whose number it is), `media_group_id` (one update
  for each picture of an album).
- `sendMessage` with `InlineKeyboardMarkup` (`callback_data` of 64 bytes) or `ReplyKeyboardMarkup`
  (`request_location`, `request_contact`; private chats only); a text has 4,096 signs. `answerCallbackQuery` ends the
  waiting on the button.
- `getFile` tells `file_path`, fetched at `/file/bot<token>/<file_path>`; files of at most 20 MB.
- An answer has `ok`; without it `error_code`, `description`, and `parameters.retry_after` where it was too often.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext, override

from rukun.channels.chat import calling
from rukun.channels.chat.reading import named, number_at, objects, text_at
from rukun.chats.addresses import sealed
from rukun.chats.post import Received
from rukun.chats.state import Channel
from rukun.reports.rules import PHOTO_BYTES_MAX
from rukun.senders.message import NotSent
from rukun.values.words import sentence

TEXT_SIGNS, DATA_BYTES = 4096, 64
FILE_BYTES_MAX = 20_000_000
WISHES = {
    "location": (sentence("Bagikan lokasi saya"), "request_location"),
    "contact": (sentence("Bagikan nomor saya"), "request_contact"),
}


def is_secret(given: str) -> bool:
    """Whether it came from where the webhook was set; compared in a time that tells nothing."""
    return hmac.compare_digest(settings.TELEGRAM_SECRET.encode(), given.encode())


def received(update: Mapping[str, Any]) -> Iterator[Received]:
    """The message of an update: of people, and in a chat of their own with the bot."""
    query = named(update, "callback_query")
    message = named(query, "message") if query else named(update, "message")
    sender, chat = named(query or message, "from"), named(message, "chat")
    name, address = text_at(update, "update_id"), text_at(chat, "id")
    is_ours = text_at(chat, "type") == "private" and sender.get("is_bot") is not True
    if not (is_ours and name and address.removeprefix("-").isdecimal()):
        return
    heard = _tapped(query) if query else _heard(message, text_at(sender, "id"))
    language = "en" if text_at(sender, "language_code").startswith("en") else ""
    yield Received(Channel.TELEGRAM, address, name, heard, language)


def _tapped(query: Mapping[str, Any]) -> dict[str, Any]:
    return {"choice": text_at(query, "data"), "acknowledge": text_at(query, "id")}


def _heard(message: Mapping[str, Any], sender: str) -> dict[str, Any]:
    place = named(named(message, "venue") or message, "location")
    file, contact = _picture(message), named(message, "contact")
    if file:
        return {"media": [file], "text": text_at(message, "caption"), "group": text_at(message, "media_group_id")}
    if place:
        return {"place": [number_at(place, "latitude"), number_at(place, "longitude")]}
    if contact:
        # Somebody else's card says nothing of whoever sends it.
        is_own = text_at(contact, "user_id") == sender
        return {"number": sealed(text_at(contact, "phone_number"))} if is_own else {"odd": True}
    return {"text": text_at(message, "text")} if message.get("text") else {"odd": True}


def _picture(message: Mapping[str, Any]) -> str:
    """The largest size of a photo that a bot can fetch, or a picture that was sent as a file."""
    document = named(message, "document")
    if text_at(document, "mime_type").startswith("image/"):
        return text_at(document, "file_id")
    sizes = [one for one in objects(message, "photo") if number_at(one, "file_size") <= FILE_BYTES_MAX]
    largest = max(sizes, key=lambda one: number_at(one, "width") * number_at(one, "height"), default={})
    return text_at(largest, "file_id")


class Telegram:
    """Answers as the bot of the settings."""

    def send(self, address: str, says: Mapping[str, Any], key: str) -> None:  # noqa: ARG002  it knows no such keys
        self._call("sendMessage", {"chat_id": int(address), **composed(says)})

    def fetch(self, reference: str) -> bytes:
        told = named(self._call("getFile", {"file_id": reference}), "result")
        path = text_at(told, "file_path")
        if not path:
            raise NotSent("Telegram tells no file", is_final=True)
        if number_at(told, "file_size") > PHOTO_BYTES_MAX:
            raise calling.TooLarge
        where = f"{settings.TELEGRAM_URL}/file/bot{settings.TELEGRAM_TOKEN}/{quote(path)}"
        status, content = calling.download(where)
        if status != 200:
            raise NotSent(f"the file answered {status}")
        return content

    def acknowledge(self, reference: str) -> None:
        self._call("answerCallbackQuery", {"callback_query_id": reference})

    def _call(self, method: str, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        where = f"{settings.TELEGRAM_URL}/bot{settings.TELEGRAM_TOKEN}/{method}"
        reply = calling.ask("POST", where, sent=sent)
        if reply.is_good and reply.told.get("ok") is True:
            return reply.told
        code = int(number_at(reply.told, "error_code")) or reply.status
        wait = int(number_at(named(reply.told, "parameters"), "retry_after"))
        raise NotSent(
            f"Telegram answered {code}", is_final=code in (400, 404), is_gone=code == 403, wait_seconds=max(0, wait)
        )  # fmt: skip


def composed(says: Mapping[str, Any]) -> dict[str, Any]:
    """A message as the API wants it: a button a line, or a keyboard that shares a place or a number."""
    text = str(says["text"])
    sent: dict[str, Any] = {"text": text if len(text) <= TEXT_SIGNS else text[: TEXT_SIGNS - 1] + "…"}
    if says.get("wants") in WISHES:
        words, wish = WISHES[says["wants"]]
        with override(says.get("language")):
            button = {"text": gettext(words), wish: True}
        sent["reply_markup"] = {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    elif says["choices"]:
        lines = [[{"text": one["words"], "callback_data": _within(one["id"])}] for one in says["choices"]]
        sent["reply_markup"] = {"inline_keyboard": lines}
    else:
        sent["reply_markup"] = {"remove_keyboard": True}
    return sent


def _within(data: str) -> str:
    return data.encode()[:DATA_BYTES].decode(errors="ignore")
