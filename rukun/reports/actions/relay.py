"""Take in a report that another program hands on, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from rukun.people.rules import ANYONE, Actor
from rukun.reports.actions.file import Draft, file_report
from rukun.reports.models import Category, Report
from rukun.reports.queries import relayed_report
from rukun.reports.rules import StoredPhoto
from rukun.values.code import AreaCode
from rukun.values.digest import canonical_plain
from rukun.values.place import Place
from rukun.values.time import day_of

CHANNEL = "open311"
KEY_BEGINS, KEY_SIGNS = "o311-", 48


@dataclass(frozen=True, slots=True)
class Relayed:
    """What a program hands on, as the door understood it.

    `key_id` is whose quota it came under, `sender` what the program calls the person or device it came from (kept only
    within the digest that tells the same sending again), `address` how it wrote the place, `answers` the lines that
    its answers became. `name` is what the program calls this sending, where it names its sendings itself.
    `is_private` and `for_unit` are for a key that somebody holds.
    """

    key_id: int
    category: Category
    words: str
    captured_at: datetime
    sender: str = ""
    place: Place | None = None
    chosen: AreaCode | None = None
    address: str = ""
    answers: Sequence[str] = ()
    photos: Sequence[StoredPhoto] = ()
    channel: str = CHANNEL
    name: str = ""
    is_private: bool = False
    for_unit: AreaCode | None = None

    @property
    def said(self) -> str:
        """The words of the report: what was written, then the address, then each answer on a line of its own."""
        address = [f"Alamat: {' '.join(self.address.split())}"] if self.address.strip() else []
        return "\n".join(line for line in (self.words.strip(), *address, *self.answers) if line)


def relay_report(relayed: Relayed, *, at: datetime, by: Actor = ANYONE) -> tuple[Report, bool]:
    """The report, and whether it is new: the same sending again within a day gives the report that is there already.

    It is nobody's, unless somebody holds the key: a program's word for who somebody is proves nothing.
    """
    days = [day_of(at - timedelta(days=days)).isoformat() for days in (0, 1)]
    keys = [relayed.name] if relayed.name else [_key(relayed, day) for day in days]
    known = relayed_report(keys, since=at - timedelta(days=1))
    if known is not None:
        return known, False
    draft = Draft(
        key=keys[0], category=relayed.category, words=relayed.said, captured_at=relayed.captured_at,
        place=relayed.place, chosen=relayed.chosen, photos=relayed.photos, channel=relayed.channel,
        relayed_by=relayed.key_id, is_private=relayed.is_private, for_unit=relayed.for_unit,
    )  # fmt: skip
    return file_report(draft, by=by, at=at), True


def _key(relayed: Relayed, day: str) -> str:
    """What is the same for the same sending on a day, and another for everything else; nobody outside can make it."""
    place = f"{relayed.place.lat!r} {relayed.place.lon!r}" if relayed.place else ""
    facts = {
        "key": str(relayed.key_id), "sender": relayed.sender, "kind": relayed.category.code, "words": relayed.said,
        "place": place, "area": relayed.chosen.digits if relayed.chosen else "", "day": day,
        "photos": " ".join(photo.original for photo in relayed.photos),
    } | _beside(relayed)  # fmt: skip
    digest = salted_hmac("rukun.relayed", canonical_plain(facts), algorithm="sha256")
    return KEY_BEGINS + digest.hexdigest()[:KEY_SIGNS]


def _beside(relayed: Relayed) -> dict[str, str]:
    """What only other doors than the first know of."""
    if relayed.channel == CHANNEL:
        return {}
    unit = relayed.for_unit.digits if relayed.for_unit else ""
    return {"channel": relayed.channel, "unit": unit, "private": str(relayed.is_private)}
