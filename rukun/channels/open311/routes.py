"""The addresses of this door: everybody may read at all of them; filing asks for a key, inside.

The format is the ending of the address. Without one it is what the program accepts.
"""

from __future__ import annotations

from typing import NamedTuple

from django.urls import URLPattern, path, register_converter
from django.urls.converters import PathConverter
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.open311 import filing, looking, offering
from rukun.channels.open311.answering import Answer, View, answered, lost
from rukun.channels.open311.asking import Asked

READING = ("GET", "HEAD")
BOTH = (*READING, "POST")


class Anything(PathConverter):
    """Whatever stands there, ends of lines too: Django's `path` stops at those."""

    regex = r"[\s\S]+"


register_converter(Anything, "anything-for-open311")


class Route(NamedTuple):
    """An address, its name, what answers there, by which methods, and whether what is read may be a second old."""

    address: str
    name: str
    view: View
    methods: tuple[str, ...] = READING
    may_lag: bool = True


def requests(request: Asked) -> Answer:
    """Filing one, or reading several."""
    return filing.file(request) if request.method == "POST" else looking.several(request)


def both(address: str, name: str, view: View, methods: tuple[str, ...] = READING) -> tuple[Route, Route]:
    """The address with the ending for the format, and without."""
    return Route(f"{address}.<str:form>", name, view, methods), Route(address, f"{name}-plain", view, methods)


TABLE = (
    *both("discovery", "open311", offering.discovery),
    *both("v2/discovery", "open311-discovery", offering.discovery),
    *both("v2/services", "open311-services", offering.services),
    *both("v2/services/<str:code>", "open311-service", offering.definition),
    *both("v2/requests", "open311-requests", requests, BOTH),
    *both("v2/requests/<str:code>", "open311-request", looking.one),
    *both("v2/tokens/<str:code>", "open311-token", looking.token),
    # Last: every other address below here, so that a program never gets a page for people.
    *both("<anything-for-open311:rest>", "open311-lost", lost, (*BOTH, "PUT", "PATCH", "DELETE", "OPTIONS")),
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns. A program shows its key with every form, so no form can be another site's."""
    return [
        path(one.address, csrf_exempt(answered(one.view, one.methods, may_lag=one.may_lag)), name=one.name)
        for one in TABLE
    ]
