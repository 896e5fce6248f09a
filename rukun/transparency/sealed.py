"""What of the sealed log everyone may read: all proofs, and the words of entries about what is public anyway.

Of an entry about a private report, a person's device or a crew only the hash is told: whoever was given the entry can
still prove it, and nobody learns from the log that it exists.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rukun.reports.models import Report
from rukun.trail import proving, queries
from rukun.trail.models import Event
from rukun.transparency.queries import publicly
from rukun.values.refused import Refused, hidden

OPEN_KINDS = frozenset({
    "area", "areas", "award", "decree", "kota", "mirror", "month", "office", "ranking", "sample", "samples",
    "seal-key", "source",
})  # fmt: skip
ENTRIES_AT_MOST = 100
DIGITS_AT_MOST = 18


def is_open(about: str) -> bool:
    """Whether everyone may read the entries about a thing; at most one query."""
    kind, _, name = about.partition(":")
    if kind == "report":
        return publicly(Report.objects.filter(code=name)).exists()
    return kind in OPEN_KINDS


def proved(number: str, home: Path) -> dict[str, Any]:
    """The proof of an entry, without its content where that is not for everyone; at most fifteen queries."""
    if not (number.isascii() and number.isdigit() and len(number) <= DIGITS_AT_MOST):
        raise Refused("entry-number", "Nomor peristiwa ditulis dengan angka.", field="nomor")
    told = proving.prove(int(number), home)
    event = Event.objects.get(id=int(number))
    shown = is_open(event.about)
    return told | {"content": told["content"] if shown else None, "is_open": shown}


def entries_about(asked: str) -> list[Event]:
    """The entries about a thing (`decree:...`, `report:CODE`, or the code of a report alone), oldest first."""
    thing = asked.strip()
    about = thing if ":" in thing else f"report:{thing.upper()}"
    if not is_open(about):
        raise hidden()
    return list(queries.events_about(about)[:ENTRIES_AT_MOST])
