"""A push is encrypted for its browser, signed with this installation's key, and short."""

from __future__ import annotations

import stat
import threading
import time
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from rukun.senders.message import NotSent
from rukun.senders.push import Subscription, keys_are_sound, send_push
from rukun.senders.vapid import public_push_key, push_key
from tests.listening import Listener
from tests.pushing import Browser, claims_of

TOLD = {"title": "Laporan selesai", "body": "Sampah (ABC) selesai.", "path": "/kabar/1/", "tag": "t"}


@pytest.fixture
def browser(gateway: Listener, settings: object) -> Browser:
    settings.OUTSIDE_ALLOWED = [gateway.host]  # type: ignore[attr-defined]
    settings.DEFAULT_FROM_EMAIL = "Rukun <kabar@contoh.go.id>"  # type: ignore[attr-defined]
    return Browser(f"{gateway.url}/push/abc")


def ring(browser: Browser, home: Path) -> None:
    send_push(browser.subscription, TOLD, key="k", topic="topic", home=home)


def test_the_browser_can_read_it_and_nobody_else(browser: Browser, gateway: Listener, tmp_path: Path) -> None:
    ring(browser, tmp_path)
    (asked,) = gateway.asked
    assert asked.path == "/push/abc" and browser.read(asked) == TOLD
    assert b"Laporan" not in asked.body and len(asked.body) < 1_000
    assert (asked.headers["ttl"], asked.headers["topic"], asked.headers["urgency"]) == ("86400", "topic", "normal")
    with pytest.raises(Exception, match=r".*"):
        Browser(browser.endpoint).read(asked)


def test_the_service_can_check_who_sent_it(browser: Browser, gateway: Listener, tmp_path: Path) -> None:
    ring(browser, tmp_path)
    claims = claims_of(gateway.asked[0], public_push_key(tmp_path))
    assert (claims["aud"], claims["sub"]) == (gateway.url, "mailto:kabar@contoh.go.id")
    assert 0 < claims["exp"] - time.time() <= 24 * 3600
    gateway.asked[0].headers["authorization"] = gateway.asked[0].headers["authorization"].replace("t=ey", "t=eX", 1)
    with pytest.raises((InvalidSignature, ValueError)):
        claims_of(gateway.asked[0], public_push_key(tmp_path))


@pytest.mark.parametrize(
    ("status", "is_final", "is_gone"),
    [(404, True, True), (410, True, True), (413, True, False), (403, True, False), (429, False, False),
     (500, False, False), (302, False, False)],
)  # fmt: skip
def test_a_device_that_is_gone_is_gone_and_a_service_in_trouble_is_asked_again(
    browser: Browser, gateway: Listener, tmp_path: Path, status: int, is_final: bool, is_gone: bool
) -> None:
    gateway.answers = [(status, {"Retry-After": "60"})]
    with pytest.raises(NotSent) as refused:
        ring(browser, tmp_path)
    assert (refused.value.is_final, refused.value.is_gone, refused.value.wait_seconds) == (is_final, is_gone, 60)


def test_an_endpoint_that_leads_inside_is_never_called(gateway: Listener, tmp_path: Path) -> None:
    with pytest.raises(NotSent, match="may not be called") as refused:
        ring(Browser(f"{gateway.url}/push"), tmp_path)
    assert refused.value.is_gone and not gateway.asked


def test_keys_that_nothing_can_be_encrypted_for_are_told_apart() -> None:
    good = Browser("https://push.example/").subscription
    assert keys_are_sound(good)
    for p256dh, auth in (("", ""), (good.p256dh, "abc"), ("abc", good.auth), (good.p256dh[:-4] + "AAAA", good.auth),
                         (good.p256dh, good.auth + "é"), (good.p256dh, good.auth * 2)):  # fmt: skip
        assert not keys_are_sound(Subscription(good.endpoint, p256dh, auth))


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    made: list[str] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait(20)
        made.append(public_push_key(tmp_path))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(made) == 8 and len(set(made)) == 1 and public_push_key(tmp_path) == made[0]
    assert stat.S_IMODE((tmp_path / "keys" / "push.pem").stat().st_mode) == 0o600
    assert push_key(tmp_path).curve.name == "secp256r1"
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["push.pem"]
