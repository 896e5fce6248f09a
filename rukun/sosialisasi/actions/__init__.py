"""Plan sessions, invite, write down who came and what was said, practise: one verb, one trail entry."""

from __future__ import annotations

from rukun.sosialisasi.actions.attending import Entry, check_in, take_back
from rukun.sosialisasi.actions.inviting import invite_seats
from rukun.sosialisasi.actions.learning import Tried, answer_check, file_practice
from rukun.sosialisasi.actions.planning import Plan, cancel_session, move_session, plan_session
from rukun.sosialisasi.actions.recording import add_photo, remove_photo, write_minutes

__all__ = [
    "Entry",
    "Plan",
    "Tried",
    "add_photo",
    "answer_check",
    "cancel_session",
    "check_in",
    "file_practice",
    "invite_seats",
    "move_session",
    "plan_session",
    "remove_photo",
    "take_back",
    "write_minutes",
]
