"""Every address leads where Django's own resolver leads."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, URLResolver, resolve
from django.urls.resolvers import RoutePattern

from rukun.channels.web.routes import TABLE

pytestmark = pytest.mark.any_engine
OWN = URLResolver(RoutePattern("", is_endpoint=False), "rukun.channels.web.urls")


def test_each_address_leads_where_it_led() -> None:
    for route in TABLE:
        address = route.address.replace("<int:", "<").replace("<str:", "<")
        path = "".join(
            part.partition(">")[2] if ">" in part else part for part in address.replace("<", "7<").split("<")
        )
        found, own = resolve(f"/{path}"), OWN.resolve(path)
        assert (found.func, found.args, found.kwargs) == (own.func, own.args, own.kwargs), path
        assert (found.view_name, found.route, found.namespaces) == (own.view_name, own.route, own.namespaces), path


@pytest.mark.parametrize("path", ["/meja", "/meja//", "/tidak-ada/", "//"])
def test_what_leads_nowhere_leads_nowhere(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(path)
