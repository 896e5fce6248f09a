"""The city's signing key: made at the first seal, kept with owner-only rights in RUKUN_HOME/keys."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The key in `home`/keys/seal.pem; two processes that start at once agree on one."""
    kept = home / "keys" / "seal.pem"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep_first(kept, Ed25519PrivateKey.generate())
    key = serialization.load_pem_private_key(kept.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{kept} holds no Ed25519 key")
    return key


def _keep_first(kept: Path, key: Ed25519PrivateKey) -> None:
    """Write beside and link into place: the link fails when another process was first, and then its key stands."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    beside = kept.with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_bytes(pem)
    try:
        os.link(beside, kept)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
