"""What the desks of a simulated month do beyond taking, forwarding and finishing: wait, merge; and who speaks of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rukun.channels.simulate.plan import Said
from rukun.followup import access
from rukun.followup import actions as followup
from rukun.followup.queries import terms
from rukun.followup.rules import OPEN, Verdict
from rukun.people.rules import Actor, SeatHeld
from rukun.values.refused import Refused
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.followup.models import Ticket

# Every so many-th report; no shares were published of any of these.
PAUSED_EVERY, MERGED_EVERY, AUDITED_EVERY, FALSE_EVERY, DISPUTED_EVERY = 13, 17, 12, 7, 5
DAYS_TO_WAIT = (3, 4, 2, 5)


class Desks:
    """What is remembered from one report to the next: whose problem might be the same, and what was finished."""

    def __init__(self) -> None:
        self.last: dict[tuple[str, str], str] = {}
        self.finished: list[str] = []

    def has_merged(self, said: Said, ticket: Ticket, seat: SeatHeld, desk: Actor, at: datetime) -> bool:
        """Whether it was found to be the same as the one before of its kind; some are."""
        key = (seat.office, said.category)
        before = self.last.get(key)
        self.last[key] = ticket.report.code
        if before is None or said.number % MERGED_EVERY:
            return False
        try:
            target, _ = access.ticket_to_work(desk, before)
        except Refused:
            return False
        if target.state not in OPEN or target.kelurahan_id != ticket.kelurahan_id:
            return False
        followup.merge([ticket], target=target, words="Masalah yang sama di tempat yang sama.", desk=seat, at=at)
        self.last[key] = before
        return True

    def has_paused(self, said: Said, ticket: Ticket, seat: SeatHeld, at: datetime) -> bool:
        """Whether it has to wait for something; some do."""
        if said.number % PAUSED_EVERY:
            return False
        reasons, turn = [reason.code for reason in terms().waits], said.number // PAUSED_EVERY
        if not reasons:
            return False
        expected = day_of(at) + timedelta(days=DAYS_TO_WAIT[turn % len(DAYS_TO_WAIT)])
        words = "Belum dapat dikerjakan hari ini; kami kabari bila sudah mulai."
        followup.pause(ticket, reason=reasons[turn % len(reasons)], words=words, expected=expected, desk=seat, at=at)
        return True

    def answer(self, said: Said, code: str, filer: Actor, at: datetime) -> None:
        """Who reported says whether it is so."""
        ticket = access.ticket_to_answer(filer, code)
        is_so = said.number // 4 % DISPUTED_EVERY > 0
        kind = Verdict.CONFIRMED if is_so else Verdict.DISPUTED
        followup.answer(ticket, kind=kind, words="" if is_so else "Baru sebagian.", by=filer, at=at)

    def audit(self, by: Actor, at: datetime) -> None:
        """Some of what was finished since the night before is looked at; not all of it stands."""
        looked, self.finished = self.finished[::AUDITED_EVERY], []
        for number, code in enumerate(looked):
            try:
                closing, seat = access.closing_to_audit(by, code)
                stood = (number + day_of(at).day) % FALSE_EVERY > 0
                words = "Sudah dilihat di tempat." if stood else "Di tempat masih seperti semula."
                followup.audit(closing, stood=stood, words=words, desk=seat, at=at)
            except Refused:
                continue  # asked for again meanwhile, or beyond the kecamatan
