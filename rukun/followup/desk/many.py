"""The same verb for many tickets of a desk: each by itself, and what could not be done is told for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from rukun.followup.access import ticket_to_work
from rukun.followup.actions.amending import amend_category
from rukun.followup.actions.forwarding import dispose
from rukun.followup.actions.pausing import pause, resume
from rukun.followup.actions.working import decline, finish, take
from rukun.followup.crew.assigning import assign, unassign
from rukun.followup.models import Ticket
from rukun.people.rules import Actor
from rukun.values.refused import Refused

VERBS: Mapping[str, Callable[..., Ticket]] = {
    "take": take, "start": take, "finish": finish, "decline": decline, "dispose": dispose, "pause": pause,
    "resume": resume, "amend_category": amend_category, "assign": assign, "unassign": unassign,
}  # fmt: skip
MANY_AT_MOST = 200


class Told(NamedTuple):
    """What became of one ticket: done, or why not (`words`, which a door translates)."""

    code: str
    ok: bool
    words: Refused | None


def act_on_many(codes: Iterable[str], verb: str, *, by: Actor, at: datetime, **details: Any) -> list[Told]:
    """Do it to each ticket in a transaction of its own; a ticket that refuses holds up no other."""
    act, wanted = VERBS.get(verb), list(dict.fromkeys(codes))
    if act is None:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    if not 1 <= len(wanted) <= MANY_AT_MOST:
        raise Refused("many", "Pilih 1 sampai {most} tiket.", most=MANY_AT_MOST)
    return [_told(act, code, by, at, details) for code in wanted]


def _told(act: Callable[..., Ticket], code: str, by: Actor, at: datetime, details: Mapping[str, Any]) -> Told:
    try:
        ticket, desk = ticket_to_work(by, code)
        act(ticket, desk=desk, at=at, **details)
    except Refused as refusal:
        return Told(code, ok=False, words=refusal)
    return Told(code, ok=True, words=None)
