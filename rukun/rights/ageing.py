"""What is older than a city keeps it: parted from its person, emptied or dropped, a slice at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from rukun.followup.models import Answer, Rating, Replied
from rukun.notices.models import Delivery
from rukun.people.models import Person
from rukun.reports.models import Comment, Original, Report
from rukun.rights import queries
from rukun.rights.actions import forget
from rukun.rights.rules import Kind
from rukun.sosialisasi.models import Attendance, Practice
from rukun.trail.actions import record

SLICE = 500
Old = Callable[[datetime], "list[QuerySet[Any]]"]
Away = Callable[["QuerySet[Any]", datetime], int]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Which rows are too old, given the moment before which they came; and what is done to a slice of them."""

    old: Old
    away: Away


def _parted(name: str) -> Away:
    return lambda rows, _: rows.update(**{name: None})


def _dropped(rows: QuerySet[Any], _: datetime) -> int:
    return rows.delete()[0]


def _unsaid_by_camera(rows: QuerySet[Any], _: datetime) -> int:
    return rows.update(lat=None, lon=None, make="", model="", taken_at=None)


def _unnamed(rows: QuerySet[Any], _: datetime) -> int:
    return rows.update(name="")


def _forgotten(rows: QuerySet[Any], at: datetime) -> int:
    return len([forget(person, at=at) for person in rows])


SPEAKING: tuple[type[Comment | Rating | Answer | Replied], ...] = (Comment, Rating, Answer, Replied)
SAID_BY_CAMERA = ~Q(make="", model="") | Q(lat__isnull=False) | Q(taken_at__isnull=False)
AGEING: dict[Kind, Ageing] = {
    Kind.REPORTER: Ageing(
        lambda before: [Report.objects.filter(filer__isnull=False, received_at__lt=before)], _parted("filer")
    ),
    Kind.COMMENTER: Ageing(
        lambda before: [kind.objects.filter(person__isnull=False, at__lt=before) for kind in SPEAKING],
        _parted("person"),
    ),
    Kind.CAMERA: Ageing(
        lambda before: [Original.objects.filter(SAID_BY_CAMERA, picture__kept_at__lt=before)], _unsaid_by_camera
    ),
    Kind.WALK_IN: Ageing(lambda before: [Attendance.objects.filter(came_at__lt=before).exclude(name="")], _unnamed),
    Kind.PRACTICE: Ageing(lambda before: [Practice.objects.filter(received_at__lt=before)], _dropped),
    Kind.UNDELIVERED: Ageing(
        lambda before: [Delivery.objects.filter(state=Delivery.State.FAILED, settled_at__lt=before)], _dropped
    ),
    Kind.CLOSED_ACCOUNT: Ageing(
        lambda before: [Person.objects.filter(closed_at__lt=before, forgotten_at=None)], _forgotten
    ),
}


def too_old(at: datetime) -> dict[Kind, int]:
    """How much would go today, by kind; nothing is changed."""
    kept = queries.retention().kept
    return {kind: sum(rows.count() for rows in AGEING[kind].old(at - span)) for kind, span in kept.items()}


def let_go(*, at: datetime, slices: int = 4) -> dict[Kind, int]:
    """Some slices of each kind; returns how much went. Each slice is a transaction of its own with its own entry."""
    gone: dict[Kind, int] = {}
    for kind, span in queries.retention().kept.items():
        for _ in range(slices):
            found = sum(_slice(kind, rows, at) for rows in AGEING[kind].old(at - span))
            gone[kind] = gone.get(kind, 0) + found
            if not found:
                break
    return gone


@transaction.atomic
def _slice(kind: Kind, rows: QuerySet[Any], at: datetime) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:SLICE])
    if not keys:
        return 0
    found = AGEING[kind].away(rows.model._default_manager.filter(pk__in=keys), at)
    record("data.aged", at=at, seat="clock", about=f"kind:{kind.value}", facts={"rows": len(keys)})
    return found
