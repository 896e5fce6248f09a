"""Which reports and pictures an actor gets to see, what of them, and who decides on that: the one place that says so.

What is gone from a page is gone at its own address, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rukun.followup.holding import HOLDING, holding_seat
from rukun.followup.models import Answer, Proof, Step
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.access import loaded, may_read, readable, sees_all
from rukun.reports.concerns import decisions_on, standing_of
from rukun.reports.models import Comment, Photo, Report
from rukun.transparency.queries import struck_for_privacy
from rukun.transparency.redaction import Sight
from rukun.values.refused import Refused, hidden

PLACES = ("report__kelurahan", "report__category", "report__current_hiding")


def report_to_see(actor: Actor, code: str) -> Report:
    """A report whose page the actor may open: as `reports.access` says, and for the desk that holds its ticket.

    A department to which somebody else's kind of report was forwarded reads it while it holds it, private or hidden.
    """
    report = loaded(code)
    if report is not None and not may_read(actor, report) and holding_seat(actor, report) is not None:
        return report
    return readable(actor, report)


def sight_of(actor: Actor, report: Report, *, is_struck_for_privacy: bool) -> Sight:
    """What of a report the actor sees; a query more for a desk that only may hold it."""
    is_hidden = is_struck_for_privacy or report.hidden.part is not None
    is_theirs = _is_theirs(actor, report)
    return Sight(
        report.hidden, is_struck_for_privacy=is_struck_for_privacy, sees_all=is_hidden and is_theirs,
        reads_contacts=is_theirs,
    )  # fmt: skip


def may_see_comment(actor: Actor, comment: Comment) -> bool:
    """Whether a comment stands to be read: not while a concern hides it, nor under what was struck for privacy."""
    decisions = decisions_on(comment.report, comment)
    is_struck = bool(struck_for_privacy([comment.report]))
    return (
        not standing_of(decisions).words and sight_of(actor, comment.report, is_struck_for_privacy=is_struck).shows_talk
    )


def photo_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when the actor may see that photo: on a report that they may read, and that shows its photos.

    The same picture may belong to several reports; one is enough. Two queries at most for somebody at no desk, and
    refused like a page that does not exist.
    """
    photos = Photo.objects.filter(digest=digest, hidden_at=None).select_related(*PLACES)
    return _picture(actor, digest, [photo.report for photo in photos])


def proof_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when it is the proof of finished work, the picture before it, or came with an answer, of a
    report whose photos the actor may see; at most three queries more."""
    if not digest:
        raise hidden()
    return _picture(actor, digest, list(_shown_by(digest)))


def _shown_by(digest: str) -> Iterator[Report]:
    """The reports whose work a picture shows."""
    of_a_ticket = [f"ticket__{name}" for name in PLACES]
    for step in Step.objects.filter(proof=digest).select_related(*of_a_ticket):
        yield step.ticket.report
    for proof in Proof.objects.filter(before_digest=digest).select_related(*(f"step__{name}" for name in of_a_ticket)):
        yield proof.step.ticket.report
    for answer in Answer.objects.filter(photo=digest).select_related(*of_a_ticket):
        yield answer.ticket.report


def _picture(actor: Actor, digest: str, reports: Sequence[Report]) -> str:
    shown = [report for report in reports if may_read(actor, report) and not report.hidden.photos]
    if shown and {report.pk for report in shown} - struck_for_privacy(shown):
        return digest
    if not any(_is_theirs(actor, report) for report in reports):
        raise hidden()
    return digest


def _is_theirs(actor: Actor, report: Report) -> bool:
    """Whether private and hidden matter of this report is theirs to see: filer, handlers, overseers, the holder."""
    return sees_all(actor, report) or holding_seat(actor, report) is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where concerns are decided: a seat, and whether it is the validator's (then over a whole area)."""

    seat: SeatHeld

    @property
    def is_validators(self) -> bool:
        return self.seat.role is Role.VALIDATOR


def deciding_seat(actor: Actor, report: Report) -> SeatHeld | None:
    """The seat in which the actor decides what the public sees: the desk that holds the report, or the validator."""
    held = holding_seat(actor, report)
    return held or actor.seat_as(Role.VALIDATOR, over=report.kelurahan.area_code)


def report_to_decide(actor: Actor, code: str) -> tuple[Report, SeatHeld]:
    """The report and the seat in which the actor decides on it; for everybody else there is no such page."""
    try:
        report = report_to_see(actor, code)
    except Refused:
        raise hidden() from None
    seat = deciding_seat(actor, report)
    if seat is None:
        raise hidden()
    return report, seat


def desk_of_concerns(actor: Actor) -> Desk:
    """The desk whose concerns the actor sees; refused for everybody else."""
    for seat in actor.seats:
        if seat.role is Role.VALIDATOR or (seat.role in HOLDING and seat.office):
            return Desk(seat)
    raise hidden()
