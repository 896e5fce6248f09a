"""Calls to addresses that somebody else gave us, and never into our own network.

Whoever may name an address that this server will call (a browser's push endpoint, a photo, later a webhook) could
name a machine behind the firewall instead. So only `https` on its usual port is called, a name must lead to public
addresses only, and the connection is made to the very address that was looked at: a name that leads elsewhere a moment
later gains nothing. Redirects are not followed, and no other side can hold the caller longer than a while, however
slowly it speaks. `OUTSIDE_ALLOWED` names the `host:port` of one's own that may be called nevertheless. Where a caller
names networks of the city's own (`own`), their addresses are called too, on any port and without encryption: whoever
listens there is known.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore
from django.conf import settings

from rukun.values.refused import Refused

TIMEOUT_SECONDS = 10.0
ADDRESS_LENGTH_MAX = 1000
FOUND = 200
# Compressed, a few bytes could be more than any memory.
PLAINLY = ("Accept-Encoding", "identity")
USUAL_PORT = {"https": 443, "http": 80}
# IPv6 addresses in which an IPv4 address is carried to where a gateway of the network translates it.
TRANSLATED = IPv6Network("64:ff9b::/96")
NOT_USUAL = "only https on its usual port is called"
Networks = Sequence[IPv4Network | IPv6Network]


class NotOutside(Exception):
    """The address may not be called: it is no address, or it leads into a network that is not public."""


class NoAnswer(Exception):
    """Nobody answered: no such name, no route, no time, or no certificate that can be trusted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the body is left where it is, however long it may be."""

    status: int
    headers: Mapping[str, str]


def refuse_inside(address: str, *, own: Networks = ()) -> None:
    """`NotOutside` unless the address could be called at this moment; `NoAnswer` where its name leads nowhere."""
    parts = _parts(address, own)
    if not _is_allowed(parts.hostname or "", _port(parts)):
        _addresses(parts.hostname or "", _port(parts), own, is_usual=_is_usual(parts))


def refuse_uncallable(address: str, *, own: Networks = ()) -> None:
    """The same for whoever types an address: refused in words, beside the field `url`."""
    try:
        refuse_inside(address, own=own)
    except NotOutside:
        raise Refused("url", "Alamat ini tidak boleh dipanggil: hanya https pada port biasa di jaringan umum.",
                      field="url") from None  # fmt: skip
    except NoAnswer:
        raise Refused("url", "Nama pada alamat ini tidak ditemukan.", field="url") from None


def post(
    address: str, *, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS, own: Networks = ()
) -> Answer:
    """Send, and read no more than status and headers; all of it within `timeout` seconds."""
    with _asked("POST", address, timeout, own, headers=list(headers.items()), content=body) as answer:
        return Answer(answer.status, _headers(answer))


def fetch(address: str, *, most: int, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """What lies there, whole, within `timeout` seconds; `NoAnswer` where it is more than `most` bytes, or not found."""
    with _asked("GET", address, timeout, headers=[PLAINLY]) as answer:
        if answer.status != FOUND:
            raise NoAnswer(f"status {answer.status}")
        return _whole(answer, most)


def ask(
    address: str, *, most: int, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS
) -> tuple[Answer, bytes]:
    """What a server answers, whatever its status, with its words; `NoAnswer` where these are more than `most` bytes."""
    with _asked("GET", address, timeout, headers=[PLAINLY, *headers.items()]) as answer:
        return Answer(answer.status, _headers(answer)), _whole(answer, most)


def _whole(answer: httpcore.Response, most: int) -> bytes:
    content = bytearray()
    for part in answer.iter_stream():
        content += part
        if len(content) > most:
            raise NoAnswer("too much")
    return bytes(content)


def _headers(answer: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}


@contextmanager
def _asked(method: str, address: str, timeout: float, own: Networks = (), **sent: Any) -> Iterator[httpcore.Response]:
    """The answer of another side, as long as it is read; whatever goes wrong meanwhile is no answer."""
    is_usual = _is_usual(_parts(address, own))
    limits = {"connect": timeout, "pool": timeout}
    backend = OnlyOutside(time.monotonic() + timeout, own, is_usual=is_usual)
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=_trusted()) as pool,
            pool.stream(method, address, extensions={"timeout": limits}, **sent) as answer,
        ):
            yield answer
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as broken:
        raise NoAnswer(f"{type(broken).__name__} {broken}") from broken


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed (`SSL_CERT_FILE` names others). Read once: it takes longer than a call."""
    import httpx

    return httpx.create_ssl_context()


class OnlyOutside(httpcore.SyncBackend):
    """Connects to public addresses only, and to the very address that it looked at; `until` a moment."""

    def __init__(self, until: float, own: Networks = (), *, is_usual: bool = True) -> None:
        super().__init__()
        self.until, self.own, self.is_usual = until, own, is_usual

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        is_named = _is_allowed(host, port)
        target = host if is_named else _addresses(host, port, self.own, is_usual=self.is_usual)[0]
        return Hurried(super().connect_tcp(target, port, timeout, local_address, socket_options), self.until)


class Hurried(httpcore.NetworkStream):
    """A connection that ends at a moment, and not only after a silence: who sends a byte now and then is cut off."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self.stream, self.until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  httpcore's signature
        return self.stream.read(max_bytes, self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self.stream.write(buffer, self._left(httpcore.WriteTimeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None  # noqa: ARG002
    ) -> httpcore.NetworkStream:  # fmt: skip
        left = self._left(httpcore.ConnectTimeout)
        return Hurried(self.stream.start_tls(ssl_context, server_hostname, left), self.until)

    def close(self) -> None:
        self.stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def _left(self, too_late: type[httpcore.TimeoutException]) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise too_late("out of time")
        return left


def _parts(address: str, own: Networks = ()) -> SplitResult:
    try:
        parts = urlsplit(address)
        port, host = _port(parts), parts.hostname or ""
    except ValueError as broken:
        raise NotOutside(f"no address: {broken}") from broken
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if not is_plain or len(address) > ADDRESS_LENGTH_MAX or not host or "@" in parts.netloc:
        raise NotOutside("no address that can be called")
    if not _is_allowed(host, port) and not _is_usual(parts) and not (own and parts.scheme in USUAL_PORT):
        raise NotOutside(NOT_USUAL)
    return parts


def _is_usual(parts: SplitResult) -> bool:
    return parts.scheme == "https" and _port(parts) == USUAL_PORT["https"]


def _port(parts: SplitResult) -> int:
    return parts.port or USUAL_PORT.get(parts.scheme, 0)


def _is_allowed(host: str, port: int) -> bool:
    return f"{host}:{port}" in settings.OUTSIDE_ALLOWED


def _addresses(host: str, port: int, own: Networks, *, is_usual: bool) -> list[str]:
    """Where a name leads, when every one of its addresses is public, or of the city's own networks."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as broken:
        raise NoAnswer(f"the name {host} leads nowhere") from broken
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    for address in addresses:
        if _is_of(address, own):
            continue
        if not is_public(address):
            raise NotOutside(f"{host} leads to {address}, which is not public")
        if not is_usual:
            raise NotOutside(NOT_USUAL)
    return addresses


def _is_of(address: str, own: Networks) -> bool:
    """Whether an IP address lies in one of the networks; what it may carry within it does not count."""
    ip = ip_address(address.partition("%")[0])
    return any(ip.version == network.version and ip in network for network in own)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, and carries none within it that is not."""
    ip = ip_address(address.partition("%")[0])
    carried = _carried(ip) if isinstance(ip, IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (carried is None or is_public(str(carried)))


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
