"""The addresses of this door: each asks for a program's key, apart from the list of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import URLPattern, path, register_converter
from django.urls.converters import PathConverter
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.webhooks import subscribing as asked
from rukun.channels.webhooks.answering import View, answered, lost

ONE = "v1/subscriptions/<int:number>"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Anything(PathConverter):
    """Whatever stands there, ends of lines too: Django's `path` stops at those."""

    regex = r"[\s\S]+"


register_converter(Anything, "anything-for-webhooks")


class Route(NamedTuple):
    """An address, its name, what answers there by method, and whether it asks for a key."""

    address: str
    name: str
    views: Mapping[str, View]
    needs_key: bool = True


TABLE = (
    Route("v1/events", "webhooks-events", {"GET": asked.events}, needs_key=False),
    Route("v1/subscriptions", "webhooks-subscriptions", {"GET": asked.several, "POST": asked.add}),
    Route(ONE, "webhooks-subscription", {"GET": asked.one, "DELETE": asked.end}),
    Route(f"{ONE}/pause", "webhooks-pause", {"POST": asked.pause}),
    Route(f"{ONE}/resume", "webhooks-resume", {"POST": asked.resume}),
    Route(f"{ONE}/rotate", "webhooks-rotate", {"POST": asked.rotate}),
    Route(f"{ONE}/ping", "webhooks-ping", {"POST": asked.ping}),
    Route(f"{ONE}/deliveries", "webhooks-deliveries", {"GET": asked.deliveries}),
    Route(f"{ONE}/replay", "webhooks-replay", {"POST": asked.replay}),
    # Last: every other address below here, so that a program never gets a page for people.
    Route("<anything-for-webhooks:rest>", "webhooks-lost", dict.fromkeys(METHODS, lost), needs_key=False),
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns. A program shows its key in a header, which no form of another site can."""
    return [
        path(one.address, csrf_exempt(answered(one.views, needs_key=one.needs_key)), name=one.name) for one in TABLE
    ]
