"""Plays a planned month through the same actions as people use, in the order of simulated time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from django.db import transaction

from rukun.areas.queries import areas_of
from rukun.channels.simulate.cast import Cast
from rukun.channels.simulate.desks import Desks
from rukun.channels.simulate.photographer import Photographer
from rukun.channels.simulate.plan import Said
from rukun.channels.simulate.scene import Scene
from rukun.followup import access
from rukun.followup import actions as followup
from rukun.people.queries import offices_by_code
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.photos import note_picture
from rukun.reports.queries import categories
from rukun.reports.rules import StoredPhoto
from rukun.trail import actions as trail
from rukun.validation import access as judging
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import Kind
from rukun.values.refused import Refused

JUDGED_AT_ONCE = 250
# The worker goes round every two seconds; in the simulation that is every three hours, before any office acts.
ROUND = timedelta(hours=3)


@dataclass(order=True, slots=True)
class _Event:
    at: datetime
    order: int
    act: Callable[[datetime], object] = field(compare=False)


class Stage:
    """Runs events in the order of time; an event may bring about later ones."""

    def __init__(self, until: datetime) -> None:
        self.until, self.queue, self.numbers = until, list[_Event](), count()

    def later(self, at: datetime, act: Callable[[datetime], object]) -> None:
        if at < self.until:
            heapq.heappush(self.queue, _Event(at, next(self.numbers), act))

    def play_to(self, at: datetime) -> None:
        while self.queue and self.queue[0].at <= at:
            event = heapq.heappop(self.queue)
            event.act(event.at)


class Month:
    """One simulated month: who files what, what the clock and the offices do, what Tapem says of it."""

    def __init__(
        self, cast: Cast, scene: Scene, photographer: Photographer, until: datetime, home: Path, seed: int
    ) -> None:
        self.cast, self.photographer, self.home, self.seed = cast, photographer, home, seed
        self.stage = Stage(until)
        self.categories = {category.code: category for category in categories()}
        self.offices = offices_by_code()
        self.wards = {area.pk: area.code for area in areas_of(Kind.KELURAHAN)}
        self.to_judge: list[tuple[Said, str]] = []
        self.refused: dict[str, int] = {}
        self.desks = Desks()
        self.departments = scene.departments

    def play(self, said: Sequence[Said], starts_at: datetime, progress: Callable[[int], None]) -> None:
        """File every report at its time, with whatever is due in between; a day is one transaction of the database."""
        self.stage.later(starts_at + timedelta(hours=1), self._hour)
        self.stage.later(starts_at + timedelta(hours=23, minutes=59), self._night)
        day, filed = 0, 0
        while filed < len(said) or self.stage.queue:
            ends = starts_at + timedelta(days=day + 1)
            with transaction.atomic():
                while filed < len(said) and said[filed].at < ends:
                    self.stage.play_to(said[filed].at)
                    self._file(said[filed])
                    filed += 1
                self.stage.play_to(ends)
            progress(filed)
            day += 1

    def _file(self, said: Said) -> None:
        head = self.cast.heads[said.unit] if said.unit else None
        by = head or self.cast.residents[said.number % len(self.cast.residents)]
        draft = reports.Draft(
            key=f"sim-{self.seed}-{said.number}",
            category=self.categories[said.category],
            words=said.words,
            captured_at=said.at - timedelta(minutes=said.number % 9),
            place=said.place,
            for_unit=by.seats[0].area if head else None,
            photos=[self._kept(self.photographer.photo(said), said.at)] if said.has_photo else [],
            channel="simulasi",
        )
        try:
            report = reports.file_report(draft, by=by, at=said.at)
        except Refused as refusal:
            self.refused[refusal.code] = self.refused.get(refusal.code, 0) + 1
            return
        if said.unit:
            self.to_judge.append((said, report.code))
        desk = None
        if draft.category.needs_followup and said.fate != "left":
            owner = draft.category.owner
            # A point that a telephone put beyond the kecamatan lies with a kelurahan where nobody is simulated.
            desk = self.cast.desks.get(self.wards[report.kelurahan_id] if owner == "kelurahan" else owner)
        if desk is not None:
            self.stage.later(said.at + said.take_after, lambda at: self._answer(said, report.code, desk, by, at))

    def _kept(self, photo: StoredPhoto, at: datetime) -> StoredPhoto:
        """The photographer stores pictures without knowing tables: its rows are written here."""
        note_picture(photo, at=at)
        return photo

    def _hour(self, at: datetime) -> None:
        followup.open_tickets(at=at, most=10_000)
        followup.end_pauses(at=at)
        self.stage.later(at + ROUND, self._hour)

    def _answer(self, said: Said, code: str, desk: Actor, filer: Actor, at: datetime) -> None:
        ticket, seat = access.ticket_to_work(desk, code)
        if said.fate == "decline":
            followup.decline(
                ticket,
                reason_code="beyond",
                words="Di luar kewenangan kami; sudah disampaikan kepada RW.",
                desk=seat,
                at=at,
            )
            return
        ends = at + said.done_after
        if said.fate == "forward":
            able = self.departments[said.number % len(self.departments) :] + self.departments
            to = next(o for o in able if o != ticket.holder.code)
            followup.dispose(ticket, to=self.offices[to], reason="Perlu alat dan petugas dinas.", desk=seat, at=at)
            desk = self.cast.desks[to]
        elif self.desks.has_merged(said, ticket, seat, desk, at):
            return
        elif not self.desks.has_paused(said, ticket, seat, at) and said.number % 2:
            followup.take(ticket, desk=seat, at=at)
        self.stage.later(ends, lambda moment: self._finish(said, code, desk, filer, moment))

    def _finish(self, said: Said, code: str, desk: Actor, filer: Actor, at: datetime, *, again: bool = False) -> None:
        ticket, seat = access.ticket_to_work(desk, code)
        camera = self.photographer
        proof = camera.another_proof(said) if again else camera.proof(said)
        followup.finish(
            ticket, words="Sudah dikerjakan petugas, terima kasih.", proof=self._kept(proof, at), desk=seat, at=at
        )
        self.desks.finished.append(code)
        if said.reopens and not again:
            self.stage.later(at + timedelta(hours=8), lambda moment: self._reopen(said, code, desk, filer, moment))
        elif said.stars:
            self.stage.later(at + timedelta(hours=5), lambda moment: self._rate(said, code, filer, moment))
        elif said.number % 4 == 0:
            self.stage.later(at + timedelta(hours=9), lambda moment: self.desks.answer(said, code, filer, moment))

    def _rate(self, said: Said, code: str, filer: Actor, at: datetime) -> None:
        followup.rate(access.ticket_to_rate(filer, code), stars=said.stars or 3, words="", by=filer, at=at)

    def _reopen(self, said: Said, code: str, desk: Actor, filer: Actor, at: datetime) -> None:
        followup.reopen(access.ticket_to_rate(filer, code), words="Belum beres, masih sama.", by=filer, at=at)
        self.stage.later(
            at + timedelta(hours=30), lambda moment: self._finish(said, code, desk, filer, moment, again=True)
        )

    def _night(self, at: datetime) -> None:
        """Tapem reads the day's reports, the overdue ones are escalated, and the day is sealed."""
        judged, self.to_judge = self.to_judge, []
        accepted = [code for said, code in judged if said.struck == ""]
        for start in range(0, len(accepted), JUDGED_AT_ONCE):
            by = self.cast.validators[start // JUDGED_AT_ONCE % 3]
            part = judging.reports_to_judge(by, accepted[start : start + JUDGED_AT_ONCE])
            validation.accept_many(part, by=by, at=at)
        by = self.cast.validators[at.day % 3]
        for reason in StrikeReason:
            struck = [code for said, code in judged if said.struck == reason]
            note = f"sama dengan {accepted[0]}" if reason is StrikeReason.DUPLICATE and accepted else ""
            if struck and (note or reason is not StrikeReason.DUPLICATE):
                validation.strike_many(judging.reports_to_judge(by, struck), reason, by=by, at=at, note=note)
        followup.escalate(at=at, most=10_000)
        followup.settle_silence(at=at, most=10_000)
        self.desks.audit(by, at)
        trail.seal(home=self.home, at=at)
        self.stage.later(at + timedelta(days=1), self._night)
