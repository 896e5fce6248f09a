"""What somebody else names is called only where it lies outside, and only as long as it is worth waiting for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from rukun.senders import outside
from rukun.senders.outside import NoAnswer, NotOutside, is_public
from tests.listening import Listener


def leads_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """The name server's answers, one after the other: there is none in a test."""
    left = list(answers)

    def resolve(_host: str, port: int, **_: object) -> list[object]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, 1, 6, "", (a, port)) for a in addresses]

    monkeypatch.setattr(outside.socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
     "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:1::1", "ff02::1", "198.18.0.1", "192.0.2.1", "2001:db8::1"],
)  # fmt: skip
def test_what_is_not_of_the_public_network_is_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.0.114.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_what_is_of_the_public_network_is_outside(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://push.example/", "https://push.example:8443/", "ftp://push.example/", "https://", "push.example",
     "https://user@push.example/", "https://push.example:99999/", "https://[::1/", "https://push.example/ x",
     "https://push.example/\n", "https://püsh.example/", "javascript:alert(1)", "https://push.example/" + "x" * 1000],
)  # fmt: skip
def test_only_plain_https_on_its_usual_port_is_an_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, ["1.1.1.1"])
    outside.refuse_inside("https://push.example/abc")
    with pytest.raises(NotOutside):
        outside.refuse_inside(address)


@pytest.mark.parametrize("leads", [["10.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"]])
def test_a_name_that_leads_inside_is_refused_even_if_it_also_leads_outside(
    leads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    leads_to(monkeypatch, leads)
    with pytest.raises(NotOutside):
        outside.refuse_inside("https://push.example/")
    with pytest.raises(NotOutside):
        outside.post("https://push.example/", body=b"", headers={})


def test_a_bare_inside_address_is_refused_without_a_name_server(gateway: Listener) -> None:
    for address in ("https://127.0.0.1/", "https://169.254.169.254/latest/", "https://[::1]/", "https://2130706433/"):
        with pytest.raises(NotOutside):
            outside.refuse_inside(address)
    with pytest.raises(NotOutside):
        outside.post(gateway.url, body=b"", headers={})
    assert not gateway.asked


def test_a_name_that_leads_elsewhere_a_moment_later_gains_nothing(
    gateway: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when it is looked at, private when it is called."""
    leads_to(monkeypatch, ["1.1.1.1"], ["127.0.0.1"])
    outside.refuse_inside("https://push.example/")
    with pytest.raises(NotOutside):
        outside.post("https://push.example/", body=b"", headers={})


def test_a_name_that_leads_nowhere_is_no_answer() -> None:
    with pytest.raises(NoAnswer):
        outside.refuse_inside("https://push.invalid/")


def test_one_of_ones_own_is_called_when_it_is_named(gateway: Listener, settings: object) -> None:
    settings.OUTSIDE_ALLOWED = [gateway.host]  # type: ignore[attr-defined]
    gateway.answers = [(429, {"Retry-After": "7"})]
    answer = outside.post(f"{gateway.url}/x", body=b"abc", headers={"TTL": "5"})
    assert (answer.status, answer.headers["retry-after"]) == (429, "7")
    assert gateway.asked[0].body == b"abc" and gateway.asked[0].headers["ttl"] == "5"
    with pytest.raises(NotOutside):
        outside.post(f"http://127.0.0.1:{gateway.port + 1}/", body=b"", headers={})


def test_a_redirect_is_an_answer_and_not_followed(gateway: Listener, settings: object) -> None:
    settings.OUTSIDE_ALLOWED = [gateway.host]  # type: ignore[attr-defined]
    gateway.answers = [(302, {"Location": "http://127.0.0.1:9/"})]
    assert outside.post(gateway.url, body=b"", headers={}).status == 302
    assert len(gateway.asked) == 1


@pytest.fixture
def drip() -> Iterator[str]:
    """A server that speaks without end, a byte at a time."""
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def speak() -> None:
        with suppress(OSError):
            other, _ = server.accept()
            with other:
                other.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.05):
                    other.sendall(b"x")

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.getsockname()[1]}"
    over.set()
    server.shutdown(socket.SHUT_RDWR)  # whoever still waits for a call is woken
    thread.join(10)
    server.close()


@pytest.mark.parametrize("how", ["silent", "drip"])
def test_nobody_holds_the_caller_longer_than_a_while(how: str, drip: str, gateway: Listener, settings: object) -> None:
    import time

    gateway.answers = [None]
    host = drip if how == "drip" else gateway.host
    settings.OUTSIDE_ALLOWED = [host]  # type: ignore[attr-defined]
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        outside.post(f"http://{host}/", body=b"", headers={}, timeout=0.5)
    assert time.monotonic() - began < 5
