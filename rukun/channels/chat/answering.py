"""The webhooks of the platforms: what is told is taken in and answered at once; the worker does the rest."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException

from rukun.channels.chat import telegram, whatsapp
from rukun.chats.post import Received, receive
from rukun.chats.soundness import is_connected
from rukun.values.told import object_in

BODY_BYTES_MAX = 2_000_000
Reader = Callable[[Mapping[str, Any]], Iterable[Received]]


def whatsapp_told(request: HttpRequest) -> HttpResponse:
    """GET proves to Meta that the address is ours; POST brings messages, signed over the body as it came."""
    if not is_connected("whatsapp"):
        return _answer(404)
    if request.method == "GET":
        return _challenge(request)
    body = _body(request)
    if body is None or not whatsapp.is_signed(body, request.headers.get("X-Hub-Signature-256", "")):
        return _answer(403)
    return _taken(request, body, whatsapp.received)


def telegram_told(request: HttpRequest) -> HttpResponse:
    """POST brings one update, with the secret that the webhook was set with."""
    if not is_connected("telegram"):
        return _answer(404)
    if request.method == "GET":
        return _answer(405)
    if not telegram.is_secret(request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")):
        return _answer(403)
    body = _body(request)
    return _answer(400) if body is None else _taken(request, body, telegram.received)


def _challenge(request: HttpRequest) -> HttpResponse:
    token = request.GET.get("hub.verify_token", "").encode()
    is_ours = hmac.compare_digest(token, settings.WHATSAPP_VERIFY_TOKEN.encode())
    if request.GET.get("hub.mode") != "subscribe" or not is_ours:
        return _answer(403)
    return _answer(200, request.GET.get("hub.challenge", "")[:200])


def _body(request: HttpRequest) -> bytes | None:
    """What was sent; None where it is more than a platform ever sends."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length[:10]) > BODY_BYTES_MAX:
        return None
    try:
        return request.body
    except (OSError, RawPostDataException):
        return None


def _taken(request: HttpRequest, body: bytes, reader: Reader) -> HttpResponse:
    told = object_in(body)
    if told is None:
        return _answer(400)
    for message in reader(told):
        receive(message, at=request.now)  # type: ignore[attr-defined]
    return _answer(200)


def _answer(status: int, words: str = "") -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers)
