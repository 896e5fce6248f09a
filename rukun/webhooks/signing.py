"""Secrets that a receiver and this house share, and what is signed with them, as Standard Webhooks says."""

from __future__ import annotations

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from rukun.values.refused import Refused

BEGINS, BYTES = "whsec_", 32
VERSION = "v1"


def new_secret() -> str:
    """256 bits of chance, in the spelling that receivers' libraries read."""
    return BEGINS + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    """As it is kept: closed with the installation's key, so that a copy of the table signs nothing."""
    return _box().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret; refused when the installation's key was changed since."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken as changed:
        raise Refused("secret", "Rahasia langganan ini perlu diganti: kunci instalasi sudah lain.") from changed


def signatures(kept: list[str], *, key: str, timestamp: int, body: bytes) -> str:
    """One signature for each secret that is good, with spaces between: a receiver needs to know only one of them."""
    content = f"{key}.{timestamp}.".encode() + body
    return " ".join(f"{VERSION},{_signature(opened(one), content)}" for one in kept)


def _signature(secret: str, content: bytes) -> str:
    shared = base64.b64decode(secret.removeprefix(BEGINS))
    return base64.b64encode(hmac.new(shared, content, sha256).digest()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"rukun.webhooks:{settings.SECRET_KEY}".encode()).digest()))
