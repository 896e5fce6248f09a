"""A week ends: said once, on its Monday from seven o'clock in the city on; who hears of it is the notices' matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from rukun.followup.oversight.models import WeekTold
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.time import day_of, start_of

FROM_HOUR = 7
# A worker that was away on Monday morning says it until Tuesday noon; later it would be no news.
UNTIL = timedelta(hours=36)


def monday_of(at: datetime) -> date:
    """The Monday of the week, in the city."""
    day = day_of(at)
    return day - timedelta(days=day.weekday())


@transaction.atomic
def end_week(*, at: datetime) -> int:
    """Say that the week is over, where it is time and nobody has; returns 1 or 0. One query when it is not time."""
    monday = monday_of(at)
    if not start_of(monday) + timedelta(hours=FROM_HOUR) <= at < start_of(monday) + UNTIL:
        return 0
    if WeekTold.objects.filter(monday=monday).exists() or not append_first(WeekTold(monday=monday, at=at)):
        return 0
    record("week.ended", at=at, seat="clock", about=f"week:{monday}")
    return 1
