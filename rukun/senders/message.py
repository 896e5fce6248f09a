"""What is sent, and what may go wrong (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address.

    `to` is an e-mail address or a telephone number in E.164 (`+6281234567890`). `subject` is shown where the way has
    subjects; `words` is plain text. `key` is the same for every try of the same message, so that a gateway that knows
    idempotency keys delivers it once.
    """

    to: str
    subject: str
    words: str
    key: str


class NotSent(Exception):
    """The message did not leave. `is_final` says that trying again is useless: the address does not exist."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final


class Sender(Protocol):
    """A way out. The one interface that an adapter for WhatsApp, Telegram or an SMS provider has to fill."""

    def send(self, message: Message) -> None:
        """Hand the message over; returns when the other side took it, raises `NotSent` otherwise."""


def is_email(address: str) -> bool:
    return EMAIL.fullmatch(address) is not None


def is_phone(address: str) -> bool:
    """A telephone number in E.164."""
    return PHONE.fullmatch(address) is not None
