"""Public reports as programs read them: by code, kind, time, change and how they stand, with what their pages show.

Words come without what looks like a telephone, an identity number or an e-mail address: a page shows one report at a
time, a list invites to link (`open_data.privacy`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from rukun.followup.models import Ticket
from rukun.followup.queries import calendar, holdings
from rukun.followup.rules import CLOSED, OPEN, State
from rukun.people.models import Office
from rukun.reports.models import Photo, Report, Support
from rukun.reports.queries import lying_in
from rukun.transparency.open_data.privacy import masked
from rukun.transparency.queries import publicly
from rukun.values.code import AreaCode

PLACES = ("category", "kelurahan__parent", "rw", "rt", "current_hiding")


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both among them."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `codes` alone: these reports; else everything that fits all of the rest, `most` from `first`.

    `kinds` are codes of kinds; `is_open` None: however it stands; `changed` is when it was closed, or while it is open
    when something was done to it last.
    """

    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_open: bool | None = None
    received: Span | None = None
    changed: Span | None = None
    area: AreaCode | None = None
    first: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True)
class Held:
    """How many seconds of its deadline a report spent with an office."""

    office: str
    seconds: int


@dataclass(slots=True)
class Further:
    """What is told only where it is asked for: who held it how long, its supporters, what it was merged into."""

    held: list[Held] = field(default_factory=list)
    supports: int = 0
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One report with its ticket, its words and photos as far as everyone may see them."""

    report: Report
    ticket: Ticket | None
    words: str
    photos: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """An activity asks for nothing, so it is never open; a problem is, even before its ticket is there."""
        if self.ticket is None:
            return self.report.category.needs_followup
        return self.ticket.state in OPEN

    @property
    def state(self) -> State | None:
        """How its ticket stands; None for what nobody has to follow up."""
        if self.ticket is None:
            return State.WAITING if self.report.category.needs_followup else None
        return State(self.ticket.state)

    @property
    def changed_at(self) -> datetime:
        """When it was closed; while it is open, when something was done to it last."""
        if self.ticket is None:
            return self.report.received_at
        return (None if self.is_open else self.ticket.done_at) or self.ticket.changed_at


def listed(wish: Wish) -> list[Listed]:
    """The newest first, the same order on every page. Three queries, however many; one where there is nothing."""
    rows = list(
        _found(wish).select_related(*PLACES).order_by("-received_at", "-id")[wish.first : wish.first + wish.most]
    )
    if not rows:
        return []
    shown = [row.pk for row in rows if not row.hidden.photos]
    photos: dict[int, list[str]] = defaultdict(list)
    for report, digest in (
        Photo.objects.filter(report__in=shown, hidden_at=None).order_by("order").values_list("report_id", "digest")
    ):
        photos[report].append(digest)
    tickets = {
        ticket.report_id: ticket
        for ticket in Ticket.objects.filter(report__in=[row.pk for row in rows]).select_related("holder", "category")
    }
    return [
        Listed(row, tickets.get(row.pk), "" if row.hidden.words else masked(row.words), tuple(photos[row.pk]))
        for row in rows
    ]


def further(rows: Sequence[Listed], at: datetime) -> dict[int, Further]:
    """What is told of them besides, by report (id). Eleven queries at most, however many reports."""
    found = {row.report.pk: Further() for row in rows}
    supports = Support.objects.filter(report__in=found).order_by().values_list("report_id").annotate(n=Count("id"))
    for report, many in supports:
        found[report].supports = many
    tickets = [row.ticket for row in rows if row.ticket is not None]
    if not tickets:
        return found
    for row in rows:
        if row.ticket is not None:
            row.ticket.report = row.report
    ids = {row.report.code: row.report.pk for row in rows}
    names = dict(Office.objects.values_list("code", "name"))
    for code, office, seconds in holdings(tickets, at, calendar()):
        found[ids[code]].held.append(Held(names.get(office, office), seconds))
    for ticket, into in _merged({one.merged_into_id for one in tickets if one.merged_into_id}, tickets):
        found[ticket.report_id].merged_into = into
    return found


def _merged(targets: Collection[int], tickets: Sequence[Ticket]) -> list[tuple[Ticket, str]]:
    """Which ticket goes on in which report, where everyone may see that one; at most one query."""
    if not targets:
        return []
    seen = publicly(Report.objects.filter(pk=OuterRef("report_id")))
    codes = dict(Ticket.objects.filter(Exists(seen), pk__in=targets).values_list("pk", "report__code"))
    return [(one, codes[one.merged_into_id]) for one in tickets if one.merged_into_id in codes]


def _found(wish: Wish) -> QuerySet[Report]:
    reports = publicly(Report.objects.all())
    if wish.codes:
        return reports.filter(code__in=wish.codes)
    if wish.kinds:
        reports = reports.filter(category__code__in=wish.kinds)
    if wish.received is not None:
        reports = reports.filter(received_at__gte=wish.received.since, received_at__lte=wish.received.until)
    if wish.changed is not None:
        reports = reports.filter(id__in=_changed(wish.changed))
    if wish.area is not None:
        reports = lying_in(reports, wish.area)
    return reports if wish.is_open is None else reports.filter(_standing(is_open=wish.is_open))


def _standing(*, is_open: bool) -> Q:
    ticket = Ticket.objects.filter(report=OuterRef("pk"))
    stands = Q(Exists(ticket.filter(state__in=OPEN if is_open else CLOSED)))
    return stands | (Q(category__needs_followup=is_open) & ~Q(Exists(ticket)))


def _changed(span: Span) -> QuerySet[Any, Any]:
    """Reports (ids) that changed in the span. `changed_at` is never before `done_at`, so its index finds them all."""
    closed = Q(state__in=CLOSED) & Q(ended__range=(span.since, span.until))
    tickets = (
        Ticket.objects.annotate(ended=Coalesce("done_at", "changed_at"))
        .filter(Q(state__in=OPEN, changed_at__lte=span.until) | closed, changed_at__gte=span.since)
        .values("report_id")
    )
    without = Report.objects.filter(
        ~Exists(Ticket.objects.filter(report=OuterRef("pk"))), received_at__range=(span.since, span.until)
    )
    return without.values("id").union(tickets, all=True)
