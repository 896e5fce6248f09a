"""Everything that happened to a ticket, in order, from the facts that were left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rukun.followup import queries
from rukun.followup.models import (
    Amendment,
    Answer,
    Audit,
    Delay,
    Disposisi,
    Merge,
    Note,
    Rating,
    Replied,
    Step,
    Ticket,
    Unmerge,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: its kind (the name of the fact in small letters), when, and the fact itself."""

    kind: str
    at: datetime
    fact: Any
    taker: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """How long one office had it in all (not closed, not standing still), and how often it came there."""

    office: str
    seconds: int
    times: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Story:
    """The course of a ticket, and who held it how long."""

    entries: list[Entry]
    held: list[Held]
    merged: list[str]

    @property
    def first_office(self) -> str:
        """The code of the office to which it came first; "" where it has no step."""
        return next((entry.fact.office.code for entry in self.entries if entry.kind == "step"), "")


def story_of(ticket: Ticket, at: datetime) -> Story:
    """Everything, oldest first; fourteen queries, and one each where whoever reported was asked and where others were
    merged into it."""
    handed = list(Disposisi.objects.filter(ticket=ticket).select_related("giver", "taker").order_by("at", "id"))
    steps = list(Step.objects.filter(ticket=ticket).select_related("office", "seat").order_by("at", "id"))
    takers = {(one.at, one.giver_id): one.taker.name for one in handed if one.giver_id}
    entries = [Entry("step", one.at, one, takers.get((one.at, one.office_id), "")) for one in steps]
    delays = list(Delay.objects.filter(ticket=ticket).select_related("next_office"))
    entries += [Entry("delay", one.at, one) for one in delays]
    replies = Replied.objects.filter(delay__in=asked) if (asked := [one for one in delays if one.asks]) else ()
    entries += [Entry("reply", one.at, one) for one in replies]
    entries += [Entry("amendment", one.at, one) for one in Amendment.objects.filter(ticket=ticket)]
    merges = list(Merge.objects.filter(target=ticket).select_related("source__report"))
    entries += [Entry("merge", one.at, one) for one in merges]
    taken_back = Unmerge.objects.filter(merge__in=merges).select_related("ticket__report", "seat")
    parted = list(taken_back) if merges else []
    entries += [Entry("unmerge", one.at, one) for one in parted]
    entries += [Entry("answer", one.at, one) for one in Answer.objects.filter(ticket=ticket)]
    entries += [Entry("audit", one.at, one) for one in Audit.objects.filter(ticket=ticket).select_related("seat")]
    entries += [Entry("rating", one.at, one) for one in Rating.objects.filter(ticket=ticket)]
    notes = Note.objects.filter(ticket=ticket).select_related("office", "seat")
    entries += [Entry("note", one.at, one) for one in notes]
    entries.sort(key=lambda entry: entry.at)
    gone = {one.merge_id for one in parted}
    return Story(entries, held_of(ticket, handed, at), [one.source.report.code for one in merges if one.pk not in gone])


def held_of(ticket: Ticket, handed: list[Disposisi], at: datetime) -> list[Held]:
    """Who held it how long, in the order in which they first got it."""
    names = {one.taker.code: one.taker.name for one in handed}
    seconds: dict[str, int] = defaultdict(int)
    for stretch in queries.held_by(ticket, at):
        seconds[stretch.office] += stretch.seconds
    times = [one.taker.code for one in handed]
    last = times[-1] if times else ""
    return [
        Held(names[office], seconds[office], times.count(office), office == last) for office in dict.fromkeys(times)
    ]
