"""Where a part of a ticket stands, and how it moves (pure)."""

from __future__ import annotations

from enum import StrEnum

from rukun.values.refused import Refused
from rukun.values.words import sentence

# So many parts a ticket may have in all, also those that are done: a longer list is a project, and no report.
PARTS_MAX = 10
# An office that would send it on once more gives it back to whoever leads, who knows better whose it is.
FORWARDS_MAX = 3


class PartState(StrEnum):
    """Red: WAITING, RETURNED; yellow: IN_HAND; green: DONE; grey: WITHDRAWN."""

    WAITING = "waiting"
    IN_HAND = "in-hand"
    RETURNED = "returned"
    DONE = "done"
    WITHDRAWN = "withdrawn"


NEXT = {
    PartState.WAITING: frozenset(PartState),
    PartState.IN_HAND: frozenset(PartState) - {PartState.IN_HAND},
    # It lies with whoever leads: they give it to another office, or take it back.
    PartState.RETURNED: frozenset({PartState.WAITING, PartState.WITHDRAWN}),
    PartState.DONE: frozenset[PartState](),
    PartState.WITHDRAWN: frozenset[PartState](),
}
ENDED = (PartState.DONE, PartState.WITHDRAWN)
PART_WORDS = {
    PartState.WAITING: sentence("Menunggu"),
    PartState.IN_HAND: sentence("Diproses"),
    PartState.RETURNED: sentence("Dikembalikan"),
    PartState.DONE: sentence("Selesai"),
    PartState.WITHDRAWN: sentence("Dicabut"),
}


def refuse_move(before: PartState, after: PartState) -> None:
    """Refused where a part cannot go from one to the other."""
    if after not in NEXT[before]:
        raise Refused("conflict", "Bagian ini sekarang berstatus “{state}”, jadi langkah itu tidak dapat dilakukan.",
                      state=PART_WORDS[before])  # fmt: skip
