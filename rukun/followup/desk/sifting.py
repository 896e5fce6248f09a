"""Which tickets of a desk pass a sieve. What a list is asked by most is put together once for each shape: the same
filters and the same order with other values are the same statement.

It is sent with its values and no name: how a list is best found depends on them, so no plan is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Subquery, Window

from rukun.databases.kept import Shaped
from rukun.followup.desk.keyset import ordered, turned
from rukun.followup.desk.sieve import NOBODY, Due, Sieve
from rukun.followup.models import Ticket
from rukun.followup.rules import CLOSED, OPEN
from rukun.people.models import Office
from rukun.reports.models import Category
from rukun.reports.search import code_in
from rukun.reports.ways import CHANNELS, KNOWN, Came
from rukun.values.time import day_of, start_of

SHAPES_MOST = 200
# Stands where a shape compares with no moment.
UNASKED = datetime(1, 1, 1, tzinfo=UTC)
# What each field that a list is sorted by is, as a value of a question. A small number is none: what stands in the
# place of a value is larger than it may be.
KINDS = {"due_at": datetime, "received_at": datetime, "held_since": datetime, "changed_at": datetime,
         "category_id": int, "state": str, "id": int}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose queue it is: the office that holds, and for a kecamatan the kelurahan (ids) over which it watches."""

    office: Office
    wards: tuple[int, ...] = ()

    @property
    def is_over(self) -> bool:
        return bool(self.wards)

    @property
    def tickets(self) -> QuerySet[Ticket]:
        """What it may see in its queue."""
        if self.wards:
            return Ticket.objects.filter(kelurahan_id__in=self.wards)
        return Ticket.objects.filter(holder_id=self.office.pk)


class Moments(NamedTuple):
    """What the filters by time compare with: now, the latest arrival, and where the days that are due begin and end."""

    now: datetime
    latest: datetime
    begins: datetime
    ends: datetime


def sifted(desk: Desk, sieve: Sieve, at: datetime) -> QuerySet[Ticket]:
    """The tickets of a desk that pass a sieve: open ones, unless states or an outcome say otherwise."""
    return desk.tickets.filter(_wanted(sieve, _moments(sieve, at)))


def places(
    desk: Desk, sieve: Sieve, at: datetime, place: Sequence[Any] | None, *, backwards: bool = False
) -> list[tuple[Any, ...]]:
    """By what each row that passes is sorted, its id last; beyond a place, one more than a page shows. One query."""
    has_place = place is not None
    if not _has_shape(desk, sieve) or (has_place and any(name.lstrip("-") not in KINDS for name in sieve.sort)):
        return list(_beyond(sifted(desk, sieve, at), sieve, place, backwards=backwards))
    question = _places(_shape(sieve), has_place=has_place, backwards=backwards)
    return question.rows(*_values(desk, sieve, at), *(place or ()))


def places_counted(desk: Desk, sieve: Sieve, at: datetime) -> tuple[list[tuple[Any, ...]], int]:
    """The places of the first page, and how many pass in all: for a desk that is known to hold few, since all that pass
    are read for it. One query."""
    if _has_shape(desk, sieve):
        rows = _places_counted(_shape(sieve)).rows(*_values(desk, sieve, at))
    else:
        rows = list(_with_count(sifted(desk, sieve, at), sieve))
    return [row[:-1] for row in rows], rows[0][-1] if rows else 0


def count(desk: Desk, sieve: Sieve, at: datetime, most: int) -> int:
    """How many of a desk's tickets pass the sieve, or `most` where there are more; one query."""
    if not _has_shape(desk, sieve):
        return sifted(desk, sieve, at).order_by().values("pk")[:most].count()
    return _counted(_shape(sieve), most).count(*_values(desk, sieve, at))


def _beyond(
    tickets: QuerySet[Ticket], sieve: Sieve, place: Sequence[Any] | None, *, backwards: bool
) -> QuerySet[Ticket, tuple[Any, ...]]:
    keys = [name.lstrip("-") for name in ordered(sieve.sort)]
    return turned(tickets, sieve.sort, place, backwards=backwards).values_list(*keys)[: sieve.rows + 1]


def _with_count(tickets: QuerySet[Ticket], sieve: Sieve) -> QuerySet[Ticket, tuple[Any, ...]]:
    found = turned(tickets, sieve.sort, None).annotate(many=Window(Count("pk")))
    keys = [name.lstrip("-") for name in ordered(sieve.sort)]
    return found.values_list(*keys, "many")[: sieve.rows + 1]


def _wanted(sieve: Sieve, moments: Moments) -> Q:
    states = sieve.states or (CLOSED if sieve.outcome else OPEN)
    wanted = Q(state__in=states) if len(states) > 1 else Q(state=states[0])
    for named, value in (
        ("rt__code__endswith", sieve.rt), ("rw__code__endswith", sieve.rw),
        ("kelurahan__name__icontains", sieve.ward), ("holder__code", sieve.holder), ("outcome", sieve.outcome),
    ):  # fmt: skip
        if value:
            wanted &= Q(**{named: value})
    # Its number first, which PostgreSQL looks up by itself: joined, the kinds would take it half the time of the list.
    wanted &= Q(category=Subquery(Category.objects.filter(code=sieve.kind).values("pk"))) if sieve.kind else Q()
    wanted &= Q(is_urgent=True) if sieve.urgent else Q()
    return wanted & _due(sieve, moments) & _crew(sieve) & _came(sieve) & _words(sieve)


def _moments(sieve: Sieve, at: datetime) -> Moments:
    today = start_of(day_of(at))
    days = timedelta(days=1 if sieve.due == Due.TODAY else 7)
    return Moments(at, at - timedelta(days=sieve.days), today, today + days)


def _due(sieve: Sieve, moments: Moments) -> Q:
    wanted = Q(received_at__lte=moments.latest) if sieve.days else Q()
    if sieve.due == Due.OVERDUE:
        return wanted & Q(due_at__lt=moments.now)
    return wanted & Q(due_at__gte=moments.begins, due_at__lt=moments.ends) if sieve.due else wanted


def _crew(sieve: Sieve) -> Q:
    if sieve.crew == NOBODY:
        return Q(crew=None)
    return Q(crew=int(sieve.crew)) if sieve.crew else Q()


def _came(sieve: Sieve) -> Q:
    if not sieve.came:
        return Q()
    channels = CHANNELS.get(Came(sieve.came))
    return Q(report__channel__in=channels) if channels else ~Q(report__channel__in=KNOWN)


def _words(sieve: Sieve) -> Q:
    if not sieve.words:
        return Q()
    code = code_in(sieve.words)
    return Q(report__words__icontains=sieve.words) | (Q(report__code=code) if code else Q())


def _has_shape(desk: Desk, sieve: Sieve) -> bool:
    """Words change what they are compared with, and a kecamatan asks for as many kelurahan as it has."""
    return not (desk.wards or sieve.rt or sieve.rw or sieve.ward or sieve.words)


def _shape(sieve: Sieve) -> Sieve:
    """The sieve without its values: what is left is what the statement looks like."""
    return replace(
        sieve, kind="?" if sieve.kind else "", holder="?" if sieve.holder else "", days=int(sieve.days > 0),
        crew=sieve.crew if sieve.crew in ("", NOBODY) else "?",
    )  # fmt: skip


def _values(desk: Desk, sieve: Sieve, at: datetime) -> list[Any]:
    """The values of a sieve, in the order of `_kinds`."""
    moments = _moments(sieve, at)
    found: list[Any] = [desk.office.pk]
    found += [value for value in (sieve.kind, sieve.holder) if value]
    found += [int(sieve.crew)] if sieve.crew not in ("", NOBODY) else []
    found += [moments.latest] if sieve.days else []
    if sieve.due:
        found += [moments.now] if sieve.due == Due.OVERDUE else [moments.begins, moments.ends]
    return found


def _kinds(shape: Sieve) -> list[type]:
    words = [str for value in (shape.kind, shape.holder) if value]
    numbers = [int] if shape.crew not in ("", NOBODY) else []
    moments = int(shape.days > 0) + (0 if not shape.due else 1 if shape.due == Due.OVERDUE else 2)
    return [int, *words, *numbers, *[datetime] * moments]


def _put(shape: Sieve, values: Sequence[Any]) -> QuerySet[Ticket]:
    """The tickets of a shape, with these in the places of its values."""
    given = iter(values)
    desk = Desk(Office(pk=next(given)))
    kind, holder = (next(given) if value else "" for value in (shape.kind, shape.holder))
    crew = shape.crew if shape.crew in ("", NOBODY) else str(next(given))
    latest = next(given) if shape.days else UNASKED
    due = list(given) or [UNASKED]
    moments = Moments(due[0], latest, due[0], due[-1])
    return desk.tickets.filter(_wanted(replace(shape, kind=kind, holder=holder, crew=crew), moments))


@lru_cache(maxsize=SHAPES_MOST)
def _places(shape: Sieve, *, has_place: bool, backwards: bool) -> Shaped[tuple[Any, ...]]:
    kinds = _kinds(shape)
    beyond = [KINDS[name.lstrip("-")] for name in ordered(shape.sort)] if has_place else []

    def put(*values: Any) -> QuerySet[Ticket, tuple[Any, ...]]:
        place = values[len(kinds) :] if has_place else None
        return _beyond(_put(shape, values[: len(kinds)]), shape, place, backwards=backwards)

    return Shaped(put, *kinds, *beyond)


@lru_cache(maxsize=SHAPES_MOST)
def _places_counted(shape: Sieve) -> Shaped[tuple[Any, ...]]:
    return Shaped(lambda *values: _with_count(_put(shape, values), shape), *_kinds(shape))


@lru_cache(maxsize=SHAPES_MOST)
def _counted(shape: Sieve, most: int) -> Shaped[Any]:
    return Shaped(lambda *values: _put(shape, values).order_by().values("pk")[:most], *_kinds(shape))
