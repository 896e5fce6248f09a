"""Secrets closed for a backup: by a passphrase (scrypt), or for a recipient (X25519) whose secret is kept elsewhere.

A sealed file is one line of JSON that says how it was closed, and after it the content under AES-256-GCM, with that
line as its associated data: whatever is changed in either is found.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rukun.values.refused import Refused

FORM = "rukun-sealed-1"
# 128 MB and some half a second for every guess at a passphrase.
SCRYPT = {"n": 1 << 17, "r": 8, "p": 1}
PASSPHRASE_LEAST = 12
RECIPIENT, SECRET = "rukun-recipient-", "rukun-secret-"


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens (and, but for a secret, closes): a passphrase, a recipient's public key, or its secret."""

    passphrase: str = ""
    recipient: str = ""
    secret: str = ""


def recipient_pair() -> tuple[str, str]:
    """A fresh recipient: what may be told to every host, and the secret that is kept away from them."""
    secret = X25519PrivateKey.generate()
    public = secret.public_key().public_bytes_raw()
    return RECIPIENT + _text(public), SECRET + _text(secret.private_bytes_raw())


def seal(content: bytes, by: Opener) -> bytes:
    """The content, closed."""
    stated, key = _closing(by)
    nonce = os.urandom(12)
    header = json.dumps({"form": FORM, **stated, "nonce": _text(nonce)}, sort_keys=True).encode() + b"\n"
    return header + AESGCM(key).encrypt(nonce, content, header)


def unseal(sealed: bytes, by: Opener) -> bytes:
    """The content; refused for another passphrase or secret, and where anything was changed."""
    header, newline, closed = sealed.partition(b"\n")
    try:
        stated = json.loads(header)
        if not newline or stated["form"] != FORM:
            raise ValueError(header)
        key, nonce = _opening(stated, by), _bytes(stated["nonce"])
        return AESGCM(key).decrypt(nonce, closed, header + newline)
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise Refused(
            "passphrase", "Kunci cadangan tidak terbuka: frasa sandi atau rahasianya lain, atau berkasnya diubah."
        ) from None


def refuse_weak(by: Opener) -> None:
    """A passphrase that is guessed within a day closes nothing."""
    if not by.recipient and len(by.passphrase) < PASSPHRASE_LEAST:
        raise Refused(
            "passphrase", "Frasa sandi cadangan paling sedikit {least} huruf. Pakai RUKUN_BACKUP_PASSPHRASE, "
            "--passphrase-file atau --recipient; atau --without-keys bila kunci disimpan di tempat lain.",
            least=PASSPHRASE_LEAST,
        )  # fmt: skip


def _closing(by: Opener) -> tuple[dict[str, Any], bytes]:
    if by.recipient:
        ephemeral, public = X25519PrivateKey.generate(), _public(by.recipient)
        own = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
        return {"by": "recipient", "ephemeral": _text(own), "recipient": _text(public)}, _derived(shared, own, public)
    salt = os.urandom(16)
    key = Scrypt(salt=salt, length=32, **SCRYPT).derive(by.passphrase.encode())
    return {"by": "passphrase", "salt": _text(salt), **SCRYPT}, key


def _opening(stated: dict[str, Any], by: Opener) -> bytes:
    if stated["by"] == "recipient":
        own, public = _bytes(stated["ephemeral"]), _bytes(stated["recipient"])
        secret = X25519PrivateKey.from_private_bytes(_bytes(by.secret.strip().removeprefix(SECRET)))
        return _derived(secret.exchange(X25519PublicKey.from_public_bytes(own)), own, public)
    # Only the cost that we write: a forged header must not take all memory.
    if {name: stated[name] for name in SCRYPT} != SCRYPT:
        raise ValueError("cost")
    return Scrypt(salt=_bytes(stated["salt"]), length=32, **SCRYPT).derive(by.passphrase.encode())


def _derived(shared: bytes, own: bytes, public: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, own + public, FORM.encode()).derive(shared)


def _public(recipient: str) -> bytes:
    try:
        public = _bytes(recipient.strip().removeprefix(RECIPIENT))
        X25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise Refused("recipient", "Penerima kunci ditulis seperti {begin}…", begin=RECIPIENT) from None
    return public


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
