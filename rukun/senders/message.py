"""What is sent, and what may go wrong (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from rukun.values.number import number_in

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address.

    `to` is an e-mail address or a telephone number in E.164 (`+6281234567890`). `subject` is shown where the way has
    subjects; `words` is plain text. `key` is the same for every try of the same message, so that a gateway that knows
    idempotency keys delivers it once. `unsubscribe` is the address that stops such e-mails with one click, where
    there is one. `html` says the same where the way can show it; nothing in it is fetched from anywhere. `answers` is
    the Message-ID of the e-mail that it answers, where it answers one.
    """

    to: str
    subject: str
    words: str
    key: str
    unsubscribe: str = ""
    html: str = ""
    answers: str = ""


class NotSent(Exception):
    """The message did not leave.

    `is_final` says that trying again is useless; `is_gone` that this address will never take anything again.
    `wait_seconds` is how long the other side asked to be left alone (0: it did not say).
    """

    def __init__(self, words: str, *, is_final: bool = False, is_gone: bool = False, wait_seconds: int = 0) -> None:
        super().__init__(words)
        self.is_final = is_final or is_gone
        self.is_gone = is_gone
        self.wait_seconds = wait_seconds


class Sender(Protocol):
    """A way out: the one interface that an adapter for WhatsApp, Telegram or an SMS provider has to fill.

    docs/sending.md shows one, word for word, and how it is switched on.
    """

    def send(self, message: Message) -> None:
        """Hand the message over; returns when the other side took it, raises `NotSent` otherwise."""


def is_email(address: str) -> bool:
    return EMAIL.fullmatch(address) is not None


def is_phone(address: str) -> bool:
    """A telephone number in E.164."""
    return PHONE.fullmatch(address) is not None


def seconds_asked(retry_after: str | None, at_most: int = 24 * 3600) -> int:
    """A `Retry-After` in seconds; 0 where it is missing or a date (the house's own back-off then serves)."""
    return min(number_in((retry_after or "").strip(), 9) or 0, at_most)
