"""Secrets that a receiver and this house share, and what is signed with them, as Standard Webhooks says."""

from __future__ import annotations

import base64
import hmac
import secrets
from hashlib import sha256

from rukun.people import sealing
from rukun.values.refused import Refused

BEGINS, BYTES = "whsec_", 32
VERSION = "v1"
# For what they are closed (`rukun.people.sealing`).
SEALED_AS = "rukun.webhooks"


def new_secret() -> str:
    """256 bits of chance, in the spelling that receivers' libraries read."""
    return BEGINS + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    """As it is kept: closed with the installation's key, so that a copy of the table signs nothing."""
    return sealing.closed(SEALED_AS, secret)


def opened(kept: str) -> str:
    """The secret; refused where the installation's key is another, and the one before was not kept."""
    secret = sealing.opened(SEALED_AS, kept)
    if secret is None:
        raise Refused("secret", "Rahasia langganan ini perlu diganti: kunci instalasi sudah lain.")
    return secret


def signatures(kept: list[str], *, key: str, timestamp: int, body: bytes) -> str:
    """One signature for each secret that is good, with spaces between: a receiver needs to know only one of them."""
    content = f"{key}.{timestamp}.".encode() + body
    return " ".join(f"{VERSION},{_signature(opened(one), content)}" for one in kept)


def _signature(secret: str, content: bytes) -> str:
    shared = base64.b64decode(secret.removeprefix(BEGINS))
    return base64.b64encode(hmac.new(shared, content, sha256).digest()).decode()
