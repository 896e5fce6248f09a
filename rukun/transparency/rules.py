"""What a reader may choose on the map, and the colour in which a report is shown (pure)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum

from rukun.followup.rules import State
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.words import sentence


class Colour(IntEnum):
    """How a report stands, as the map keeps it; PLAIN is what nobody has to follow up: an activity, or what another
    system took in without saying what became of it."""

    RED = 0
    YELLOW = 1
    GREEN = 2
    GREY = 3
    PLAIN = 4


COLOUR_OF = {
    State.WAITING: Colour.RED,
    State.REOPENED: Colour.RED,
    State.IN_HAND: Colour.YELLOW,
    State.DONE: Colour.GREEN,
    State.DECLINED: Colour.GREY,
    State.PAUSED: Colour.YELLOW,
    State.MERGED: Colour.GREY,
    State.RETRACTED: Colour.GREY,
}
STATES_OF = {colour: [state for state, its in COLOUR_OF.items() if its is colour] for colour in Colour}
# As they are written in an address, and on the screen.
COLOURS_BY_NAME = {
    "merah": Colour.RED,
    "kuning": Colour.YELLOW,
    "hijau": Colour.GREEN,
    "abu": Colour.GREY,
    "biru": Colour.PLAIN,
}
COLOUR_WORDS = {
    Colour.RED: sentence("Menunggu"),
    Colour.YELLOW: sentence("Diproses"),
    Colour.GREEN: sentence("Selesai"),
    Colour.GREY: sentence("Tidak dapat ditangani"),
    Colour.PLAIN: sentence("Tanpa tindak lanjut"),
}
# As they are written in an address: the two groups of `categories.toml`.
GROUPS_BY_NAME = {"masalah": "problem", "kegiatan": "activity"}
MONTHS_BACK_MAX = 24


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the reports is asked for: of which kinds (ids), in which colour, received since which month.

    None: all of them.
    """

    kinds: Set[int] | None = None
    colour: Colour | None = None
    since: Month | None = None

    def takes(self, kind: int, colour: int, month: int) -> bool:
        """Whether a report is among them, by what the map keeps of it."""
        return (
            (self.kinds is None or kind in self.kinds)
            and (self.colour is None or colour == self.colour)
            and (self.since is None or month >= number_of(self.since))
        )


def colour_of(state: str | None, *, needs_followup: bool) -> Colour:
    """The colour of a report by the state of its ticket; before it has one, it waits."""
    if state is not None:
        return COLOUR_OF[State(state)]
    return Colour.RED if needs_followup else Colour.PLAIN


def colour_named(name: str) -> Colour | None:
    """The colour of this name in an address; None for an empty one."""
    if name and name not in COLOURS_BY_NAME:
        raise Refused("state", "Status ini tidak dikenal.")
    return COLOURS_BY_NAME.get(name)


def number_of(month: Month) -> int:
    """A month as a number that grows by one each month; 0 is left for "all"."""
    return month.year * 12 + month.month


def months_since(since: Month, now: Month) -> list[int]:
    """The numbers of the months from one to another; more than two years back is refused."""
    first, last = number_of(since), number_of(now)
    if not 0 <= last - first <= MONTHS_BACK_MAX:
        raise Refused("month", "Pilih bulan dalam dua tahun terakhir.", field="month")
    return list(range(first, last + 1))
