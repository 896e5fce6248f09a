"""Signed checkpoints, in the form of C2SP's signed note and tlog-checkpoint, which independent witnesses read.

A checkpoint is text: the origin, the size, the root in base64, and as extension lines the moment and the digest of the
checkpoint before; then an empty line and the signature line, "— origin base64(4 bytes key hash || Ed25519 signature)".
Source: c2sp.org/signed-note, c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


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


def key_id(origin: str, key: Ed25519PublicKey) -> bytes:
    """The four bytes by which a signature names its key."""
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def verifier_of(origin: str, key: Ed25519PublicKey) -> str:
    """The public key in the note form, `origin+hash+base64`: what a witness is given."""
    encoded = base64.b64encode(ED25519 + key.public_bytes_raw()).decode()
    return f"{origin}+{key_id(origin, key).hex()}+{encoded}"


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The whole note, signature line included."""
    text = checkpoint.text()
    signature = key_id(checkpoint.origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def opened(note: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint in a note, after its signature proved true; `Forged` otherwise."""
    try:
        text, signature_line = note.rsplit("\n\n", 1)
        dash, origin, encoded = signature_line.strip().split(" ")
        signature = base64.b64decode(encoded, validate=True)
        if dash != "—" or signature[:4] != key_id(origin, key):
            raise Forged("signed by another key")
        key.verify(signature[4:], (text + "\n").encode())
        named, size, root, at, previous = text.split("\n")
        if named != origin:
            raise Forged("signed for another origin")
        before = previous.removeprefix("previous ")
        return Checkpoint(
            origin, int(size), base64.b64decode(root), at.removeprefix("at "), "" if before == "-" else before
        )
    except InvalidSignature:
        raise Forged("the signature does not fit the text") from None
    except (ValueError, binascii.Error) as wrong:
        raise wrong if isinstance(wrong, Forged) else Forged("not a signed checkpoint") from None
