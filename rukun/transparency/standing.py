"""Reports by how they stand, where the newest of very many are wanted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Col
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, In, IsNull, LessThanOrEqual
from django.db.models.sql.constants import LOUTER
from django.db.models.sql.datastructures import Join

from rukun.databases.unindexed import Unindexed
from rukun.followup.models import Ticket
from rukun.followup.rules import CLOSED, OPEN, State
from rukun.reports.models import Category, Origin, Report
from rukun.transparency.queries import of_everyone

# No report has a number beyond.
NUMBER_MOST = 2**63 - 1


def of_kind(code: str) -> Subquery:
    """The kind with this code. Joined by its code PostgreSQL does not know which it is when it chooses its way, and
    walks through all kinds."""
    return Subquery(Category.objects.filter(code=code).order_by().values("id")[:1])


def tickets_of(state: State, kind: str = "") -> QuerySet[Ticket]:
    """The tickets in a state of the public reports that were filed as a kind, or as any; the newest first.

    Of a kind they are walked along one index, so that what was filed since and is not in that state yet is never looked
    at. Only where all tickets say what was filed (`kinds.are_noted`); what has no ticket is not among them. Of any kind
    all that stand in the state are sorted: for a state that few are in.
    """
    found = of_everyone(Ticket.objects.filter(state=state))
    if kind:
        return found.filter(reported_as=of_kind(kind)).order_by("-received_at", "-report_id")
    return found.order_by(Unindexed("received_at").desc(), "-report_id")


class _WithinAny(Func):
    """Whether a report came within a span, said so that PostgreSQL chooses the same way for any span and keeps it.

    It does not see moments that stand in a `SELECT` of their own, so that a plan for these two is never cheaper than
    one for all. Of two ends it would expect a two-hundredth of all reports between them, in a small city fewer than a
    page, and read and sort them all; of an end and a place in the list it expects a ninth.
    """

    output_field, conditional = BooleanField(), True

    def as_sql(self, compiler: Any, connection: Any, **_told: Any) -> tuple[str, Any]:  # type: ignore[override]
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        moment, number, since, until = (sql for sql, _ in parts)
        said = f"{moment} >= {since} AND {moment} <= {until}"
        if connection.vendor == "postgresql":
            said = f"{moment} >= (SELECT {since}) AND ({moment}, {number}) <= ((SELECT {until}), {NUMBER_MOST})"
        return f"({said})", [value for _, values in parts[2:] for value in values]


def within_any(since: datetime, until: datetime) -> Any:
    """The condition that a report came within a span whose ends are another each time it is asked."""
    return _WithinAny("received_at", "id", *(Value(end, output_field=DateTimeField()) for end in (since, until)))


def in_state(reports: QuerySet[Report], state: State) -> QuerySet[Report]:
    """Those of the reports whose ticket stands in a state; what will have a ticket waits."""
    if state is State.WAITING:
        return _standing_in(reports, [state], among_none=_is_awaited())
    return reports.filter(Exists(Ticket.objects.filter(report=OuterRef("pk"), state=state)))


def standing(reports: QuerySet[Report], *, is_open: bool) -> QuerySet[Report]:
    """Those of the reports that are open, or those that are not: an activity without a ticket never is."""
    return _standing_in(reports, OPEN if is_open else CLOSED, among_none=_is_awaited() if is_open else ~_is_awaited())


def _is_awaited() -> Q:
    """`AWAITED`, looked up of each report that comes to it: few have no ticket, and joined to all of them what it asks
    for PostgreSQL thinks about their order half as long again."""
    kind, origin = Category.objects.filter(pk=OuterRef("category_id")), Origin.objects.filter(report=OuterRef("pk"))
    return Q(Subquery(kind.values("needs_followup")[:1])) & Q(IsNull(Subquery(origin.values("id")[:1]), True))


def _standing_in(reports: QuerySet[Report], states: Collection[State], *, among_none: Q) -> QuerySet[Report]:
    """By the ticket; where there is none, by `among_none`. The one ticket there can be is joined: of two `EXISTS` in an
    OR PostgreSQL would read the tickets of the whole city first, to choose the newest twenty."""
    found, ticket = _beside_tickets(reports)
    stands, number = ticket("state"), ticket("id")
    return found.filter(Q(In(stands, [one.value for one in states])) | (Q(IsNull(number, True)) & among_none))


def changed_within(reports: QuerySet[Report], since: datetime, until: datetime) -> QuerySet[Report]:
    """Those of the reports that were closed in a span, or are open and something was done to them last in it, or came
    in it and have no ticket."""
    found, ticket = _beside_tickets(reports)
    changed = _changed_at(ticket)
    within = Q(GreaterThanOrEqual(changed, since)) & Q(LessThanOrEqual(changed, until))
    return found.filter((Q(IsNull(ticket("id"), True)) & Q(received_at__range=(since, until))) | within)


def changed_by(reports: QuerySet[Report], until: datetime) -> QuerySet[Report]:
    """Those of the reports to which nothing was done after a moment: what came in a span that ends with it changed in
    that span. Asked for both ends PostgreSQL would expect next to nothing, and read all that came in it."""
    found, ticket = _beside_tickets(reports)
    return found.filter(Q(IsNull(ticket("id"), True)) | Q(LessThanOrEqual(_changed_at(ticket), until)))


def _changed_at(ticket: Callable[[str], Any]) -> Coalesce:
    # Only what is closed has a moment of its end.
    return Coalesce(ticket("done_at"), ticket("changed_at"), output_field=DateTimeField())


def _beside_tickets(reports: QuerySet[Report]) -> tuple[QuerySet[Report], Callable[[str], Any]]:
    """The reports with the one ticket that each may have joined to them, and what gives a column of it."""
    found = reports.all()
    # Reports know nothing of tickets, so that no name leads from one to the other: the join is put in by hand.
    way = Ticket._meta.get_field("report").reverse_path_infos[0]
    join = Join(Ticket._meta.db_table, found.query.get_initial_alias(), None, LOUTER, way.join_field, nullable=True)  # type: ignore[arg-type]
    alias = found.query.join(join)
    return found, lambda name: Col(alias, Ticket._meta.get_field(name))  # type: ignore[arg-type]
