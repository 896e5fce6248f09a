"""What became of the closings of a unit's own reports: answered, and borne out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from rukun.followup.models import Answer, Ticket
from rukun.followup.rules import Outcome, State


def closings_of_units(units: Iterable[int], begins: datetime, ends: datetime) -> dict[int, tuple[int, int, int, int]]:
    """Unit id to closings, answered ones, told ones (confirmed or disputed), confirmed ones; one query.

    Counted are closings of reports filed for the units, whose time to answer ended from `begins` to before `ends`.
    """
    answered = Exists(Answer.objects.filter(ticket=OuterRef("pk")))
    rows = (
        Ticket.objects.filter(report__unit__in=list(units), state=State.DONE, done_at__gte=begins, done_at__lt=ends)
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
