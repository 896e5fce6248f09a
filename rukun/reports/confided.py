"""What was said in confidence: who reads a private report is noted for whoever sent it."""

from __future__ import annotations

from datetime import datetime

from rukun.people.actions import note_opened
from rukun.people.opened import What
from rukun.people.rules import Actor, SeatHeld
from rukun.reports.models import Report


def note_read(report: Report, *, by: Actor, at: datetime, seat: SeatHeld | None = None) -> None:
    """That somebody in a seat is about to read it, once a day; nothing where it is nobody's secret, or their own."""
    held = seat or next(iter(by.seats), None)
    if held is None or not report.is_private or report.filer_id in (None, by.person_id):
        return
    note_opened([report.filer_id], What.PRIVATE, about=f"report:{report.code}", seat=held, at=at)
