"""Whose signatures the seals bear: the key that lies here, and those before it, each of which vouched for the next.

A change of key is an event of the log (`seal-key.changed`, with both public keys), sealed with the earlier one. From
the first seal of the next key on, the earlier one signs nothing any more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rukun.trail import keys, note
from rukun.trail.models import Event, Leaf, Seal

ORIGIN = "rukun"
ABOUT, CHANGED, BEGUN = "seal-key:rukun", "seal-key.changed", "seal-key.begun"
UNSEALED = -1


@dataclass(frozen=True, slots=True)
class Change:
    """From one public key to the next (in the note form): the event that says so, and its place in the log."""

    event: int
    place: int
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A key that signs no more: the event that names the next, and the number of the seal that holds it."""

    verifier: str
    event: int
    seal: int


def verifier(home: Path) -> str:
    """The city's public key in the note form: what a witness is given."""
    return note.verifier_of(ORIGIN, keys.signing_key(home).public_key())


def changes() -> list[Change]:
    """All changes of the key, oldest first; two queries."""
    events = list(Event.objects.filter(verb=CHANGED, about=ABOUT).order_by("id").values_list("id", "facts"))
    places = dict(Leaf.objects.filter(event_id__in=[number for number, _ in events]).values_list("event_id", "index"))
    told = [(number, json.loads(facts)) for number, facts in events]
    return [Change(number, places.get(number, UNSEALED), facts["from"], facts["to"]) for number, facts in told]


def begun() -> str:
    """The public key that was last begun with after a change; "" where there was none. One query."""
    facts = Event.objects.filter(verb=BEGUN, about=ABOUT).order_by("-id").values_list("facts", flat=True).first()
    return str(json.loads(facts)["key"]) if facts else ""


def earlier() -> list[Earlier]:
    """The keys before the present one, oldest first; a query for each beside the two."""
    sealed = [change for change in changes() if change.place != UNSEALED]
    return [Earlier(change.earlier, change.event, _seal_over(change.place)) for change in sealed]


def verifier_under(sealed_note: str, home: Path) -> str:
    """The public key that signed a note of ours: between a change and the next seal that is not the present one."""
    present = verifier(home)
    if note.is_signed_by(sealed_note, present):
        return present
    known = [one for change in changes() for one in (change.earlier, change.later)]
    return next((one for one in known if note.is_signed_by(sealed_note, one)), present)


class Signers:
    """The keys in the order in which they signed, while the seals are read from the first on."""

    def __init__(self, home: Path) -> None:
        self.present = verifier(home)
        self._keys, self._since, self._at = [self.present], [UNSEALED], 0
        for change in changes():
            if len(self._keys) == 1 and self._since == [UNSEALED]:
                self._keys = [change.earlier]
            if change.earlier != self._keys[-1] or change.place == UNSEALED:
                break
            self._keys.append(change.later)
            self._since.append(change.place)

    def opened(self, sealed_note: str, begun: int) -> note.Checkpoint:
        """The checkpoint in a note over what follows the first `begun` events; `note.Forged` where it was signed by no
        key that was to sign there."""
        following = self._at + 1
        is_named = following < len(self._keys) and self._since[following] < begun
        if is_named and note.is_signed_by(sealed_note, self._keys[following]):
            self._at = following
        return note.opened(sealed_note, note.read_verifier(self._keys[self._at])[1])

    def leads_here(self) -> bool:
        """Whether the key that lies here signed the newest seal, or is the one that was named to sign the next."""
        return self.present in self._keys[self._at : self._at + 2]


def _seal_over(place: int) -> int:
    found = Seal.objects.filter(size__gt=place).order_by("number").values_list("number", flat=True).first()
    return found or 0
