"""The course of one ticket: what was done, said and put right, whose it is, and how long each office held it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rukun.databases.kept import Kept
from rukun.followup.models import Amendment, Answer, Audit, Delay, Disposisi, Merge, Rating, Step, Ticket
from rukun.followup.queries.desk import calendar
from rukun.followup.rules import (
    ANSWERABLE,
    CLOSED,
    STANDING,
    STARS_THAT_CONFIRM,
    Handover,
    Outcome,
    State,
    Stop,
    Verdict,
    outcome_of,
    stops_of,
    stretches,
)
from rukun.reports.models import Report, Support

# What every page of a report asks. With a ticket comes what there is beside it: most have no stars, no answer and no
# delay, and three questions fewer are asked of them.
BESIDE: dict[str, type[Rating | Answer | Delay]] = {"is_rated": Rating, "is_answered": Answer, "is_delayed": Delay}
TICKET: Kept[Ticket] = Kept(
    lambda report: (
        Ticket.objects.select_related("holder")
        .filter(report_id=report)
        .annotate(**{name: Exists(model.objects.filter(ticket_id=OuterRef("pk"))) for name, model in BESIDE.items()})
    ),
    int,
)
STEPS: Kept[Step] = Kept(
    lambda ticket: Step.objects.filter(ticket_id=ticket).select_related("office", "seat").order_by("at", "id"), int
)
RATINGS: Kept[Rating] = Kept(lambda ticket: Rating.objects.filter(ticket_id=ticket).order_by("at"), int)
ANSWERS: Kept[Answer] = Kept(lambda ticket: Answer.objects.filter(ticket_id=ticket).order_by("at", "id"), int)


def ticket_of(report: Report) -> Ticket | None:
    """The ticket of a report, or None where nothing is to be followed up; one query."""
    ticket = TICKET.first(report.pk)
    if ticket is not None:
        ticket.report = report
    return ticket


def steps_of(ticket: Ticket) -> list[Step]:
    """What was done, oldest first; one query."""
    return STEPS.rows(ticket.pk)


def forwardings_of(ticket: Ticket) -> list[Disposisi]:
    """Who got the ticket when, oldest first; one query."""
    return list(Disposisi.objects.filter(ticket=ticket).select_related("taker").order_by("at", "id"))


def may_have(ticket: Ticket, name: str) -> bool:
    """Whether anything `is_rated`, `is_answered` or `is_delayed`: True for a ticket with which it did not come."""
    return bool(getattr(ticket, name, True))


def ratings_of(ticket: Ticket) -> list[Rating]:
    """The stars given so far, oldest first; one query, none where it is known that there are none."""
    return RATINGS.rows(ticket.pk) if may_have(ticket, "is_rated") else []


def delays_of(ticket: Ticket) -> list[Delay]:
    """Why it had to wait, oldest first; one query."""
    return list(Delay.objects.filter(ticket=ticket).select_related("next_office").order_by("at", "id"))


def question_of(ticket: Ticket) -> Delay | None:
    """The newest question to whoever reported; one query."""
    return Delay.objects.filter(ticket=ticket, asks=True).order_by("-at", "-id").first()


def answers_of(ticket: Ticket) -> list[Answer]:
    """What citizens said of its closings, oldest first; one query, none where it is known that nobody did."""
    return ANSWERS.rows(ticket.pk) if may_have(ticket, "is_answered") else []


def audits_of(ticket: Ticket) -> list[Audit]:
    """What auditors found of its closings, oldest first; one query."""
    return list(Audit.objects.filter(ticket=ticket).select_related("seat__area").order_by("at", "id"))


def audit_of(ticket: Ticket, closing: int) -> Audit | None:
    """What was found last of one of its closings; one query."""
    return Audit.objects.filter(ticket=ticket, closing=closing).order_by("-at", "-id").first()


def amendments_of(ticket: Ticket) -> list[Amendment]:
    """What was put right in it, oldest first; one query."""
    return list(Amendment.objects.filter(ticket=ticket).select_related("seat__area").order_by("at", "id"))


def merged_from(ticket: Ticket) -> list[Ticket]:
    """The tickets that go on in this one, oldest first; one query."""
    return list(Ticket.objects.filter(merged_into=ticket).select_related("report__category").order_by("id"))


def merge_of(ticket: Ticket) -> Merge | None:
    """Into which it was merged, or None; one query where it was."""
    if ticket.state != State.MERGED:
        return None
    made = Merge.objects.select_related("target__report__category", "target__holder").filter(source=ticket)
    return made.order_by("-at", "-id").first()


def is_concerned(ticket: Ticket, person_id: int | None) -> bool:
    """Whether somebody reported or supports what this ticket is about, or what was merged into it; one query. Whoever
    took their report back is concerned no more.

    Of a closing speak those who were there before it: else anybody could come afterwards and make it true, or untrue.
    """
    if person_id is None:
        return False
    if ticket.report.is_of(person_id):
        return True
    tickets = Ticket.objects.filter(Q(pk=ticket.pk) | Q(merged_into_id=ticket.pk))
    supports = Support.objects.filter(report=OuterRef("report_id"), person_id=person_id)
    if ticket.done_at is not None:
        supports = supports.filter(at__lte=ticket.done_at)
    return tickets.filter(Q(report__filer_id=person_id, report__retraction=None) | Exists(supports)).exists()


def closing_of(ticket: Ticket) -> int:
    """The number of its newest closing, from one."""
    return ticket.reopened + 1


def outcome_now(ticket: Ticket, at: datetime) -> Outcome:
    """What its newest closing is worth at this moment, from what was said of it; three queries."""
    if ticket.state not in ANSWERABLE or ticket.done_at is None:
        raise ValueError("only a closing has an outcome")
    number = closing_of(ticket)
    audit = audit_of(ticket, number)
    said = said_of(
        Answer.objects.filter(ticket=ticket, closing=number), Rating.objects.filter(ticket=ticket, closing=number)
    )
    return outcome_of(stood=audit.stood if audit else None, verdicts=said, closed_at=ticket.done_at, at=at)


def said_of(answers: Iterable[Answer], ratings: Iterable[Rating]) -> list[Verdict]:
    """What citizens said of a closing, each person once: whoever answered says nothing more by stars, unless they
    answered that they do not know."""
    said = {a.person_id or f"answer {a.pk}": Verdict(a.kind) for a in answers if a.kind != Verdict.UNSURE}
    for rating in ratings:
        if rating.stars >= STARS_THAT_CONFIRM:
            said.setdefault(rating.person_id or f"rating {rating.pk}", Verdict.CONFIRMED)
    return [*said.values()]


def stops_of_ticket(ticket: Ticket) -> list[Stop]:
    """The stretches in which its clock stood still, oldest first; two queries."""
    pauses = list(Delay.objects.filter(ticket=ticket).order_by("at", "id").values_list("at", "stops_until"))
    if not pauses:
        return []
    came_back = Q(before=State.MERGED, after=State.PAUSED)
    moves = Step.objects.filter(came_back | Q(before=State.PAUSED), ticket=ticket).exclude(reason__in=STANDING)
    ends: list[datetime] = []
    for before, moment in moves.order_by("at", "id").values_list("before", "at"):
        if before == State.MERGED:
            ends.pop()  # it was merged out of the pause, and that was taken back
        else:
            ends.append(moment)
    return stops_of(pauses, ends)


@dataclass(frozen=True, slots=True)
class Held:
    """One stretch in which one office had the ticket and its clock ran: real seconds, and seconds of the deadline."""

    office: str
    since: datetime
    until: datetime
    seconds: int
    counted: int


def held_by(ticket: Ticket, at: datetime) -> list[Held]:
    """Who held it from when to when up to `at`, without the time in which it was closed or stood still; at most
    five queries."""
    course = [
        Handover(office, moment)
        for office, moment in Disposisi.objects.filter(ticket=ticket, at__lte=at)
        .order_by("at", "id")
        .values_list("taker__code", "at")
    ]
    closings: list[tuple[datetime, datetime | None]] = []
    steps = Step.objects.filter(ticket=ticket, at__lte=at).order_by("at", "id")
    for before, after, moment in steps.values_list("before", "after", "at"):
        if before == State.MERGED:
            closings.pop()
        elif after in CLOSED:
            closings.append((moment, None))
        elif after == State.REOPENED and closings and closings[-1][1] is None:
            closings[-1] = (closings[-1][0], moment)
    days, around = calendar(), ticket.category.around_the_clock
    return [
        Held(
            office, begins, ends, int((ends - begins).total_seconds()),
            days.seconds_between(begins, ends, around_the_clock=around),
        )
        for office, begins, ends in stretches(course, closings, at, stops_of_ticket(ticket))
    ]  # fmt: skip
