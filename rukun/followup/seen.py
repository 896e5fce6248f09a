"""Whether somebody acts on what they saw: of two officers at one ticket, the second is told what the first did."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from rukun.followup.models import Step, Ticket
from rukun.followup.rules import STATE_WORDS, State
from rukun.values.refused import Refused
from rukun.values.time import iso, local


class Changing(Protocol):
    """A ticket, or a row of one."""

    @property
    def changed_at(self) -> datetime: ...


def mark_of(ticket: Changing) -> str:
    """What a page keeps of a ticket, to be shown again with what is done to it."""
    return iso(ticket.changed_at)


def refuse_unseen(ticket: Ticket, mark: str) -> None:
    """Refused where the ticket changed after the page was made, in words that say how; one query then, else none."""
    if not mark or mark == mark_of(ticket):
        return
    step = Step.objects.filter(ticket=ticket).select_related("office").order_by("-at", "-id").first()
    raise Refused(
        "conflict",
        "Sementara Anda mengisi, tiket ini diubah pukul {time} oleh {office}: sekarang “{state}”. Yang Anda tulis "
        "masih ada di bawah; periksa, lalu kirim lagi bila masih perlu.",
        time=_time(ticket.changed_at), office=step.office.name if step else "", state=STATE_WORDS[State(ticket.state)],
    )  # fmt: skip


def _time(at: datetime) -> str:
    return local(at).strftime("%H.%M")
