"""The key by which push services know this installation (VAPID): made at first use, kept in RUKUN_HOME/keys.

A browser's subscription is bound to it: with another key every device has to be asked again.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from rukun.values.kept import kept_secret

if TYPE_CHECKING:
    # Loaded by whoever asks for the key: few pages do.
    from cryptography.hazmat.primitives.asymmetric import ec


def push_key(home: Path) -> ec.EllipticCurvePrivateKey:
    """The key in `home`/keys/push.pem, with owner-only rights; two processes that start at once agree on one."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    file = home / "keys" / "push.pem"
    key = serialization.load_pem_private_key(kept_secret(file, _made), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{file} holds no key for push services")
    return key


def public_push_key(home: Path) -> str:
    """As `PushManager.subscribe` takes it: the uncompressed point in base64url."""
    from cryptography.hazmat.primitives import serialization

    point = push_key(home).public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )  # fmt: skip
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def _made() -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
