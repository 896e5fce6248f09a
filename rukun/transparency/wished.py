"""Which of the public reports a program wishes for: by code, kind, time, change, place and how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from rukun.databases.kept import Kept, Shaped
from rukun.followup.kinds import are_noted
from rukun.followup.models import Ticket
from rukun.followup.rules import CLOSED, OPEN, State
from rukun.reports.models import Report
from rukun.reports.queries import lying_in
from rukun.transparency.map.around import numbers_in
from rukun.transparency.map.cells import Box
from rukun.transparency.queries import publicly
from rukun.transparency.standing import in_state, of_kind, standing, tickets_of, within_any
from rukun.values.code import AreaCode

# Shapes of lists that are kept put together, and a moment that stands for any other in them.
SHAPES_MOST, NEVER = 128, datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both among them. `is_any`: the way to the newest of it is chosen for whatever it is,
    and not for these two moments."""

    since: datetime
    until: datetime
    is_any: bool = False


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


def newest(wish: Wish) -> QuerySet[Report]:
    return found(wish).order_by("-received_at", "-id")


def _ids(wish: Wish) -> QuerySet[Report, tuple[int]]:
    return newest(wish).values_list("id")[wish.first : wish.first + wish.most]


def _ids_by_ticket(wish: Wish) -> QuerySet[Ticket, tuple[int]]:
    """The same of one kind in one state, by the tickets."""
    found = tickets_of(wish.kinds[0], wish.state or State.WAITING)
    if wish.received is not None:
        found = found.filter(received_at__gte=wish.received.since, received_at__lte=wish.received.until)
    if wish.after is not None:
        found = found.filter(_after(*wish.after, report="report_id"))
    return found.values_list("report_id")[wish.first : wish.first + wish.most]


def numbers_of(wish: Wish) -> Iterable[tuple[int]]:
    """Which they are; one query, or two. By kind, state, time and place in the list it is put together once for each
    shape."""
    if wish.area is not None or wish.box is not None or wish.changed is not None or wish.filer is not None:
        return _ids(wish)
    span, after = wish.received, wish.after
    shape = replace(
        wish, kinds=("",) * len(wish.kinds), received=span and Span(NEVER, NEVER), after=after and (NEVER, 0)
    )
    by_ticket = len(wish.kinds) == 1 and wish.is_open is None and wish.state not in (None, State.WAITING)
    return _shaped(shape, by_ticket and are_noted()).rows(
        *wish.kinds, *((span.since, span.until) if span else ()), *(after or ())
    )


@lru_cache(maxsize=SHAPES_MOST)
def _shaped(shape: Wish, by_ticket: bool) -> Kept[tuple[int]]:
    """A wish without its values, which are asked with: its kinds, its span and where it begins.

    The best way to the newest is the same for each kind and for any span, and the server keeps it; to some kinds, or
    far down the list, it is not.
    """
    is_same_for_all = len(shape.kinds) <= 1 and shape.first == 0 and not (by_ticket and shape.received)
    kinds: list[type] = [str] * len(shape.kinds)
    kinds += [datetime, datetime] if shape.received else []
    kinds += [datetime, int] if shape.after else []

    def put(*values: Any) -> QuerySet[Any, tuple[int]]:
        given = iter(values)
        named = tuple(next(given) for _ in shape.kinds)
        span = Span(next(given), next(given), is_any=is_same_for_all) if shape.received else None
        return (_ids_by_ticket if by_ticket else _ids)(
            replace(shape, kinds=named, received=span, after=(next(given), next(given)) if shape.after else None)
        )

    return (Kept if is_same_for_all else Shaped)(put, *kinds)


def found(wish: Wish) -> QuerySet[Report]:
    reports = publicly(Report.objects.all()) if wish.filer is None else Report.objects.filter(filer_id=wish.filer)
    if wish.codes:
        return reports.filter(code__in=wish.codes)
    if len(wish.kinds) == 1:
        reports = reports.filter(category=of_kind(wish.kinds[0]))
    elif wish.kinds:
        reports = reports.filter(category__code__in=wish.kinds)
    if wish.received is not None:
        span = wish.received
        reports = reports.filter(
            within_any(span.since, span.until)
            if span.is_any
            else Q(received_at__gte=span.since, received_at__lte=span.until)
        )
    if wish.changed is not None:
        reports = reports.filter(id__in=_changed(wish.changed))
    if wish.area is not None:
        reports = lying_in(reports, wish.area)
    if wish.after is not None:
        reports = reports.filter(Q(id__lt=wish.after[1]) if wish.words else _after(*wish.after))
    return _narrowed(reports, wish)


def _narrowed(reports: QuerySet[Report], wish: Wish) -> QuerySet[Report]:
    """By where they lie and how they stand."""
    if wish.box is not None:
        reports = _inside(reports, wish.box)
    if wish.state is not None:
        reports = in_state(reports, wish.state)
    return reports if wish.is_open is None else standing(reports, is_open=wish.is_open)


def _after(moment: datetime, number: int, *, report: str = "id") -> Q:
    # Said twice: the first alone lets the index begin where the page begins.
    return Q(received_at__lte=moment) & (Q(received_at__lt=moment) | Q(**{f"{report}__lt": number}))


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
