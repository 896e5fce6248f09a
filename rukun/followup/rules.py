"""The one table of states, who is in charge of what, and when it is due."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands. Red: WAITING, REOPENED; yellow: IN_HAND; green: DONE; grey: DECLINED."""

    WAITING = "waiting"
    IN_HAND = "in-hand"
    DONE = "done"
    DECLINED = "declined"
    REOPENED = "reopened"
