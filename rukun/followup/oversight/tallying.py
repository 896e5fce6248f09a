"""Keep what happened at each office on each day. Counted from facts that are only added, so that counting a day again
gives the same; what is derived leaves no event.

The steps of a day are few, however many tickets there are: the index by time finds them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rukun.followup.models import Answer, Rating, Step, Ticket
from rukun.followup.oversight.models import DayTally
from rukun.followup.oversight.rules import Sums, bin_of
from rukun.followup.rules import UNHAPPY, Outcome, State, Verdict
from rukun.values.time import day_of, start_of

READ_AT_ONCE = 2_000
# A closing is silent after seven days; what became of it is known two days later at the latest.
SETTLED_AFTER_DAYS, FIRST_DAYS = 9, 62
COUNTS = ("opened", "closed", "declined", "reopened", "confirmed", "disputed", "unconfirmed", "stars", "ratings")


def keep_today(*, at: datetime) -> int:
    """Count today again, and yesterday while the night is young; returns how many tallies there are of it."""
    today = day_of(at)
    days = [today] if at - start_of(today) > timedelta(hours=1) else [today - timedelta(days=1), today]
    return sum(count_day(day) for day in days)


def keep_settled(*, at: datetime) -> int:
    """Count again the days whose closings may have been answered, or met with silence, since; the first time as many
    days as a page compares."""
    days = SETTLED_AFTER_DAYS if DayTally.objects.exists() else min(FIRST_DAYS, _days_back(at))
    return sum(count_day(day_of(at) - timedelta(days=back)) for back in range(1, days + 1))


def rebuild(*, at: datetime) -> int:
    """Count every day since the first step; returns how many days had one."""
    return sum(bool(count_day(day_of(at) - timedelta(days=back))) for back in range(_days_back(at) + 1))


def _days_back(at: datetime) -> int:
    """How many days ago the first step was; -1 where there is none."""
    first = Step.objects.order_by("at").values_list("at", flat=True).first()
    return (day_of(at) - day_of(first)).days if first else -1


def count_day(day: date) -> int:
    """Count one day and keep what was counted in the place of what stood there; returns for how many offices."""
    found: dict[int, Sums] = defaultdict(Sums)
    _count_steps(day, found)
    _count_answers(day, found)
    _count_silence(day, found)
    rows = [
        DayTally(
            office_id=office, day=day, held=json.dumps(dict(sorted(sums.spread.items()))),
            **{name: getattr(sums, name) for name in COUNTS},
        )
        for office, sums in sorted(found.items())
    ]  # fmt: skip
    with transaction.atomic():
        DayTally.objects.filter(day=day).exclude(office_id__in=found).delete()
        DayTally.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["office", "day"], update_fields=[*COUNTS, "held"]
        )
    return len(rows)


def _within(day: date) -> Q:
    return Q(at__gte=start_of(day), at__lt=start_of(day + timedelta(days=1)))


def _count_steps(day: date, found: dict[int, Sums]) -> None:
    steps = Step.objects.filter(_within(day)).values_list("id", "ticket_id", "before", "after", "office_id", "at")
    closings = []
    for step, ticket, before, after, office, at in steps.iterator(READ_AT_ONCE):
        sums = found[office]
        if before == after:
            continue
        sums.opened += not before
        # What was merged by mistake while it was open again is open again: nobody asked for it once more.
        sums.reopened += after == State.REOPENED and before != State.MERGED
        sums.declined += after == State.DECLINED
        if after == State.DONE:
            sums.closed += 1
            closings.append((step, ticket, office, at))
    for first in range(0, len(closings), READ_AT_ONCE):
        _count_held(closings[first : first + READ_AT_ONCE], found)


def _count_held(closings: Iterable[tuple[int, int, int, datetime]], found: dict[int, Sums]) -> None:
    """How long each was held: since it came to the office, or came back to it."""
    begun: dict[int, list[datetime]] = defaultdict(list)
    came = Step.objects.filter(
        ticket_id__in={ticket for _, ticket, _, _ in closings}, after__in=[State.WAITING, State.REOPENED]
    ).exclude(before=State.MERGED)
    for ticket, at in came.values_list("ticket_id", "at"):
        begun[ticket].append(at)
    for _, ticket, office, at in closings:
        since = max((moment for moment in begun[ticket] if moment <= at), default=at)
        found[office].spread[bin_of(at - since)] += 1


def _count_answers(day: date, found: dict[int, Sums]) -> None:
    for holder, kind in Answer.objects.filter(_within(day)).values_list("ticket__holder_id", "kind"):
        found[holder].confirmed += kind == Verdict.CONFIRMED
        found[holder].disputed += kind in UNHAPPY
    for holder, stars in Rating.objects.filter(_within(day)).values_list("ticket__holder_id", "stars"):
        found[holder].stars += stars
        found[holder].ratings += 1


def _count_silence(day: date, found: dict[int, Sums]) -> None:
    """Closings of this day that nobody answered in time."""
    silent = Ticket.objects.filter(
        done_at__gte=start_of(day), done_at__lt=start_of(day + timedelta(days=1)), outcome=Outcome.UNCONFIRMED
    )
    for holder in silent.values_list("holder_id", flat=True):
        found[holder].unconfirmed += 1
