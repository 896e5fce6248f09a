"""A browser's end of a push: its keys, what it subscribes with, and how it reads what came."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from rukun.senders.push import Subscription
from tests.listening import Asked


def in_base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


@dataclass
class Browser:
    """One that was allowed to be rung at `endpoint`."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def subscription(self) -> Subscription:
        return Subscription(self.endpoint, in_base64url(point_of(self.key.public_key())), in_base64url(self.secret))

    @property
    def json(self) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        given = self.subscription
        keys = {"p256dh": given.p256dh, "auth": given.auth}
        return {"endpoint": given.endpoint, "expirationTime": None, "keys": keys}

    def read(self, asked: Asked) -> dict[str, str]:
        """Decrypt what the service was handed."""
        assert asked.headers["content-encoding"] == "aes128gcm"
        plain = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        told: dict[str, str] = json.loads(plain)
        return told


def claims_of(asked: Asked, public_key: str) -> dict[str, Any]:
    """The claims of the VAPID token, when this key has signed it; raises `InvalidSignature` otherwise."""
    scheme, _, rest = asked.headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid" and parts["k"] == public_key
    signed, _, signature = parts["t"].rpartition(".")
    raw = from_base64url(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(public_key))
    key.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
    header, claims = (json.loads(from_base64url(part)) for part in signed.split("."))
    assert header["alg"] == "ES256"
    told: dict[str, Any] = claims
    return told
