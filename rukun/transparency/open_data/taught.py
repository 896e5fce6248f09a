"""The rows of sosialisasi: the sessions of a month, and how far every kelurahan has come. Counts, and no person.

A count of one to four people is left out: of so few, whoever was there knows who they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rukun.sosialisasi.models import Attendance, Change, Invited, Sosialisasi, Tally
from rukun.sosialisasi.queries import covered_now
from rukun.transparency.open_data.privacy import counted
from rukun.transparency.open_data.writing import Row
from rukun.values.time import Month, day_of

STEPS = ("seats", "invited", "came", "registered", "practised", "reported", "valid", "active")


def session_rows(month: Month) -> Iterator[Row]:
    """The sessions that were to begin in the month, cancelled ones too; one query."""
    here = Sosialisasi.objects.filter(starts_at__gte=month.starts_at, starts_at__lt=month.ends_at)
    came = Attendance.objects.filter(withdrawn_at=None)
    told = here.order_by("starts_at", "id").annotate(
        n_changes=_number(Change.objects.all()), n_invited=_number(Invited.objects.all()),
        n_heads=_number(came.exclude(seat=None)), n_others=_number(came.filter(seat=None)),
        is_cancelled=Q(cancelled_at__isnull=False),
    )  # fmt: skip
    rows = told.values_list(
        "code", "kelurahan__code", "stage", "starts_at", "lasts_minutes", "capacity", "n_changes", "is_cancelled",
        "n_invited", "n_heads", "n_others",
    )  # fmt: skip
    for *plan, invited, heads, others in rows.iterator(2_000):
        yield (*plan, counted(invited), counted(heads), counted(others))


def _number(rows: QuerySet[Change] | QuerySet[Invited] | QuerySet[Attendance]) -> Coalesce:
    each = rows.filter(sosialisasi=OuterRef("pk")).order_by().values("sosialisasi").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each), 0)


def coverage_rows() -> Iterator[Row]:
    """Every kelurahan that exists: the highest stage that was taught and since when, and its funnel; three queries."""
    kept = {ward: figures for ward, *figures in Tally.objects.values_list("kelurahan_id", "counted_at", *STEPS)}
    for group in covered_now():
        for one in group.kelurahan:
            since: date | None = one.stages.get(one.stage)
            counted_at, *steps = kept.get(one.area.pk, (None, *(None for _ in STEPS)))
            told = [None if number is None else counted(number) for number in steps]
            yield (one.area.code, one.area.name, one.stage, since, day_of(counted_at) if counted_at else None, *told)
