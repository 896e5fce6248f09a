"""What a page was made of is gone when the page is sent, without anybody looking for garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.template.context import ContextDict, RequestContext
from django.test import Client
from django.test.client import ClientHandler

from rukun.people.rules import Actor
from tests.made import ticket

HANDLER = ClientHandler()
MADE_OF = (WSGIRequest, RequestContext, ContextDict)


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def asked(client: Client, path: str) -> int:
    """Ask as a server does: a client of tests keeps the request that it made."""
    return HANDLER(client._base_environ(PATH_INFO=path)).status_code  # type: ignore[attr-defined]


def held() -> list[str]:
    return [type(one).__name__ for one in gc.get_objects() if type(one) in MADE_OF]


def test_a_page_leaves_neither_its_request_nor_what_was_found_for_it(
    kota: object, budi: Actor, citra: Actor, noon: datetime, signed_in: Callable[[Actor], Client], uncollected: None
) -> None:
    code, client = ticket(budi, noon).report.code, signed_in(citra)
    for path in ("/meja/", f"/meja/{code}/", f"/laporan/{code}/", "/akun/"):
        asked(client, path)
        before = held()
        assert asked(client, path) == 200
        assert held() == before, path


def test_nor_does_one_that_is_refused(
    kota: object, fajar: Actor, signed_in: Callable[[Actor], Client], uncollected: None
) -> None:
    client = signed_in(fajar)
    asked(client, "/bendahara/")
    before = held()
    assert asked(client, "/bendahara/") == 404
    assert held() == before
