"""Ask whoever reported what is missing, and answer the desk that asks: a pause that ends with its answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rukun.followup import queries
from rukun.followup.actions.pausing import pause
from rukun.followup.models import Replied, Ticket
from rukun.followup.moving import go_on, needed, record_of, refuse_closed
from rukun.followup.rules import State
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.trail.append import append_first
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

WARGA = Role.WARGA.value


def ask(ticket: Ticket, *, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """It waits for an answer of whoever reported it, for as long as the city gives them; everybody reads the question.

    The clock stands still meanwhile; all questions of a ticket share the days, so that asking again gains nothing.
    """
    why = queries.terms().question
    if why is None:
        raise Refused("ask", "Kota ini belum menetapkan berapa lama pelapor boleh ditunggu (follow-up.toml).")
    said = needed(words, "Tulis pertanyaannya.")
    expected = day_of(at + timedelta(days=why.most_days))
    return pause(ticket, reason=why.code, words=said, expected=expected, desk=desk, at=at)


@transaction.atomic
def reply(ticket: Ticket, *, words: str, by: Actor, at: datetime) -> Replied:
    """Whoever reported answers, once for each question and also late; what waited for it goes on.

    The trail says that there is an answer, and not what it says: the number of a house is soon guessed.
    """
    if by.person_id is None or by.person_id != ticket.report.filer_id:
        raise hidden()
    refuse_closed(ticket)
    asked = queries.question_of(ticket)
    if asked is None:
        raise Refused("conflict", "Tidak ada pertanyaan kantor pada laporan ini.")
    made = Replied(delay=asked, person_id=by.person_id, words=needed(words, "Tulis jawaban Anda."), at=at)
    if not append_first(made):
        raise Refused("twice", "Pertanyaan ini sudah Anda jawab.")
    waited = ticket.state == State.PAUSED and ticket.pause_reason == asked.reason
    if waited:
        go_on(ticket, desk=None, at=at)
    facts = {"holder": ticket.holder.code, "replied": True}
    record_of(ticket, "ticket.resumed" if waited else "ticket.replied", seat=WARGA, at=at, facts=facts)
    return made
