"""The kind that a report was filed as, beside its ticket: noted with each, and afterwards of what was there before."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from rukun.databases.kept import Kept
from rukun.followup.models import Ticket
from rukun.reports.models import Report

NOTED_AT_ONCE = 1_000
# Answered from an index of these alone, which is empty but for the hours after an upgrade.
WITHOUT: Kept[tuple[int]] = Kept(lambda: Ticket.objects.filter(reported_as=None).values_list("id")[:1])


def are_noted() -> bool:
    """Whether each ticket says it; while hosts of the version before open some, not. One query."""
    return not WITHOUT.rows()


def note_kinds(*, most: int = NOTED_AT_ONCE) -> int:
    """Note it of so many that do not say it yet; how many there were. Few at once, so that no desk waits for it."""
    numbers = list(Ticket.objects.filter(reported_as=None).order_by("id").values_list("id", flat=True)[:most])
    if not numbers:
        return 0
    filed = Report.objects.filter(pk=OuterRef("report")).values("category")[:1]
    return Ticket.objects.filter(pk__in=numbers).update(reported_as=Subquery(filed))
