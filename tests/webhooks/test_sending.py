"""What arrives, how it is signed, and what becomes of it when the receiver fails, hangs, redirects or is not there."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import socket
import time
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from rukun.channels.webhooks import sending
from rukun.people.actions import withdraw_key
from rukun.people.models import ApiKey
from rukun.people.rules import Actor
from rukun.senders import outgoing, outside
from rukun.trail.models import Event
from rukun.values.refused import Refused
from rukun.webhooks import post, rules, walking
from rukun.webhooks.actions import ping, replay, replay_all, resume, rotate_secret
from rukun.webhooks.models import Delivery, Subscription
from tests.listening import Asked, Listener
from tests.made import report, ticket
from tests.webhooks import servers
from tests.webhooks.conftest import Subscribed


def is_signed(asked: Asked, secret: str) -> bool:
    """As Standard Webhooks says, written down anew here."""
    head = asked.headers
    content = b".".join([head["webhook-id"].encode(), head["webhook-timestamp"].encode(), asked.body])
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), content, hashlib.sha256)
    right = "v1," + base64.b64encode(mac.digest()).decode()
    return right in head["webhook-signature"].split(" ")


def test_headers_and_signature_are_those_of_standard_webhooks(
    world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime
) -> None:
    one = subscribed(f"{receiver.url}/hook?city=rukun")
    made = ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    assert sending.deliver(now=lambda: noon) == {"sent": 1}
    (asked,) = receiver.asked
    assert asked.path == "/hook?city=rukun" and asked.headers["content-type"] == "application/json"
    assert asked.headers["webhook-id"] == made.key and asked.headers["host"] == receiver.host
    assert abs(int(asked.headers["webhook-timestamp"]) - time.time()) < 60, "by the real time"
    assert is_signed(asked, one.told)  # type: ignore[attr-defined]
    assert not is_signed(asked, "whsec_" + base64.b64encode(b"another secret, of somebody").decode())
    assert one.told not in str(Subscription.objects.values_list().get()), "the secret is kept sealed"  # type: ignore[attr-defined]


def test_the_old_secret_signs_along_for_a_day(
    world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime
) -> None:
    one = subscribed(receiver.url)
    old, new = one.told, rotate_secret(one, by=one.key, at=noon).secret  # type: ignore[attr-defined, arg-type]
    for at in (noon, noon + timedelta(hours=25)):
        ping(one, by=one.key, at=at)  # type: ignore[arg-type]
        sending.deliver(now=lambda at=at: at)
    within, after = receiver.asked
    assert is_signed(within, old) and is_signed(within, new)
    assert is_signed(after, new) and not is_signed(after, old)


def test_a_receiver_that_fails_is_tried_again_later_with_the_same_id_and_then_it_is_enough(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url, ["report.filed"])
    receiver.answers = [(500, {}), (503, {})]
    report(budi, noon)
    walking.walk(at=noon)
    assert sending.deliver(now=lambda: noon) == {"not sent": 1}
    waits = Delivery.objects.get()
    assert (waits.state, waits.tries, waits.status) == ("waiting", 1, 500)
    assert timedelta(seconds=5) <= waits.due_at - noon <= timedelta(seconds=6)
    assert sending.deliver(now=lambda: noon + timedelta(seconds=4)) == {}
    assert sending.deliver(now=lambda: noon + timedelta(seconds=7)) == {"not sent": 1}
    assert sending.deliver(now=lambda: noon + timedelta(seconds=90)) == {"sent": 1}
    assert sending.deliver(now=lambda: noon + timedelta(days=1)) == {}
    assert len({asked.headers["webhook-id"] for asked in receiver.asked}) == 1 and len(receiver.asked) == 3
    assert Subscription.objects.get().failing_since is None


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (servers.slow_drip, "no answer"),
        (servers.huge_headers, "no answer"),
        (servers.nonsense, "no answer"),
        (lambda connection, over: over.wait(20), "no answer"),
    ],
    ids=["slow drip", "huge headers", "nonsense", "silence"],
)
def test_a_receiver_that_does_not_answer_as_it_should_is_left_in_time(
    world: Path, subscribed: Subscribed, noon: datetime, bad: servers.Talk, told: str
) -> None:
    with servers.talking(bad) as address:
        one = subscribed(address)
        ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
        began = time.monotonic()
        assert sending.deliver(now=lambda: noon) == {"not sent": 1}
        assert time.monotonic() - began < 5
    waits = Delivery.objects.get()
    assert waits.state == "waiting" and told in waits.error


def test_of_a_huge_answer_nothing_but_its_status_is_read(world: Path, subscribed: Subscribed, noon: datetime) -> None:
    with servers.talking(servers.huge_body) as address:
        one = subscribed(address)
        ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
        assert sending.deliver(now=lambda: noon) == {"sent": 1}


def test_a_redirect_is_not_followed(world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime) -> None:
    one = subscribed(receiver.url)
    receiver.answers = [(307, {"Location": f"{receiver.url}/elsewhere"})]
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    assert sending.deliver(now=lambda: noon) == {"not sent": 1}
    assert [asked.path for asked in receiver.asked] == ["/"] and Delivery.objects.get().status == 307


def test_a_closed_port_and_a_certificate_that_nobody_trusts_are_no_answer(
    world: Path, subscribed: Subscribed, noon: datetime, tmp_path: Path
) -> None:
    heard: list[object] = []
    wrap = servers.own_certificate(tmp_path)
    with servers.talking(lambda *_: heard.append(1), scheme="https", wrap=wrap) as address:
        for url in (servers.closed_port(), address):
            one = subscribed(url)
            ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
        assert sending.deliver(now=lambda: noon) == {"not sent": 2}
    closed, untrusted = Delivery.objects.order_by("id").values_list("error", flat=True)
    assert "refused" in closed and "CERTIFICATE_VERIFY_FAILED" in untrusted and not heard


@pytest.mark.parametrize(
    "leads",
    ["10.0.0.7", "169.254.169.254", "100.64.1.1", "224.0.0.1", "::1", "::ffff:10.0.0.7", "fe80::1", "192.168.0.1"],
)
def test_inside_nothing_is_called_whatever_a_name_led_to_before(
    world: Path, subscribed: Subscribed, settings: object, monkeypatch: pytest.MonkeyPatch, noon: datetime, leads: str
) -> None:
    """Asked again at every call: a name that was public when it was written down leads inside now."""
    settings.WEBHOOK_NETWORKS = [ip_network("10.99.0.0/16")]  # type: ignore[attr-defined]
    called: list[str] = []
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda _host, port, **_: [(2, 1, 6, "", (leads, port))])
    monkeypatch.setattr(outgoing.httpcore.SyncBackend, "connect_tcp", lambda _self, host, *_, **__: called.append(host))
    one = subscribed("https://city.example/hook")
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    assert sending.deliver(now=lambda: noon) == {"not sent": 1}
    assert "may not be called" in Delivery.objects.get().error and not called


def test_in_the_citys_own_network_the_very_address_that_was_looked_at_is_called(
    settings: object, monkeypatch: pytest.MonkeyPatch, receiver: Listener
) -> None:
    """The name leads elsewhere at a second look, and there is no second look; outside of it plain http stays closed."""
    answers, real = ["127.0.0.1", "203.0.114.9"], socket.getaddrinfo

    def resolve(host: str, port: int, *more: int, **named: int) -> list[object]:
        if host[0].isdigit():
            return real(host, port, *more, **named)  # type: ignore[return-value]
        return [(2, 1, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(outside.socket, "getaddrinfo", resolve)
    own = [ip_network("127.0.0.0/8")]
    url = f"http://hooks.kota.example:{receiver.port}/"
    assert outside.post(url, body=b"{}", headers={}, own=own).status == 201
    assert receiver.asked[0].headers["host"] == f"hooks.kota.example:{receiver.port}"
    with pytest.raises(outside.NotOutside):
        outside.post(url, body=b"{}", headers={}, own=own)


def test_of_one_report_nothing_overtakes_and_other_reports_do_not_wait(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url, ["report.filed", "report.opened"])
    first, second = ticket(budi, noon).report.code, ticket(budi, noon).report.code
    walking.walk(at=noon)
    receiver.answers = [(500, {})]
    sending.deliver(now=lambda: noon)
    sending.deliver(now=lambda: noon + timedelta(minutes=1))
    heard = [(json.loads(a.body)["type"], json.loads(a.body)["data"]["service_request_id"]) for a in receiver.asked]
    assert heard == [
        ("report.filed", first), ("report.filed", second), ("report.opened", second),
        ("report.filed", first), ("report.opened", first),
    ]  # fmt: skip


def test_a_failing_address_rests_longer_each_time_and_is_not_thrown_at(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url, ["report.filed"])
    receiver.answers = [(500, {})] * 50
    for _ in range(20):
        report(budi, noon)
    walking.walk(at=noon)
    assert sending.deliver(now=lambda: noon) == {"not sent": rules.REST_FROM}
    assert Subscription.objects.get().rest_until > noon  # type: ignore[operator]


def test_retry_after_is_kept(world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime) -> None:
    one = subscribed(receiver.url)
    receiver.answers = [(429, {"Retry-After": "120"})]
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    sending.deliver(now=lambda: noon)
    assert Delivery.objects.get().due_at == Subscription.objects.get().rest_until == noon + timedelta(seconds=120)


def test_after_the_last_try_it_is_laid_aside_and_replayed_from_there_once(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    one = subscribed(receiver.url)
    good = report(budi, noon)
    walking.walk(at=noon)
    Delivery.objects.update(tries=rules.TRIES_MAX - 1)
    receiver.answers = [(400, {})]
    sending.deliver(now=lambda: noon)
    dead = Delivery.objects.get()
    assert (dead.state, dead.tries) == ("dead", rules.TRIES_MAX)
    assert sending.deliver(now=lambda: noon + timedelta(days=9)) == {}
    assert replay_all(one, by=one.key, at=noon) == 1 and replay_all(one, by=one.key, at=noon) == 0  # type: ignore[arg-type]
    assert sending.deliver(now=lambda: noon) == {"sent": 1}
    again = Delivery.objects.get()
    assert (again.state, again.replays, again.about) == ("sent", 1, good.code)
    assert len({asked.headers["webhook-id"] for asked in receiver.asked}) == 1


def test_what_was_sent_again_very_often_is_refused_and_left_out(
    world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime
) -> None:
    one = subscribed(receiver.url)
    often = ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    once = ping(one, by=one.key, at=noon + timedelta(minutes=2))  # type: ignore[arg-type]
    Delivery.objects.update(state="dead", settled_at=noon)
    Delivery.objects.filter(pk=often.pk).update(replays=rules.REPLAYS_MAX - 1)
    assert replay(often, by=one.key, at=noon).replays == rules.REPLAYS_MAX  # type: ignore[arg-type]
    Delivery.objects.update(state="dead", settled_at=noon)
    with pytest.raises(Refused, match=r"sudah 1\.?000 kali"):
        replay(often, by=one.key, at=noon)  # type: ignore[arg-type]
    assert replay_all(one, by=one.key, at=noon) == 1  # type: ignore[arg-type]
    assert {*Delivery.objects.filter(state="waiting")} == {once}


def test_waits_grow_to_three_days_by_more_than_chance() -> None:
    chance = random.Random(1)
    waits = [rules.wait_after(tries, chance) for tries in range(1, rules.TRIES_MAX + 1)]
    assert waits[-1] is None and all(a < b for a, b in zip(waits[:-2], waits[1:-1], strict=True))  # type: ignore[operator]
    assert sum((w for w in waits if w), timedelta()) > rules.DEAD_AFTER
    assert rules.wait_after(5, random.Random(2)) != rules.wait_after(5, random.Random(3)), "spread by chance"
    assert rules.rest_after(1, chance) == timedelta(0) and rules.rest_after(99, chance) <= rules.REST_MAX * 1.2


def test_three_days_without_success_pause_it_and_its_owner_is_told_once(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sent: list[object] = []

    class Way:
        def send(self, message: object) -> None:
            sent.append(message)

    monkeypatch.setattr(sending, "sender_for", lambda _: Way())
    one = subscribed(receiver.url)
    receiver.answers = [(500, {})] * 2
    report(budi, noon)
    walking.walk(at=noon)
    sending.deliver(now=lambda: noon)
    late = noon + timedelta(days=3)
    sending.deliver(now=lambda: late)
    dead = Subscription.objects.get()
    assert (dead.state, dead.why) == ("paused", "dead")
    assert Event.objects.filter(verb="webhook.paused", seat="clock", about=f"webhook:{one.pk}").count() == 1
    assert sending.tell_owners(now=lambda: late) == 1 and sending.tell_owners(now=lambda: late) == 0
    (message,) = sent
    assert message.to == "uji@contoh.id" and receiver.url in message.words  # type: ignore[attr-defined]
    assert sending.deliver(now=lambda: late + timedelta(days=1)) == {}, "what waits, waits"
    resume(dead, by=dead.key, at=late)  # type: ignore[arg-type]
    assert sending.deliver(now=lambda: late) == {"sent": 1}


def test_whoever_answers_410_is_left_alone_at_once(
    world: Path, subscribed: Subscribed, receiver: Listener, noon: datetime
) -> None:
    one = subscribed(receiver.url)
    receiver.answers = [(410, {})]
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    sending.deliver(now=lambda: noon)
    assert (Subscription.objects.get().state, Subscription.objects.get().why) == ("paused", "gone")


def test_with_a_withdrawn_key_nothing_is_sent_any_more(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    one = subscribed(receiver.url)
    report(budi, noon)
    walking.walk(at=noon)
    withdraw_key(one.key, by="test", at=noon)  # type: ignore[arg-type]
    report(budi, noon)
    assert walking.walk(at=noon) == 0 and sending.deliver(now=lambda: noon) == {} and not receiver.asked


def test_with_a_key_that_came_to_its_end_nothing_is_sent_any_more(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    one, ends = subscribed(receiver.url), noon + timedelta(minutes=2)
    ApiKey.objects.filter(pk=one.key_id).update(expires_at=ends)
    for minutes in (0, 1):
        report(budi, noon + timedelta(minutes=minutes))
        assert walking.walk(at=noon + timedelta(minutes=minutes)) == 1
    assert sending.deliver(now=lambda: noon, most=1) == {"sent": 1}
    report(budi, ends)
    assert walking.walk(at=ends) == 0 and sending.deliver(now=lambda: ends) == {} and len(receiver.asked) == 1


def test_what_ends_its_sender_again_and_again_is_laid_aside(
    world: Path, subscribed: Subscribed, noon: datetime
) -> None:
    one = subscribed("https://city.example/")
    ping(one, by=one.key, at=noon)  # type: ignore[arg-type]
    at = noon
    for _ in range(rules.TRIES_MAX):
        assert post.take(at=at) is not None and post.take(at=at) is None
        at += post.LEASE + timedelta(seconds=1)
    assert post.take(at=at) is None and Delivery.objects.get().state == "dead"
