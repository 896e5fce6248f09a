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

from rukun.areas.models import Area
from rukun.databases.kept import Numbered
from rukun.followup.models import Ticket
from rukun.followup.queries import calendar, holdings
from rukun.followup.rules import CLOSED, OPEN, State
from rukun.people.models import Office
from rukun.reports.models import Photo, Report, Support
from rukun.reports.queries import lying_in
from rukun.reports.search import newest_holding
from rukun.transparency.around import numbers_in
from rukun.transparency.cells import Box
from rukun.transparency.open_data.privacy import masked
from rukun.transparency.queries import publicly, spoken
from rukun.transparency.standing import in_state, standing
from rukun.values.code import AreaCode

BESIDE = ("category", "current_hiding", "origin")
# As many as programs mostly ask for, and one more; what is asked beside them is put together once.
SIZES = (3, 11, 26, 51, 101, 201)
SPOKEN: Numbered[Report] = Numbered(
    lambda numbers: spoken(publicly(Report.objects.filter(id__in=numbers))).select_related(*BESIDE).order_by("-id"),
    SIZES,
)
CHOSEN: Numbered[Report] = Numbered(
    lambda numbers: Report.objects.filter(id__in=numbers).select_related(*BESIDE), SIZES
)
AREAS: Numbered[Area] = Numbered(lambda numbers: Area.objects.select_related("parent").filter(id__in=numbers), SIZES)
PHOTOS: Numbered[tuple[int, str]] = Numbered(
    lambda numbers: Photo.objects.filter(report_id__in=numbers, hidden_at=None).order_by("order").values_list(
        "report_id", "digest"
    ),
    SIZES,
)  # fmt: skip
TICKETS: Numbered[Ticket] = Numbered(
    lambda numbers: Ticket.objects.filter(report_id__in=numbers).select_related("holder", "category"), SIZES
)


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both among them."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `codes` alone: these reports; else everything that fits all of the rest, `most` from `first`.

    `kinds` are codes of kinds; `is_open` None: however it stands; `changed` is when it was closed, or while it is open
    when something was done to it last. `state` is how its ticket stands, `words` what its words hold. `after` is the
    place of a report in the list (`place_of`): only what comes after it. `filer` asks for one person's own reports,
    those among them that only they may read.
    """

    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_open: bool | None = None
    received: Span | None = None
    changed: Span | None = None
    area: AreaCode | None = None
    box: Box | None = None
    state: State | None = None
    words: str = ""
    filer: int | None = None
    after: tuple[datetime, int] | None = None
    first: int = 0
    most: int = 50

    @property
    def is_by_words_alone(self) -> bool:
        """Whether nothing but its words chooses among all public reports."""
        return self == Wish(words=self.words, first=self.first, most=self.most)


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
            return self._is_awaited
        return self.ticket.state in OPEN

    @property
    def state(self) -> State | None:
        """How its ticket stands; None for what nobody has to follow up, and where another system did not say."""
        if self.ticket is None:
            return State.WAITING if self._is_awaited else None
        return State(self.ticket.state)

    @property
    def _is_awaited(self) -> bool:
        """Whether it will have a ticket as soon as the clock sees to it."""
        return self.report.category.needs_followup and not self.report.is_taken_over

    @property
    def changed_at(self) -> datetime:
        """When it was closed; while it is open, when something was done to it last."""
        if self.ticket is None:
            return self.report.received_at
        return (None if self.is_open else self.ticket.done_at) or self.ticket.changed_at


def listed(wish: Wish) -> list[Listed]:
    """The newest first, the same order on every page. Five queries, however many; one where there is nothing, one
    less for codes, and two more for a box. What is found by words comes as it arrived, as everywhere.

    Which they are is asked of what chooses among them alone, and only of these the rest is read: joined to it,
    PostgreSQL thinks longer about the way than it needs to go it."""
    rows = _rows(wish)
    if not rows:
        return []
    _place(rows)
    shown = [row.pk for row in rows if not row.hidden.photos]
    photos: dict[int, list[str]] = defaultdict(list)
    for report, digest in PHOTOS.rows(shown):
        photos[report].append(digest)
    tickets = {ticket.report_id: ticket for ticket in TICKETS.rows([row.pk for row in rows])}
    return [
        Listed(row, tickets.get(row.pk), "" if row.hidden.words else masked(row.words), tuple(photos[row.pk]))
        for row in rows
    ]


def _rows(wish: Wish) -> list[Report]:
    if wish.words:
        few = SPOKEN if wish.is_by_words_alone else None
        return newest_holding(
            lambda: spoken(_found(wish).select_related(*BESIDE)), wish.words, wish.first, wish.most, few
        )
    found = _found(wish).order_by("-received_at", "-id")
    if wish.codes:
        return list(found.select_related(*BESIDE)[wish.first : wish.first + wish.most])
    numbers = list(found.values_list("id", flat=True)[wish.first : wish.first + wish.most])
    by_number = {row.pk: row for row in CHOSEN.rows(numbers)}
    return [by_number[number] for number in numbers if number in by_number]


def _place(rows: Sequence[Report]) -> None:
    """Where each lies, with the kecamatan; one query. Joined to the reports the same areas would make PostgreSQL think
    longer about the way than it needs to go it."""
    ids = {one for row in rows for one in (row.kelurahan_id, row.rw_id, row.rt_id) if one is not None}
    areas = {area.pk: area for area in AREAS.rows(ids)}
    for row in rows:
        row.kelurahan = areas[row.kelurahan_id]
        row.rw = areas[row.rw_id] if row.rw_id is not None else None
        row.rt = areas[row.rt_id] if row.rt_id is not None else None


def listed_one(report: Report, *, shows_words: bool, shows_photos: bool) -> Listed:
    """One report that was read already (its photos too), as far as its reader may see it; one query."""
    photos = tuple(photo.digest for photo in report.photos.all() if photo.hidden_at is None) if shows_photos else ()
    ticket = Ticket.objects.filter(report=report).select_related("holder", "category").first()
    return Listed(report, ticket, masked(report.words) if shows_words else "", photos)


def place_of(row: Listed) -> tuple[datetime, int]:
    """Where a report stands in the list; what is filed meanwhile moves it nowhere."""
    return row.report.received_at, row.report.pk


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


def merged_into(row: Listed) -> str:
    """The code of the report with which this one goes on, where everyone may see that one; at most one query."""
    if row.ticket is None or row.ticket.merged_into_id is None:
        return ""
    return next((code for _, code in _merged({row.ticket.merged_into_id}, [row.ticket])), "")


def _merged(targets: Collection[int], tickets: Sequence[Ticket]) -> list[tuple[Ticket, str]]:
    """Which ticket goes on in which report, where everyone may see that one; at most one query."""
    if not targets:
        return []
    seen = publicly(Report.objects.filter(pk=OuterRef("report_id")))
    codes = dict(Ticket.objects.filter(Exists(seen), pk__in=targets).values_list("pk", "report__code"))
    return [(one, codes[one.merged_into_id]) for one in tickets if one.merged_into_id in codes]


def _found(wish: Wish) -> QuerySet[Report]:
    reports = publicly(Report.objects.all()) if wish.filer is None else Report.objects.filter(filer_id=wish.filer)
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
    if wish.after is not None:
        reports = reports.filter(_after(*wish.after, by_arrival=bool(wish.words)))
    return _narrowed(reports, wish)


def _narrowed(reports: QuerySet[Report], wish: Wish) -> QuerySet[Report]:
    """By where they lie and how they stand."""
    if wish.box is not None:
        reports = _inside(reports, wish.box)
    if wish.state is not None:
        reports = in_state(reports, wish.state)
    return reports if wish.is_open is None else standing(reports, is_open=wish.is_open)


def _after(moment: datetime, number: int, *, by_arrival: bool) -> Q:
    if by_arrival:
        return Q(id__lt=number)
    # Said twice: the first alone lets the index begin where the page begins.
    return Q(received_at__lte=moment) & (Q(received_at__lt=moment) | Q(id__lt=number))


def _inside(reports: QuerySet[Report], box: Box) -> QuerySet[Report]:
    """Where few lie in the box they are taken from the map; what the map has not looked at yet is looked through."""
    near = reports.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    known = numbers_in(box)
    return near if known is None else near.filter(Q(id__in=known.numbers) | Q(id__gt=known.looked_until))


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
