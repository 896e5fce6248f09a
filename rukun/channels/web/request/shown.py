"""Note who is shown what belongs to others, before it is shown (people read it under `akun/data-dibuka/`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rukun.channels.web.request.asked import Asked
from rukun.people.actions import note_opened
from rukun.people.opened import What
from rukun.reports.confided import note_read

if TYPE_CHECKING:
    from rukun.people.rules import SeatHeld
    from rukun.reports.models import Report


def note_private(request: Asked, *reports: Report, seat: SeatHeld | None = None) -> None:
    """That private reports were read by somebody other than who sent them; nothing for the others."""
    for report in reports:
        note_read(report, by=request.actor, seat=seat, at=request.now)


def note_names(request: Asked, people: Iterable[int], *, about: str, seat: SeatHeld | None = None) -> None:
    """That the names of who holds which seat were read."""
    _note(request, list(people), What.NAME, about, seat)


def note_contacts(request: Asked, people: Iterable[int], *, about: str) -> None:
    """The same with their numbers or addresses."""
    _note(request, list(people), What.CONTACT, about, None)


def _note(request: Asked, people: list[int], what: What, about: str, seat: SeatHeld | None) -> None:
    held = seat or next(iter(request.actor.seats), None)
    if held is not None and people:
        note_opened(people, what, about=about, seat=held, at=request.now, by=request.actor.person_id)
