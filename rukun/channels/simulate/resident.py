"""What the resident whom a visitor may be has reported: one done that waits for an answer, one in work, one waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry.base import BaseGeometry

from rukun.channels.simulate.cast import Cast
from rukun.channels.simulate.drive import Stage
from rukun.channels.simulate.photographer import AFTER, draw
from rukun.channels.simulate.plan import Writer, place_in
from rukun.followup import access
from rukun.followup import actions as followup
from rukun.followup.queries import ticket_of
from rukun.people.rules import Actor, SeatHeld
from rukun.reports import actions as reports
from rukun.reports.photos import note_picture
from rukun.reports.queries import category
from rukun.reports.rules import StoredPhoto

if TYPE_CHECKING:
    from rukun.followup.models import Ticket
    from rukun.reports.models import Report


@dataclass(frozen=True, slots=True)
class Course:
    """One report: how long before the end it is filed, when after that it is taken and done, and who supports it."""

    filed: timedelta
    taken: timedelta | None = None
    done: timedelta | None = None
    supporters: int = 0


# The clock opens tickets every three hours; nobody takes what is not there yet.
COURSES = (
    Course(timedelta(days=3, hours=2), timedelta(hours=3, minutes=30), timedelta(hours=8, minutes=45)),
    Course(timedelta(hours=26, minutes=20), timedelta(hours=3, minutes=20), supporters=1),
    Course(timedelta(hours=13, minutes=40), supporters=2),
)
PAUSE_BETWEEN_SUPPORTERS = timedelta(hours=1, minutes=25)


class Resident:
    """Plays these reports among those of the month; the same seed gives the same."""

    def __init__(self, cast: Cast, home: BaseGeometry, words: Mapping[str, object], seed: int) -> None:
        self.cast, self.home, self.seed = cast, home, seed
        self.random = np.random.Generator(np.random.PCG64(seed + 2))
        self.writer = Writer(words, self.random)

    def plan(self, stage: Stage, kinds: Sequence[str], ends_at: datetime) -> None:
        """One report of each kind."""
        for number, (kind, course) in enumerate(zip(kinds, COURSES, strict=True)):
            stage.later(ends_at - course.filed, partial(self._file, stage, course, kind, number))

    def _file(self, stage: Stage, course: Course, kind: str, number: int, at: datetime) -> None:
        draft = reports.Draft(
            key=f"sim-{self.seed}-own-{number}",
            category=category(kind),
            words=self.writer.write(kind),
            captured_at=at - timedelta(minutes=2),
            place=place_in(self.random, self.home),
            photos=[self._drawn(kind, number, at)],
            channel="simulasi",
        )
        report = reports.file_report(draft, by=self.cast.residents[0], at=at)
        for nth, by in enumerate(self.cast.residents[1 : 1 + course.supporters], start=1):
            stage.later(at + PAUSE_BETWEEN_SUPPORTERS * nth, partial(self._support, report, by))
        if course.taken:
            stage.later(at + course.taken, partial(self._take, report))
        if course.done:
            stage.later(at + course.done, partial(self._finish, report, number))

    def _drawn(self, scene: str, number: int, at: datetime) -> StoredPhoto:
        photo = draw((scene, f"{self.seed}:own:{number}"))
        note_picture(photo, at=at)
        return photo

    def _support(self, report: Report, by: Actor, at: datetime) -> None:
        reports.support(report, by=by, at=at)

    def _take(self, report: Report, at: datetime) -> None:
        ticket, desk = self._at_desk(report)
        followup.take(ticket, desk=desk, at=at)

    def _finish(self, report: Report, number: int, at: datetime) -> None:
        ticket, desk = self._at_desk(report)
        proof = self._drawn(AFTER, number, at)
        followup.finish(ticket, words="Sudah dikerjakan petugas, terima kasih.", proof=proof, desk=desk, at=at)

    def _at_desk(self, report: Report) -> tuple[Ticket, SeatHeld]:
        """The ticket, and the seat of whoever works where it lies."""
        ticket = ticket_of(report)
        assert ticket is not None
        return access.ticket_to_work(self.cast.desks[ticket.holder.code], report.code)
