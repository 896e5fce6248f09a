"""The city's signing key: made at the first seal, kept with owner-only rights in RUKUN_HOME/keys."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun.values.kept import kept_secret


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The key in `home`/keys/seal.pem; two processes that start at once agree on one."""
    file = home / "keys" / "seal.pem"
    key = serialization.load_pem_private_key(kept_secret(file, _made), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} holds no Ed25519 key")
    return key


def _made() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
