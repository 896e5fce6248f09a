"""A browser without a screen for every member of the cast, at a moment that the test names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rukun import clock
from rukun.people import actions
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.senders import ways
from rukun.senders.message import Message
from tests.doors.entering import RIGHT, TUTI, enter
from tests.issuing import Issuer, go, issuing


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    """What the doors read from the clock: noon of 1 June 2016, or what a test sets in its place."""
    monkeypatch.setattr(clock, "now", lambda: noon)


@pytest.fixture
def signed_in() -> Callable[[Actor], Client]:
    """A client that is signed in as this actor."""

    def open_as(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return open_as


@pytest.fixture
def tuti(kota: object, noon: datetime) -> Person:
    return actions.register_person(login=TUTI["login"], name=TUTI["name"], pseudonym="", password=RIGHT, at=noon)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Message]]:
    """What left through the way that an installation plugs in: the newest message, waited for."""
    arrived: list[Message] = []
    rings = threading.Semaphore(0)

    class Way:
        def send(self, message: Message) -> None:
            arrived.append(message)
            rings.release()

    monkeypatch.setattr(ways, "text_sender", Way)
    monkeypatch.setattr(ways, "email_sender", Way)

    def newest() -> Message:
        assert rings.acquire(timeout=10), "nothing was sent"
        return arrived[-1]

    newest.all = arrived  # type: ignore[attr-defined]
    yield newest


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> Callable[[timedelta], None]:
    """Let the doors' clock go on."""
    return lambda more: monkeypatch.setattr(clock, "now", lambda: noon + more)


@pytest.fixture(scope="session")
def running() -> Iterator[Issuer]:
    with issuing("http://testserver") as found:
        yield found


@pytest.fixture
def sso(running: Issuer, settings: Any) -> Issuer:
    """The provider, set by the operator; nobody is signed in there yet."""
    running.forget()
    settings.RUKUN_OIDC = running.provider()
    return running


@pytest.fixture
def connected(sso: Issuer, tuti: Person) -> Person:
    """Tuti, who connected her identity under Akun."""
    assert go(enter(), sso, purpose="hubungkan").headers["Location"] == "/akun/?beres=sso"
    return tuti
