"""In whose hands tickets were and how long, ticket by ticket: what the ranking and the open data are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from rukun.followup.models import Ticket
from rukun.followup.queries.desk import calendar
from rukun.followup.queries.facts import Facts, Pair, facts, set_aside
from rukun.followup.queries.merged import Stretch, about, once, sources_of
from rukun.followup.queries.moments import Microseconds
from rukun.followup.ran import Ran, microseconds_of, moment_of
from rukun.followup.rules import REOPEN_WITHIN, Handover, Outcome, State, outcome_of, stops_of, stretches
from rukun.reports.models import Category

READ_AT_ONCE = 10_000
# What was asked of a ticket beside its course.
Row = tuple[Any, ...]
# The ticket's own row tells its whole course, as nearly every one's does: nobody handed it over, opened it again,
# merged it or took it back. Whether it ever stood still, or was merged for a while, is told by the facts of that. A
# test holds this together with steps.
UNTOUCHED = Q(held_since=F("opened_at"), forwards=0, reopened=0, merged_into=None) & ~Q(state=State.RETRACTED)


class Came(NamedTuple):
    """A ticket that came in: what is needed of it here, and not an object with its report and category.

    `holder`: the office (id) that alone ever had it, from `begins` on (microseconds since 1970), and `done` when it was
    closed, once and for good; 0 where its course has to be read. See `UNTOUCHED`.
    """

    id: int
    report: str
    allowed_seconds: int
    around_the_clock: bool
    holder: int = 0
    begins: int = 0
    done: int | None = None


class Ended(NamedTuple):
    """How it ended in the hands of whoever has it: whether it is closed, and what citizens and auditors said of that.

    `outcome` is what its newest closing is worth; "" while it is open.
    """

    is_closed: bool = False
    stars: int | None = None
    is_reopened: bool = False
    proof_stood: bool | None = None
    outcome: str = ""


NOT_ENDED = Ended()
# Nobody said anything of it: yet, or for a week.
CLAIMED, UNCONFIRMED = Ended(True, outcome=Outcome.CLAIMED), Ended(True, outcome=Outcome.UNCONFIRMED)


class Followed(NamedTuple):
    """A ticket up to a moment. `seconds` of its deadline by the office (id) that held it, each once and in the order
    in which it came to them, the last as it is now; `brought` the same with what was merged into it. One that
    `is_retracted` was closed by whoever reported it, and is nobody's work."""

    id: int
    report: str
    allowed_seconds: int
    seconds: dict[int, int]
    brought: dict[int, int]
    has_it: int
    is_merged: bool
    ended: Ended
    is_retracted: bool = False


def followed(tickets: QuerySet[Ticket], until: datetime) -> Iterator[Followed]:
    """Those of the tickets that anybody had before a moment, by id.

    Three queries, ten for every ten thousand tickets, and one for each step of a chain of merged ones.
    """
    ran = Ran(calendar())
    for portion, _ in portions(tickets):
        yield from followed_of(portion, until, ran)


def portions(tickets: QuerySet[Ticket], *beside: str | Combinable) -> Iterator[tuple[list[Came], list[Row]]]:
    """Tickets by id, ten thousand at a time, each with what is asked of it beside; a query each, and two for all.

    From their first number to their last, which are asked before: what lies around them is not passed over.
    """
    kinds = {
        number: ((hours or 0) * 3600, around_the_clock)
        for number, hours, around_the_clock in Category.objects.values_list("id", "deadline_hours", "around_the_clock")
    }
    holder = Case(When(UNTOUCHED, then="holder_id"), default=Value(0))
    own = ("id", "report__code", "category_id", holder, Microseconds("opened_at"), Microseconds("done_at"))
    ends = tickets.order_by().aggregate(first=Min("id"), last=Max("id"))
    rows = tickets.filter(id__lte=ends["last"] or 0).order_by("id").values_list(*own, *beside)
    after, is_more = (ends["first"] or 0) - 1, True
    while is_more:
        found = list(rows.filter(id__gt=after)[:READ_AT_ONCE])
        came = [
            Came(number, code, *kinds[kind], office, begins, done)
            for number, code, kind, office, begins, done, *_ in found
        ]
        yield came, [row[len(own) :] for row in found]
        is_more = len(found) == READ_AT_ONCE
        after = came[-1].id if came else after


def followed_of(portion: Sequence[Came], until: datetime, ran: Ran) -> Iterator[Followed]:
    """The same of tickets that were read already; ten queries, and one for each step of a chain of merged ones."""
    ids = [ticket.id for ticket in portion]
    sources = sources_of(ids, until)
    stopped = set_aside(about("ticket_id", ids))
    touched = [one.id for one in portion if not one.holder or one.id in sources or one.id in stopped]
    which = about("ticket_id", touched)
    if sources:
        which |= Q(ticket_id__in=[one for merged in sources.values() for one in merged])
    known = facts(which, until, sayings=about("ticket_id", ids) | which)
    clock = Clock(known, ran, until)
    asides = set(touched)
    for ticket in portion:
        if ticket.id not in asides:
            if ticket.begins < clock.ends:
                yield clock.plainly(ticket)
        elif known.courses.get(ticket.id):
            yield clock.followed(ticket, sources.get(ticket.id, ()))


class Clock:
    """What is known of a portion of tickets, and the time that it tells."""

    def __init__(self, known: Facts, ran: Ran, until: datetime) -> None:
        self.known, self.ran, self.until, self.ends = known, ran, until, microseconds_of(until)
        self.silent_since = microseconds_of(until - REOPEN_WITHIN)

    def plainly(self, ticket: Came) -> Followed:
        """A ticket that was in one office's hands, closed once at most and never paused: nothing has to be put
        together for it. A test holds both ways together."""
        number, report, allowed, around_the_clock, office, begins, done = ticket
        ends, ended = self.ends, NOT_ENDED
        if done is not None and done < self.ends:
            ends, ended = done if done >= begins else ends, self._closed_once(number, done)
        seconds = {office: self.ran.seconds_between(begins, ends, around_the_clock=around_the_clock)}
        return Followed(number, report, allowed, seconds, seconds, office, False, ended)

    def followed(self, ticket: Came, sources: Sequence[int]) -> Followed:
        """Any ticket that somebody had."""
        is_merged = ticket.id in self.known.merged
        seconds = self.put_together(ticket)
        brought = self.with_merged(ticket, () if is_merged else sources)
        has_it = self.known.courses[ticket.id][-1][0]
        ended = self.ended(ticket.id, self.known.closings.get(ticket.id, ()))
        return Followed(
            ticket.id, ticket.report, ticket.allowed_seconds, seconds, brought, has_it, is_merged, ended,
            ticket.id in self.known.retracted,
        )  # fmt: skip

    def _closed_once(self, ticket: int, done: int) -> Ended:
        key = (ticket, 1)
        if key in self.known.said or key in self.known.stars or key in self.known.stood:
            return self.ended(ticket, [(done, None)])
        return UNCONFIRMED if done <= self.silent_since else CLAIMED

    def put_together(self, ticket: Came) -> dict[int, int]:
        """The seconds by office, whatever the course."""
        return self._summed(ticket, self._spent(ticket.id))

    def with_merged(self, ticket: Came, sources: Iterable[int]) -> dict[int, int]:
        """The same with what was merged into it; no moment of an office counts twice."""
        brought = [one for source in sources for one in self._brought(source)]
        return self._summed(ticket, once([*self._spent(ticket.id), *brought]))

    def ended(self, ticket: int, closings: Sequence[Pair]) -> Ended:
        """What became of the newest of its closings."""
        if not closings:
            return NOT_ENDED
        key = (ticket, len(closings))
        closed_at, reopened_at = closings[-1]
        stars, stood = self.known.stars.get(key), self.known.stood.get(key)
        # The mean of all who gave some, in whole stars.
        mean = int(sum(stars) / len(stars) + 0.5) if stars else None
        if reopened_at is not None:
            return Ended(False, mean, True, None, "")
        verdicts = [*self.known.said[key].values()] if key in self.known.said else ()
        outcome = outcome_of(stood=stood, verdicts=verdicts, closed_at=moment_of(closed_at), at=self.until)
        return Ended(True, mean, ticket in self.known.reopened, stood, outcome)

    def _summed(self, ticket: Came, spent: Iterable[Stretch]) -> dict[int, int]:
        held = {office: 0 for office, _ in self.known.courses[ticket.id]}
        for office, begins, ends in spent:
            held[int(office)] = held.get(int(office), 0) + self.ran.seconds_between(
                microseconds_of(begins), microseconds_of(ends), around_the_clock=ticket.around_the_clock
            )
        return held

    def _spent(self, ticket: int) -> list[Stretch]:
        course = [Handover(str(office), moment_of(at)) for office, at in self.known.courses[ticket]]
        stops = stops_of(_moments(self.known.pauses[ticket]), [moment_of(at) for at in self.known.unpaused[ticket]])
        return stretches(course, _moments(self.known.closings[ticket]), self.until, stops)

    def _brought(self, source: int) -> list[Stretch]:
        """The time of a merged ticket in the hands of the office that merged it; others answer under its own code."""
        course = self.known.courses[source]
        return [one for one in self._spent(source) if course and one[0] == str(course[-1][0])]


def _moments(pairs: Iterable[Pair]) -> list[tuple[datetime, datetime | None]]:
    return [(moment_of(begins), None if ends is None else moment_of(ends)) for begins, ends in pairs]
