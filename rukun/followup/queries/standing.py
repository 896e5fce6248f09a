"""What every kelurahan did in a month, ticket by ticket: the inputs of the ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from rukun.followup.models import Answer, Audit, Delay, Disposisi, Rating, Step, Ticket
from rukun.followup.queries.desk import calendar
from rukun.followup.queries.merged import Stretch, about, once, sources_of
from rukun.followup.rules import (
    CLOSED,
    STANDING,
    STARS_THAT_CONFIRM,
    Calendar,
    Handover,
    State,
    Stop,
    Verdict,
    outcome_of,
    stops_of,
    stretches,
)
from rukun.people.models import Office
from rukun.values.time import Month

READ_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Handled:
    """One report in the hands of one kelurahan in a month: what the ranking is made from.

    `outcome` is what its newest closing is worth; "" while it is open, and where another office has it now.
    """

    report: str
    kelurahan: str
    held_seconds: int
    allowed_seconds: int
    is_closed: bool
    was_forwarded: bool
    stars: int | None
    is_reopened: bool
    proof_stood: bool | None
    outcome: str


class _Came(NamedTuple):
    """A ticket that came in: what its row needs of it, and not an object with its report and category."""

    id: int
    report: str
    deadline_hours: int | None
    around_the_clock: bool


@dataclass(slots=True)
class _Facts:
    """What is known of a batch of tickets up to a moment, by ticket."""

    courses: dict[int, list[Handover]]
    closings: dict[int, list[tuple[datetime, datetime | None]]]
    reopened: set[int]
    merged: set[int]
    stops: dict[int, list[Stop]]
    # By ticket and number of the closing.
    stars: dict[tuple[int, int], list[int]]
    said: dict[tuple[int, int], dict[object, Verdict]]
    stood: dict[tuple[int, int], bool]


def handled(month: Month, at: datetime, offices: Mapping[int, str] | None = None) -> Iterator[Handled]:
    """Reports received in the month, for each kelurahan whose office held them, up to the earlier of `at` and the
    month's end. Only the kelurahan's own time counts. What it forwarded is open, not closed: it counts for it only
    where it kept it beyond the deadline. What was merged goes on in another ticket and counts there, with the time
    since the oldest receipt: nobody sets a clock back by merging. `offices` asks for others, by id.

    Ten queries for every two thousand tickets, and one for each step of a chain of merged ones.
    """
    until = min(at, month.ends_at)
    days = calendar()
    after = 0
    came = Ticket.objects.filter(received_at__gte=month.starts_at, received_at__lt=month.ends_at)
    if offices is not None:
        # Few reports were ever in the hands of some offices; those of all kelurahan are nearly all there are.
        came = came.filter(Exists(Disposisi.objects.filter(ticket=OuterRef("pk"), taker_id__in=offices)))
    named = _kelurahan() if offices is None else offices
    rows = came.order_by("id").values_list(
        "id", "report__code", "category__deadline_hours", "category__around_the_clock"
    )
    while True:
        tickets = [_Came(*row) for row in rows.filter(id__gt=after)[:READ_AT_ONCE]]
        yield from _handled(tickets, days, until, named)
        if len(tickets) < READ_AT_ONCE:
            return
        after = tickets[-1].id


def _handled(tickets: list[_Came], days: Calendar, until: datetime, offices: Mapping[int, str]) -> Iterator[Handled]:
    ids = [ticket.id for ticket in tickets]
    sources = sources_of(ids, until)
    which = about("ticket_id", ids)
    if sources:
        which |= Q(ticket_id__in=[one for merged in sources.values() for one in merged])
    facts = _facts(which, until, offices)
    for ticket in tickets:
        course = facts.courses.get(ticket.id)
        if not course:
            continue
        is_merged = ticket.id in facts.merged
        spent = _spent(ticket.id, facts, until)
        if not is_merged and ticket.id in sources:
            spent += [one for source in sources[ticket.id] for one in _brought(source, facts, until)]
        if len(spent) > 1:
            spent = once(spent)
        held: dict[str, int] = defaultdict(int)
        for office, begins, ends in spent:
            held[office] += days.seconds_between(begins, ends, around_the_clock=ticket.around_the_clock)
        for office in _holders(course, with_last=not is_merged):
            yield _row(ticket, office, held[office], facts, until, is_last=office == course[-1].office)


class Holding(NamedTuple):
    """How many seconds of its deadline a report spent in the hands of one office."""

    report: str
    office: str
    seconds: int


def holdings(tickets: Sequence[Ticket], until: datetime, days: Calendar) -> Iterator[Holding]:
    """For each ticket, each office that held it up to `until`, in the order in which it came there.

    Nine queries, however many tickets; they come with their category and report.
    """
    which = about("ticket_id", [ticket.pk for ticket in tickets])
    facts = _facts(which, until, dict(Office.objects.values_list("id", "code")))
    for ticket in tickets:
        course = facts.courses[ticket.pk]
        held: dict[str, int] = dict.fromkeys((handover.office for handover in course), 0)
        for office, begins, ends in stretches(course, facts.closings[ticket.pk], until, facts.stops[ticket.pk]):
            held[office] += days.seconds_between(begins, ends, around_the_clock=ticket.category.around_the_clock)
        for office, seconds in held.items():
            yield Holding(ticket.report.code, office, seconds)


def _spent(ticket: int, facts: _Facts, until: datetime) -> list[Stretch]:
    return stretches(facts.courses[ticket], facts.closings[ticket], until, facts.stops[ticket])


def _brought(source: int, facts: _Facts, until: datetime) -> list[Stretch]:
    """The time of a merged ticket in the hands of the office that merged it; others answer under its own code."""
    course = facts.courses[source]
    return [one for one in _spent(source, facts, until) if course and one[0] == course[-1].office]


def _holders(course: Iterable[Handover], *, with_last: bool) -> list[str]:
    """Each office once, in the order in which it got the ticket."""
    named = [handover.office for handover in course]
    return [office for office in dict.fromkeys(named) if office and (with_last or office != named[-1])]


def _row(ticket: _Came, office: str, held: int, facts: _Facts, until: datetime, *, is_last: bool) -> Handled:
    closings = facts.closings[ticket.id]
    key = (ticket.id, len(closings))
    is_closed = is_last and bool(closings) and closings[-1][1] is None
    stars = facts.stars.get(key) or []
    stood = facts.stood.get(key)
    verdicts = [*facts.said.get(key, {}).values()]
    return Handled(
        report=ticket.report,
        kelurahan=office,
        held_seconds=held,
        allowed_seconds=(ticket.deadline_hours or 0) * 3600,
        is_closed=is_closed,
        was_forwarded=not is_last,
        # The mean of all who gave some, in whole stars.
        stars=int(sum(stars) / len(stars) + 0.5) if is_last and stars else None,
        is_reopened=is_last and ticket.id in facts.reopened,
        proof_stood=stood if is_closed else None,
        outcome=outcome_of(stood=stood, verdicts=verdicts, closed_at=closings[-1][0], at=until) if is_closed else "",
    )


def _kelurahan() -> Mapping[int, str]:
    """The office of each kelurahan by id, named by the code of its area; one query."""
    return dict(Office.objects.filter(kind="kelurahan").values_list("id", "area__code"))


def _facts(which: Q, until: datetime, offices: Mapping[int, str]) -> _Facts:
    """`which` tickets, and maybe some more; `offices` names those whose time is told, by id."""
    courses: dict[int, list[Handover]] = defaultdict(list)
    forwardings = Disposisi.objects.filter(which, at__lt=until).order_by("at", "id")
    for ticket, taker, at in forwardings.values_list("ticket_id", "taker_id", "at"):
        courses[ticket].append(Handover(offices.get(taker, ""), at))
    closings, reopened, merged, unpaused = _moves(which, until)
    stars: dict[tuple[int, int], list[int]] = defaultdict(list)
    said: dict[tuple[int, int], dict[object, Verdict]] = defaultdict(dict)
    answers = Answer.objects.filter(which, at__lt=until)
    for number, ticket, closing, person, kind in answers.values_list("id", "ticket_id", "closing", "person_id", "kind"):
        said[ticket, closing][person or f"answer {number}"] = Verdict(kind)
    ratings = Rating.objects.filter(which, at__lt=until).order_by("at", "id")
    for number, ticket, closing, person, given in ratings.values_list(
        "id", "ticket_id", "closing", "person_id", "stars"
    ):
        stars[ticket, closing].append(given)
        if given >= STARS_THAT_CONFIRM:
            said[ticket, closing].setdefault(person or f"rating {number}", Verdict.CONFIRMED)
    audits = Audit.objects.filter(which, at__lt=until).order_by("at", "id")
    stood = {(ticket, closing): is_so for ticket, closing, is_so in audits.values_list("ticket_id", "closing", "stood")}
    return _Facts(courses, closings, reopened, merged, _stops(which, unpaused, until), stars, said, stood)


def _stops(which: Q, unpaused: dict[int, list[datetime]], until: datetime) -> dict[int, list[Stop]]:
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    delays = Delay.objects.filter(which, at__lt=until).order_by("at", "id")
    for ticket, at, may_stop_until in delays.values_list("ticket_id", "at", "stops_until"):
        pauses[ticket].append((at, may_stop_until))
    return defaultdict(list, {ticket: stops_of(rows, unpaused[ticket]) for ticket, rows in pauses.items()})


def _moves(
    which: Q, until: datetime
) -> tuple[dict[int, list[tuple[datetime, datetime | None]]], set[int], set[int], dict[int, list[datetime]]]:
    """For each ticket the pairs of closed-at and reopened-at before `until`, and when it left a pause; which tickets
    were reopened, and which were merged into another."""
    pairs: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    reopened: set[int] = set()
    merged: set[int] = set()
    unpaused: dict[int, list[datetime]] = defaultdict(list)
    told = Q(after__in=[*CLOSED, State.REOPENED]) | Q(before=State.PAUSED)
    moves = Step.objects.filter(which, told, at__lt=until).exclude(reason__in=STANDING).order_by("at", "id")
    for ticket, before, after, at in moves.values_list("ticket_id", "before", "after", "at"):
        if before == State.PAUSED:
            unpaused[ticket].append(at)
        if after in CLOSED:
            pairs[ticket].append((at, None))
        elif after == State.REOPENED and pairs[ticket]:
            pairs[ticket][-1] = (pairs[ticket][-1][0], at)
            reopened.add(ticket)
        if after == State.MERGED:
            merged.add(ticket)
    return pairs, reopened, merged, unpaused
