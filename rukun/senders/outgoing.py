"""The connections of `outside`, apart: a web process hardly ever makes one, and their library is 3 MB."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import httpcore

from rukun.senders.outside import Networks, NoAnswer, addresses_of, is_allowed, is_usual_port, parts_of


def whole(answer: httpcore.Response, most: int) -> bytes:
    """All of an answer; `NoAnswer` where it is more than `most` bytes."""
    content = bytearray()
    for part in answer.iter_stream():
        content += part
        if len(content) > most:
            raise NoAnswer("too much")
    return bytes(content)


def headers_of(answer: httpcore.Response) -> dict[str, str]:
    """By their names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}


@contextmanager
def asked(method: str, address: str, timeout: float, own: Networks = (), **sent: Any) -> Iterator[httpcore.Response]:
    """The answer of another side, as long as it is read; whatever goes wrong meanwhile is no answer."""
    is_usual = is_usual_port(parts_of(address, own))
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
        is_named = is_allowed(host, port)
        target = host if is_named else addresses_of(host, port, self.own, is_usual=self.is_usual)[0]
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
