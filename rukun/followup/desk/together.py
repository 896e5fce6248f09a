"""Many tickets into one: each by itself, so that one that cannot be merged keeps no other from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rukun.followup.access import ticket_to_work
from rukun.followup.actions import merge
from rukun.followup.desk.many import Told
from rukun.people.rules import Actor
from rukun.values.refused import Refused


def merge_each(codes: Sequence[str], *, into: str, words: str, by: Actor, at: datetime) -> list[Told]:
    """Merge each of the others into the one that is named, and say for each what became of it."""
    if into not in codes or len(codes) < 2:
        raise Refused("target", "Pilih satu tiket yang tetap; yang lain digabung ke sana.", field="utama")
    ticket_to_work(by, into)
    return [_merged(code, into, words, by, at) for code in codes if code != into]


def _merged(code: str, into: str, words: str, by: Actor, at: datetime) -> Told:
    try:
        target, desk = ticket_to_work(by, into)
        source, _ = ticket_to_work(by, code)
        merge([source], target=target, words=words, desk=desk, at=at)
    except Refused as refusal:
        return Told(code, ok=False, words=refusal)
    return Told(code, ok=True, words=None)
