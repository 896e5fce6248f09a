"""What is known of many tickets up to a moment: whose they were, when they were closed, and what was said of that.

Nine queries, however many tickets. A city's month has a million of them: rows are read as tuples, moments as numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from rukun.followup.models import Answer, Audit, Delay, Disposisi, Rating, Step, Unmerge
from rukun.followup.queries.moments import Microseconds
from rukun.followup.ran import microseconds_of
from rukun.followup.rules import CLOSED, STANDING, STARS_THAT_CONFIRM, State, Verdict

Pair = tuple[int, int | None]
# A ticket and the number of one of its closings.
Closing = tuple[int, int]
AT = Microseconds("at")
# As the index of each has them: nothing has to be sorted.
IN_ORDER = ("ticket_id", "at", "id")


@dataclass(slots=True)
class Facts:
    """By ticket. Moments are microseconds since 1970 (`followup.ran`); offices are told by their ids."""

    # Who got it, and when.
    courses: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    # When it was closed, and when reopened after that.
    closings: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    reopened: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    # Closed because whoever reported took it back.
    retracted: set[int] = field(default_factory=set)
    # When a pause began, and until when it may stop the clock; when the ticket left a pause.
    pauses: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    unpaused: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    stars: dict[Closing, list[int]] = field(default_factory=lambda: defaultdict(list))
    said: dict[Closing, dict[object, Verdict]] = field(default_factory=lambda: defaultdict(dict))
    stood: dict[Closing, bool] = field(default_factory=dict)


def set_aside(which: Q) -> set[int]:
    """Those of the tickets that ever had to wait, or were merged by mistake; one query."""
    waited, unmerged = (model.objects.filter(which).values_list("ticket_id", flat=True) for model in (Delay, Unmerge))
    return set(waited.union(unmerged))


def facts(which: Q, until: datetime, sayings: Q) -> Facts:
    """Of `which` tickets, and maybe of some more, as they stood before a moment; and what was said of the closings of
    the tickets of `sayings`."""
    found = Facts()
    forwardings = Disposisi.objects.filter(which, at__lt=until).order_by(*IN_ORDER)
    for ticket, taker, at in forwardings.values_list("ticket_id", "taker_id", AT):
        found.courses[ticket].append((taker, at))
    _add_moves(found, which, until)
    delays = Delay.objects.filter(which, at__lt=until).order_by(*IN_ORDER)
    for ticket, at, may_stop_until in delays.values_list("ticket_id", AT, "stops_until"):
        found.pauses[ticket].append((at, None if may_stop_until is None else microseconds_of(may_stop_until)))
    _add_sayings(found, sayings, until)
    return found


def _add_moves(found: Facts, which: Q, until: datetime) -> None:
    told = Q(after__in=[*CLOSED, State.REOPENED]) | Q(before__in=[State.PAUSED, State.MERGED])
    moves = Step.objects.filter(which, told, at__lt=until).exclude(reason__in=STANDING).order_by(*IN_ORDER)
    for ticket, before, after, at in moves.values_list("ticket_id", "before", "after", AT):
        if before == State.MERGED:
            _unmerge(found, ticket, was_paused=after == State.PAUSED)
            continue
        if before == State.PAUSED:
            found.unpaused[ticket].append(at)
        if after in CLOSED:
            found.closings[ticket].append((at, None))
        elif after == State.REOPENED and found.closings[ticket]:
            found.closings[ticket][-1] = (found.closings[ticket][-1][0], at)
            found.reopened.add(ticket)
        if after == State.MERGED:
            found.merged.add(ticket)
        elif after == State.RETRACTED:
            found.retracted.add(ticket)


def _unmerge(found: Facts, ticket: int, *, was_paused: bool) -> None:
    """As if it had not been merged: it was neither closed by that, nor taken out of a pause."""
    found.closings[ticket].pop()
    found.merged.discard(ticket)
    if was_paused:
        found.unpaused[ticket].pop()


def _add_sayings(found: Facts, which: Q, until: datetime) -> None:
    answers = Answer.objects.filter(which, at__lt=until)
    for number, ticket, closing, person, kind in answers.values_list("id", "ticket_id", "closing", "person_id", "kind"):
        if kind != Verdict.UNSURE:
            found.said[ticket, closing][person or f"answer {number}"] = Verdict(kind)
    ratings = Rating.objects.filter(which, at__lt=until).order_by("at", "id")
    for number, ticket, closing, person, given in ratings.values_list(
        "id", "ticket_id", "closing", "person_id", "stars"
    ):
        found.stars[ticket, closing].append(given)
        if given >= STARS_THAT_CONFIRM:
            found.said[ticket, closing].setdefault(person or f"rating {number}", Verdict.CONFIRMED)
    audits = Audit.objects.filter(which, at__lt=until).order_by("at", "id")
    found.stood.update(
        ((ticket, closing), is_so) for ticket, closing, is_so in audits.values_list("ticket_id", "closing", "stood")
    )
