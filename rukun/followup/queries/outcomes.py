"""What became of the closings of a unit's own reports: answered, and borne out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rukun.followup.models import Answer, Audit, Rating, Ticket
from rukun.followup.queries.course import closing_of, said_of
from rukun.followup.rules import Outcome, State, Verdict, outcome_of

# Of a unit: closings, answered ones, told ones (confirmed or disputed), confirmed ones.
Counted = tuple[int, int, int, int]
Said = TypeVar("Said", Answer, Rating, Audit)


def closings_of_units(units: Iterable[int], begins: datetime, ends: datetime) -> dict[int, Counted]:
    """Unit id to closings, answered ones, told ones (confirmed or disputed), confirmed ones; one query.

    Counted are closings of reports filed for the units, whose time to answer ended from `begins` to before `ends`.
    """
    # Who does not know has not answered: else a unit would be paid for a click.
    answered = Exists(Answer.objects.filter(ticket=OuterRef("pk")).exclude(kind=Verdict.UNSURE))
    rows = (
        _closings(units, begins, ends)
        .annotate(is_answered=answered)
        .values_list("report__unit")
        .annotate(
            closings=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)),
            told=Count("pk", filter=Q(outcome__in=[Outcome.CONFIRMED, Outcome.DISPUTED])),
            confirmed=Count("pk", filter=Q(outcome=Outcome.CONFIRMED)),
        )
        .order_by()
    )  # fmt: skip
    return {unit: (closings, spoken, told, confirmed) for unit, closings, spoken, told, confirmed in rows}


def closings_as_known(
    units: Iterable[int], begins: datetime, ends: datetime, *, known_by: datetime
) -> dict[int, Counted]:
    """The same by what had been said of them before a moment: stars are given, and audits made, long after the week in
    which a closing is answered. Four queries, and one where there are no closings."""
    counted: dict[int, Counted] = {}
    for unit, is_answered, worth in _worth_before(known_by, list(_closings(units, begins, ends))):
        closings, answered, told, confirmed = counted.get(unit, (0, 0, 0, 0))
        is_told = worth in (Outcome.CONFIRMED, Outcome.DISPUTED)
        is_confirmed = worth is Outcome.CONFIRMED
        counted[unit] = (closings + 1, answered + is_answered, told + is_told, confirmed + is_confirmed)
    return counted


def _worth_before(moment: datetime, tickets: Sequence[Ticket]) -> Iterator[tuple[int, bool, Outcome]]:
    """Of each closing the unit (id) for which it was reported, whether it was answered, and what it was worth."""
    ids = [ticket.pk for ticket in tickets]
    answers, ratings, audits = _before(moment, Answer, ids), _before(moment, Rating, ids), _before(moment, Audit, ids)
    answered = {closing[0] for closing, rows in answers.items() if any(row.kind != Verdict.UNSURE for row in rows)}
    for ticket in tickets:
        this, unit, done_at = (ticket.pk, closing_of(ticket)), ticket.report.unit_id, ticket.done_at
        if unit is None or done_at is None:
            continue
        stood = audits[this][-1].stood if this in audits else None
        said = said_of(answers.get(this, ()), ratings.get(this, ()))
        yield unit, ticket.pk in answered, outcome_of(stood=stood, verdicts=said, closed_at=done_at, at=moment)


def _before(moment: datetime, kind: type[Said], tickets: Sequence[int]) -> dict[tuple[int, int], list[Said]]:
    """What was said of tickets (ids) before a moment, oldest first, by the ticket and the number of its closing."""
    found: dict[tuple[int, int], list[Said]] = defaultdict(list)
    for row in kind._default_manager.filter(ticket__in=tickets, at__lt=moment).order_by("at", "id"):
        found[row.ticket_id, row.closing].append(row)
    return dict(found)


def _closings(units: Iterable[int], begins: datetime, ends: datetime) -> QuerySet[Ticket]:
    found = Ticket.objects.filter(report__unit__in=list(units), state=State.DONE, done_at__gte=begins, done_at__lt=ends)
    return found.select_related("report")
