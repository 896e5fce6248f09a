"""WhatsApp's Graph and Telegram's Bot API as real servers on the loopback, as strict as their documentation says."""

from __future__ import annotations

import hashlib
import hmac
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.listening import Quiet, served

NUMBER, TOKEN, APP_SECRET, VERIFY = "106540352242922", "EAAG-token", "app-secret", "verify-me"
BOT, SECRET = "123456:ABC-DEF", "telegram-secret"
_numbers = count(1)

Reply = tuple[int, dict[str, Any] | bytes]


@dataclass
class Platform(ABC):
    """`messages` are those that it took, `media` its files by id; `fails` are given first, by part of a path."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    fails: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Reply:
        self.asked.append(path)
        for fail in self.fails:
            if fail[0] in path:
                self.fails.remove(fail)
                return fail[1], fail[2]
        return self.served(method, path, headers, json.loads(body) if body else {})

    @abstractmethod
    def served(self, method: str, path: str, headers: dict[str, str], sent: dict[str, Any]) -> Reply:
        """What this platform answers to a call that is not told to fail."""


class Graph(Platform):
    """The Graph API of WhatsApp: messages, and media in two steps."""

    def served(self, method: str, path: str, headers: dict[str, str], sent: dict[str, Any]) -> Reply:
        parts = urlsplit(path)
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return 401, {"error": {"code": 190, "message": "Invalid OAuth access token"}}
        if method == "POST" and parts.path == f"/v23.0/{NUMBER}/messages":
            wrong = refusal_of(sent)
            if wrong:
                return 400, {"error": {"code": 131009, "message": wrong}}
            self.messages.append(sent)
            return 200, {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.out{len(self.messages)}"}]}
        name = parts.path.rpartition("/")[2]
        if name not in self.media:
            return 400, {"error": {"code": 100, "message": "no such media"}}
        if parts.path.startswith("/v23.0/"):
            assert parse_qs(parts.query)["phone_number_id"] == [NUMBER]
            content = self.media[name]
            return 200, {
                "messaging_product": "whatsapp", "url": f"{self.url}/lookaside/{name}", "mime_type": "image/jpeg",
                "sha256": hashlib.sha256(content).hexdigest(), "file_size": str(len(content)), "id": name,
            }  # fmt: skip
        return 200, self.media[name]

    def texts(self) -> list[str]:
        return [m["text"]["body"] if m["type"] == "text" else m["interactive"]["body"]["text"] for m in self.messages]


def refusal_of(sent: dict[str, Any]) -> str:
    """What the documentation does not allow in a message; "" for nothing."""
    if sent.get("messaging_product") != "whatsapp" or not str(sent.get("to", "")).isdecimal():
        return "messaging_product and to"
    if sent["type"] == "text":
        return "" if 1 <= len(sent["text"]["body"]) <= 4096 else "text"
    told = sent["interactive"]
    action = told["action"]
    if not 1 <= len(told["body"]["text"]) <= 1024:
        return "body"
    if told["type"] == "button":
        titles = [one["reply"]["title"] for one in action["buttons"]]
        is_good = 1 <= len(titles) <= 3 and len(set(titles)) == len(titles) and all(1 <= len(t) <= 20 for t in titles)
        return "" if is_good and all(one["reply"]["id"] for one in action["buttons"]) else "buttons"
    if told["type"] == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        is_good = 1 <= len(rows) <= 10 and 1 <= len(action["button"]) <= 20
        return "" if is_good and all(1 <= len(row["title"]) <= 24 and row["id"] for row in rows) else "list"
    return "" if told["type"] == "location_request_message" and action == {"name": "send_location"} else "type"


class BotApi(Platform):
    """Telegram's Bot API: methods under the token, files beside them."""

    def served(self, method: str, path: str, headers: dict[str, str], sent: dict[str, Any]) -> Reply:
        if path.startswith(f"/file/bot{BOT}/"):
            content = self.media.get(path.rpartition("/")[2])
            return (200, content) if content is not None else (404, {"ok": False, "error_code": 404})
        if not path.startswith(f"/bot{BOT}/"):
            return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
        called = path.rpartition("/")[2]
        if called == "sendMessage":
            assert isinstance(sent["chat_id"], int) and 1 <= len(sent["text"]) <= 4096
            for line in sent.get("reply_markup", {}).get("inline_keyboard", []):
                assert all(1 <= len(button["callback_data"].encode()) <= 64 for button in line)
            self.messages.append(sent)
            return 200, {"ok": True, "result": {"message_id": len(self.messages)}}
        if called == "answerCallbackQuery":
            self.taps.append(sent["callback_query_id"])
            return 200, {"ok": True, "result": True}
        if called == "getFile" and sent["file_id"] in self.media:
            file = {"file_id": sent["file_id"], "file_path": f"photos/{sent['file_id']}", "file_size": 1000}
            return 200, {"ok": True, "result": file}
        return 400, {"ok": False, "error_code": 400, "description": "Bad Request"}

    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages]


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """The server, until the block ends."""

    class Handler(Quiet):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = platform.answer(self.command, self.path, headers, body)
            content = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

    with served(Handler) as platform.port:
        yield platform


def signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def whatsapp_message(kind: str, told: object, *, sender: str = "6281234567890", name: str = "") -> bytes:
    """A webhook of Meta with one message."""
    message = {
        "from": sender, "id": name or f"wamid.{next(_numbers)}", "timestamp": "1464757200", "type": kind, kind: told,
    }  # fmt: skip
    return whatsapp_value({"contacts": [{"profile": {"name": "Hadi"}, "wa_id": sender}], "messages": [message]})


def whatsapp_value(value: dict[str, Any], number: str = NUMBER) -> bytes:
    value = {
        "messaging_product": "whatsapp", "metadata": {"display_phone_number": "62210", "phone_number_id": number},
    } | value  # fmt: skip
    changes = [{"value": value, "field": "messages"}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}).encode()


def telegram_message(number: int = 0, *, chat: int = 4242, kind: str = "private", **told: object) -> bytes:
    """An update of Telegram with one message."""
    sender = {"id": chat, "is_bot": False, "first_name": "Hadi", "language_code": "id"}
    message = {"message_id": 1, "date": 1464757200, "chat": {"id": chat, "type": kind}, "from": sender} | told
    return json.dumps({"update_id": number or next(_numbers), "message": message}).encode()


def telegram_tap(data: str, *, chat: int = 4242) -> bytes:
    sender = {"id": chat, "is_bot": False, "first_name": "Hadi"}
    query = {
        "id": f"tap-{data}", "from": sender, "data": data, "chat_instance": "1",
        "message": {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}},
    }  # fmt: skip
    return json.dumps({"update_id": next(_numbers), "callback_query": query}).encode()
