"""The addresses of this door as Django knows them. What is served below the last one stands in `serving.OPERATIONS`,
each with the scope of a key that it asks for; a test asks for every one of them without a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.api import door, telling


class Route(NamedTuple):
    """An address, its name, and what answers there."""

    address: str
    name: str
    view: Callable[..., HttpResponse]


TABLE = (
    Route("", "api", telling.page),
    Route("openapi.json", "api-openapi", telling.description),
    # Last: every operation, and every address that is none (line ends in it, too), so that a program never gets a
    # page for people.
    Route(r"^(?P<rest>[\s\S]+)\Z", "api-operation", door.answer),
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns. A program shows its key with whatever it sends, and no cookie is read here, so
    no form can be another site's."""
    return [
        (re_path if one.address.startswith("^") else path)(one.address, csrf_exempt(one.view), name=one.name)
        for one in TABLE
    ]
