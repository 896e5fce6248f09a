"""What has to be read again is closed with the installation's key, so that a copy of the tables opens nothing.

An earlier key (`SECRET_KEY_BEFORE`) still opens what was closed with it; nothing is closed with it any more.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Model

from rukun.people.codes import installation_keys

if TYPE_CHECKING:
    # Loaded by whoever closes or opens something: no common page does.
    from cryptography.fernet import Fernet


@dataclass(frozen=True, slots=True)
class ClosedAnew:
    """Of values under an earlier key: how many are under the present one now, and how many no key here opens."""

    done: int = 0
    lost: int = 0

    def __add__(self, other: ClosedAnew) -> ClosedAnew:
        return ClosedAnew(self.done + other.done, self.lost + other.lost)


def closed(purpose: str, text: str) -> str:
    """As it is kept. What is closed for one purpose is not opened for another."""
    return _boxes(purpose)[0].encrypt(text.encode()).decode()


def opened(purpose: str, kept: str) -> str | None:
    """What was closed; None where no key of this installation opens it."""
    from cryptography.fernet import InvalidToken

    for box in _boxes(purpose):
        try:
            return box.decrypt(kept.encode()).decode()
        except InvalidToken:
            continue
    return None


def close_anew(purpose: str, model: type[Model], *fields: str) -> ClosedAnew:
    """Close with the present key what an earlier one closed in these fields; what was changed meanwhile stays so."""
    done = lost = 0
    present, *_ = _boxes(purpose)
    for number, *kept in model._default_manager.values_list("pk", *fields).iterator():
        for field, value in zip(fields, kept, strict=True):
            if not value or _opens(present, value):
                continue
            text = opened(purpose, value)
            if text is None:
                lost += 1
                continue
            same = model._default_manager.filter(pk=number, **{field: value})
            done += same.update(**{field: closed(purpose, text)})
    return ClosedAnew(done, lost)


def _opens(box: Fernet, kept: str) -> bool:
    from cryptography.fernet import InvalidToken

    try:
        box.decrypt(kept.encode())
    except InvalidToken:
        return False
    return True


def _boxes(purpose: str) -> list[Fernet]:
    """One a key, the present one first."""
    from cryptography.fernet import Fernet

    return [
        Fernet(base64.urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest())) for key in installation_keys()
    ]
