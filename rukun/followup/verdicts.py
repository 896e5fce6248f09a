"""What citizens say of a closing: whether it is so, how well it was done, that it be opened again; all in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from rukun.databases.kept import Kept
from rukun.followup import actions, queries
from rukun.followup.models import Answer, Delay, Rating, Replied, Ticket
from rukun.followup.rules import ANSWERABLE, REOPEN_WITHIN, Outcome, State, Verdict
from rukun.people.rules import Actor
from rukun.reports.models import Report, Support
from rukun.reports.rules import StoredPhoto
from rukun.values.refused import Refused

# The second reopening is the last that the holder gets: the kecamatan decides from then on.
HANDED_UP_AT = 2
SHOWN_AT_ONCE = 12
DELAYS: Kept[Delay] = Kept(
    lambda ticket: Delay.objects.filter(ticket_id=ticket).select_related("next_office").order_by("-at", "-id")[:1], int
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody sent: so, not so, partly or unsure ("" where that is said already), stars (0: none), words,
    a photo, and whether it is to be opened again."""

    kind: str
    stars: int
    words: str
    photo: StoredPhoto | None
    reopens: bool


@transaction.atomic
def say(ticket: Ticket, said: Said, *, by: Actor, at: datetime) -> Ticket:
    """All of it or nothing: stars and answer belong to this closing, and reopening begins another."""
    if not said.kind and not said.stars and not said.reopens:
        raise Refused("answer", "Pilih jawaban Anda.", field="kind")
    if said.kind == Verdict.CONFIRMED and said.reopens:
        raise Refused("answer", "Yang sudah beres tidak perlu dibuka kembali; pilih salah satu.", field="kind")
    if said.kind == Verdict.UNSURE and said.reopens:
        raise Refused("answer", "Untuk membuka kembali, pilih belum beres atau sebagian.", field="kind")
    if said.reopens and said.photo is None:
        raise Refused("photo", "Sertakan foto keadaan sekarang untuk membuka kembali.", field="photo")
    if said.stars:
        # The words stand once: with the answer where there is one.
        words = "" if said.kind or said.reopens else said.words
        actions.rate(ticket, stars=said.stars, words=words, by=by, at=at)
    if said.reopens:
        # That it is not so is told by the same act.
        kind = Verdict(said.kind) if said.kind else Verdict.DISPUTED
        actions.reopen(ticket, words=said.words, photo=said.photo, by=by, at=at, kind=kind)
    elif said.kind:
        actions.answer(ticket, kind=Verdict(said.kind), words=said.words, photo=said.photo, by=by, at=at)
    return ticket


@dataclass(frozen=True, slots=True)
class Question:
    """What may still be said of the newest closing by whoever reads, and what they said already."""

    is_asked: bool
    own: Answer | None
    may_rate: bool
    may_reopen: bool
    until: datetime | None
    goes_up: bool

    @property
    def is_open(self) -> bool:
        """Whether anything may still be said."""
        return self.is_asked or self.may_rate or self.may_reopen

    @property
    def reopens_only(self) -> bool:
        """Whether all else is said, and only opening it again is left."""
        return self.may_reopen and not self.is_asked and not self.may_rate


NOTHING = Question(False, None, False, False, None, False)


def question_of(
    ticket: Ticket, answers: Sequence[Answer], ratings: Sequence[Rating], by: Actor, at: datetime, *, is_concerned: bool
) -> Question:
    """For the reporter and each supporter from before it (`is_concerned`), once for each closing; no query."""
    if not is_concerned or by.person_id is None or ticket.state not in ANSWERABLE or ticket.done_at is None:
        return NOTHING
    closing, until = ticket.reopened + 1, ticket.done_at + REOPEN_WITHIN
    own = next((a for a in answers if a.closing == closing and a.person_id == by.person_id), None)
    has_rated = any(rating.closing == closing and rating.person_id == by.person_id for rating in ratings)
    is_content = own is not None and own.kind == Verdict.CONFIRMED
    return Question(
        is_asked=own is None and at <= until,
        own=own,
        may_rate=ticket.state == State.DONE and not has_rated,
        may_reopen=not is_content and at <= until,
        until=until,
        goes_up=ticket.reopened + 1 >= HANDED_UP_AT,
    )


def answers_of(ticket: Ticket) -> list[Answer]:
    """What was said of its closings, oldest first; one query, none where it was never closed."""
    return [] if ticket.done_at is None and not ticket.reopened else queries.answers_of(ticket)


def delay_told(ticket: Ticket) -> Delay | None:
    """What was said last of why it is not done yet, where it is still open; one query, none where nothing was."""
    if ticket.done_at is not None or not queries.may_have(ticket, "is_delayed"):
        return None
    newest = DELAYS.first(ticket.pk)
    return newest if newest is not None and newest.is_told(ticket.state) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a desk asks whoever reported, until when it waits, and what they answered; None where they did not yet."""

    words: str
    until: date
    reply: Replied | None


def asked_of(ticket: Ticket, *, is_own: bool) -> Asked | None:
    """The newest question, for whoever reported, while the ticket is open; two queries where it was ever delayed."""
    if not is_own or ticket.done_at is not None or not queries.may_have(ticket, "is_delayed"):
        return None
    question = queries.question_of(ticket)
    if question is None:
        return None
    return Asked(question.words, question.expected, Replied.objects.filter(delay=question).first())


def awaiting_reply(person_id: int) -> list[Ticket]:
    """What waits for a word of this person, who reported it, the oldest first; one query."""
    asked = Delay.objects.filter(ticket=OuterRef("pk"), asks=True, reason=OuterRef("pause_reason"))
    own = Report.objects.filter(filer_id=person_id, retraction=None).values("id")
    waiting = Ticket.objects.filter(Exists(asked), report_id__in=own, state=State.PAUSED)
    return list(waiting.select_related("report", "category").order_by("paused_until", "id")[:SHOWN_AT_ONCE])


def awaiting_answer(person_id: int, at: datetime) -> list[Ticket]:
    """Closings of the last seven days that ask this person, who reported it or supported it before, newest first; two
    queries."""
    answered = Answer.objects.filter(ticket=OuterRef("pk"), person_id=person_id, closing=F("ticket__reopened") + 1)
    open_questions = Ticket.objects.filter(
        ~Exists(answered), state=State.DONE, done_at__gte=at - REOPEN_WITHIN,
        outcome__in=[Outcome.CLAIMED, Outcome.CONFIRMED, Outcome.DISPUTED],
    ).select_related("report", "category", "kelurahan")  # fmt: skip
    own = Q(report_id__in=Report.objects.filter(filer_id=person_id, retraction=None).values("id"))
    given = Support.objects.filter(person_id=person_id, report__is_private=False)
    before = given.filter(report=OuterRef("report_id"), at__lte=OuterRef("done_at"))
    supported = Q(Exists(before), report_id__in=given.values("report_id"))
    found = {
        ticket.pk: ticket
        for theirs in (own, supported)
        for ticket in open_questions.filter(theirs).order_by("-done_at")[:SHOWN_AT_ONCE]
    }
    return sorted(found.values(), key=lambda ticket: (ticket.done_at or at, ticket.pk), reverse=True)[:SHOWN_AT_ONCE]
