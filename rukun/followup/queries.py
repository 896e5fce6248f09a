"""The queue of an office, the course of a ticket, and how long each office held what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from rukun.followup.models import Disposisi, Holiday, Rating, Step, Ticket
from rukun.followup.rules import CLOSED, OPEN, Calendar, Handover, State, stretches
from rukun.people.models import Office
from rukun.reports.models import Category, Report
from rukun.values.code import AreaCode
from rukun.values.time import Month

READ_AT_ONCE = 2_000


def calendar() -> Calendar:
    """The city's working days; one query."""
    return Calendar(frozenset(Holiday.objects.values_list("day", flat=True)))


def queue_of(office: str) -> QuerySet[Ticket]:
    """The open tickets of an office, what is due first; one query with report, category and areas."""
    return (
        Ticket.objects.filter(holder__code=office, state__in=OPEN)
        .select_related("report__category", "report__kelurahan", "report__rw", "report__rt", "holder")
        .order_by("due_at", "id")
    )


def archive_of(office: str) -> QuerySet[Ticket]:
    """The closed tickets of an office, newest first."""
    return (
        Ticket.objects.filter(holder__code=office, state__in=CLOSED)
        .select_related("report__category", "report__kelurahan", "report__rw", "report__rt", "holder")
        .order_by("-done_at", "-id")
    )


def states_of(office: str, at: datetime) -> dict[str, int]:
    """How many tickets of an office stand in each state, and how many are "overdue"; one query."""
    late = Count("id", filter=Q(due_at__lt=at))
    rows = Ticket.objects.filter(holder__code=office).values_list("state").annotate(n=Count("id"), late=late).order_by()
    counts = {state: (n, overdue) for state, n, overdue in rows}
    overdue = sum(counts[state][1] for state in OPEN if state in counts)
    return {"overdue": overdue, **{state.value: counts.get(state, (0, 0))[0] for state in State}}


def tickets_by_state(area: AreaCode) -> dict[str, int]:
    """How many tickets of reports within the area stand in each state; one query."""
    rows = (
        Ticket.objects.filter(report__kelurahan__code__startswith=area.digits)
        .values_list("state")
        .annotate(n=Count("id"))
        .order_by()
    )
    return {state.value: dict(rows).get(state.value, 0) for state in State}


def ticket_of(report: Report) -> Ticket | None:
    """The ticket of a report, or None where nothing is to be followed up; one query."""
    ticket = Ticket.objects.select_related("holder").filter(report=report).first()
    if ticket is not None:
        ticket.report = report
    return ticket


def steps_of(ticket: Ticket) -> list[Step]:
    """What was done, oldest first; one query."""
    return list(Step.objects.filter(ticket=ticket).select_related("office", "seat").order_by("at", "id"))


def forwardings_of(ticket: Ticket) -> list[Disposisi]:
    """Who got the ticket when, oldest first; one query."""
    return list(Disposisi.objects.filter(ticket=ticket).select_related("taker").order_by("at", "id"))


def ratings_of(ticket: Ticket) -> list[Rating]:
    """The stars given so far, oldest first; one query."""
    return list(Rating.objects.filter(ticket=ticket).order_by("at"))


def untreated(at: datetime, since: timedelta | None) -> QuerySet[Report]:
    """Reports that need follow-up and have no ticket yet, oldest first.

    `since` bounds how far back to look; None looks at everything (the nightly sweep).
    """
    waiting = Report.objects.filter(category__needs_followup=True, received_at__lte=at)
    if since is not None:
        waiting = waiting.filter(received_at__gte=at - since)
    have_one = Ticket.objects.values("report_id")
    return waiting.exclude(id__in=have_one).select_related("category", "kelurahan").order_by("received_at", "id")


def overdue(at: datetime) -> QuerySet[Ticket]:
    """Open tickets past their deadline that have not been escalated all the way."""
    return (
        Ticket.objects.filter(state__in=OPEN, due_at__lt=at, escalated__lt=2)
        .select_related("report__category", "holder")
        .order_by("due_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Handled:
    """One report in the hands of one kelurahan in a month: what the ranking is made from."""

    report: str
    kelurahan: str
    held_seconds: int
    allowed_seconds: int
    is_closed: bool
    was_forwarded: bool
    stars: int | None
    is_reopened: bool
    proof_stood: bool | None


def handled(month: Month, at: datetime) -> Iterator[Handled]:
    """Reports received in the month, for each kelurahan whose office held them, up to the earlier of `at` and the
    month's end. Only the kelurahan's own time counts; what it forwarded away is closed for it when it was in time.

    Five queries for every two thousand tickets.
    """
    until = min(at, month.ends_at)
    days = calendar()
    after = 0
    while True:
        tickets = list(
            Ticket.objects.filter(
                id__gt=after, report__received_at__gte=month.starts_at, report__received_at__lt=month.ends_at
            )
            .select_related("report__category")
            .order_by("id")[:READ_AT_ONCE]
        )
        yield from _handled(tickets, days, until)
        if len(tickets) < READ_AT_ONCE:
            return
        after = tickets[-1].pk


def _handled(tickets: list[Ticket], days: Calendar, until: datetime) -> Iterator[Handled]:
    ids = [ticket.pk for ticket in tickets]
    kelurahan = dict(Office.objects.filter(kind="kelurahan").values_list("id", "area__code"))
    courses: dict[int, list[Handover]] = defaultdict(list)
    for ticket_id, taker, at in (
        Disposisi.objects.filter(ticket_id__in=ids, at__lt=until)
        .order_by("at", "id")
        .values_list("ticket_id", "taker_id", "at")
    ):
        courses[ticket_id].append(Handover(kelurahan.get(taker, ""), at))
    closings, reopened = _closings(ids, until)
    stars = dict(
        Rating.objects.filter(ticket_id__in=ids, at__lt=until).order_by("at", "id").values_list("ticket_id", "stars")
    )
    for ticket in tickets:
        course, closed = courses[ticket.pk], closings[ticket.pk]
        held: dict[str, int] = defaultdict(int)
        for office, begins, ends in stretches(course, closed, until):
            held[office] += days.seconds_between(begins, ends, around_the_clock=ticket.report.category.around_the_clock)
        is_closed = bool(closed) and closed[-1][1] is None
        last = course[-1].office if course else ""
        for office in dict.fromkeys(handover.office for handover in course if handover.office):
            yield Handled(
                report=ticket.report.code,
                kelurahan=office,
                held_seconds=held[office],
                allowed_seconds=(ticket.report.category.deadline_hours or 0) * 3600,
                is_closed=is_closed or office != last,
                was_forwarded=office != last,
                stars=stars.get(ticket.pk) if office == last else None,
                is_reopened=office == last and ticket.pk in reopened,
                proof_stood=None,
            )


def _closings(ids: list[int], until: datetime) -> tuple[dict[int, list[tuple[datetime, datetime | None]]], set[int]]:
    """For each ticket the pairs of closed-at and reopened-at before `until`; and the tickets that were reopened."""
    pairs: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    reopened: set[int] = set()
    moves = (
        Step.objects.filter(ticket_id__in=ids, at__lt=until, after__in=[*CLOSED, State.REOPENED])
        .order_by("at", "id")
        .values_list("ticket_id", "after", "at")
    )
    for ticket, after, at in moves:
        if after != State.REOPENED:
            pairs[ticket].append((at, None))
        elif pairs[ticket]:
            pairs[ticket][-1] = (pairs[ticket][-1][0], at)
            reopened.add(ticket)
    return pairs, reopened


def filtered(tickets: QuerySet[Ticket], *, status: str = "", jenis: str = "", cari: str = "") -> QuerySet[Ticket]:
    """The same tickets by state, category code, and words or code of the report; the names are those of the address."""
    if status:
        tickets = tickets.filter(state=status)
    if jenis:
        tickets = tickets.filter(report__category__code=jenis)
    if cari:
        tickets = tickets.filter(Q(report__words__icontains=cari) | Q(report__code=cari.upper()))
    return tickets


def kinds_of(office: str) -> list[Category]:
    """The categories that an office has tickets of; one query."""
    held = Ticket.objects.filter(holder__code=office).values("report__category_id")
    return list(Category.objects.filter(id__in=held).order_by("order"))


def proofs_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures prove finished work; one query."""
    return set(Step.objects.filter(proof__in=digests).exclude(proof="").values_list("proof", flat=True))
