"""Web push (RFC 8030): encrypted for one browser, signed by this installation, handed to the browser's own service."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from rukun.senders import outside
from rukun.senders.message import NotSent, seconds_asked
from rukun.senders.vapid import push_key

# How long a service keeps what it cannot deliver: a telephone that was off for a day still gets it.
TTL_SECONDS = 24 * 3600
SIGNED_FOR_SECONDS = 12 * 3600
TAKEN = (200, 201, 202, 204)
GONE = (404, 410)
NO_USE = (400, 403, 413)
POINT_BYTES, SECRET_BYTES = 65, 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gave: where its service listens, its public key, and the secret that both know."""

    endpoint: str
    p256dh: str
    auth: str


def keys_are_sound(subscription: Subscription) -> bool:
    """Whether something can be encrypted for this browser."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        point, secret = _bytes_of(subscription.p256dh), _bytes_of(subscription.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == POINT_BYTES and len(secret) == SECRET_BYTES


def send_push(subscription: Subscription, told: Mapping[str, str], *, key: str, topic: str, home: Path) -> None:
    """Hand it to the browser's service; returns when that took it, raises `NotSent` otherwise.

    Of several with one `topic` that wait for a telephone without signal, the service keeps the newest.
    """
    headers = {
        "TTL": str(TTL_SECONDS),
        "Urgency": "normal",
        "Topic": topic,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Idempotency-Key": key,
        **_signature(subscription.endpoint, home),
    }
    try:
        answer = outside.post(subscription.endpoint, body=_encrypted(subscription, told), headers=headers)
    except outside.NotOutside as refused:
        raise NotSent(f"the endpoint may not be called: {refused}", is_gone=True) from refused
    except outside.NoAnswer as broken:
        raise NotSent(f"the push service did not answer: {broken}") from broken
    if answer.status not in TAKEN:
        raise NotSent(
            f"the push service answered {answer.status}",
            is_final=answer.status in NO_USE,
            is_gone=answer.status in GONE,
            wait_seconds=seconds_asked(answer.headers.get("retry-after")),
        )


def _encrypted(subscription: Subscription, told: Mapping[str, str]) -> bytes:
    from pywebpush import WebPusher  # it brings aiohttp along: only who sends has to wait for that

    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
    return bytes(pusher.encode(json.dumps(told, ensure_ascii=False).encode(), "aes128gcm")["body"])


def _signature(endpoint: str, home: Path) -> dict[str, str]:
    """Who sends, for this service only, for half a day. By the real time: a service knows no demonstration."""
    from py_vapid import Vapid02

    parts = urlsplit(endpoint)
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": f"mailto:{address}",
        "exp": int(time.time()) + SIGNED_FOR_SECONDS,
    }
    signed: dict[str, str] = Vapid02(push_key(home)).sign(claims)
    return signed


def _bytes_of(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
