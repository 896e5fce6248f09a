"""Say why something is not done yet, until when, and by whom next; and go on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from rukun.followup import queries, rules
from rukun.followup.models import Delay, Ticket
from rukun.followup.moving import (
    CLOCK,
    Says,
    due_with,
    go_on,
    move,
    needed,
    record_of,
    recorded,
    refuse_nobody_to_ask,
)  # fmt: skip
from rukun.followup.rules import State, Stop
from rukun.followup.terms import DAYS_MAX, DelayReason
from rukun.people.models import Office
from rukun.people.rules import SeatHeld
from rukun.trail.append import append
from rukun.values.refused import Refused
from rukun.values.time import day_of, iso, start_of

PAUSES_ENDED_AT_ONCE = 500


@transaction.atomic
def pause(
    ticket: Ticket, *, reason: str, words: str, expected: date, desk: SeatHeld, at: datetime,
    next_office: Office | None = None,
) -> Ticket:  # fmt: skip
    """It has to wait, with a reason and a date that the citizen reads.

    Whether the clock stands still meanwhile, and for how long at most, is the city's rule for the reason; all pauses
    of a ticket for one reason share that time, so that pausing again and again gains nothing.
    """
    why = queries.terms().delays.get(reason)
    if why is None:
        raise Refused("reason", "Pilih alasannya dari daftar.", field="reason")
    refuse_nobody_to_ask(ticket, why)
    said = needed(words, "Tulis mengapa ini harus menunggu: pelapor akan membacanya.")
    if not day_of(at) < expected <= day_of(at) + timedelta(days=DAYS_MAX):
        raise Refused(
            "expected", "Perkiraan tanggal harus setelah hari ini, paling lama setahun lagi.", field="expected"
        )
    rules.refuse_move(State(ticket.state), State.PAUSED)
    stops, until = _stops(ticket, why, expected, at)
    due_before, due_at = ticket.due_at, due_with(ticket, stops)
    move(ticket, State.PAUSED, desk=desk, at=at, says=Says(said, reason=reason), paused_until=expected,
         pause_reason=reason, due_at=due_at)  # fmt: skip
    append(
        Delay(
            ticket=ticket, reason=reason, words=said, expected=expected, next_office=next_office, seat_id=desk.id,
            stops_until=until, due_before=due_before, asks=why.asks, at=at,
        )
    )  # fmt: skip
    facts = {
        "reason": reason, "expected": expected.isoformat(), "stops_until": iso(until) if until else "",
        "next": next_office.code if next_office else "",
    } | ({"asks": True} if why.asks else {})  # fmt: skip
    return recorded(ticket, "ticket.paused", desk=desk, at=at, words=said, **facts)


@transaction.atomic
def resume(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """Go on before the date that was named; the clock runs again from now."""
    go_on(ticket, desk=desk, at=at)
    return recorded(ticket, "ticket.resumed", desk=desk, at=at)


def end_pauses(*, at: datetime, most: int = PAUSES_ENDED_AT_ONCE) -> int:
    """Pauses whose day has come are over: the work goes on, whether or not somebody thought of it."""
    return _end_pauses(at, most) if queries.is_pause_over(at) else 0


@transaction.atomic
def _end_pauses(at: datetime, most: int) -> int:
    due = list(queries.pauses_over(at).select_for_update(of=("self",))[:most])
    for ticket in due:
        go_on(ticket, desk=None, at=at)
        record_of(ticket, "ticket.resumed", seat=CLOCK, at=at, facts={"holder": ticket.holder.code})
    return len(due)


def _stops(ticket: Ticket, why: DelayReason, expected: date, at: datetime) -> tuple[list[Stop], datetime | None]:
    """Every stop of the ticket with the one that begins now, and until when that may last (None: the clock runs)."""
    stops = queries.stops_of_ticket(ticket)
    if not why.stops_clock:
        return stops, None
    begun = {delay.at for delay in queries.delays_of(ticket) if delay.reason == why.code}
    used = sum(((stop.ends - stop.begins) for stop in stops if stop.begins in begun), timedelta())
    until = min(at + max(timedelta(), timedelta(days=why.most_days) - used), start_of(expected))
    return ([*stops, Stop(at, until)], until) if until > at else (stops, None)
