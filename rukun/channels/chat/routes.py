"""The addresses of this door, one a platform: each asks for the platform's own proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rukun.channels.chat import answering


class Route(NamedTuple):
    """An address, its name, and what answers there."""

    address: str
    name: str
    view: Callable[..., HttpResponse]


TABLE = (
    Route("whatsapp", "chat-whatsapp", answering.whatsapp_told),
    Route("telegram", "chat-telegram", answering.telegram_told),
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns. A platform signs or shows its secret, which no form of another site can."""
    served = require_http_methods(["GET", "POST"])
    return [path(one.address, csrf_exempt(served(one.view)), name=one.name) for one in TABLE]
