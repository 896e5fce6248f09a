"""The queue of a desk: its rows as wanted, where a page begins, true counts, and what changed meanwhile.

Nothing here counts without a bound or turns pages by how far: it costs the same at five million tickets.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet, Subquery

from rukun.areas.models import Area
from rukun.databases.kept import Kept, asking
from rukun.followup.desk import sifting
from rukun.followup.desk.keyset import ordered, place_of, read_place, turned
from rukun.followup.desk.rows import COLUMNS, Row, rows_numbered
from rukun.followup.desk.sieve import Sieve
from rukun.followup.desk.sifting import Desk, sifted
from rukun.followup.models import CrewMember, Disposisi, Ticket
from rukun.followup.rules import OPEN
from rukun.people.models import Office
from rukun.people.rules import Role, SeatHeld
from rukun.values.code import Kind
from rukun.values.refused import hidden
from rukun.values.time import day_of, start_of

__all__ = [
    "ACTED_ON_MOST", "COUNTED_AT_ONCE", "COUNTED_MOST", "MARKED_MOST", "NEWS_MOST", "Counts", "Desk", "Page",
    "changed_since", "codes_of", "counts_of", "crew_of", "desk_for", "first_page", "holders_among", "how_many",
    "marks_of", "neighbours", "page_of", "rows_in", "rows_named", "sifted", "stamp_of",
]  # fmt: skip

# More than this is told as "more than": nobody works through it in a day, and counting it would be felt.
COUNTED_MOST = 20_000
# Where a desk holds no more, its first page and how many there are are one question: all of them are read for it.
COUNTED_AT_ONCE = 2_000
ACTED_ON_MOST = 200
NEWS_MOST = 200
MARKED_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the places where the next and the page before begin ("" where there is none); how many there are
    in all, where that was asked with them."""

    rows: list[Row]
    next: str
    before: str
    many: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open tickets stand where; no number goes beyond `COUNTED_MOST`."""

    by_state: dict[str, int]
    overdue: int
    today: int
    week: int

    @property
    def all(self) -> int:
        return sum(self.by_state.values())


# Asked with every list of a desk, and with every look whether it changed.
OFFICE: Kept[Office] = Kept(lambda code: Office.objects.filter(code=code), str)
CREW: Kept[CrewMember] = Kept(
    lambda office: CrewMember.objects.filter(office_id=office, is_active=True).order_by("name"), int
)
NEWEST: Kept[tuple[datetime, int, int | None]] = Kept(
    lambda office: (
        Ticket.objects.filter(holder_id=office)
        .order_by("-changed_at")
        .values_list("changed_at", "id", _given_last(office))[:1]
    ),
    int,
)


def _given_last(office: int) -> Subquery:
    return Subquery(Disposisi.objects.filter(giver=office).order_by("-id").values("id")[:1])


def desk_for(seat: SeatHeld) -> Desk:
    """The office of a seat at a desk; for a camat with the kelurahan below. One query, two for a kecamatan."""
    office = OFFICE.first(seat.office)
    if office is None:
        raise hidden()
    if seat.role is not Role.CAMAT:
        return Desk(office)
    below = Area.objects.filter(kind=Kind.KELURAHAN, code__startswith=seat.area.digits).values_list("id", flat=True)
    return Desk(office, tuple(below))


def page_of(desk: Desk, sieve: Sieve, at: datetime, *, after: str = "", before: str = "") -> Page:
    """So many rows of a desk beyond a place, or before it; two queries.

    Which they are is asked of the tickets alone, and only of these is the rest fetched: a desk holds thousands, and an
    engine that has to sort them would bring the whole row of each first.
    """
    place = read_place(Ticket, sieve.sort, before or after)
    backwards = bool(before)
    got = sifting.places(desk, sieve, at, place, backwards=backwards)
    has_more = len(got) > sieve.rows
    got = got[: sieve.rows]
    if backwards:
        got.reverse()
    if not got:
        return Page([], "", "")
    first, last = (place_of(sieve.sort, one) for one in (got[0], got[-1]))
    is_further = has_more if not backwards else True
    is_earlier = has_more if backwards else place is not None
    return Page(rows_numbered([one[-1] for one in got]), last if is_further else "", first if is_earlier else "")


def first_page(desk: Desk, sieve: Sieve, at: datetime) -> Page:
    """The first rows of a desk with how many pass in all; two queries. Only for a desk that holds no more than
    `COUNTED_AT_ONCE`."""
    got, many = sifting.places_counted(desk, sieve, at)
    rows = rows_numbered([one[-1] for one in got[: sieve.rows]]) if got else []
    return Page(rows, place_of(sieve.sort, got[sieve.rows - 1]) if len(got) > sieve.rows else "", "", many)


def neighbours(tickets: QuerySet[Ticket], sieve: Sieve, one: Ticket) -> tuple[str, str]:
    """The codes before and after a ticket in a queue ("" at its ends), even when it has left it; two queries."""
    place = [getattr(one, name.lstrip("-")) for name in ordered(sieve.sort)]
    found = []
    for backwards in (True, False):
        beside = turned(tickets, sieve.sort, place, backwards=backwards)
        found.append(beside.values_list("report__code", flat=True).first() or "")
    return found[0], found[1]


COUNTED = (
    "SELECT state, count(*), sum(CASE WHEN due_at < %s THEN 1 ELSE 0 END), "
    "sum(CASE WHEN due_at >= %s AND due_at < %s THEN 1 ELSE 0 END), "
    "sum(CASE WHEN due_at >= %s AND due_at < %s THEN 1 ELSE 0 END) FROM "
    "(SELECT state, due_at FROM followup_ticket WHERE {whose} AND state IN ({states}) LIMIT %s) AS seen GROUP BY state"
)


def counts_of(desk: Desk, at: datetime) -> Counts:
    """How the open tickets of a desk stand; one query over one index, and never over more than `COUNTED_MOST` + 1.

    Written as SQL, because the list is asked for all day, and putting the statement together costs more than it.
    """
    today = start_of(day_of(at))
    now, begins, morrow, week = (
        connection.ops.adapt_datetimefield_value(moment)
        for moment in (at, today, today + timedelta(days=1), today + timedelta(days=7))
    )
    marks = ", ".join(["%s"] * len(desk.wards))
    whose, ids = (f"kelurahan_id IN ({marks})", desk.wards) if desk.wards else ("holder_id = %s", (desk.office.pk,))
    states = ", ".join(["%s"] * len(OPEN))
    with asking() as cursor:
        cursor.execute(
            COUNTED.format(whose=whose, states=states),
            [now, begins, morrow, begins, week, *ids, *OPEN, COUNTED_MOST + 1],
        )
        rows = cursor.fetchall()
    by_state = dict.fromkeys((state.value for state in OPEN), 0) | {state: many for state, many, *_ in rows}
    return Counts(by_state, *(sum(row[column] for row in rows) for column in (2, 3, 4)))


def how_many(desk: Desk, sieve: Sieve, at: datetime) -> int:
    """How many there are, or `COUNTED_MOST` + 1 where there are more; one query."""
    return sifting.count(desk, sieve, at, COUNTED_MOST + 1)


def codes_of(tickets: QuerySet[Ticket], sieve: Sieve) -> list[str]:
    """The codes of all that pass, in order; one more than may be acted on at once where there are more. One query."""
    return list(turned(tickets, sieve.sort, None).values_list("report__code", flat=True)[: ACTED_ON_MOST + 1])


def rows_in(tickets: QuerySet[Ticket], most: int) -> list[Row]:
    """The rows of these tickets, oldest first; one query."""
    return [Row(*one) for one in tickets.order_by("received_at", "id").values_list(*COLUMNS)[:most]]


def rows_named(tickets: QuerySet[Ticket], codes: Collection[str]) -> list[Row]:
    """The rows with these codes that a desk may see; one query."""
    return [Row(*one) for one in tickets.filter(report__code__in=codes).values_list(*COLUMNS)]


def stamp_of(desk: Desk) -> str:
    """Changes whenever the queue of a desk does: its newest change, and what it gave away last. One query."""
    if desk.is_over:
        given = _given_last(desk.office.pk)
        newest = desk.tickets.order_by("-changed_at").values_list("changed_at", "id", given).first()
    else:
        newest = NEWEST.first(desk.office.pk)
    return f"{newest[0].timestamp()}-{newest[1]}-{newest[2] or 0}" if newest else "0-0-0"


def changed_since(tickets: QuerySet[Ticket], since: datetime) -> list[Row]:
    """The rows that changed after a moment, the newest first; one query."""
    found = tickets.filter(changed_at__gt=since).order_by("-changed_at")
    return [Row(*one) for one in found.values_list(*COLUMNS)[:NEWS_MOST]]


def marks_of(tickets: QuerySet[Ticket]) -> list[tuple[str, float, float, str, str]]:
    """Code, place, category and state of at most `MARKED_MOST` tickets that have a place; one query."""
    found = tickets.filter(lat__isnull=False).order_by("due_at", "id")
    columns = ("report__code", "lat", "lon", "category__code", "state")
    return list(found.values_list(*columns)[:MARKED_MOST])


def crew_of(office: Office) -> list[CrewMember]:
    """Who works for an office at present, by name; one query."""
    return CREW.rows(office.pk)


def holders_among(desk: Desk) -> list[Office]:
    """The offices that hold open tickets of a kecamatan; one query."""
    held = Ticket.objects.filter(kelurahan_id__in=desk.wards, state__in=OPEN).values("holder_id")
    return list(Office.objects.filter(id__in=held).order_by("-kind", "name"))
