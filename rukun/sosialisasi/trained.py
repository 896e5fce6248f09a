"""Which units' heads came to which stage, and how many of a board were there: what a decree may wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from rukun.people.models import Appointment
from rukun.people.rules import HEAD_OF, UNIT_ROLES
from rukun.sosialisasi.models import Attendance
from rukun.values.time import day_of, start_of

HEADS = tuple(role.value for role in HEAD_OF.values())


def stages_of_heads(
    units: Collection[int], *, until: date, known_by: Mapping[int, datetime]
) -> dict[int, dict[int, date]]:
    """Unit (id) to the stages that the holder of its head's seat came to, each with its first day; one query.

    `until`: the last day that is looked at. `known_by`: for some units only what had reached us before this moment; an
    attendance sheet that is typed in or taken back later changes nothing that was settled before.
    """
    rows = (
        _came(until)
        .filter(seat__area_id__in=units, seat__role__in=HEADS)
        .values_list("seat__area_id", "sosialisasi__stage", "came_at", "received_at", "withdrawn_at")
    )
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for unit, stage, came_at, received_at, withdrawn_at in rows.order_by("came_at", "id"):
        if _stood(received_at, withdrawn_at, known_by.get(unit)):
            found[unit].setdefault(stage, day_of(came_at))
    return dict(found)


def boards_trained(
    units: Collection[int], until: date, *, known_by: Mapping[int, datetime]
) -> dict[int, tuple[int, int]]:
    """Unit (id) to how many of its board came to any session, out of those in its seats on the last day; two queries.
    `known_by` as above.

    The head is known by the seat; the others gave their names at the door, and no more are counted than sit there.
    """
    held = Q(held_from__lte=until) & (Q(held_until=None) | Q(held_until__gt=until))
    sitting: dict[int, list[bool]] = defaultdict(list)
    rows = Appointment.objects.filter(held, seat__area_id__in=units, seat__role__in=UNIT_ROLES)
    for unit, role in rows.values_list("seat__area_id", "seat__role"):
        sitting[unit].append(role in HEADS)
    heads: set[int] = set()
    names: dict[int, set[str]] = defaultdict(set)
    came = _came(until).filter(
        Q(seat__area_id__in=units, seat__role__in=HEADS) | Q(unit_id__in=units, kind=Attendance.Kind.BOARD)
    )
    told = came.values_list("seat__area_id", "unit_id", "name", "received_at", "withdrawn_at")
    for head_of, unit, name, received_at, withdrawn_at in told:
        whose = unit if head_of is None else head_of
        if not _stood(received_at, withdrawn_at, known_by.get(whose)):
            continue
        if head_of is None:
            names[whose].add(" ".join(name.lower().split()))
        else:
            heads.add(whose)
    return {
        unit: (int(any(seats) and unit in heads) + min(len(names[unit]), seats.count(False)), len(seats))
        for unit, seats in sitting.items()
    }


def _came(until: date) -> QuerySet[Attendance]:
    """Who came up to the end of a day, without what came to a session that was called off."""
    ended = start_of(date.fromordinal(until.toordinal() + 1))
    came = Attendance.objects.filter(came_at__lt=ended)
    return came.filter(Q(sosialisasi__cancelled_at=None) | Q(sosialisasi__cancelled_at__gt=F("came_at")))


def _stood(received_at: datetime, withdrawn_at: datetime | None, known_by: datetime | None) -> bool:
    """Whether it stands that somebody came; by what was known before a moment, where one is given."""
    if known_by is None:
        return withdrawn_at is None
    return received_at < known_by and (withdrawn_at is None or withdrawn_at >= known_by)
