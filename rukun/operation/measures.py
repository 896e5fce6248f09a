"""What is measured of the city's work, for whoever watches the system: a known number of queries, however large it is.

What would have to be counted among millions is kept by the worker (`keeping`); what is asked here lies at the end of an
index, and is short unless something is wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min

from rukun.databases.lag import WATCH
from rukun.followup.models import Ticket
from rukun.notices.models import Delivery as Message
from rukun.operation import faults, figures, health
from rukun.operation.keeping import BOUNDS, LE, OPENED, SECONDS
from rukun.operation.standing import under_way
from rukun.reports.models import Report
from rukun.trail.models import Unsealed
from rukun.trail.queries import newest_seal
from rukun.webhooks.models import Delivery as Call

# Nobody waits for an exact figure beyond this.
COUNTED_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured: its values by their labels; of a histogram the counts up to each bound, and a sum."""

    name: str
    words: str
    values: Mapping[tuple[tuple[str, str], ...], float]
    buckets: Sequence[tuple[str, float]] = ()
    sum: float = 0.0


def measured(at: datetime) -> Iterator[Measure]:
    """Everything; ten queries."""
    kept = figures.kept()
    yield from _queue(at, kept)
    yield from _messages(at)
    yield from _calls()
    yield from _trail(at)
    yield from _kept(at, kept)
    seen, closed = health.worker_seen(), under_way()
    if seen is not None:
        yield one("rukun_worker_silent_seconds", "Since the worker was last at work", (at - seen).total_seconds())
    broke = _by("line", dict.fromkeys(faults.broken(kept, at), 1.0))
    yield Measure("rukun_worker_broke", "1 for what broke off in the worker within a quarter of an hour", broke)
    yield one("rukun_maintenance", "1 while nothing may be written", closed is not None)
    late = max((at - closed.until).total_seconds(), 0) if closed else 0
    yield one("rukun_maintenance_late_seconds", "Beyond the time that was told for its end", late)


def one(name: str, words: str, value: float) -> Measure:
    return Measure(name, words, {(): float(value)})


def _by(label: str, values: Mapping[str, float]) -> dict[tuple[tuple[str, str], ...], float]:
    return {((label, name),): float(value) for name, value in values.items()}


def _queue(at: datetime, kept: Mapping[str, float]) -> Iterator[Measure]:
    """What came in and has no ticket yet: everything behind the newest report that has one. Two queries."""
    newest = Ticket.objects.aggregate(newest=Max("report_id"))["newest"] or 0
    behind = Report.objects.filter(pk__gt=newest, category__needs_followup=True).order_by("pk")
    found = Report.objects.filter(pk__in=behind.values("pk")[:COUNTED_MOST]).aggregate(
        n=Count("pk"), at=Min("received_at")
    )
    age = (at - found["at"]).total_seconds() if found["at"] else 0
    yield one("rukun_queue_reports", f"Reports without a ticket yet (counted up to {COUNTED_MOST})", found["n"])
    yield one("rukun_queue_age_seconds", "How long the oldest report without a ticket has waited", max(age, 0))
    counts = [(bound, kept.get(f"{LE}{bound}", 0.0)) for bound in (*BOUNDS, "+Inf")]
    yield Measure(
        "rukun_ticket_opened_seconds",
        "From receiving a report to opening its ticket",
        {},
        counts,
        kept.get(SECONDS, 0.0),
    )
    yield one("rukun_tickets_opened_total", "Tickets opened since they are counted", kept.get(OPENED, 0.0))


def _messages(at: datetime) -> Iterator[Measure]:
    """Two queries."""
    state = Message.State
    waiting = Message.objects.filter(state=state.WAITING, due_at__lte=at).aggregate(n=Count("pk"), at=Min("due_at"))
    age = (at - waiting["at"]).total_seconds() if waiting["at"] else 0
    yield one("rukun_messages_unsent", "Messages that should have left by now", waiting["n"])
    yield one("rukun_messages_unsent_age_seconds", "How long the oldest unsent message has been due", age)
    failed = Message.objects.filter(state=state.FAILED).count()
    yield one("rukun_messages_failed", "Messages that were given up, and are still kept", failed)


def _calls() -> Iterator[Measure]:
    """One query."""
    state = Call.State
    rows = Call.objects.filter(state__in=(state.WAITING, state.DEAD)).order_by().values_list("state")
    counted = {state.WAITING.value: 0, state.DEAD.value: 0} | dict(rows.annotate(n=Count("pk")))
    yield Measure("rukun_webhooks", "Calls of webhooks that wait, or were laid aside", _by("state", counted))


def _trail(at: datetime) -> Iterator[Measure]:
    """Two queries."""
    seal = newest_seal()
    yield one("rukun_events_unsealed", "Events that no seal covers yet", Unsealed.objects.count())
    if seal is not None:
        yield one("rukun_seal_age_seconds", "Since the newest seal", (at - seal.at).total_seconds())
        yield one("rukun_events_sealed", "Events under the newest seal", seal.size)


def _kept(at: datetime, kept: Mapping[str, float]) -> Iterator[Measure]:
    """What the worker keeps; no query."""
    due, judged = kept.get("judged_due", 0.0), kept.get("judged", 0.0)
    yield one("rukun_month_reports_to_judge", "Reports for a unit in this month", due)
    yield one("rukun_month_reports_judged", "Of them those with a verdict", judged)
    yield one("rukun_month_judged_ratio", "Their share; 1 where there is nothing to judge", judged / due if due else 1)
    states = {name.removeprefix("closings_"): value for name, value in kept.items() if name.startswith("closings_")}
    yield Measure("rukun_closings", "Months of kelurahan by how far they are", _by("state", states))
    yield one("rukun_statements_open", "Statements that are closed and not paid", kept.get("statements_open", 0.0))
    yield one("rukun_tickets_open", "Tickets that are not closed", kept.get("tickets_open", 0.0))
    yield one("rukun_tickets_overdue", "Of them those past their deadline", kept.get("tickets_overdue", 0.0))
    if "kept_at" in kept:
        yield one("rukun_figures_age_seconds", "Since the worker kept these figures", at.timestamp() - kept["kept_at"])
    if "backup_at" in kept:
        yield one("rukun_backup_timestamp_seconds", "When the last backup was made here", kept["backup_at"])


def folders() -> dict[str, Path]:
    """Where this host keeps things."""
    media = {} if settings.MEDIA_STORE else {"media": Path(settings.MEDIA_ROOT)}
    return {"home": Path(settings.RUKUN_HOME)} | media


def disks() -> Measure:
    """How much is free where this host keeps things; no query."""
    free = {name: free_share(folder) for name, folder in folders().items()}
    return Measure("rukun_disk_free_ratio", "Share of the disk that is free", _by("folder", free))


def of_replicas() -> Iterator[Measure]:
    """As this process saw them last; no query, and nothing where there is none. One whose lag is unknown has none."""
    WATCH.start()
    seen = WATCH.known.values()
    if seen:
        behind = {one.host: one.behind for one in seen if one.behind is not None}
        yield Measure("rukun_replica_lag_seconds", "How far a replica is behind", _by("replica", behind))
        asked = {one.host: float(one.is_good) for one in seen}
        yield Measure("rukun_replica_used", "1 while a replica answers strangers", _by("replica", asked))


def free_share(folder: Path) -> float:
    """Of the disk on which a folder lies or will lie."""
    while not folder.exists():
        folder = folder.parent
    used = shutil.disk_usage(folder)
    return used.free / used.total
