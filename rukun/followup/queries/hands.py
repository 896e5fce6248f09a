"""In whose hands tickets were and how long, ticket by ticket: what the ranking and the open data are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from rukun.followup.models import Ticket
from rukun.followup.queries.desk import calendar
from rukun.followup.queries.facts import Facts, Pair, facts
from rukun.followup.queries.merged import Stretch, about, once, sources_of
from rukun.followup.ran import Ran, microseconds_of, moment_of
from rukun.followup.rules import Handover, outcome_of, stops_of, stretches
from rukun.reports.models import Category

READ_AT_ONCE = 10_000


class Came(NamedTuple):
    """A ticket that came in: what is needed of it here, and not an object with its report and category."""

    id: int
    report: str
    allowed_seconds: int
    around_the_clock: bool


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


class Followed(NamedTuple):
    """A ticket up to a moment. `seconds` of its deadline by the office (id) that held it, each once and in the order
    in which it came to them, the last as it is now; `brought` the same with what was merged into it."""

    id: int
    report: str
    allowed_seconds: int
    seconds: dict[int, int]
    brought: dict[int, int]
    has_it: int
    is_merged: bool
    ended: Ended


def followed(tickets: QuerySet[Ticket], until: datetime) -> Iterator[Followed]:
    """Those of the tickets that anybody had before a moment, by id.

    Two queries, ten for every ten thousand tickets, and one for each step of a chain of merged ones.
    """
    ran, after = Ran(calendar()), 0
    kinds = {
        number: ((hours or 0) * 3600, around_the_clock)
        for number, hours, around_the_clock in Category.objects.values_list("id", "deadline_hours", "around_the_clock")
    }
    rows = tickets.order_by("id").values_list("id", "report__code", "category_id")
    while True:
        portion = [Came(number, code, *kinds[kind]) for number, code, kind in rows.filter(id__gt=after)[:READ_AT_ONCE]]
        yield from followed_of(portion, until, ran)
        if len(portion) < READ_AT_ONCE:
            return
        after = portion[-1].id


def followed_of(portion: Sequence[Came], until: datetime, ran: Ran) -> Iterator[Followed]:
    """The same of tickets that were read already; nine queries, and one for each step of a chain of merged ones."""
    ids = [ticket.id for ticket in portion]
    sources = sources_of(ids, until)
    which = about("ticket_id", ids)
    if sources:
        which |= Q(ticket_id__in=[one for merged in sources.values() for one in merged])
    clock = Clock(facts(which, until), ran, until)
    for ticket in portion:
        course = clock.known.courses.get(ticket.id)
        if not course:
            continue
        is_merged = ticket.id in clock.known.merged
        plain = clock.plainly(ticket, course)
        if plain is not None and ticket.id not in sources:
            seconds = brought = plain
        else:
            seconds = clock.put_together(ticket)
            brought = clock.with_merged(ticket, () if is_merged else sources.get(ticket.id, ()))
        yield Followed(
            ticket.id, ticket.report, ticket.allowed_seconds, seconds, brought, course[-1][0], is_merged,
            clock.ended(ticket.id),
        )  # fmt: skip


class Clock:
    """What is known of a portion of tickets, and the time that it tells."""

    def __init__(self, known: Facts, ran: Ran, until: datetime) -> None:
        self.known, self.ran, self.until, self.ends = known, ran, until, microseconds_of(until)

    def plainly(self, ticket: Came, course: Sequence[tuple[int, int]]) -> dict[int, int] | None:
        """The seconds by office of a ticket that was in one office's hands, closed once at most and never paused, as
        nearly every one: nothing has to be put together for it. None of any other. A test holds both ways together."""
        closings = self.known.closings.get(ticket.id)
        if len(course) > 1 or ticket.id in self.known.pauses or (closings and _is_several(closings)):
            return None
        office, begins = course[0]
        ends = closings[0][0] if closings and closings[0][0] >= begins else self.ends
        return {office: self.ran.seconds_between(begins, ends, around_the_clock=ticket.around_the_clock)}

    def put_together(self, ticket: Came) -> dict[int, int]:
        """The seconds by office, whatever the course."""
        return self._summed(ticket, self._spent(ticket.id))

    def with_merged(self, ticket: Came, sources: Iterable[int]) -> dict[int, int]:
        """The same with what was merged into it; no moment of an office counts twice."""
        brought = [one for source in sources for one in self._brought(source)]
        return self._summed(ticket, once([*self._spent(ticket.id), *brought]))

    def ended(self, ticket: int) -> Ended:
        """What became of its newest closing."""
        closings = self.known.closings.get(ticket)
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


def _is_several(closings: Sequence[Pair]) -> bool:
    return len(closings) > 1 or closings[0][1] is not None


def _moments(pairs: Iterable[Pair]) -> list[tuple[datetime, datetime | None]]:
    return [(moment_of(begins), None if ends is None else moment_of(ends)) for begins, ends in pairs]
