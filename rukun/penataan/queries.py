"""Changes of units: those that wait, those of a kelurahan, and what a change would meet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from rukun.areas.models import Area
from rukun.areas.queries import existing_on
from rukun.penataan.models import Change
from rukun.penataan.rules import LIVE, State, What
from rukun.people.models import Appointment
from rukun.values.code import AreaCode
from rukun.values.time import day_of


def changes_within(areas: Collection[AreaCode]) -> QuerySet[Change]:
    """The changes of units in the areas, those that wait for somebody or for their day first, then the newest."""
    within = Q(pk__in=[])
    for area in areas:
        within |= Q(unit__startswith=area.digits)
    return (
        Change.objects.filter(within)
        .defer("shape")
        .select_related("kelurahan", "proposed_in__area")
        .order_by("-proposed_at", "-pk")
    )


def waiting_within(areas: Collection[AreaCode]) -> int:
    """How many changes wait for an answer; one query."""
    return changes_within(areas).filter(state=State.WAITING).count()


def seats_held_in(unit: AreaCode, at: datetime) -> list[tuple[str, int]]:
    """How many sit in a unit now or are to, by role; one query."""
    there = Q(held_until__isnull=True) | Q(held_until__gt=day_of(at))
    rows = Appointment.objects.filter(there, seat__area__code=unit.digits).order_by("seat__role")
    return list(rows.values_list("seat__role").annotate(n=Count("pk")))


def standing_in(unit: AreaCode, on: date) -> list[Area]:
    """What still lies in a unit on a day, though it may be decided that it ends before; one query."""
    leaving = Change.objects.filter(state=State.AGREED, on__lte=on).exclude(what=What.FOUNDED)
    below = Area.objects.filter(existing_on(on), parent__code=unit.digits)
    return list(below.exclude(code__in=leaving.values("unit")).order_by("code"))


def will_be_there(unit: AreaCode, on: date) -> bool:
    """Whether a unit stands on a day, or is to be founded by then, and no change takes it away by then; two queries at
    most."""
    if Change.objects.filter(unit=unit.digits, state=State.AGREED, on__lte=on).exclude(what=What.FOUNDED).exists():
        return False
    if Area.objects.filter(existing_on(on), code=unit.digits).exists():
        return True
    return Change.objects.filter(unit=unit.digits, state=State.AGREED, what=What.FOUNDED, on__lte=on).exists()


def heirs_to_be(unit: AreaCode) -> QuerySet[Change]:
    """Live changes by which others are to be merged into the unit."""
    return Change.objects.filter(into=unit.digits, state__in=sorted(LIVE))


def due_on(day: date) -> list[Change]:
    """What was agreed to and whose day has come, by day; one query."""
    return list(Change.objects.filter(state=State.AGREED, on__lte=day).order_by("on", "pk"))
