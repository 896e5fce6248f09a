"""Webhooks at the administrator's desk and by a program's key: each sees and handles no more than is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.channels.webhooks import sending
from rukun.channels.webhooks.routes import TABLE
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.webhooks import walking
from rukun.webhooks.models import Delivery, Subscription
from rukun.webhooks.rules import EVENTS, SUBSCRIPTIONS_OF_A_KEY_MAX
from tests.conftest import _person
from tests.doors.open311 import key as new_key
from tests.listening import listening
from tests.made import report

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
BASE = "/webhooks/v1/subscriptions"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{40,}")
ME = 3  # the session with its person, seats, unread news: what every page of somebody who is signed in asks first


@pytest.fixture
def hana(kota: Path) -> Actor:
    """Administrator of the province."""
    return _person("Hana", "administrator", "99")  # type: ignore[return-value]


@pytest.fixture
def address(settings: object) -> Any:
    """A receiver whose network the operator allowed."""
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]  # type: ignore[attr-defined]
    with listening() as told:
        yield told


def form(url: str, **change: object) -> dict[str, object]:
    return {"url": url, "name": "Aplikasi kota", "contact": "it@contoh.id", "kinds": ["report.filed"]} | change


class Program:
    """Asks with a key, in JSON."""

    def __init__(self, client: Client, code: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {code}"}

    def __call__(self, method: str, address: str = BASE, sent: object = None) -> Any:
        return self.client.generic(
            method, address, "" if sent is None else json_of(sent), "application/json", headers=self.headers
        )


def json_of(sent: object) -> str:
    import json

    return sent if isinstance(sent, str) else json.dumps(sent)


@pytest.fixture
def program(client: Client, kota: Path, noon: datetime) -> Program:
    return Program(client, new_key(noon))


def test_the_administrator_subscribes_tries_pauses_replays_rotates_and_ends(
    signed_in: SignedIn, hana: Actor, budi: Actor, address: Any, noon: datetime
) -> None:
    desk = signed_in(hana)
    assert "Belum ada yang berlangganan" in desk.get("/webhook/").content.decode()
    made = desk.post("/webhook/", form(address.url))
    secret = SECRET.search(made.content.decode())
    assert secret and made.headers["Cache-Control"] == "no-store"
    one = Subscription.objects.get()
    assert one.chosen == ["report.filed", "report.hidden"] and one.key is None
    page = f"/webhook/{one.pk}/"
    assert desk.post(page, {"do": "ping"}).headers["Location"] == page
    report(budi, noon)
    walking.walk(at=noon)
    address.answers = [(201, {}), (404, {})]
    assert sending.deliver(now=lambda: noon) == {"sent": 1, "not sent": 1}
    told = desk.get(page).content.decode()
    assert secret[0] not in told and "webhook.ping" in told and "the receiver answered 404" in told
    Delivery.objects.filter(status=404).update(state="dead", tries=11)
    assert "Gagal dikirim" in desk.get(page).content.decode()
    desk.post(page, {"do": "replay", "delivery": Delivery.objects.get(status=201).key})
    desk.post(page, {"do": "replay-all"})
    assert sending.deliver(now=lambda: noon) == {"sent": 2}
    desk.post(page, {"do": "pause"})
    assert "Dijeda" in desk.get(page).content.decode()
    assert desk.post(page, {"do": "pause"}).status_code == 409
    desk.post(page, {"do": "resume"})
    assert SECRET.search(desk.post(page, {"do": "rotate"}).content.decode())[0] != secret[0]  # type: ignore[index]
    assert desk.post(page, {"do": "nothing"}).status_code == 400
    assert desk.post(page, {"do": "end"}).headers["Location"] == "/webhook/"
    assert desk.get(page).status_code == 404
    verbs = Event.objects.filter(about=f"webhook:{one.pk}").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        f"webhook.{verb}"
        for verb in ("subscribed", "pinged", "replayed", "replayed", "paused", "resumed", "rotated", "ended")
    ]
    assert set(Event.objects.filter(about=f"webhook:{one.pk}").values_list("seat", flat=True)) == {"administrator@99"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"url": "http://city.example/"}, "hanya https pada port biasa"),
        ({"url": "https://127.0.0.1/"}, "hanya https pada port biasa"),
        ({"url": "https://169.254.169.254/latest/meta-data"}, "hanya https pada port biasa"),
        ({"url": "https://nowhere.invalid/"}, "tidak ditemukan"),
        ({"url": "ftp://city.example/"}, "Tulis alamat penerima yang lengkap"),
        ({"url": ""}, "Tulis alamat penerima yang lengkap"),
        ({"name": "a"}, "Sebutkan penerimanya"),
        ({"contact": ""}, "siapa yang diberi tahu"),
        ({"kinds": []}, "paling sedikit satu peristiwa"),
        ({"kinds": ["report.read"]}, "tidak ada"),
    ],
)
def test_what_cannot_be_called_or_says_too_little_is_refused_and_nothing_typed_is_lost(
    signed_in: SignedIn, hana: Actor, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], told: str
) -> None:
    from rukun.senders import outside

    def resolve(host: str, port: int, **_: object) -> list[object]:
        if host.endswith("invalid"):
            raise OSError
        return [(2, 1, 6, "", (host if host[0].isdigit() else "1.1.1.1", port))]

    monkeypatch.setattr(outside.socket, "getaddrinfo", resolve)
    sent = form("https://city.example/hook") | change
    answer = signed_in(hana).post("/webhook/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400 and told in page and not Subscription.objects.exists()
    assert f'value="{sent["url"]}"' in page and f'value="{sent["contact"]}"' in page


def test_nobody_else_sees_or_handles_webhooks(
    signed_in: SignedIn, hana: Actor, citra: Actor, client: Client, address: Any
) -> None:
    signed_in(hana).post("/webhook/", form(address.url))
    page = f"/webhook/{Subscription.objects.get().pk}/"
    for stranger in (signed_in(citra), client):
        for path in ("/webhook/", page):
            assert stranger.get(path).status_code in (302, 404)
            assert stranger.post(path, {"do": "end"}).status_code in (302, 404)
    assert Subscription.objects.get().state == "active"


def test_the_pages_ask_as_many_questions_for_many_rows_as_for_one(
    signed_in: SignedIn, hana: Actor, address: Any, program: Program
) -> None:
    from django.db import connection

    desk = signed_in(hana)

    def cost(path: str) -> int:
        desk.get(path)
        with CaptureQueriesContext(connection) as told:
            assert desk.get(path).status_code == 200
        return len(told)

    program("POST", sent={"url": address.url, "events": ["report.filed"]})
    one = Subscription.objects.get()
    assert cost("/webhook/") == ME + 2
    program("POST", f"{BASE}/{one.pk}/ping")
    program("POST", sent={"url": address.url, "events": ["report.filed"]})
    assert cost("/webhook/") == ME + 2
    assert cost(f"/webhook/{one.pk}/") == ME + 4


def test_a_program_handles_its_own_subscription_by_its_key(
    program: Program, client: Client, address: Any, budi: Actor, noon: datetime
) -> None:
    assert [one["type"] for one in client.get("/webhooks/v1/events").json()] == [*EVENTS]
    made = program("POST", sent={"url": address.url, "events": ["report.filed"]})
    assert made.status_code == 201 and SECRET.fullmatch(made.json()["secret"])
    one = f"{BASE}/{made.json()['id']}"
    told = program("GET", one).json()
    assert "secret" not in told and told["events"] == ["report.filed", "report.hidden"] and told["state"] == "active"
    assert program("GET").json() == [told]
    assert program("POST", f"{one}/ping").status_code == 202 and program("POST", f"{one}/ping").status_code == 429
    report(budi, noon)
    walking.walk(at=noon)
    address.answers = [(201, {}), (500, {})]
    sending.deliver(now=lambda: noon)
    filed, pinged = program("GET", f"{one}/deliveries").json()
    assert (pinged["state"], pinged["status"], pinged["service_request_id"]) == ("sent", 201, None)
    assert (filed["state"], filed["status"], filed["type"]) == ("waiting", 500, "report.filed")
    assert program("POST", f"{one}/replay", {"id": pinged["id"]}).json() == {"replayed": 1}
    assert program("POST", f"{one}/replay", {"id": filed["id"]}).status_code == 409
    assert program("POST", f"{one}/replay", {}).json() == {"replayed": 0}
    for no_id in ('{"id": "\\u0000"}', '{"id": "\\ud800"}', '{"id": {"a": 1}}'):
        assert program("POST", f"{one}/replay", no_id).status_code in (400, 404), no_id
    assert program("POST", f"{one}/pause").json()["state"] == "paused"
    assert program("POST", f"{one}/resume").json()["state"] == "active"
    assert SECRET.fullmatch(program("POST", f"{one}/rotate").json()["secret"])
    assert program("DELETE", one).status_code == 204 and program("GET", one).status_code == 404
    assert Event.objects.filter(verb="webhook.subscribed", seat__startswith="key:").count() == 1


def test_another_program_and_no_program_learn_nothing_of_it(
    program: Program, client: Client, address: Any, noon: datetime
) -> None:
    number = program("POST", sent={"url": address.url, "events": ["report.filed"]}).json()["id"]
    other = Program(client, new_key(noon))
    assert other("GET").json() == []
    for nobody, status in ((other, 404), (Program(client, "rk_wrong"), 401), (Program(client, ""), 401)):
        for route in TABLE:
            if not route.needs_key or "<" not in route.address:
                continue
            for method in route.views:
                path = "/webhooks/" + route.address.replace("<int:number>", str(number))
                answer = nobody(method, path, {} if method == "POST" else None)
                assert answer.status_code == status, (method, path)
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.json()["status"] == status
    assert Subscription.objects.get().state == "active"


@pytest.mark.parametrize(
    "sent",
    ["", "[]", "{", '"x"', '{"url": 1, "events": []}', '{"url": "https://1.1.1.1/", "events": "report.filed"}',
     '{"url": "https://1.1.1.1/", "events": [1]}', '{"url": "https://1.1.1.1/", "events": []}',
     '{"url": "https://10.0.0.1/", "events": ["report.filed"]}', "[" * 9_000, "\x00" * 30_000],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_and_no_breakdown(program: Program, sent: str) -> None:
    answer = program("POST", sent=sent)
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] and not Subscription.objects.exists()


def test_a_key_has_room_for_a_few_and_its_quota_counts(
    client: Client, kota: Path, noon: datetime, address: Any
) -> None:
    program = Program(client, new_key(noon, per_hour=SUBSCRIPTIONS_OF_A_KEY_MAX + 1))
    statuses = [
        program("POST", sent={"url": address.url, "events": ["report.filed"]}).status_code
        for _ in range(SUBSCRIPTIONS_OF_A_KEY_MAX + 2)
    ]
    assert statuses == [201] * SUBSCRIPTIONS_OF_A_KEY_MAX + [409, 429]
    assert program("GET").status_code == 200, "reading is not counted"


def test_an_address_or_method_that_is_none_is_told_as_a_problem(program: Program) -> None:
    assert program("GET", "/webhooks/v2/").status_code == 404
    wrong = program("PUT", BASE)
    assert wrong.status_code == 405 and wrong.headers["Allow"] == "GET, POST"


def test_what_waited_while_paused_goes_out_when_it_goes_on(
    program: Program, address: Any, budi: Actor, noon: datetime
) -> None:
    one = f"{BASE}/{program('POST', sent={'url': address.url, 'events': ['report.filed']}).json()['id']}"
    program("POST", f"{one}/pause")
    report(budi, noon)
    walking.walk(at=noon)
    assert sending.deliver(now=lambda: noon + timedelta(days=2)) == {}
    program("POST", f"{one}/resume")
    assert sending.deliver(now=lambda: noon) == {"sent": 1}
