"""Whose signatures the seals bear: the key that lies here, and those before it, each of which vouched for the next.

A change of key is an event of the log (`seal-key.changed`) that names both public keys and bears a signature of each,
sealed with the earlier one. From the first seal of the next key on, the earlier one signs nothing any more. The event
by itself proves nothing: whoever may write into the database may add one, and the clock seals what it finds.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rukun.trail import keys, note
from rukun.trail.models import Event, Leaf, Seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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


def changed(earlier: Ed25519PrivateKey, later: Ed25519PrivateKey) -> dict[str, str]:
    """The facts of a change: both keys in the note form, and the signature of each under them."""
    names = [note.verifier_of(ORIGIN, key.public_key()) for key in (earlier, later)]
    signed = [base64.b64encode(key.sign(_statement(*names))).decode() for key in (earlier, later)]
    return dict(zip(("from", "to", "by_from", "by_to"), [*names, *signed], strict=True))


def changes(present: str) -> list[Change]:
    """The changes that lead to the present key, and the one that is to follow it, oldest first; two queries."""
    events = Event.objects.filter(verb=CHANGED, about=ABOUT).order_by("id").values_list("id", "facts")
    told = [(number, facts) for number, text in events if (facts := _vouched(text))]
    places = dict(Leaf.objects.filter(event_id__in=[number for number, _ in told]).values_list("event_id", "index"))
    known = [Change(number, places.get(number, UNSEALED), facts["from"], facts["to"]) for number, facts in told]
    found, key = [change for change in known if change.earlier == present][-1:], present
    for change in reversed(known):
        if change.later == key:
            found.insert(0, change)
            key = change.earlier
    return found


def _statement(earlier: str, later: str) -> bytes:
    return f"{ABOUT}\n{earlier}\n{later}\n".encode()


def _vouched(text: str) -> dict[str, str] | None:
    """The facts of a change that both keys signed; None for what somebody else wrote there."""
    from cryptography.exceptions import InvalidSignature

    try:
        facts: dict[str, str] = json.loads(text)
        for side in ("from", "to"):
            _, key = note.read_verifier(facts[side])
            key.verify(base64.b64decode(facts[f"by_{side}"]), _statement(facts["from"], facts["to"]))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None
    return facts


def begun() -> str:
    """The public key that was last begun with after a change; "" where there was none. One query."""
    facts = Event.objects.filter(verb=BEGUN, about=ABOUT).order_by("-id").values_list("facts", flat=True).first()
    return str(json.loads(facts).get("key", "")) if facts else ""


def earlier(home: Path) -> list[Earlier]:
    """The keys before the present one, oldest first; a query for each beside the two."""
    present = verifier(home)
    before = [change for change in changes(present) if change.earlier != present]
    return [Earlier(change.earlier, change.event, _seal_over(change.place)) for change in before]


def verifier_under(sealed_note: str, home: Path) -> str:
    """The public key that signed a note of ours: between a change and the next seal that is not the present one."""
    present = verifier(home)
    if note.is_signed_by(sealed_note, present):
        return present
    known = [one for change in changes(present) for one in (change.earlier, change.later)]
    return next((one for one in known if note.is_signed_by(sealed_note, one)), present)


class Signers:
    """The keys in the order in which they signed, while the seals are read from the first on."""

    def __init__(self, home: Path) -> None:
        self.present = verifier(home)
        sealed = [change for change in changes(self.present) if change.place != UNSEALED]
        self._keys = [sealed[0].earlier if sealed else self.present, *(change.later for change in sealed)]
        self._since, self._at = [UNSEALED, *(change.place for change in sealed)], 0

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
