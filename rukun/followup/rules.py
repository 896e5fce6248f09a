"""The one table of states, who is in charge of what, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of
from rukun.values.words import sentence


class State(StrEnum):
    """Where a ticket stands. Red: WAITING, REOPENED; yellow: IN_HAND; green: DONE; grey: DECLINED."""

    WAITING = "waiting"
    IN_HAND = "in-hand"
    DONE = "done"
    DECLINED = "declined"
    REOPENED = "reopened"


NEXT = {
    State.WAITING: frozenset({State.WAITING, State.IN_HAND, State.DONE, State.DECLINED}),
    State.IN_HAND: frozenset({State.WAITING, State.DONE, State.DECLINED}),
    State.REOPENED: frozenset({State.WAITING, State.IN_HAND, State.DONE, State.DECLINED}),
    State.DONE: frozenset({State.REOPENED}),
    State.DECLINED: frozenset({State.REOPENED}),
}
OPEN = (State.WAITING, State.IN_HAND, State.REOPENED)
CLOSED = (State.DONE, State.DECLINED)
STATE_WORDS = {
    State.WAITING: sentence("Menunggu"),
    State.IN_HAND: sentence("Diproses"),
    State.DONE: sentence("Selesai"),
    State.DECLINED: sentence("Tidak dapat ditangani"),
    State.REOPENED: sentence("Dibuka kembali"),
}
# Citizens may ask for it again within a week (04-rules; SP4N-LAPOR! keeps ten working days).
REOPEN_WITHIN = timedelta(days=7)
# Overdue by one more deadline each: to the camat first, then to the wali kota.
ESCALATION_LEVELS = 2
# More days without work than any calendar has: stops a search that would never end.
IDLE_DAYS_MAX = 400


def refuse_move(before: State, after: State) -> None:
    """Refused where the table has no such move; the words say how the ticket stands now."""
    if after not in NEXT[before]:
        raise Refused("conflict", "Tiket ini sekarang berstatus “{state}”, jadi langkah itu tidak dapat dilakukan.",
                      state=STATE_WORDS[before])  # fmt: skip


def route(owner: str, kelurahan: AreaCode) -> str:
    """The code of the office in charge: the kelurahan of the place, or the department that the category names."""
    return kelurahan.digits if owner == "kelurahan" else owner


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the city: Monday to Friday without its holidays. Deadlines run only on these."""

    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def due_at(self, start: datetime, hours: int, *, around_the_clock: bool) -> datetime:
        """When `hours` have run since `start`; on working days only, unless they run around the clock."""
        if around_the_clock:
            return start + timedelta(hours=hours)
        left, at = timedelta(hours=hours), start
        for _ in range(IDLE_DAYS_MAX + hours):
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
        first, last, total = day_of(start), day_of(end), timedelta(0)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if self.works_on(day):
                total += min(end, start_of(day + timedelta(days=1))) - max(start, start_of(day))
        return int(total.total_seconds())


@dataclass(frozen=True, slots=True)
class Handover:
    """An office got the ticket at a moment."""

    office: str
    at: datetime


def stretches(
    handovers: Sequence[Handover], closings: Sequence[tuple[datetime, datetime | None]], until: datetime
) -> list[tuple[str, datetime, datetime]]:
    """Who held the ticket from when to when, up to `until`, without the time in which it was closed.

    `closings` are pairs of closed-at and reopened-at (None: still closed). Every moment between the opening and the
    last closing (or `until`) belongs to exactly one holder or to a closing.
    """
    held = []
    for number, handover in enumerate(handovers):
        ends = handovers[number + 1].at if number + 1 < len(handovers) else until
        begins = handover.at
        for closed_at, reopened_at in closings:
            if begins <= closed_at < ends:
                held.append((handover.office, begins, closed_at))
                begins = min(reopened_at, ends) if reopened_at else ends
        if begins < ends:
            held.append((handover.office, begins, ends))
    return held
