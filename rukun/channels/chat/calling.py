"""Calls to the platforms: addresses that the operator named, within a while, and never more than was wanted."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rukun.reports.rules import PHOTO_BYTES_MAX
from rukun.senders.message import NotSent

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

TIMEOUT_SECONDS = 10.0
FETCHED_WITHIN_SECONDS = 40.0
ANSWER_BYTES_MAX = 200_000


class TooLarge(NotSent):
    """The other side has more for us than we take."""

    def __init__(self) -> None:
        super().__init__("more than is taken", is_final=True)


class Platform(Protocol):
    """One of the platforms. What fails is told as `NotSent`: for good, or with how long to wait."""

    def send(self, address: str, says: Mapping[str, Any], key: str) -> None:
        """Hand a message over; returns when the other side took it."""

    def fetch(self, reference: str) -> bytes:
        """A picture that was named in a message."""

    def acknowledge(self, reference: str) -> None:
        """Say that a tap was seen, where that is wished for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: its status, its object ({} where it was none), and its headers."""

    status: int
    told: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def ask(method: str, address: str, *, headers: Mapping[str, str] | None = None, sent: Any = None) -> Reply:
    """One call, answered in JSON. Silence is told without the address: it may hold a token."""
    with _streamed(method, address, headers, sent, TIMEOUT_SECONDS) as answer:
        body = _read(answer, ANSWER_BYTES_MAX, TIMEOUT_SECONDS)
        return Reply(answer.status_code, _object(body), answer.headers)


def download(address: str, *, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Status and content of a file, at most what a photo may have."""
    with _streamed("GET", address, headers, None, TIMEOUT_SECONDS) as answer:
        if answer.status_code != 200:
            return answer.status_code, b""
        return answer.status_code, _read(answer, PHOTO_BYTES_MAX, FETCHED_WITHIN_SECONDS)


@contextmanager
def _streamed(
    method: str, address: str, headers: Mapping[str, str] | None, sent: Any, timeout: float
) -> Iterator[httpx.Response]:
    import httpx

    try:
        with httpx.stream(method, address, headers=headers, json=sent, timeout=timeout, trust_env=False) as answer:
            yield answer
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as broken:
        raise NotSent(f"no answer: {type(broken).__name__}") from None


def _read(answer: httpx.Response, most: int, within: float) -> bytes:
    content, until = bytearray(), time.monotonic() + within
    for part in answer.iter_bytes():
        content += part
        if len(content) > most:
            raise TooLarge
        if time.monotonic() > until:
            raise NotSent("no answer: too slow")
    return bytes(content)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
