"""Figures that the worker keeps (derived): how long tickets took to be opened, and what is too much to count often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.db.models import Count, Max

from rukun.followup.models import Ticket
from rukun.followup.rules import OPEN
from rukun.funds.models import Closing, Statement
from rukun.operation.figures import kept, note_all
from rukun.operation.models import Figure
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation.models import CurrentVerdict
from rukun.values.time import Month

# Bounds of the histogram in seconds, as Prometheus writes them.
BOUNDS = ("2.0", "5.0", "15.0", "60.0", "300.0", "900.0", "3600.0", "21600.0", "86400.0")
LE, OPENED, SECONDS, CURSOR = "opened_le_", "opened", "opened_seconds", "opened_up_to"
EVENTS_AT_ONCE = 5_000
# Whoever recorded an event has committed it by then.
SETTLED_AFTER = timedelta(seconds=30)
# A phone without signal sends late what counts on an earlier day; no report of a month came in before this.
EARLIEST = timedelta(days=2)


def measure_openings(*, at: datetime) -> int:
    """Read on in the trail and add what tickets were opened; returns how many. Where it begins, it begins at the end:
    what happened before was watched by nobody. Two queries, and no lock, where nothing happened."""
    place = Figure.objects.filter(name=CURSOR).first()
    if place is None:
        note_all({CURSOR: Event.objects.aggregate(newest=Max("pk"))["newest"] or 0}, at=at)
        return 0
    return _read_on(at) if Event.objects.filter(pk__gt=place.value, at__lte=at - SETTLED_AFTER).exists() else 0


@transaction.atomic
def _read_on(at: datetime) -> int:
    """One worker at a time: the other one finds the place where this one ended."""
    Figure.objects.select_for_update().get(name=CURSOR)
    standing = kept()
    rows = Event.objects.filter(pk__gt=standing[CURSOR]).order_by("pk").values_list("pk", "verb", "about", "at")
    events = list(takewhile(lambda row: row[3] <= at - SETTLED_AFTER, rows[:EVENTS_AT_ONCE]))
    if not events:
        return 0
    waits = _waits(
        [(about.removeprefix("report:"), when) for _, verb, about, when in events if verb == "ticket.opened"]
    )
    added = Counter({LE + "+Inf": len(waits), OPENED: len(waits)})
    for bound in BOUNDS:
        added[LE + bound] = sum(wait <= float(bound) for wait in waits)
    values = {name: standing.get(name, 0.0) + more for name, more in added.items()}
    note_all(values | {CURSOR: events[-1][0], SECONDS: standing.get(SECONDS, 0.0) + sum(waits)}, at=at)
    return len(waits)


def _waits(opened: Sequence[tuple[str, datetime]]) -> list[float]:
    """Seconds between the receipt of each report and the opening of its ticket; one query."""
    received = dict(Report.objects.filter(code__in=[code for code, _ in opened]).values_list("code", "received_at"))
    return [max((when - received[code]).total_seconds(), 0.0) for code, when in opened if code in received]


def keep_figures(*, at: datetime) -> int:
    """Count anew what is too much to be counted whenever somebody looks; six queries."""
    month = Month.of(at)
    made = Report.objects.filter(
        unit__isnull=False, counted_on__gte=month.first, counted_on__lte=month.last,
        received_at__gte=month.starts_at - EARLIEST,
    )  # fmt: skip
    judged = CurrentVerdict.objects.filter(
        unit__isnull=False, counted_on__gte=month.first, counted_on__lte=month.last
    )  # fmt: skip
    closings = dict(Closing.objects.order_by().values_list("state").annotate(n=Count("pk")))
    open_tickets = Ticket.objects.filter(state__in=OPEN)
    values = {
        "judged_due": made.count(),
        "judged": judged.count(),
        "statements_open": Statement.objects.exclude(closing__state=Closing.State.PAID).count(),
        "tickets_open": open_tickets.count(),
        "tickets_overdue": open_tickets.filter(due_at__lt=at).count(),
        "kept_at": at.timestamp(),
        **{f"closings_{state.value}": closings.get(state.value, 0) for state in Closing.State},
    }
    note_all({name: float(value) for name, value in values.items()}, at=at)
    return 1
