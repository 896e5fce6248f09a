"""Public reports as programs read them: by code, kind, time, change and how they stand, with what their pages show.

Words come without what looks like a telephone, an identity number or an e-mail address: a page shows one report at a
time, a list invites to link (`open_data.privacy`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from rukun.areas.models import Area
from rukun.databases.kept import Kept, Numbered
from rukun.followup.models import Ticket
from rukun.followup.queries import calendar, holdings
from rukun.followup.rules import OPEN, State
from rukun.people.models import Office
from rukun.reports.models import Photo, Report, Support
from rukun.reports.search import newest_holding
from rukun.transparency.queries import publicly, spoken
from rukun.transparency.wished import Wish, few_among, found, newest, numbers_of
from rukun.values.contacts import without_contacts

BESIDE = ("category", "current_hiding", "origin")
# What is told of an area, and of the kecamatan of a kelurahan.
NAMED = ("code", "kind", "name", "parent__code", "parent__kind", "parent__name")
# As many as programs mostly ask for, and one more; what is asked beside them is put together once.
SIZES = (3, 11, 26, 51, 101, 201)
SPOKEN: Numbered[Report] = Numbered(
    lambda numbers: spoken(publicly(Report.objects.filter(id__in=numbers))).select_related(*BESIDE).order_by("-id"),
    SIZES,
)
CHOSEN: Numbered[Report] = Numbered(
    lambda numbers: Report.objects.filter(id__in=numbers).select_related(*BESIDE), SIZES
)
# One by its code, with where it lies: planned once, so that nothing is gained by asking for its areas apart.
WITH_CODE: Kept[Report] = Kept(
    lambda code: publicly(Report.objects.filter(code=code)).select_related(*BESIDE, "kelurahan__parent", "rw", "rt"),
    str,
)
AREAS: Numbered[Area] = Numbered(
    lambda numbers: Area.objects.select_related("parent").only(*NAMED).filter(id__in=numbers), SIZES
)
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
    less for codes, two less for one code, and two more for a box. What is found by words comes as it arrived, as
    everywhere.

    Which they are is asked of what chooses among them alone, and only of these the rest is read: joined to it,
    PostgreSQL thinks longer about the way than it needs to go it."""
    is_one = len(wish.codes) == 1 and wish.filer is None
    rows = WITH_CODE.rows(*wish.codes) if is_one else _rows(wish)
    if not rows:
        return []
    if not is_one:
        _place(rows)
    shown = [row.pk for row in rows if not row.hidden.photos]
    photos: dict[int, list[str]] = defaultdict(list)
    for report, digest in PHOTOS.rows(shown):
        photos[report].append(digest)
    tickets = {ticket.report_id: ticket for ticket in TICKETS.rows([row.pk for row in rows])}
    return [
        Listed(row, tickets.get(row.pk), "" if row.hidden.words else without_contacts(row.words), tuple(photos[row.pk]))
        for row in rows
    ]


def _rows(wish: Wish) -> list[Report]:
    if wish.words:
        few = SPOKEN if wish.is_by_words_alone else None
        return newest_holding(
            lambda: spoken(found(wish).select_related(*BESIDE)), wish.words, wish.first, wish.most, few,
            lambda: few_among(wish),
        )  # fmt: skip
    if wish.codes:
        return list(newest(wish).select_related(*BESIDE)[wish.first : wish.first + wish.most])
    numbers = [number for (number,) in numbers_of(wish)]
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
    ticket = next(iter(TICKETS.rows([report.pk])), None)
    return Listed(report, ticket, without_contacts(report.words) if shows_words else "", photos)


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
