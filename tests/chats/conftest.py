"""The two platforms as servers, their webhooks as they call us, and a worker that works off what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rukun import clock
from rukun.channels.chat.working import work_off
from rukun.people.actions import appoint, open_seat, register_person
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from tests.chats import platforms
from tests.chats.platforms import BotApi, Graph, serving, signed

NUMBER_OF_HADI = "6281234567890"
Worked = Callable[..., Counter[str]]


class Caller:
    """Calls our webhook as the platform does, and says what came back."""

    def __init__(self, client: Client, address: str, headers: Callable[[bytes], dict[str, str]]) -> None:
        self.client, self.address, self.headers = client, address, headers

    def __call__(self, body: bytes, **headers: str) -> int:
        told = self.headers(body) | headers
        answer = self.client.post(self.address, body, "application/json", headers=told)
        return int(answer.status_code)


@pytest.fixture
def graph(settings: Any) -> Iterator[Graph]:
    with serving(Graph()) as made:
        settings.WHATSAPP_URL, settings.WHATSAPP_NUMBER_ID = f"{made.url}/v23.0", platforms.NUMBER
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_APP_SECRET = platforms.TOKEN, platforms.APP_SECRET
        settings.WHATSAPP_VERIFY_TOKEN, settings.SITE_URL = platforms.VERIFY, "https://rukun.contoh.go.id"
        yield made  # type: ignore[misc]


@pytest.fixture
def bot(settings: Any) -> Iterator[BotApi]:
    with serving(BotApi()) as made:
        settings.TELEGRAM_URL, settings.TELEGRAM_TOKEN, settings.TELEGRAM_SECRET = (
            made.url, platforms.BOT, platforms.SECRET,
        )  # fmt: skip
        settings.SITE_URL = "https://rukun.contoh.go.id"
        yield made  # type: ignore[misc]


@pytest.fixture
def meta(client: Client, graph: Graph, at_noon: None) -> Caller:
    return Caller(client, "/chat/whatsapp", signed)


@pytest.fixture
def telegram(client: Client, bot: BotApi, at_noon: None) -> Caller:
    return Caller(client, "/chat/telegram", lambda _: {"X-Telegram-Bot-Api-Secret-Token": platforms.SECRET})


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    """What calls us comes at noon."""
    monkeypatch.setattr(clock, "now", lambda: noon)


@pytest.fixture
def worked(noon: datetime) -> Worked:
    """Work off everything that is due, some seconds after noon: also what waits for the rest of an album."""

    def work(seconds: float = 3) -> Counter[str]:
        first = work_off(now=lambda: noon + timedelta(seconds=seconds))
        return first + work_off(now=lambda: noon + timedelta(seconds=seconds + 2))

    return work


@pytest.fixture
def hadi(kota: Path, noon: datetime) -> Actor:
    """Ketua RT 005/RW 002, known by a number that a code was sent to."""
    return head_with(f"+{NUMBER_OF_HADI}", noon)


def head_with(login: str, noon: datetime) -> Actor:
    from rukun.areas.queries import area

    person = register_person(login=login, name="Hadi", pseudonym="H", password=None, at=noon)
    Person.objects.filter(pk=person.pk).update(confirmed_at=noon)
    seat = open_seat(role=Role.KETUA_RT, area=area("9999991001002005"), at=noon)
    appoint(person=person, seat=seat, sk="SK 1/2016", held_from=noon.date().replace(month=1, day=1), at=noon)
    return actor_of(person.pk, noon)
