"""Which of the public reports a program wishes for: by code, kind, time, change, place and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from rukun.areas.queries import few_wards
from rukun.databases.kept import Kept, Shaped
from rukun.databases.unindexed import Unindexed
from rukun.followup.kinds import are_noted
from rukun.followup.models import Ticket
from rukun.followup.rules import OPEN, State
from rukun.reports.models import Category, Report
from rukun.reports.queries import NEWEST, lying_in, newest_in, newest_of_parts
from rukun.transparency.map.around import numbers_in
from rukun.transparency.map.cells import Box
from rukun.transparency.queries import publicly
from rukun.transparency.standing import changed_by, changed_within, in_state, of_kind, standing, tickets_of, within_any
from rukun.values.code import LENGTH_OF, AreaCode, Kind

# Shapes of lists that are kept put together, and a moment that stands for any other in them.
SHAPES_MOST, NEVER = 128, datetime(1900, 1, 1, tzinfo=UTC)
# Where no more tickets of the whole city stand in a state, all of them are sorted. Where more do, walking from the
# newest report on comes to a page of them before long.
FEW_IN_STATE = 2_000
# So many reports are looked through for words one by one, where one index names them.
FEW_TO_SEARCH = 2_000


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
    return found(wish).order_by(*NEWEST)


def _ids(wish: Wish) -> QuerySet[Report, tuple[int]]:
    return newest(wish).values_list("id")[wish.first : wish.first + wish.most]


def _ids_by_ticket(wish: Wish) -> QuerySet[Ticket, tuple[int]]:
    return _by_ticket(wish).values_list("report_id")[wish.first : wish.first + wish.most]


def _by_ticket(wish: Wish) -> QuerySet[Ticket]:
    """The same in one state, of one kind or of all, by the tickets."""
    found = tickets_of(wish.state or State.WAITING, *wish.kinds)
    if wish.area is not None:
        found = lying_in(found, wish.area, "report__")
    if wish.received is not None:
        found = found.filter(received_at__gte=wish.received.since, received_at__lte=wish.received.until)
    if wish.after is not None:
        found = found.filter(_after(*wish.after, report="report_id"))
    return found


def numbers_of(wish: Wish) -> Iterable[tuple[int]]:
    """Which they are; at most three queries. By kind, state, time and place in the list it is put together once for
    each shape."""
    if (wish.changed is not None or len(wish.kinds) > 1) and _is_wide(wish.area):
        return ((number,) for number in _ids_of_parts(wish))
    if _waits_in_vain(wish):
        return _in_vain(wish).values_list("id")[wish.first : wish.first + wish.most]
    is_plain = wish.box is None and wish.changed is None and wish.filer is None
    by_ticket = is_plain and _is_by_ticket(wish)
    if wish.area is not None and not by_ticket:
        everywhere = found(replace(wish, area=None))
        return ((number,) for number in newest_in(everywhere, wish.area, wish.first, wish.most))
    if wish.area is not None or not is_plain:
        return _ids_by_ticket(wish) if by_ticket else _ids(wish)
    span, after = wish.received, wish.after
    shape = replace(
        wish, kinds=("",) * len(wish.kinds), received=span and Span(NEVER, NEVER), after=after and (NEVER, 0)
    )
    return _shaped(shape, by_ticket).rows(*wish.kinds, *((span.since, span.until) if span else ()), *(after or ()))


def _is_wide(area: AreaCode | None) -> bool:
    """Whether a page of an area is soon found among the newest of the city; one query, or none. What is smaller is
    walked by its kelurahan, each of which has an index of its own."""
    return area is None or (len(area.digits) < LENGTH_OF[Kind.KELURAHAN] and not few_wards(area))


def _ids_of_parts(wish: Wish) -> list[int]:
    """The same of several kinds, or of what changed in a span: each kind is walked by itself, and first what came in
    the span; only then, by the tickets, what had come before. Asked for as one, SQLite reads and sorts all there are of
    the kinds, and either engine looks up everything that changed. At most four queries."""
    each = [replace(wish, kinds=(kind,)) for kind in dict.fromkeys(wish.kinds)] or [wish]
    if wish.changed is None and wish.box is None and _is_by_ticket(each[0]):
        return newest_of_parts([_by_ticket(one) for one in each], wish.first, wish.most, "report_id")
    vain = _kinds_in_vain(wish)
    parts = [_in_vain(one) if vain & set(one.kinds) else found(replace(one, changed=None)) for one in each]
    if wish.changed is None:
        return newest_of_parts(parts, wish.first, wish.most)
    span, ends = wish.changed, wish.first + wish.most
    came = [part.filter(received_at__range=(span.since, span.until)) for part in parts]
    numbers = newest_of_parts([changed_by(part, span.until) for part in came], 0, ends)
    if len(numbers) < ends:
        before = found(replace(wish, changed=None)).filter(id__in=_changed_before(span))
        rows = before.order_by(Unindexed("received_at").desc(), "-id").values_list("id", flat=True)
        numbers += rows[: ends - len(numbers)]
    return numbers[wish.first :]


def _is_by_ticket(wish: Wish) -> bool:
    """Whether the tickets lead to what is wished for: of one kind along their index, of any where few stand in the
    state. What waits may have no ticket yet. At most one query."""
    if wish.state in (None, State.WAITING) or wish.is_open is not None or len(wish.kinds) > 1:
        return False
    return are_noted() if wish.kinds else not BEYOND_FEW.rows(wish.state.value)


def _waits_in_vain(wish: Wish) -> bool:
    """Whether what waits, or is open, is asked for of a kind of which nobody has to follow up anything; at most two
    queries. All that there is of it would be looked through for nothing."""
    return len(wish.kinds) == 1 and bool(_kinds_in_vain(wish))


def _kinds_in_vain(wish: Wish) -> set[str]:
    awaits = wish.is_open or (wish.is_open is None and wish.state is State.WAITING)
    if not awaits or not wish.kinds:
        return set()
    vain = {kind for (kind,) in UNAWAITED.rows() if kind in wish.kinds}
    return vain if vain and are_noted() else set()


def _in_vain(wish: Wish) -> QuerySet[Report]:
    """The same by the tickets alone, of which there are some where it was a kind to be followed up once."""
    tickets = Ticket.objects.filter(reported_as=of_kind(wish.kinds[0]), state__in=[wish.state] if wish.state else OPEN)
    rows = found(replace(wish, state=None, is_open=None, changed=None)).filter(id__in=tickets.values("report_id"))
    return rows.order_by(Unindexed("received_at").desc(), "-id")


def few_among(wish: Wish) -> list[int] | None:
    """Reports (ids) among which everything lies that is wished for, whatever it says, where one index names them and
    they are few; None where none does. At most three queries."""
    for rows in _named_by_an_index(wish):
        numbers = [number for (number,) in rows.order_by()[: FEW_TO_SEARCH + 1]]
        if len(numbers) <= FEW_TO_SEARCH:
            return numbers
    return None


def _named_by_an_index(wish: Wish) -> Iterator[QuerySet[Any, tuple[int]]]:
    if wish.area is not None and wish.area.kind in (Kind.RT, Kind.RW):
        yield lying_in(Report.objects.all(), wish.area).values_list("id")
    if len(wish.kinds) < 2 and _is_by_ticket(wish):
        yield _tickets(wish).values_list("report_id")
    elif len(wish.kinds) == 1:
        yield Report.objects.filter(category=of_kind(wish.kinds[0])).values_list("id")


def _tickets(wish: Wish) -> QuerySet[Ticket]:
    of_state = Ticket.objects.filter(state=wish.state)
    return of_state.filter(reported_as=of_kind(wish.kinds[0])) if wish.kinds else of_state


UNAWAITED: Kept[tuple[str]] = Kept(lambda: Category.objects.filter(needs_followup=False).order_by().values_list("code"))
BEYOND_FEW: Kept[tuple[int]] = Kept(
    lambda state: (
        Ticket.objects.filter(state=state).order_by("due_at").values_list("id")[FEW_IN_STATE : FEW_IN_STATE + 1]
    ),
    str,
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
        # By their numbers: joined to the kinds SQLite would begin with these, and sort all that they have.
        reports = reports.filter(category__in=Category.objects.filter(code__in=wish.kinds).order_by().values("id"))
    if wish.received is not None:
        span = wish.received
        reports = reports.filter(
            within_any(span.since, span.until)
            if span.is_any
            else Q(received_at__gte=span.since, received_at__lte=span.until)
        )
    if wish.changed is not None:
        reports = changed_within(reports, wish.changed.since, wish.changed.until)
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


def _changed_before(span: Span) -> QuerySet[Any, Any]:
    """Reports (ids) that changed in the span and had come before it."""
    closed, still_open = (rows.filter(received_at__lt=span.since) for rows in _tickets_changed(span))
    return closed.union(still_open, all=True)


def _tickets_changed(span: Span) -> tuple[QuerySet[Any, Any], ...]:
    """The reports (ids) whose tickets were closed in the span, and whose are open and something was done to them last
    in it. Only what is closed has a moment of its end, and either moment has an index."""
    within = (span.since, span.until)
    return (
        Ticket.objects.filter(done_at__range=within).values("report_id"),
        Ticket.objects.filter(done_at=None, changed_at__range=within).values("report_id"),
    )
