"""Which closings somebody should look at: first what is doubtful, then a few of the rest, drawn so that nobody can
choose them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects

from rukun.areas.queries import in_ward_of
from rukun.followup.models import Answer, Audit, Proof, Step, Ticket
from rukun.followup.rules import UNHAPPY, CodeState, Outcome, State
from rukun.values.code import AreaCode
from rukun.values.said import Said
from rukun.values.time import day_of
from rukun.values.words import sentence

LOOKED_BACK = timedelta(days=30)
# As many as somebody judges in one sitting, on a telephone too: those behind them follow.
CANDIDATES, SHOWN = 400, 6
DOUBTS = {
    "used": sentence("Bukti dipakai lagi"),
    "disputed": sentence("Warga membantah"),
    "wrong": sentence("Kode di foto salah"),
    "late": sentence("Kode di foto sudah kedaluwarsa"),
    "far": sentence("Foto diambil jauh dari tempatnya"),
    "uncoded": sentence("Foto tanpa kode"),
    "drawn": sentence("Terpilih undian"),
}
ORDER = tuple(DOUBTS)
FAR_M = 150


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing to look at, with why, and the picture that is to prove it."""

    ticket: Ticket
    step: Step
    proof: Proof | None
    doubt: str
    # What a floor above found suspicious in the picture.
    told: Sequence[Said] = ()

    @property
    def words(self) -> str:
        return DOUBTS[self.doubt]

    @property
    def before(self) -> str:
        """The digest of the report's own first picture that may be seen; "" without one, or of a private report."""
        report = self.ticket.report
        seen = () if report.is_private else (photo for photo in report.photos.all() if photo.hidden_at is None)
        return next((photo.digest for photo in seen), "")


# From pictures of finished work (digest to when it closed) to what is suspicious in them.
Doubter = Callable[[Mapping[str, datetime]], Mapping[str, Sequence[Said]]]


def to_audit(area: AreaCode, at: datetime, doubter: Doubter = lambda _: {}) -> list[Closing]:
    """The closings of the last month that nobody has audited, the most doubtful first, as many as are judged at once;
    four queries."""
    tickets = list(unaudited(area, at)[:CANDIDATES])
    steps, disputed = _closing_steps(tickets), _disputed(tickets)
    proofs = {row.step_id: row for row in Proof.objects.filter(step_id__in=[step.pk for step in steps.values()])}
    doubts = doubter(
        {
            proof.digest: steps[ticket.pk].at
            for ticket in tickets
            if ticket.pk in steps and (proof := proofs.get(steps[ticket.pk].pk)) is not None
        }
    )
    found = [
        _closing(ticket, step, proofs.get(step.pk), doubts, is_disputed=ticket.pk in disputed)
        for ticket in tickets
        if (step := steps.get(ticket.pk)) is not None
    ]
    seed = f"{day_of(at).isocalendar()[:2]} {area.digits}"
    shown = sorted(found, key=lambda closing: (ORDER.index(closing.doubt), _lot(closing.ticket, seed)))[:SHOWN]
    prefetch_related_objects([one.ticket.report for one in shown], "photos")
    return shown


def _closing(
    ticket: Ticket, step: Step, proof: Proof | None, doubts: Mapping[str, Sequence[Said]], *, is_disputed: bool
) -> Closing:
    told = doubts.get(proof.digest, ()) if proof is not None else ()
    return Closing(ticket, step, proof, "used" if told else _doubt(proof, is_disputed=is_disputed), told)


def unaudited(area: AreaCode, at: datetime) -> QuerySet[Ticket]:
    """Finished tickets of the last month without an audit, newest first."""
    audits = Audit.objects.filter(ticket=OuterRef("pk"), closing=OuterRef("reopened") + 1)
    found = Ticket.objects.filter(~Exists(audits), in_ward_of(area), state=State.DONE, done_at__gte=at - LOOKED_BACK)
    rows = found.select_related("report", "category", "kelurahan", "rw", "rt", "holder")
    return rows.order_by("-done_at", "-id")


def _closing_steps(tickets: Iterable[Ticket]) -> dict[int, Step]:
    ids = {ticket.pk for ticket in tickets}
    steps = Step.objects.filter(ticket_id__in=ids, after=State.DONE).exclude(before=State.DONE).order_by("at", "id")
    return {step.ticket_id: step for step in steps.select_related("office")}


def _disputed(tickets: Iterable[Ticket]) -> set[int]:
    """Whom citizens contradicted, now or at an earlier closing: who closed it wrongly once is looked at again."""
    now = {ticket.pk for ticket in tickets if ticket.outcome == Outcome.DISPUTED}
    reopened = [ticket.pk for ticket in tickets if ticket.reopened]
    if not reopened:
        return now
    rows = Answer.objects.filter(ticket_id__in=reopened, kind__in=UNHAPPY)
    return now | set(rows.values_list("ticket_id", flat=True))


def _doubt(proof: Proof | None, *, is_disputed: bool) -> str:
    if is_disputed:
        return "disputed"
    if proof is not None and proof.code_state in (CodeState.WRONG, CodeState.LATE):
        return proof.code_state
    if proof is not None and proof.metres is not None and proof.metres > FAR_M:
        return "far"
    return "drawn" if proof is not None and proof.code_state == CodeState.READ else "uncoded"


def _lot(ticket: Ticket, seed: str) -> str:
    return hashlib.sha256(f"{seed} {ticket.report.code}".encode()).hexdigest()
