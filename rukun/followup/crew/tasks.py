"""What a telephone of the crew gets to see: its own open tasks, and the photos of those."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rukun.followup.crew.passes import Standing, standing
from rukun.followup.models import CrewPass, CrewWork, Step, Ticket
from rukun.followup.rules import OPEN, State
from rukun.reports.models import Photo
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, start_of

TASKS_MAX = 100
WORDS_OF = {
    Standing.REVOKED: "Tautan ini sudah dicabut. Minta tautan baru kepada kelurahan.",
    Standing.OVER: "Tautan ini hanya untuk hari itu. Minta tautan baru kepada kelurahan.",
}
# A link of the day before may be carried by today's of the same person: somebody was without signal all night.
CARRIED_DAYS = 3


def good_pass(found: CrewPass | None, at: datetime) -> CrewPass:
    """The pass itself while its telephone may look and send; refused with what to do about it otherwise."""
    if found is None:
        raise Refused("hidden", "Telepon ini belum membuka tautan petugas.")
    where = standing(found, at)
    if where in WORDS_OF:
        raise Refused("closed", WORDS_OF[where])
    if not found.crew.is_active:
        raise Refused("closed", "{name} tidak aktif lagi.", name=found.crew.name)
    return found


def pass_of_work(current: CrewPass, number: int, at: datetime) -> CrewPass:
    """The pass under which something was done: this telephone's, or an earlier one of the same person."""
    if number == current.pk:
        return current
    since = day_of(at) - timedelta(days=CARRIED_DAYS)
    found = (
        CrewPass.objects.select_related("crew__office", "seat__area", "seat__office")
        .filter(pk=number, crew=current.crew_id, day__gte=since, revoked_at=None)
        .first()
    )
    if found is None:
        raise hidden()
    return found


def tasks_of(crew_pass: CrewPass, at: datetime) -> list[Ticket]:
    """The open tickets in this person's hands, what is due first; two queries. None after midnight."""
    if standing(crew_pass, at) is not Standing.GOOD:
        return []
    return list(
        Ticket.objects.filter(crew=crew_pass.crew_id, state__in=OPEN, holder=crew_pass.crew.office_id)
        .exclude(state=State.PAUSED)
        .select_related("report", "category", "kelurahan", "rw", "rt")
        .prefetch_related("report__photos")
        .order_by("due_at", "id")[:TASKS_MAX]
    )


def done_today(crew_pass: CrewPass, at: datetime) -> int:
    """How many tasks this person finished since midnight; one query."""
    began = start_of(day_of(at))
    return CrewWork.objects.filter(
        crew_pass__crew=crew_pass.crew_id, did="done", step__isnull=False, at__gte=began
    ).count()


def photo_for_crew(crew_pass: CrewPass, digest: str) -> str:
    """The digest itself when it is a photo of a task in this person's hands; one query."""
    reports = Ticket.objects.filter(crew=crew_pass.crew_id, state__in=OPEN).values("report_id")
    if not Photo.objects.filter(digest=digest, hidden_at=None, report__in=reports).exists():
        raise hidden()
    return digest


def work_with_key(crew_pass: CrewPass, key: str) -> CrewWork | None:
    """What this person sent under this key, if it has arrived already; one query."""
    return CrewWork.objects.filter(key=key, crew_pass__crew=crew_pass.crew_id).select_related("ticket__report").first()


def kept_for_desk(ticket: Ticket) -> Sequence[CrewWork]:
    """What the crew sent when the ticket had gone elsewhere, and nobody has used since; one query."""
    used = Step.objects.filter(ticket=ticket).exclude(proof="").values("proof")
    return list(
        CrewWork.objects.filter(ticket=ticket, step=None, did="done")
        .exclude(photo__in=used)
        .select_related("crew_pass__crew")
        .order_by("-at")
    )


def handed_back(ticket: Ticket) -> Sequence[CrewWork]:
    """Who could not do it since the ticket last went to somebody, and why, newest first; one query."""
    return list(
        CrewWork.objects.filter(ticket=ticket, did="cannot").select_related("crew_pass__crew").order_by("-at")[:3]
    )
