"""Whoever reported takes it back: whether that is still theirs to do, and whether the ticket goes on for others."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from rukun.followup.models import Note, Step, Ticket
from rukun.followup.rules import State
from rukun.reports.models import Report, Support
from rukun.values.refused import Refused
from rukun.values.words import sentence

ACTED = sentence(
    "Kantor sudah menangani laporan ini, jadi tidak dapat ditarik lagi. Bila keliru atau sudah beres, tulislah di "
    "kolom komentar."
)
OVERDUE = sentence(
    "Tenggat laporan ini sudah lewat, dan itu bagian dari catatan kantornya, jadi tidak dapat ditarik lagi. Bila "
    "sudah beres, tulislah di kolom komentar."
)


def goes_on_in(ticket: Ticket) -> Ticket:
    """The ticket that goes on with a report: its own, or what it was merged into; one query where it was."""
    if ticket.merged_into_id is None:
        return ticket
    return Ticket.objects.select_related("holder", "report").get(pk=ticket.merged_into_id)


def refuse_leaving(ticket: Ticket, goes_on: Ticket, at: datetime) -> None:
    """Refused once an office did anything to what the report goes on in, or let its deadline pass: nobody's work and
    nobody's delay is unsaid. That it was merged, or is so no more, is how many report one thing, and no work on it. Two
    queries."""
    if goes_on.state != State.WAITING or _was_touched([ticket.pk, goes_on.pk]):
        raise Refused("acted", ACTED)
    if at > goes_on.due_at:
        raise Refused("overdue", OVERDUE)


def _was_touched(tickets: list[int]) -> bool:
    of_these = Q(ticket__in=tickets)
    steps = Step.objects.filter(of_these, seat__isnull=False).exclude(after=State.MERGED).exclude(before=State.MERGED)
    return steps.exists() or Note.objects.filter(of_these).exists()


def stands_for_others(goes_on: Ticket, leaver: Report) -> bool:
    """Whether somebody else reported what goes on in this ticket and did not take it back, or supports it; two queries
    at most."""
    together = Ticket.objects.filter(Q(pk=goes_on.pk) | Q(merged_into=goes_on))
    others = together.filter(report__retraction=None).exclude(report=leaver)
    return others.exists() or Support.objects.filter(report__in=together.values("report_id")).exists()
