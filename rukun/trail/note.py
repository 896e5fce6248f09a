"""Signed checkpoints, in the form of C2SP's signed note and tlog-checkpoint, which independent witnesses read.

A checkpoint is text: the origin, the size, the root in base64, and as extension lines the moment and the digest of the
checkpoint before; then an empty line and the signature line, "— origin base64(4 bytes key hash || Ed25519 signature)".
A witness puts its own line under it: "— name base64(4 bytes key hash || 8 bytes time || Ed25519 signature)".
Source: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Loaded by whoever signs or reads a signature: no common page does.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
NAMED_AT_MOST = 100
HASH_LENGTH = 32
SIGNATURES = "\n\n"


class Forged(ValueError):
    """A checkpoint that the key did not sign, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a seal says: `size` events with this `root`; `previous` is the digest of the note before ("" for none)."""

    origin: str
    size: int
    root: bytes
    at: str
    previous: str

    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nat {self.at}\nprevious {self.previous or '-'}\n"


def key_id(origin: str, key: Ed25519PublicKey, kind: bytes = ED25519) -> bytes:
    """The four bytes by which a signature names its key."""
    return hashlib.sha256(origin.encode() + b"\n" + kind + key.public_bytes_raw()).digest()[:4]


def verifier_of(origin: str, key: Ed25519PublicKey, kind: bytes = ED25519) -> str:
    """The public key in the note form, `origin+hash+base64`: what a witness is given."""
    encoded = base64.b64encode(kind + key.public_bytes_raw()).decode()
    return f"{origin}+{key_id(origin, key, kind).hex()}+{encoded}"


def read_verifier(text: str, kind: bytes = ED25519) -> tuple[str, Ed25519PublicKey]:
    """Name and key of a public key in the note form; `Forged` where it is none of that kind."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        name, hashed, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw[1:])
    except ValueError:
        raise Forged("not a public key in the form name+hash+base64") from None
    if raw[:1] != kind or hashed != key_id(name, key, kind).hex() or not is_name(name):
        raise Forged("the public key and its name do not belong together")
    return name, key


def is_name(name: str) -> bool:
    """Whether a key may be called so: printable, without spaces and plus signs."""
    return 0 < len(name) <= NAMED_AT_MOST and name.isprintable() and not set(name) & set("+ \n")


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The whole note, signature line included."""
    text = checkpoint.text()
    signature = key_id(checkpoint.origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def is_signed_by(note: str, verifier: str) -> bool:
    """Whether the signature under a note names this public key; whether it is true is told by `opened`."""
    origin, hashed, _ = verifier.split("+", 2)
    try:
        _dash, named, encoded = note.rsplit(SIGNATURES, 1)[-1].strip().split(" ")
        return named == origin and base64.b64decode(encoded, validate=True)[:4].hex() == hashed
    except ValueError:
        return False


def opened(note: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint in a note, after its signature proved true; `Forged` otherwise."""
    from cryptography.exceptions import InvalidSignature

    try:
        text, signature_line = note.rsplit(SIGNATURES, 1)
        dash, origin, encoded = signature_line.strip().split(" ")
        signature = base64.b64decode(encoded, validate=True)
        if dash != "—" or signature[:4] != key_id(origin, key):
            raise Forged("signed by another key")
        key.verify(signature[4:], (text + "\n").encode())
        checkpoint = _read(text)
        if checkpoint.origin != origin:
            raise Forged("signed for another origin")
        return checkpoint
    except InvalidSignature:
        raise Forged("the signature does not fit the text") from None
    except (ValueError, binascii.Error) as wrong:
        raise wrong if isinstance(wrong, Forged) else Forged("not a signed checkpoint") from None


def unverified(note: str) -> Checkpoint:
    """The checkpoint in a note that was verified before it was kept."""
    return _read(note.rsplit(SIGNATURES, 1)[0])


def _read(text: str) -> Checkpoint:
    named, size, root, at, previous = text.split("\n")
    hashed, before = base64.b64decode(root, validate=True), previous.removeprefix("previous ")
    if not (size.isascii() and size.isdigit() and len(hashed) == HASH_LENGTH):
        raise Forged("not a checkpoint")
    if datetime.fromisoformat(at.removeprefix("at ")).tzinfo is None:
        raise Forged("a moment without its zone")
    return Checkpoint(named, int(size), hashed, at.removeprefix("at "), "" if before == "-" else before)


def countersigned(note: str, name: str, key: Ed25519PrivateKey, at: datetime) -> str:
    """The line with which a witness says that it saw this checkpoint, and only growth before it."""
    seconds = int(at.timestamp())
    signature = key_id(name, key.public_key(), COSIGNATURE) + seconds.to_bytes(8, "big")
    signature += key.sign(_witnessed(note, seconds))
    return f"— {name} {base64.b64encode(signature).decode()}\n"


def countersigned_at(note: str, line: str, name: str, key: Ed25519PublicKey) -> datetime:
    """When the witness put its line under the note; `Forged` where it did not."""
    from cryptography.exceptions import InvalidSignature

    try:
        dash, named, encoded = line.strip().split(" ")
        signature = base64.b64decode(encoded, validate=True)
        if dash != "—" or named != name or signature[:4] != key_id(name, key, COSIGNATURE):
            raise Forged("signed by another key")
        seconds = int.from_bytes(signature[4:12], "big")
        key.verify(signature[12:], _witnessed(note, seconds))
        return datetime.fromtimestamp(seconds, UTC)
    except InvalidSignature:
        raise Forged("the signature does not fit the text") from None
    except (ValueError, OverflowError, OSError) as wrong:
        raise wrong if isinstance(wrong, Forged) else Forged("not a countersignature") from None


def _witnessed(note: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{note.rsplit(SIGNATURES, 1)[0]}\n".encode()
