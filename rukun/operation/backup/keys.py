"""The keys of an installation (RUKUN_HOME/keys) as one sealed file, and back with their rights."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.crypto import salted_hmac

from rukun.operation.backup.sealing import Opener, seal, unseal
from rukun.values.kept import put_whole

FILE = "keys.sealed"
# Settings make this one when they are first read: a home that holds no other key is still an empty one.
MADE_AT_START = "secret-key"


def sealed(home: Path, by: Opener) -> bytes:
    """Every file of the folder of keys, closed."""
    folder = home / "keys"
    files = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    told = {path.name: base64.b64encode(path.read_bytes()).decode() for path in files}
    return seal(json.dumps(told, sort_keys=True).encode(), by)


def opened(content: bytes, by: Opener) -> dict[str, bytes]:
    """The files by their names."""
    return {name: base64.b64decode(text) for name, text in json.loads(unseal(content, by)).items()}


def is_empty(home: Path) -> bool:
    folder = home / "keys"
    return not folder.is_dir() or {path.name for path in folder.iterdir()} <= {MADE_AT_START}


def bring_back(home: Path, files: Mapping[str, bytes]) -> None:
    """Write them, each readable by its owner alone."""
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = os.umask(0o077)
    try:
        for name, content in files.items():
            put_whole(folder / Path(name).name, content)
    finally:
        os.umask(before)


def signing(files: Mapping[str, bytes]) -> Ed25519PrivateKey | None:
    """The city's signing key among these files."""
    if "seal.pem" not in files:
        return None
    key = serialization.load_pem_private_key(files["seal.pem"], password=None)
    return key if isinstance(key, Ed25519PrivateKey) else None


def mark_of_secret_key(secret: str) -> str:
    """By which a restore sees that SECRET_KEY is another, and that tells nothing of it."""
    return salted_hmac("rukun.backup", "secret-key", secret=secret, algorithm="sha256").hexdigest()[:16]
