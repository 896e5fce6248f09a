"""Appends decisions on what the public sees, and keeps beside them what stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from rukun.reports.models import CurrentHiding, Hiding, Report
from rukun.trail.append import append_first


def newest_number(report: Report) -> int:
    """The number of the newest decision on a report or a comment on it; 0 where there is none. One query."""
    newest: int | None = Hiding.objects.filter(report=report).aggregate(n=Max("number"))["n"]
    return newest or 0


def append_decision(row: Hiding, *, after: int | None = None) -> bool:
    """Give the decision its number and let it stand; False, and nothing done, where another came first.

    `after` is the number of the newest decision on which this one rests: whoever reads the decisions asks for it before
    reading, and one that comes between is met.
    """
    row.number = (newest_number(row.report) if after is None else after) + 1
    if not append_first(row):
        return False
    if row.comment_id is None:
        let_stand([row])
    return True


def let_stand(rows: Sequence[Hiding]) -> None:
    """What the newest decision on each report hides, for questions that have to be quick."""
    CurrentHiding.objects.bulk_create(
        [CurrentHiding(report=row.report, photos=row.photos, words=row.words, whole=row.whole) for row in rows],
        batch_size=500, update_conflicts=True, unique_fields=["report"], update_fields=["photos", "words", "whole"],
    )  # fmt: skip
