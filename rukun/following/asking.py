"""What somebody without an account asks for, closed into the link that goes to their mailbox.

Nothing of it is kept here before they press the button behind it: an address that somebody else typed leaves no row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from rukun.following.rules import CONFIRM_WITHIN, Rhythm, Wish
from rukun.people.sealing import closed, opened
from rukun.values.place import Place
from rukun.values.refused import Refused, hidden
from rukun.values.told import object_in

PURPOSE = "follow"


@dataclass(frozen=True, slots=True)
class Asked:
    """An address, the language it is written to in, and what it would follow."""

    address: str
    language: str
    wish: Wish


def link_of(asked: Asked, *, at: datetime) -> str:
    """The secret part of the link: only this installation can read it."""
    wish, place = asked.wish, asked.wish.place
    told = {
        "to": asked.address, "language": asked.language, "at": at.isoformat(), "area": wish.area,
        "place": [place.lat, place.lon] if place else None, "metres": wish.metres, "kinds": wish.kinds,
        "rhythm": wish.rhythm.value,
    }  # fmt: skip
    return closed(PURPOSE, json.dumps(told))


def asked_by(link: str, *, at: datetime) -> Asked:
    """What the link says; refused where it is none of ours, or was sent too long ago."""
    told = object_in(opened(PURPOSE, link) or "")
    if told is None:
        raise hidden()
    if at - datetime.fromisoformat(told["at"]) > CONFIRM_WITHIN:
        raise Refused("withdrawn", "Tautan ini sudah tidak berlaku. Isi lagi formulirnya.")
    place = Place(*told["place"]) if told["place"] else None
    wish = Wish(told["area"], place, told["metres"], tuple(told["kinds"]), Rhythm(told["rhythm"]))
    return Asked(told["to"], told["language"], wish)
