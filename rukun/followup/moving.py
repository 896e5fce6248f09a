"""How a ticket moves: as it was seen, one step and one trail entry each; of two at once one acts, the other is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rukun.databases.changing import change_seen
from rukun.followup import queries, rules
from rukun.followup.models import Disposisi, Step, Ticket
from rukun.followup.parts.queries import open_parts
from rukun.followup.rules import Outcome, State, Stop
from rukun.followup.terms import DelayReason
from rukun.people.models import Office
from rukun.people.rules import SeatHeld
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.trail.append import append
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

CLOCK = "clock"
SEEN = ("state", "holder", "held_since", "reopened", "parts", "changed_at")


def move(ticket: Ticket, after: State, *, desk: SeatHeld | None, at: datetime, says: Says | None = None,
         **changes: Any) -> Step:  # fmt: skip
    """Move the ticket as it was seen, or refuse: whoever acts on what somebody else has just changed is told how it
    stands now, and nothing is overwritten. The changed row is locked until the transaction ends."""
    before, office, said = State(ticket.state), ticket.holder, says or Says()
    rules.refuse_move(before, after)
    refuse_other_desk(ticket, desk)
    closes = after in rules.CLOSED
    if closes:
        _refuse_open_parts(ticket)
    changes = {"paused_until": None, "pause_reason": "", "merged_into": None} | changes
    changes |= {"state": after, "done_at": at if closes else None}
    changes["outcome"] = Outcome.CLAIMED if after in rules.ANSWERABLE else ""
    change(ticket, at=at, **changes)
    step = Step(
        ticket=ticket, before=before, after=after, at=at, seat_id=desk.id if desk else None,
        office=office, reason=said.reason, words=said.words, proof=said.proof,
    )  # fmt: skip
    append(step)
    return step


class Says:
    """What a step carries besides its states: words to the citizen, a reason, the picture that proves it."""

    __slots__ = ("proof", "reason", "words")

    def __init__(self, words: str = "", *, reason: str = "", proof: str = "") -> None:
        self.words, self.reason, self.proof = words, reason, proof


def change(ticket: Ticket, *, at: datetime, **changes: Any) -> None:
    """Write these fields where the row still is as it was seen, or refuse and say how it stands now."""
    changes["changed_at"] = max(at, ticket.changed_at)
    if not change_seen(ticket, SEEN, changes):
        now = Ticket.objects.select_related("holder").get(pk=ticket.pk)
        raise Refused("conflict", "Tiket ini baru saja diubah orang lain: sekarang “{state}” di {office}.",
                      state=rules.STATE_WORDS[State(now.state)], office=now.holder.name)  # fmt: skip
    for name, value in changes.items():
        setattr(ticket, name, value)


def hold(*tickets: Ticket) -> None:
    """Lock the rows of several tickets, always in the same order: of two who want the same ones the second waits for
    the first, and never each for the other."""
    numbers = [ticket.pk for ticket in tickets]
    list(Ticket.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values_list("pk"))


def go_on(ticket: Ticket, *, desk: SeatHeld | None, at: datetime) -> None:
    """Out of the pause, with the deadline that its stops leave it."""
    if ticket.state != State.PAUSED:
        raise Refused("conflict", "Tiket ini tidak sedang tertunda.")
    stops = [Stop(stop.begins, min(stop.ends, at)) for stop in queries.stops_of_ticket(ticket)]
    move(ticket, State.IN_HAND, desk=desk, at=at, due_at=due_with(ticket, stops))


def due_with(ticket: Ticket, stops: Sequence[Stop]) -> datetime:
    """When it is due where its clock stood still in these stretches."""
    kind = ticket.category
    return queries.calendar().due_at(
        ticket.held_since, kind.deadline_hours or 0, around_the_clock=kind.around_the_clock, stops=stops
    )


def refuse_nobody_to_ask(ticket: Ticket, why: DelayReason) -> None:
    """A question needs somebody who can answer it: a program's reports, and those of whoever left or took them back,
    are nobody's."""
    if why.asks and (ticket.report.filer_id is None or ticket.report.is_retracted):
        raise Refused("nobody", "Laporan ini tidak punya pelapor yang dapat ditanya.")


def refuse_other_desk(ticket: Ticket, desk: SeatHeld | None) -> None:
    """Only the office that holds a ticket acts on it."""
    if desk is not None and ticket.holder.code != desk.office:
        raise Refused("conflict", "Tiket ini dipegang {office}.", office=ticket.holder.name)


def refuse_closed(ticket: Ticket) -> None:
    """What is closed is not worked on any more."""
    if ticket.state not in rules.OPEN:
        raise Refused("conflict", "Tiket ini sekarang berstatus “{state}”, jadi langkah itu tidak dapat dilakukan.",
                      state=rules.STATE_WORDS[State(ticket.state)])  # fmt: skip


def _refuse_open_parts(ticket: Ticket) -> None:
    """What several offices work on is closed when all of them have done their part. Of one who gives a part and one who
    closes, one is told: both change the ticket's row as they saw it."""
    left = open_parts(ticket)
    if left:
        raise Refused("parts", "Masih ada {n} bagian di kantor lain yang belum selesai. Tunggu, atau cabut bagian itu.",
                      n=left)  # fmt: skip


def hand_over(ticket: Ticket, to: Office, after: State, *, said: str, desk: SeatHeld | None, at: datetime,
              **changes: Any) -> Office:  # fmt: skip
    """Another office holds it from this moment: it has the whole deadline. Who held it before is returned."""
    giver, due_at = ticket.holder, queries.due_for(ticket, at)
    again = {"holder": to, "held_since": at, "due_at": due_at, "escalated": 0, "crew": None}
    move(ticket, after, desk=desk, at=at, says=Says(said), **again, **changes)
    Disposisi.objects.create(ticket=ticket, giver=giver, taker=to, reason=said, due_at=due_at, at=at)
    return giver


def kecamatan_of(ticket: Ticket) -> Office | None:
    """The office of the kecamatan in which the ticket's place lies; one query."""
    code = ticket.kelurahan.code[:6]
    return Office.objects.select_related("area").filter(kind="kecamatan", area__code=code).first()


def record_of(ticket: Ticket, verb: str, *, seat: str, at: datetime, facts: Mapping[str, Any]) -> None:
    """One trail entry about the report of a ticket."""
    record(verb, at=at, seat=seat, about=f"report:{ticket.report.code}", facts=facts)


def recorded(ticket: Ticket, verb: str, *, desk: SeatHeld, at: datetime, words: str = "", **facts: Any) -> Ticket:
    """The trail entry of what a desk did to a ticket that it holds; the ticket."""
    told = {"holder": ticket.holder.code, "words": digest_of_words(words)} | facts
    record_of(ticket, verb, seat=desk.named, at=at, facts=told)
    return ticket


def needed(words: str, otherwise: str) -> str:
    """The words without what does not belong, refused where nothing is left."""
    said = clean_words(words)
    if not said:
        raise Refused("words", otherwise, field="words")
    return said
