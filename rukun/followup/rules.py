"""The one table of states, when something is due, whose time it was, and what a closing is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of
from rukun.values.words import sentence


class State(StrEnum):
    """Where a ticket stands. Red: WAITING, REOPENED; yellow: IN_HAND, PAUSED; green: DONE; grey: DECLINED, MERGED,
    RETRACTED."""

    WAITING = "waiting"
    IN_HAND = "in-hand"
    DONE = "done"
    DECLINED = "declined"
    REOPENED = "reopened"
    PAUSED = "paused"
    MERGED = "merged"
    RETRACTED = "retracted"


class Outcome(StrEnum):
    """What a closing is worth: the holder's word alone, borne out, contradicted, or met with a week of silence."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"


class Verdict(StrEnum):
    """What a citizen says of a closing: it is so, it is not, some of it is; or they do not know."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    PARTLY = "partly"
    UNSURE = "unsure"


class CodeState(StrEnum):
    """What became of the code that was to be seen in a picture: read in it, not found, another, too old, not asked."""

    READ = "read"
    UNREAD = "unread"
    WRONG = "wrong"
    LATE = "late"
    NONE = "none"


_FROM_OPEN = frozenset({State.WAITING, State.IN_HAND, State.PAUSED, State.DONE, State.DECLINED, State.MERGED})
NEXT = {
    # Whoever reported takes it back while no office has done anything.
    State.WAITING: _FROM_OPEN | {State.RETRACTED},
    State.IN_HAND: _FROM_OPEN - {State.IN_HAND},
    State.REOPENED: _FROM_OPEN,
    State.PAUSED: _FROM_OPEN - {State.PAUSED},
    State.DONE: frozenset({State.REOPENED}),
    State.DECLINED: frozenset({State.REOPENED}),
    State.MERGED: frozenset[State](),
    State.RETRACTED: frozenset[State](),
}
OPEN = (State.WAITING, State.IN_HAND, State.PAUSED, State.REOPENED)
# What was merged moves by no act of its own. Where that is taken back it stands again as it stood.
BACK = {State.MERGED: frozenset(OPEN)}
# What the holder said is at an end; only these may be answered, rated and asked for again.
ANSWERABLE = (State.DONE, State.DECLINED)
CLOSED = (*ANSWERABLE, State.MERGED, State.RETRACTED)
STATE_WORDS = {
    State.WAITING: sentence("Menunggu"),
    State.IN_HAND: sentence("Diproses"),
    State.DONE: sentence("Selesai"),
    State.DECLINED: sentence("Tidak dapat ditangani"),
    State.REOPENED: sentence("Dibuka kembali"),
    State.PAUSED: sentence("Tertunda"),
    State.MERGED: sentence("Digabung"),
    State.RETRACTED: sentence("Ditarik pelapor"),
}
OUTCOME_WORDS = {
    Outcome.CLAIMED: sentence("Dinyatakan selesai"),
    Outcome.CONFIRMED: sentence("Dibenarkan"),
    Outcome.DISPUTED: sentence("Dibantah"),
    Outcome.UNCONFIRMED: sentence("Belum dibenarkan"),
}
VERDICT_WORDS = {
    Verdict.CONFIRMED: sentence("Dibenarkan"),
    Verdict.DISPUTED: sentence("Dibantah"),
    Verdict.PARTLY: sentence("Baru sebagian"),
    Verdict.UNSURE: sentence("Tidak tahu"),
}
# Whoever says one of these says what is missing, and may ask for it again.
UNHAPPY = (Verdict.DISPUTED, Verdict.PARTLY)
# How much each weighs against a closing, in halves. Whoever does not know says nothing of it.
AGAINST = {Verdict.CONFIRMED: 0, Verdict.PARTLY: 1, Verdict.DISPUTED: 2}
# Citizens may ask for it again within a week (04-rules; SP4N-LAPOR! keeps ten working days).
REOPEN_WITHIN = timedelta(days=7)
# Overdue by one more deadline each: to the camat first, then to the wali kota.
ESCALATION_LEVELS = 2
# An office that would forward it once more after so many times leaves it to the kecamatan; so does a second reopening.
FORWARDS_MAX = 3
REOPENED_MAX = 2
# What a step says that put something right and moved nothing.
AMENDED = "amended"
# What it says when somebody was sent, taken back, or could not do it.
ASSIGNED, UNASSIGNED, CANNOT = "assigned", "unassigned", "crew-cannot"
# What it says when it was marked as urgent, or is so no more.
URGENT, CALM = "urgent", "calm"
# What it says when another office got a part of it.
SPLIT = "split"
# None of these moves the ticket to another state, so none of them ends a pause.
STANDING = frozenset({AMENDED, ASSIGNED, UNASSIGNED, CANNOT, URGENT, CALM, SPLIT})
# Stars from which whoever gives them says, by giving them, that the work was done.
STARS_THAT_CONFIRM = 3
# More days without work than any calendar has: stops a search that would never end.
IDLE_DAYS_MAX = 400


def refuse_move(before: State, after: State) -> None:
    """Refused where the table has no such move; the words say how the ticket stands now."""
    if after not in NEXT[before]:
        raise Refused("conflict", "Tiket ini sekarang berstatus “{state}”, jadi langkah itu tidak dapat dilakukan.",
                      state=STATE_WORDS[before])  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Stop:
    """A stretch in which a ticket's clock stood still for a reason that the city lets stop it."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the city: Monday to Friday without its holidays. Deadlines run only on these."""

    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def working_days_before(self, day: date) -> int:
        """How many there were since the first Monday of all, for differences."""
        weeks, rest = divmod(day.toordinal() - 1, 7)
        free = sum(holiday < day and holiday.weekday() < 5 for holiday in self.holidays)
        return weeks * 5 + min(rest, 5) - free

    def due_at(self, start: datetime, hours: int, *, around_the_clock: bool, stops: Sequence[Stop] = ()) -> datetime:
        """When `hours` have run since `start`; on working days only, unless they run around the clock.

        `stops` are stretches in which the clock stood still, oldest first; what lies before `start` is passed over.
        """
        left = timedelta(hours=hours)
        for stop in stops:
            if stop.ends > start:
                ran = self.seconds_between(start, stop.begins, around_the_clock=around_the_clock)
                if timedelta(seconds=ran) >= left:
                    break
                left, start = left - timedelta(seconds=ran), max(start, stop.ends)
        return self._after(start, left, around_the_clock=around_the_clock)

    def _after(self, start: datetime, left: timedelta, *, around_the_clock: bool) -> datetime:
        if around_the_clock:
            return start + left
        at = start
        for _ in range(IDLE_DAYS_MAX + left.days * 2 + 2):
            tomorrow = start_of(day_of(at) + timedelta(days=1))
            if self.works_on(day_of(at)):
                if at + left <= tomorrow:
                    return at + left
                left -= tomorrow - at
            at = tomorrow
        raise Refused("calendar", "Kalender kota tidak punya hari kerja yang cukup untuk tenggat ini.")

    def seconds_between(self, start: datetime, end: datetime, *, around_the_clock: bool) -> int:
        """Whole seconds of a deadline that ran between two moments; 0 when `end` is not later."""
        if end <= start:
            return 0
        if around_the_clock:
            return int((end - start).total_seconds())
        first, last = day_of(start), day_of(end)
        if first == last:
            return int((end - start).total_seconds()) if self.works_on(first) else 0
        # Whole days are only counted: a city asks this a million times for a month's ranking.
        whole = sum(self.works_on(first + timedelta(days=number)) for number in range(1, (last - first).days))
        total = timedelta(days=whole)
        if self.works_on(first):
            total += start_of(first + timedelta(days=1)) - start
        if self.works_on(last):
            total += end - start_of(last)
        return int(total.total_seconds())


@dataclass(frozen=True, slots=True)
class Handover:
    """An office got the ticket at a moment."""

    office: str
    at: datetime


def stretches(
    handovers: Sequence[Handover],
    closings: Sequence[tuple[datetime, datetime | None]],
    until: datetime,
    stops: Sequence[Stop] = (),
) -> list[tuple[str, datetime, datetime]]:
    """Who held the ticket from when to when, up to `until`, without the time in which it was closed or stood still.

    `closings` are pairs of closed-at and reopened-at (None: still closed). Every moment between the opening and the
    last closing (or `until`) belongs to exactly one holder, to a closing or to a stop.
    """
    held = []
    gaps = sorted([*closings, *((stop.begins, stop.ends) for stop in stops)], key=lambda gap: gap[0])
    for number, handover in enumerate(handovers):
        ends = handovers[number + 1].at if number + 1 < len(handovers) else until
        begins = handover.at
        for closed_at, reopened_at in gaps:
            if begins <= closed_at < ends:
                if begins < closed_at:
                    held.append((handover.office, begins, closed_at))
                begins = min(reopened_at, ends) if reopened_at else ends
        if begins < ends:
            held.append((handover.office, begins, ends))
    return held


def stops_of(pauses: Sequence[tuple[datetime, datetime | None]], ends: Sequence[datetime]) -> list[Stop]:
    """The stops of a ticket: each pause (when it began, and until when it may stop the clock; None: it does not) up
    to when it ended. `ends` are the moments at which the ticket left a pause; both oldest first."""
    found = []
    # Each pause has an end of its own: the one of the pause before may lie at the very moment this one begins.
    left = iter(ends)
    for begins, may_stop_until in pauses:
        ended = next((at for at in left if at >= begins), None)
        if may_stop_until is not None:
            over = may_stop_until if ended is None else min(ended, may_stop_until)
            if over > begins:
                found.append(Stop(begins, over))
    return found


def outcome_of(*, stood: bool | None, verdicts: Sequence[Verdict], closed_at: datetime, at: datetime) -> Outcome:
    """What a closing is worth at a moment. Whoever audited it decides (`stood`: the newest audit, None without one);
    else the citizens, and where they disagree evenly it is disputed; a week of silence leaves it unconfirmed. "Partly"
    is half a no: alone it is no confirmation, and beside one that says it is so it takes nothing from that."""
    if stood is not None:
        return Outcome.CONFIRMED if stood else Outcome.DISPUTED
    votes = [AGAINST[verdict] for verdict in verdicts if verdict in AGAINST]
    if votes:
        return Outcome.DISPUTED if sum(votes) >= len(votes) else Outcome.CONFIRMED
    return Outcome.UNCONFIRMED if at >= closed_at + REOPEN_WITHIN else Outcome.CLAIMED
