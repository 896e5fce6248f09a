"""The code that stands in a proof: made on the telephone from a secret of its pass, the ticket and the minute (pure).

It works without a network as the codes of an authenticator app do. It tells that the picture went through the app of
this telephone for this ticket in this minute; what the picture shows, it does not tell.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rukun.followup.rules import CodeState
from rukun.reports.rules import ALPHABET

MINUTE_SECONDS = 60
CODE_LENGTH = 8
# The clock of a telephone that asked us for the time is right to this much.
CLOCK_OFF_MAX = timedelta(minutes=3)
WRITTEN = re.compile(r"R1\.([0-9A-Z]{10})\.([0-9A-Z]{1,8})\.([0-9A-Z]{8})")


@dataclass(frozen=True, slots=True)
class Read:
    """What a QR code in a picture says."""

    ticket: str
    minute: int
    code: str

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.minute * MINUTE_SECONDS, UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """What is believed of the code in a picture, and of which moment it is (None where it says nothing)."""

    state: CodeState
    code: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When a code may be from: while the pass was open, and not later than it arrived."""

    opens: datetime
    closes: datetime

    def holds(self, moment: datetime) -> bool:
        return self.opens - CLOCK_OFF_MAX <= moment <= self.closes + CLOCK_OFF_MAX


def code_at(secret: bytes, ticket: str, minute: int) -> str:
    """Eight signs of Crockford's alphabet: forty bits of an HMAC over ticket and minute."""
    mac = hmac.new(secret, f"{ticket}.{minute}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(mac[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))


def written(secret: bytes, ticket: str, at: datetime) -> str:
    """What the QR code in the picture says: `R1.TICKET.MINUTE.CODE`, the minute in base 36."""
    minute = int(at.timestamp()) // MINUTE_SECONDS
    return f"R1.{ticket}.{_base36(minute)}.{code_at(secret, ticket, minute)}"


def read(text: str) -> Read | None:
    """What a text from a picture says; None for one that is not of our making."""
    found = WRITTEN.fullmatch(text.strip())
    return Read(found[1], int(found[2], 36), found[3]) if found else None


def judge(texts: Iterable[str], secret: bytes, ticket: str, window: Window) -> Found:
    """Whether one of the texts is the code of this ticket and this pass, from a moment at which it could be made."""
    seen = [one for text in texts if (one := read(text)) is not None]
    if not seen:
        return Found(CodeState.UNREAD)
    for one in seen:
        if one.ticket == ticket and hmac.compare_digest(one.code, code_at(secret, ticket, one.minute)):
            is_in_time = one.minute < 2**31 and window.holds(one.at)
            return Found(CodeState.READ if is_in_time else CodeState.LATE, one.code, one.at if is_in_time else None)
    return Found(CodeState.WRONG, seen[0].code)


def _base36(number: int) -> str:
    signs = ""
    while number:
        number, rest = divmod(number, 36)
        signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + signs
    return signs or "0"
