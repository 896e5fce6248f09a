"""Judged reports around a session, counted by whether the head of their unit came."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from rukun.sosialisasi.effect.rules import DAYS_LOOKED_AT, Counted, Effect, effect_of
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.validation.models import CurrentVerdict
from rukun.values.time import day_of


def effect_around(session: Sosialisasi) -> Effect:
    """The share struck in the session's kelurahan in the weeks before and after its day, which is left out itself; two
    queries, however many reports.
    """
    came = Attendance.objects.filter(sosialisasi=session, kind=Attendance.Kind.SEAT, withdrawn_at=None)
    units = set(came.values_list("seat__area_id", flat=True))
    day, around = day_of(session.starts_at), timedelta(days=DAYS_LOOKED_AT)
    judged = CurrentVerdict.objects.filter(
        unit__code__startswith=session.kelurahan.code, counted_on__gte=day - around, counted_on__lte=day + around
    )
    told: Counter[tuple[bool, bool, str]] = Counter()
    is_after = ExpressionWrapper(Q(counted_on__gt=day), BooleanField())
    rows = judged.exclude(counted_on=day).order_by().annotate(is_after=is_after)
    grouped = rows.values_list("unit_id", "is_after", "is_valid", "verdict__reason").annotate(n=Count("report_id"))
    for unit, after, is_valid, reason, count in grouped:
        told[(unit in units, bool(after), "" if is_valid else reason or "other")] += count
    return effect_of([Counted(*key, count) for key, count in sorted(told.items())])
