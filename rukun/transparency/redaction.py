"""What of a report the public sees (pure).

Never who reported, nor a private report at all; offices and seats are named, persons are not. A hidden photo is gone
from every page while its digest stays in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass

from rukun.reports.hiding import Hidden
from rukun.values.contacts import without_contacts

PUBLIC = {"is_private": False}
"""Under which a report stands on a public page, as far as its own row tells; see `queries.publicly` for all of it."""
TYPED = ("counter", "paper", "assistant")
"""The channels of what others typed."""


def told_channel(channel: str) -> str:
    """By which door a report came, where somebody else typed it; otherwise nothing: by which one somebody reports is a
    trait of theirs, by which their reports could be put together."""
    return channel if channel in TYPED else ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader sees of one report. `sees_all`: it is theirs to see, hidden or not; `reads_contacts`: so are the
    telephones that people wrote into their words."""

    hidden: Hidden
    is_struck_for_privacy: bool
    sees_all: bool
    reads_contacts: bool

    def said(self, words: str) -> str:
        """What people wrote, to this reader: how somebody is reached is for whoever handles it."""
        return words if self.reads_contacts else without_contacts(words)

    @property
    def shows_words(self) -> bool:
        """Not where they are hidden, nor where the report was struck because it shows somebody's private matter."""
        return self.sees_all or not (self.is_struck_for_privacy or self.hidden.words)

    @property
    def shows_photos(self) -> bool:
        """The same for its photos, and those of finished work."""
        return self.sees_all or not (self.is_struck_for_privacy or self.hidden.photos)

    @property
    def shows_talk(self) -> bool:
        """Comments go with the words of what was struck."""
        return self.sees_all or not self.is_struck_for_privacy
