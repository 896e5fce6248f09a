"""Reports by how they stand, where the newest of very many are wanted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Col
from django.db.models.lookups import In, IsNull
from django.db.models.sql.constants import LOUTER
from django.db.models.sql.datastructures import Join

from rukun.followup.models import Ticket
from rukun.followup.rules import CLOSED, OPEN, State
from rukun.reports.models import Category, Origin, Report
from rukun.transparency.queries import of_everyone


def of_kind(code: str) -> Subquery:
    """The kind with this code. Joined by its code PostgreSQL does not know which it is when it chooses its way, and
    walks through all kinds."""
    return Subquery(Category.objects.filter(code=code).order_by().values("id")[:1])


def tickets_of(kind: str, state: State) -> QuerySet[Ticket]:
    """The tickets in a state of the public reports that were filed as a kind, which everyone may see; the newest first.

    Walked along one index, so that what was filed since and is not in that state yet is never looked at. Only where all
    tickets say what was filed (`kinds.are_noted`); what has no ticket is not among them.
    """
    found = of_everyone(Ticket.objects.filter(reported_as=of_kind(kind), state=state))
    return found.order_by("-received_at", "-report_id")


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
    found = reports.all()
    # Reports know nothing of tickets, so that no name leads from one to the other: the join is put in by hand.
    way = Ticket._meta.get_field("report").reverse_path_infos[0]
    join = Join(Ticket._meta.db_table, found.query.get_initial_alias(), None, LOUTER, way.join_field, nullable=True)  # type: ignore[arg-type]
    alias = found.query.join(join)
    stands: Any = Col(alias, Ticket._meta.get_field("state"))
    number: Any = Col(alias, Ticket._meta.get_field("id"))
    return found.filter(Q(In(stands, [one.value for one in states])) | (Q(IsNull(number, True)) & among_none))
