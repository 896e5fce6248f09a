"""A browser without a screen for every member of the cast, at a moment that the test names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from rukun import clock
from rukun.people.models import Person
from rukun.people.rules import Actor


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
