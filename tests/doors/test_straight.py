"""Every address leads where Django's own resolver leads."""

from __future__ import annotations

import re

import pytest
from django.urls import Resolver404, ResolverMatch, URLResolver, resolve
from django.urls.resolvers import RoutePattern

from rukun.channels.web.routes import TABLE

pytestmark = pytest.mark.any_engine
OWN = URLResolver(RoutePattern("", is_endpoint=False), "rukun.channels.web.urls")
# What may stand in a gap: a number, a word, an address of its own, nothing, a gap.
FILLINGS = ("7", "B000000003", "a/b", "", "<7>")


def paths(address: str) -> set[str]:
    """The address with its gaps filled in, and what is next to it."""
    filled = {re.sub("<[^>]*>", filling, address) for filling in FILLINGS}
    next_to = {f"{path}7/" for path in filled} | {f"/{path}" for path in filled} | {path[1:] for path in filled}
    return filled | next_to | {path.rstrip("/") for path in filled} | {path.upper() for path in filled}


def led(match: ResolverMatch) -> tuple[object, ...]:
    """All that a match says."""
    return match.func, match.args, match.kwargs, match.view_name, match.route, match.namespaces


def test_each_address_leads_where_it_led() -> None:
    for route in TABLE:
        for path in paths(route.address):
            try:
                own = led(OWN.resolve(path))
            except Resolver404:
                with pytest.raises(Resolver404):
                    resolve(f"/{path}")
            else:
                assert led(resolve(f"/{path}")) == own, path


@pytest.mark.parametrize("path", ["/meja", "/meja//", "/tidak-ada/", "//", "/<", "/</"])
def test_what_leads_nowhere_leads_nowhere(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(path)
