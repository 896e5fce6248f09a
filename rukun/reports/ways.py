"""By which way a report came, as coarsely as a desk needs to know it (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rukun.values.words import sentence


class Came(StrEnum):
    """A way in, by its name in an address. Not which chat, nor which program: that is a trait of whoever reports."""

    WEB = "web"
    CHAT = "percakapan"
    PROGRAM = "program"
    COUNTER = "loket"
    ELSEWHERE = "lain"


CAME_WORDS = {
    Came.WEB: sentence("Situs ini"),
    Came.CHAT: sentence("Percakapan atau surel"),
    Came.PROGRAM: sentence("Program lain"),
    Came.COUNTER: sentence("Loket, kertas, atau pendamping"),
    Came.ELSEWHERE: sentence("Sistem lain"),
}
# The channels that a report may bear. What another system took in bears that system's code, which is none of these.
CHANNELS: Mapping[Came, tuple[str, ...]] = {
    Came.WEB: ("web",),
    Came.CHAT: ("whatsapp", "telegram", "email"),
    Came.PROGRAM: ("open311", "api"),
    Came.COUNTER: ("counter", "paper", "assistant"),
}
KNOWN = tuple(channel for channels in CHANNELS.values() for channel in channels)
