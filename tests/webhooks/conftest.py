"""An address on the loopback that listens to everything, and what its operator allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from rukun.channels.webhooks import sending
from rukun.people.actions import KeyTerms, issue_key
from rukun.people.models import ApiKey
from rukun.webhooks.actions import Wish, subscribe
from rukun.webhooks.models import Subscription
from rukun.webhooks.rules import EVENTS
from tests.listening import Listener, listening

Subscribed = Callable[..., Subscription]


@pytest.fixture
def receiver() -> Iterator[Listener]:
    with listening() as told:
        yield told


@pytest.fixture(autouse=True)
def _allowed(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator allows the loopback; who does not answer is waited for half a second."""
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]  # type: ignore[attr-defined]
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.5)


@pytest.fixture
def program(noon: datetime) -> Callable[[], ApiKey]:
    return lambda: issue_key(KeyTerms("Aplikasi uji", "uji@contoh.id", 100, 1000), by="test", at=noon).key


@pytest.fixture
def subscribed(program: Callable[[], ApiKey], noon: datetime) -> Subscribed:
    """A program's subscription to all events (or some), with the secret as `.told`."""

    def made(url: str, kinds: list[str] | None = None, at: datetime = noon) -> Subscription:
        wish = Wish(url, kinds or [*EVENTS], "Aplikasi uji", "uji@contoh.id")
        shared = subscribe(wish, by=program(), at=at)
        shared.subscription.told = shared.secret  # type: ignore[attr-defined]
        return shared.subscription

    return made


@pytest.fixture
def world(kota: Path) -> Path:
    return kota
