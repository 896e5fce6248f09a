"""What the sessions of a whole kecamatan or city changed, of one stage, in a few queries however many reports.

Each unit is looked at around the day of the session to which its head came first, so that no report counts twice; a
unit whose head did not come, around the first session of its kelurahan.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.sosialisasi.effect.rules import (
    DAYS_LOOKED_AT,
    AreaEffect,
    Compared,
    Counted,
    Effect,
    compared,
    effect_of,
)
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.values.code import LENGTH_OF, WARD_DIGITS, Kind
from rukun.values.time import day_of

# Sessions of half a year: what was taught longer ago is no guide to the next one.
SESSIONS_OF = timedelta(days=182)
JUDGED = """
WITH held(session, ward, day, since, until) AS (VALUES {held}),
bounds AS (SELECT DISTINCT day, since, until FROM held),
came AS (
    SELECT s.area_id AS unit, min(h.day) AS day FROM held h
    JOIN sosialisasi_attendance a ON a.sosialisasi_id = h.session AND a.withdrawn_at IS NULL AND a.kind = 'seat'
    JOIN people_seat s ON s.id = a.seat_id GROUP BY s.area_id
),
wards AS (SELECT ward, min(day) AS day FROM held GROUP BY ward),
units AS (
    SELECT unit, day, 1 AS came FROM came
    UNION ALL
    SELECT u.id, w.day, 0 FROM wards w JOIN areas_area u ON u.code > w.ward AND u.code < w.ward || 'a'
    WHERE NOT EXISTS (SELECT 1 FROM came c WHERE c.unit = u.id)
)
SELECT substr(u.code, 1, %s), x.came, v.counted_on > x.day, v.is_valid, w.reason, count(*)
FROM units x
JOIN bounds b ON b.day = x.day
JOIN areas_area u ON u.id = x.unit
JOIN validation_currentverdict v ON v.unit_id = x.unit AND v.counted_on >= b.since AND v.counted_on <= b.until
    AND v.counted_on <> x.day
JOIN validation_verdict w ON w.id = v.verdict_id
GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class WideEffect:
    """An area as a whole, its parts that had a session side by side, and what stands out among its kelurahan."""

    sessions: int
    whole: Effect
    parts: tuple[AreaEffect, ...]
    compared: Compared


def effects_within(area: Area, stage: int, at: datetime) -> WideEffect:
    """By kecamatan above a kecamatan, else by kelurahan; only parts in which the stage was taught."""
    held = _held(area, stage, at)
    rows = _rows(held)
    wards = Counter(ward for _, ward, _ in held)
    names = dict(areas_of(Kind.KELURAHAN, area.area_code).values_list("code", "name"))
    each = [_of(ward, names.get(ward, ward), wards, rows) for ward in sorted(wards)]
    parts = each
    if area.area_code.kind not in (Kind.KECAMATAN, Kind.KELURAHAN):
        above = dict(areas_of(Kind.KECAMATAN, area.area_code).values_list("code", "name"))
        codes = sorted({ward[: LENGTH_OF[Kind.KECAMATAN]] for ward in wards})
        parts = [_of(code, above.get(code, code), wards, rows) for code in codes]
    return WideEffect(len(held), _effect(rows, ""), tuple(parts), compared(each))


def _held(area: Area, stage: int, at: datetime) -> list[tuple[int, str, date]]:
    """The sessions to which somebody came: id, kelurahan, day; one query."""
    came = Attendance.objects.filter(sosialisasi=OuterRef("pk"), withdrawn_at=None)
    found = Sosialisasi.objects.filter(
        Exists(came), kelurahan__code__startswith=area.area_code.digits, stage=stage, cancelled_at=None,
        starts_at__gte=at - SESSIONS_OF, starts_at__lte=at,
    )  # fmt: skip
    rows = found.order_by("id").values_list("id", "kelurahan__code", "starts_at")
    return [(number, ward, day_of(starts)) for number, ward, starts in rows]


def _rows(held: list[tuple[int, str, date]]) -> list[tuple[str, Counted]]:
    """Judged reports around each unit's day, counted by kelurahan; one query."""
    if not held:
        return []
    around, kept = timedelta(days=DAYS_LOOKED_AT), connection.ops.adapt_datefield_value
    told: list[Any] = []
    for number, ward, day in held:
        told += [number, ward, kept(day), kept(day - around), kept(day + around)]
    asked = JUDGED.format(held=", ".join(["(%s, %s, %s, %s, %s)"] * len(held)))
    with connection.cursor() as cursor:
        cursor.execute(asked, [*told, WARD_DIGITS])
        rows = cursor.fetchall()
    return [
        (ward, Counted(bool(came), bool(after), "" if valid else reason or "other", count))
        for ward, came, after, valid, reason, count in sorted(rows)
    ]


def _of(code: str, name: str, wards: Counter[str], rows: list[tuple[str, Counted]]) -> AreaEffect:
    sessions = sum(number for ward, number in wards.items() if ward.startswith(code))
    return AreaEffect(code, name, sessions, _effect(rows, code))


def _effect(rows: list[tuple[str, Counted]], code: str) -> Effect:
    return effect_of([row for ward, row in rows if ward.startswith(code)])
