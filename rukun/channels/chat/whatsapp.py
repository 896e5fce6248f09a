"""WhatsApp's Cloud API: what its webhook tells, and how it is answered.

As documented at developers.facebook.com/documentation/business-messaging/whatsapp:

- `webhooks/reference/messages/*`: `entry[].changes[].value` with `metadata.phone_number_id` and `messages[]`, each with
  `from`, `id`, `type` and an object of that type (`text.body`; `image.id` and `caption`; `location.latitude` and
  `longitude`; `interactive.button_reply` or `list_reply` with `id` and `title`). `statuses[]` tell what became of
  messages of ours.
- `webhooks/create-webhook-endpoint`: `hub.mode`, `hub.verify_token`, `hub.challenge`; `X-Hub-Signature-256` is
  `sha256=` and the HMAC of the raw body under the app's secret.
- `messages/interactive-list-messages` (10 rows in all, titles of 24 signs, descriptions of 72, a button of 20),
  `messages/interactive-reply-buttons-messages` (3 buttons of 20 signs), `messages/location-request-messages`; their
  body has 1,024 signs, a text 4,096.
- `business-phone-numbers/media`: `GET /MEDIA_ID?phone_number_id=` tells `url` (good for five minutes), which is then
  asked for with the same token. A media id of a webhook is good for seven days.
- `support/error-codes`: 4, 80007, 130429, 131048, 131056 are limits of how often; 131047 that the person wrote longer
  than a day ago; 131026 and 131050 that they cannot be written to.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from rukun.channels.chat import calling
from rukun.channels.chat.reading import named, number_at, objects, text_at
from rukun.chats.post import Received
from rukun.chats.state import Channel
from rukun.reports.rules import PHOTO_BYTES_MAX
from rukun.senders.message import NotSent, seconds_asked
from rukun.values.words import sentence

SIGNED = "sha256="
BUTTONS_MAX, BUTTON_SIGNS = 3, 20
ROWS_MAX, ROW_SIGNS, DESCRIPTION_SIGNS = 10, 24, 72
BODY_SIGNS, TEXT_SIGNS = 1024, 4096
OPEN_LIST = sentence("Lihat pilihan")
# Where media lie beside the Graph itself: nobody else gets the token.
MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net", ".whatsapp.com")
TOO_OFTEN = {4, 80007, 130429, 131048, 131056}
OF_NO_USE = {131026, 131047, 131050, 131051}
# Not ours to answer: what somebody thinks of a message, and what the platform says of itself.
PASSED_OVER = {"reaction", "system", "request_welcome"}


def is_signed(body: bytes, signature: str) -> bool:
    """Whether the app's secret signed exactly this; compared in a time that tells nothing."""
    wanted = SIGNED + hmac.new(settings.WHATSAPP_APP_SECRET.encode(), body, sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode())


def received(told: Mapping[str, Any]) -> Iterator[Received]:
    """The messages for our number; what became of ours, and messages of other numbers of the account, are passed by."""
    for entry in objects(told, "entry"):
        for change in objects(entry, "changes"):
            value = named(change, "value")
            if text_at(named(value, "metadata"), "phone_number_id") != settings.WHATSAPP_NUMBER_ID:
                continue
            for message in objects(value, "messages"):
                sender, name = text_at(message, "from"), text_at(message, "id")
                if sender.isdecimal() and name and text_at(message, "type") not in PASSED_OVER:
                    yield Received(Channel.WHATSAPP, sender, name, _heard(message))


def _heard(message: Mapping[str, Any]) -> dict[str, Any]:
    kind = text_at(message, "type")
    told = named(message, kind)
    if kind == "text":
        return {"text": text_at(told, "body")}
    # Sent as a file a picture keeps what its camera said.
    is_picture = kind == "image" or (kind == "document" and text_at(told, "mime_type").startswith("image/"))
    if is_picture and text_at(told, "id"):
        return {"media": [text_at(told, "id")], "text": text_at(told, "caption"), "group": "image"}
    if kind == "location":
        return {"place": [number_at(told, "latitude"), number_at(told, "longitude")]}
    if kind == "interactive":
        reply = named(told, "button_reply") or named(told, "list_reply")
        return {"choice": text_at(reply, "id")}
    if kind == "button":
        return {"text": text_at(told, "text")}
    return {"odd": True}


class WhatsApp:
    """Answers through the number of the settings."""

    def __init__(self) -> None:
        self.base, self.headers = settings.WHATSAPP_URL, {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}

    def send(self, address: str, says: Mapping[str, Any], key: str) -> None:
        body = {
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": address,
            "biz_opaque_callback_data": key,
        } | composed(says)  # fmt: skip
        where = f"{self.base}/{settings.WHATSAPP_NUMBER_ID}/messages"
        reply = calling.ask("POST", where, headers=self.headers, sent=body)
        if not reply.is_good:
            raise _refusal(reply)

    def fetch(self, reference: str) -> bytes:
        where = f"{self.base}/{reference}?phone_number_id={settings.WHATSAPP_NUMBER_ID}"
        reply = calling.ask("GET", where, headers=self.headers)
        if not reply.is_good:
            raise _refusal(reply)
        if number_at(reply.told, "file_size") > PHOTO_BYTES_MAX:
            raise calling.TooLarge
        url = text_at(reply.told, "url")
        if not self._is_theirs(url):
            raise NotSent("the media lie where the token is not sent", is_final=True)
        status, content = calling.download(url, headers=self.headers)
        if status != 200:
            # The address is good for minutes: the next try asks for a fresh one.
            raise NotSent(f"the media answered {status}")
        return content

    def acknowledge(self, reference: str) -> None:
        """Nothing spins on a telephone until we do."""

    def _is_theirs(self, url: str) -> bool:
        parts, own = urlsplit(url), urlsplit(self.base)
        is_theirs = parts.scheme == "https" and (parts.hostname or "").endswith(MEDIA_HOSTS)
        return is_theirs or (parts.scheme, parts.netloc) == (own.scheme, own.netloc)


def composed(says: Mapping[str, Any]) -> dict[str, Any]:
    """A message as the API wants it: buttons where three short ones are enough, else a list, or a wish for a place."""
    text, choices = str(says["text"]), says["choices"]
    if says.get("wants") == "location":
        return _interactive({"type": "location_request_message", "action": {"name": "send_location"}}, text)
    if not choices:
        return {"type": "text", "text": {"body": cut(text, TEXT_SIGNS), "preview_url": False}}
    if len(choices) <= BUTTONS_MAX and all(len(one["words"]) <= BUTTON_SIGNS for one in choices):
        buttons = [{"type": "reply", "reply": {"id": one["id"], "title": one["words"]}} for one in choices]
        return _interactive({"type": "button", "action": {"buttons": buttons}}, text)
    with override(says.get("language")):
        opens = cut(gettext(OPEN_LIST), BUTTON_SIGNS)
    rows = [_row(one) for one in choices[:ROWS_MAX]]
    return _interactive({"type": "list", "action": {"button": opens, "sections": [{"rows": rows}]}}, text)


def _row(choice: Mapping[str, str]) -> dict[str, str]:
    words = choice["words"]
    row = {"id": choice["id"], "title": cut(words, ROW_SIGNS)}
    return row if len(words) <= ROW_SIGNS else row | {"description": cut(words, DESCRIPTION_SIGNS)}


def _interactive(what: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {**what, "body": {"text": cut(text, BODY_SIGNS)}}}


def cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _refusal(reply: calling.Reply) -> NotSent:
    code = int(number_at(named(reply.told, "error"), "code"))
    is_passing = reply.status in (401, 408, 429) or reply.status >= 500 or code in TOO_OFTEN
    return NotSent(
        f"WhatsApp answered {reply.status} with error {code}",
        is_final=code in OF_NO_USE or not is_passing,
        wait_seconds=seconds_asked(reply.headers.get("Retry-After")),
    )
