"""What whoever has to come again is told, before any work was done for them: in the form of the door they asked at."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from rukun.channels.front.shelf import Answer

if TYPE_CHECKING:
    from granian.rsgi import Scope

BUSY, SLOW, LARGE = 503, 408, 413
NAMES = {BUSY: "Service Unavailable", SLOW: "Request Timeout", LARGE: "Content Too Large"}
CODES = {BUSY: "busy", SLOW: "slow", LARGE: "large"}


def refused(scope: Scope, status: int, seconds: int = 0) -> Answer:
    """The answer; with `seconds`, when to come again."""
    language = "en" if "django_language=en" in scope.headers.get("cookie", "") else "id"
    kind, body = _told(_shape(scope), status, language, scope.method == "GET")
    headers = [
        ("Content-Type", kind), ("Cache-Control", "no-store"), ("Content-Language", language),
        ("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "default-src 'none'"),
    ]  # fmt: skip
    if seconds:
        headers.append(("Retry-After", str(seconds)))
    if kind.startswith("text/html") and seconds and scope.method == "GET":
        headers.append(("Refresh", str(seconds)))
    return Answer(status, headers, body)


def _shape(scope: Scope) -> str:
    if scope.path.startswith("/api/v1/"):
        return "problem"
    if scope.path.startswith("/open311/"):
        return "open311.json" if scope.path.endswith(".json") else "open311.xml"
    return "json" if scope.headers.get("accept", "").startswith("application/json") else "page"


@lru_cache(maxsize=64)
def _told(shape: str, status: int, language: str, is_read: bool) -> tuple[str, bytes]:
    with translation.override(language):
        words = _words(status, is_read, by_app=shape == "json")
        if shape == "page":
            return "text/html; charset=utf-8", _page(words, language).encode()
    told = {"code": CODES[status], "words": words, "field": ""}
    if shape == "problem":
        told |= {"type": "about:blank", "title": NAMES[status], "status": status, "detail": words}  # type: ignore[dict-item]
        return "application/problem+json", json.dumps(told, ensure_ascii=False).encode()
    if shape == "open311.json":
        return "application/json", json.dumps([{"code": status, "description": words}], ensure_ascii=False).encode()
    if shape == "open311.xml":
        text = (
            '<?xml version="1.0" encoding="utf-8"?>\n<errors><error><code>'
            f"{status}</code><description>{escape(words)}</description></error></errors>\n"
        )
        return "text/xml; charset=utf-8", text.encode()
    return "application/json", json.dumps(told, ensure_ascii=False).encode()


def _words(status: int, is_read: bool, *, by_app: bool) -> str:
    if status == LARGE:
        return gettext("Kiriman ini terlalu besar.")
    if status == SLOW:
        return gettext("Kiriman berhenti di tengah jalan; kirim lagi.")
    if by_app:
        return gettext("Sedang sangat ramai. Tersimpan di ponsel; dikirim sendiri.")
    if is_read:
        return gettext("Sedang sangat ramai. Halaman ini terbuka sendiri sebentar lagi.")
    return gettext("Sedang sangat ramai, dan kiriman Anda belum masuk. Tunggu sebentar, lalu muat ulang halaman ini.")


def _page(words: str, language: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{escape(gettext("Sedang ramai"))}</title></head>'
        f"<body><main><h1>{escape(gettext('Sedang ramai'))}</h1><p>{escape(words)}</p></main></body></html>"
    )
