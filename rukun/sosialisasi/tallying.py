"""Keeps how far each kelurahan has come, a few at a time, the oldest first. Derived: no act of anybody's."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.sosialisasi.forecast import monday_of
from rukun.sosialisasi.models import Tally
from rukun.sosialisasi.queries.courses import courses_of
from rukun.sosialisasi.rules import Funnel, funnel_of
from rukun.values.code import Kind
from rukun.values.time import day_of

# 267 kelurahan in rounds of 25 every five minutes: none is older than an hour.
AT_ONCE = 25
FRESH = timedelta(minutes=45)


def keep_tallies(*, at: datetime, most: int = AT_ONCE) -> int:
    """Count those again that were never counted or not for 45 minutes; returns how many."""
    stale = _kelurahan_by_age(at)[:most]
    for kelurahan in stale:
        keep_one(kelurahan, at=at)
    return len(stale)


def rebuild_tallies(*, at: datetime) -> int:
    """Count every kelurahan again."""
    return sum(keep_one(kelurahan, at=at) is not None for kelurahan in areas_of(Kind.KELURAHAN))


def _kelurahan_by_age(at: datetime) -> list[Area]:
    counted = dict(Tally.objects.values_list("kelurahan_id", "counted_at"))
    never = datetime.min.replace(tzinfo=at.tzinfo)
    ages = [(counted.get(area.pk, never), area.code, area) for area in areas_of(Kind.KELURAHAN)]
    return [area for counted_at, _, area in sorted(ages, key=lambda one: one[:2]) if counted_at <= at - FRESH]


def keep_one(kelurahan: Area, *, at: datetime) -> Tally:
    """Count one kelurahan. Where the register names no units yet, it still says how many there are."""
    today = day_of(at)
    courses = [one.course for one in courses_of(kelurahan.area_code, at)]
    funnel = funnel_of(courses, today)
    days = Counter(str(one.days_to_report) for one in courses if one.days_to_report is not None)
    weeks = Counter(monday_of(one.first_report_on).isoformat() for one in courses if one.first_report_on is not None)
    figures = {name: getattr(funnel, name) for name in Funnel.__slots__}
    figures["seats"] = funnel.seats or (kelurahan.rw_registered or 0) + (kelurahan.rt_registered or 0)
    kept = {"counted_at": at, "days": json.dumps(days), "weeks": json.dumps(weeks), **figures}
    tally, _ = Tally.objects.update_or_create(kelurahan=kelurahan, defaults=kept)
    return tally
