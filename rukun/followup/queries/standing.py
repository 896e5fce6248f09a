"""What every kelurahan did in a month, ticket by ticket: the inputs of the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from rukun.followup.models import Disposisi, Ticket
from rukun.followup.queries.hands import NOT_ENDED, Came, Followed, followed, followed_of
from rukun.followup.ran import Ran
from rukun.followup.rules import Calendar
from rukun.people.models import Office
from rukun.values.time import Month


class Handled(NamedTuple):
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


class Holding(NamedTuple):
    """How many seconds of its deadline a report spent in the hands of one office."""

    report: str
    office: str
    seconds: int


def handled(month: Month, at: datetime, offices: Mapping[int, str] | None = None) -> Iterator[Handled]:
    """Reports received in the month, for each kelurahan whose office held them, up to the earlier of `at` and the
    month's end. Only the kelurahan's own time counts. What it forwarded is open, not closed: it counts for it only
    where it kept it beyond the deadline. What was merged goes on in another ticket and counts there, with the time
    since the oldest receipt: nobody sets a clock back by merging. `offices` asks for others, by id.

    Ten queries for every ten thousand tickets, and one for each step of a chain of merged ones.
    """
    came = came_in(month)
    if offices is not None:
        # Few reports were ever in the hands of some offices; those of all kelurahan are nearly all there are.
        came = came.filter(Exists(Disposisi.objects.filter(ticket=OuterRef("pk"), taker_id__in=offices)))
    named = kelurahan_by_id() if offices is None else offices
    for ticket in followed(came, min(at, month.ends_at)):
        yield from handled_by(ticket, named)


def came_in(month: Month) -> QuerySet[Ticket]:
    """The tickets of reports that were received in a month."""
    return Ticket.objects.filter(received_at__gte=month.starts_at, received_at__lt=month.ends_at)


def kelurahan_by_id() -> Mapping[int, str]:
    """The office of each kelurahan by id, named by the code of its area; one query."""
    return dict(Office.objects.filter(kind="kelurahan").values_list("id", "area__code"))


def handled_by(ticket: Followed, offices: Mapping[int, str]) -> Iterator[Handled]:
    """A ticket for each of the offices (by id) that held it; where it was merged, not for the one that has it, and
    where whoever reported took it back for none: no office had done anything, and its deadline had not come."""
    if ticket.is_retracted:
        return
    for office in ticket.seconds:
        named, is_last = offices.get(office), office == ticket.has_it
        if named and not (is_last and ticket.is_merged):
            closed, stars, reopened, stood, outcome = ticket.ended if is_last else NOT_ENDED
            yield Handled(
                ticket.report, named, ticket.brought[office], ticket.allowed_seconds, closed, not is_last, stars,
                reopened, stood, outcome,
            )  # fmt: skip


def holdings(tickets: Sequence[Ticket], until: datetime, days: Calendar) -> Iterator[Holding]:
    """For each ticket, each office that held it up to `until`, in the order in which it came there.

    Ten queries, however many tickets; they come with their category and report.
    """
    came = [Came(one.pk, one.report.code, 0, one.category.around_the_clock) for one in tickets]
    codes = office_codes()
    for ticket in followed_of(came, until, Ran(days)):
        yield from held(ticket, codes)


def office_codes() -> Mapping[int, str]:
    """The code of every office by id; one query."""
    return dict(Office.objects.values_list("id", "code"))


def held(ticket: Followed, codes: Mapping[int, str]) -> Iterator[Holding]:
    """Each office that held a ticket, in the order in which it came there."""
    for office, seconds in ticket.seconds.items():
        yield Holding(ticket.report, codes[office], seconds)
