"""News leaves by real servers of the other side: a mail server, a gateway for texts, a push service."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from rukun import clock
from rukun.channels.cli import main
from rukun.channels.messaging.delivering import deliver
from rukun.followup import actions as followup
from rukun.notices import actions, queries, walking
from rukun.notices.actions import Browser as Device
from rukun.notices.models import Delivery, Notice, PushDevice
from rukun.notices.rules import WAITS
from rukun.people.actions import register_person
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor
from rukun.senders import ways
from tests.listening import Listener, listening
from tests.made import proof, ticket
from tests.mailing import Mailbox, receiving
from tests.pushing import Browser, claims_of

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
SOON = timedelta(minutes=4)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with receiving() as kept:
        settings.EMAIL_WAY = kept.way
        settings.DEFAULT_FROM_EMAIL = "Rukun <kabar@contoh.go.id>"
        settings.SITE_URL = "https://rukun.contoh.go.id"
        ways.email_sender.cache_clear()
        yield kept
    ways.email_sender.cache_clear()


@pytest.fixture
def gateway(settings: Any) -> Iterator[Listener]:
    """A gateway for texts, and a push service of one's own."""
    with listening() as told:
        settings.TEXT_URL, settings.TEXT_TOKEN = f"{told.url}/texts", "t"
        settings.OUTSIDE_ALLOWED = [told.host]
        ways.text_sender.cache_clear()
        yield told
    ways.text_sender.cache_clear()


@pytest.fixture
def begun(kota: Path, noon: datetime) -> datetime:
    walking.begin(at=noon)
    return noon


@pytest.fixture
def hadi(noon: datetime) -> Actor:
    person = register_person(login="+6281234567890", name="Hadi", pseudonym="H", password=None, at=noon)
    return actor_of(person.pk, noon)


def finished(by: Actor, desk: Actor, at: datetime, count: int = 1, **more: object) -> str:
    code = ""
    for _ in range(count):
        seen = ticket(by, at, **more)
        code = seen.report.code
        followup.finish(seen, words="Sudah diangkut", proof=proof(), desk=desk.seats[0], at=at)
    walking.catch_up(at=at)
    return code


def sent_at(at: datetime, home: Path) -> dict[str, int]:
    return dict(deliver(now=lambda: at, home=home))


def allowed(by: Actor, endpoint: str, at: datetime) -> Browser:
    """A browser of somebody that may be rung there."""
    browser = Browser(endpoint)
    given = browser.subscription
    actions.add_device(Device(given.endpoint, given.p256dh, given.auth, "Chrome, Android"), by=by, at=at)
    return browser


def test_an_e_mail_says_what_happened_where_to_read_it_and_how_to_stop(
    begun: datetime, budi: Actor, citra: Actor, mailbox: Mailbox, tmp_path: Path, client: Client
) -> None:
    code = finished(budi, citra, begun)
    assert sent_at(begun + SOON, tmp_path) == {"sent": 1} and sent_at(begun + SOON, tmp_path) == {}
    (got,) = mailbox.got
    words = got.get_content()
    notice = Notice.objects.get(matter="done")
    assert (got["Subject"], got["To"]) == ("Laporan selesai", "budi@contoh.id")
    assert f"({code}) selesai dikerjakan Kelurahan Rukun Jaya. Lihat hasilnya." in words
    assert f"https://rukun.contoh.go.id/kabar/{notice.pk}/" in words and "Sudah diangkut" not in words
    link = re.fullmatch(r"<https://rukun.contoh.go.id(/kabar/berhenti/.+/)>", got["List-Unsubscribe"].strip())
    assert link and link[1] in words and got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.post(link[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    finished(budi, citra, begun + timedelta(hours=1))
    assert sent_at(begun + timedelta(hours=2), tmp_path) == {} and queries.unread_count(budi.person_id) == 4


def test_several_leave_as_one_in_the_persons_language(
    begun: datetime, budi: Actor, citra: Actor, mailbox: Mailbox, tmp_path: Path
) -> None:
    Person.objects.filter(pk=budi.person_id).update(language="en")
    finished(budi, citra, begun, 5)
    assert sent_at(begun + SOON, tmp_path) == {"sent": 1}
    (got,) = mailbox.got
    words = got.get_content()
    assert got["Subject"] == "5 new notices" and words.count("has finished") == 5
    assert "Stop these e-mails" in words and "selesai" not in words


def test_no_message_names_anybody_or_tells_of_a_private_report(
    begun: datetime, budi: Actor, citra: Actor, mailbox: Mailbox, gateway: Listener, tmp_path: Path
) -> None:
    browser = allowed(budi, f"{gateway.url}/push", begun)
    code = finished(budi, citra, begun, is_private=True, words="Tetangga saya")
    assert sent_at(begun + SOON, tmp_path) == {"sent": 2}
    said = mailbox.got[0].as_string() + json.dumps(browser.read(gateway.asked[0]))
    for hidden in (code, "Sampah", "Tetangga", "Budi"):
        assert hidden not in said
    assert "laporan Anda yang pribadi" in browser.read(gateway.asked[0])["body"]


def test_a_text_is_short_and_keeps_its_key_until_the_gateway_takes_it(
    begun: datetime, hadi: Actor, citra: Actor, gateway: Listener, tmp_path: Path
) -> None:
    gateway.answers = [(503, {}), (503, {"Retry-After": "600"})]
    code = finished(hadi, citra, begun)
    at = begun + SOON
    assert sent_at(at, tmp_path) == {"not sent": 1} and sent_at(at, tmp_path) == {}
    assert sent_at(at + WAITS[0], tmp_path) == {"not sent": 1}
    assert sent_at(at + WAITS[0] + WAITS[1], tmp_path) == {}, "the gateway asked for ten minutes"
    assert sent_at(at + WAITS[0] + timedelta(minutes=10), tmp_path) == {"sent": 1}
    keys = {asked.headers["idempotency-key"] for asked in gateway.asked}
    told = json.loads(gateway.asked[0].body)
    assert len(gateway.asked) == 3 and len(keys) == 1 and told["to"] == "+6281234567890"
    assert told["text"].startswith("Rukun: ") and code in told["text"] and len(told["text"]) < 160


def test_a_number_of_no_use_is_given_up_at_once_and_listed_for_the_operator(
    begun: datetime, hadi: Actor, citra: Actor, gateway: Listener, tmp_path: Path
) -> None:
    gateway.answers = [(422, {})]
    finished(hadi, citra, begun)
    assert sent_at(begun + SOON, tmp_path) == {"not sent": 1}
    assert sent_at(begun + timedelta(days=1), tmp_path) == {}
    assert [row["error"] for row in queries.failed()] == ["the gateway answered 422"]


def test_an_adapter_that_breaks_holds_up_nobody_else(
    begun: datetime, hadi: Actor, budi: Actor, citra: Actor, mailbox: Mailbox, tmp_path: Path, settings: Any
) -> None:
    settings.TEXT_ADAPTER = "tests.doors.test_messaging.Broken"
    ways.text_sender.cache_clear()
    finished(hadi, citra, begun)
    finished(budi, citra, begun)
    assert sent_at(begun + SOON, tmp_path) == {"sent": 1, "not sent": 1}
    assert Delivery.objects.get(way="text").error == "the sender broke: ZeroDivisionError"
    assert Delivery.objects.get(way="text").state == "waiting"
    ways.text_sender.cache_clear()


class Broken:
    """An adapter of somebody who did not try it out."""

    def __init__(self, _address: str, _token: str) -> None:
        pass

    def send(self, _message: object) -> None:
        raise ZeroDivisionError


def test_a_push_rings_every_device_with_where_to_go(
    begun: datetime, budi: Actor, citra: Actor, gateway: Listener, mailbox: Mailbox, tmp_path: Path
) -> None:
    from rukun.senders.vapid import public_push_key

    phone, desk = allowed(budi, f"{gateway.url}/a", begun), allowed(budi, f"{gateway.url}/b", begun)
    code = finished(budi, citra, begun)
    assert sent_at(begun, tmp_path) == {"sent": 2}, "a push does not wait for others to gather"
    notice = Notice.objects.get(matter="done")
    by_path = {asked.path: asked for asked in gateway.asked}
    for browser, path in ((phone, "/a"), (desk, "/b")):
        told = browser.read(by_path[path])
        assert told["title"] == "Laporan selesai" and code in told["body"] and told["path"] == f"/kabar/{notice.pk}/"
        assert claims_of(by_path[path], public_push_key(tmp_path))["aud"] == gateway.url
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", by_path[path].headers["topic"]), "RFC 8030, section 5.4"
    assert all(device.rung_at == begun for device in PushDevice.objects.all())


def test_what_gathered_overnight_rings_once_in_the_morning(
    begun: datetime, budi: Actor, citra: Actor, gateway: Listener, tmp_path: Path
) -> None:
    browser = allowed(budi, f"{gateway.url}/a", begun)
    night = begun + timedelta(hours=11)
    finished(budi, citra, night, 3)
    Delivery.objects.filter(way="email").delete()
    assert sent_at(night + timedelta(hours=6), tmp_path) == {}
    assert sent_at(night + timedelta(hours=7), tmp_path) == {"sent": 1}
    told = browser.read(gateway.asked[0])
    assert told["title"] == "3 kabar baru" and told["path"] == "/kabar/"


def test_a_device_that_is_gone_goes_and_one_in_trouble_is_rung_later(
    begun: datetime, budi: Actor, citra: Actor, gateway: Listener, tmp_path: Path
) -> None:
    allowed(budi, f"{gateway.url}/a", begun)
    finished(budi, citra, begun)
    gateway.answers = [(429, {"Retry-After": "900"}), (410, {})]
    assert sent_at(begun, tmp_path) == {"not sent": 1} and PushDevice.objects.count() == 1
    assert Delivery.objects.get(way="push").due_at == begun + timedelta(minutes=15)
    Delivery.objects.filter(way="email").delete()
    assert sent_at(begun + timedelta(minutes=15), tmp_path) == {"not sent": 1}
    assert not PushDevice.objects.exists() and not Delivery.objects.filter(way="push").exists()


def test_an_endpoint_that_came_to_lead_inside_is_not_called_and_goes(
    begun: datetime, budi: Actor, citra: Actor, gateway: Listener, tmp_path: Path, settings: Any
) -> None:
    allowed(budi, f"{gateway.url}/a", begun)
    settings.OUTSIDE_ALLOWED = []
    finished(budi, citra, begun)
    Delivery.objects.filter(way="email").delete()
    assert sent_at(begun, tmp_path) == {"not sent": 1}
    assert not gateway.asked and not PushDevice.objects.exists()


def test_a_killed_sender_is_followed_by_one_that_sends_it_with_the_same_key(
    begun: datetime, hadi: Actor, citra: Actor, gateway: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed after the gateway took the message and before it could say so: at least once, never not at all."""
    from rukun.notices import post

    finished(hadi, citra, begun)

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(post, "sent", die)
        with pytest.raises(Killed):
            sent_at(begun + SOON, tmp_path)
    assert sent_at(begun + SOON, tmp_path) == {}
    assert sent_at(begun + SOON + post.LEASE + timedelta(seconds=1), tmp_path) == {"sent": 1}
    assert len({asked.headers["idempotency-key"] for asked in gateway.asked}) == 1 and len(gateway.asked) == 2


def test_a_round_ends_when_it_is_asked_to(
    begun: datetime, budi: Actor, hadi: Actor, citra: Actor, gateway: Listener, mailbox: Mailbox, tmp_path: Path
) -> None:
    finished(budi, citra, begun)
    finished(hadi, citra, begun)
    at = begun + SOON
    assert deliver(now=lambda: at, home=tmp_path, stopped=lambda: True).total() == 0
    assert deliver(now=lambda: at, home=tmp_path, most=1).total() == 1
    assert deliver(now=lambda: at, home=tmp_path).total() == 1


def test_the_worker_walks_sends_and_ends_when_it_is_told_to(
    committed: Path, hadi: Actor, citra: Actor, gateway: Listener, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rukun work`, from the event to the gateway, until a signal as an operator gives it."""
    walking.begin(at=noon)
    followup.finish(ticket(hadi, noon), words="Sudah", proof=proof(), desk=citra.seats[0], at=noon)
    walking.catch_up(at=noon)
    later = noon + SOON
    monkeypatch.setattr(clock, "now", lambda: later)

    def end() -> None:
        for _ in range(500):
            if gateway.asked and Delivery.objects.filter(state="sent").exists():
                break
            ended.wait(0.02)
        connections.close_all()
        os.kill(os.getpid(), signal.SIGTERM)

    ended = threading.Event()
    before = {wanted: signal.getsignal(wanted) for wanted in (signal.SIGTERM, signal.SIGINT)}
    watcher = threading.Thread(target=end, daemon=True)
    try:
        watcher.start()
        with pytest.raises(SystemExit) as done:
            main(["work"])
    finally:
        ended.set()
        for wanted, handler in before.items():
            signal.signal(wanted, handler)
    watcher.join(20)
    assert not done.value.code and len(gateway.asked) == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "messenger"]
