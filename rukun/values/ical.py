"""iCalendar (RFC 5545), which is written here and never read: a calendar of events from plain facts (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LINE_OCTETS_MAX = 75
# What a text may not hold at all: control signs other than the line break, which is spelled `\\n`.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
SPELLED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
PRODUCT = "-//Rukun//Sosialisasi//ID"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens once. `changed` is how often its plan was changed: a reader takes the higher one."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    location: str
    url: str
    touched_at: datetime
    changed: int = 0
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A whole calendar. A cancelled event stays in it, so that whoever has it takes it out of the week."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def text(words: str) -> str:
    """Words as the value of a property."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", plain).translate(SPELLED)


def moment(at: datetime) -> str:
    """In UTC, so that no reader needs our time zone explained."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def folded(line: str) -> bytes:
    """A content line of at most 75 octets, the rest on lines that begin with a space; no sign is cut in two."""
    pieces, piece, room = [], b"", LINE_OCTETS_MAX
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", LINE_OCTETS_MAX - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"


def _event(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{text(event.uid)}",
        # Of a published calendar this is when the event was last touched (3.8.7.2): the same feed has the same bytes.
        f"DTSTAMP:{moment(event.touched_at)}",
        f"LAST-MODIFIED:{moment(event.touched_at)}",
        f"SEQUENCE:{event.changed}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"DTSTART:{moment(event.starts_at)}",
        f"DTEND:{moment(event.ends_at)}",
        f"SUMMARY:{text(event.summary)}",
        f"LOCATION:{text(event.location)}",
        f"URL:{event.url}",
        "END:VEVENT",
    ]
