"""What fixes what is known, one after the other: a month is closed, or attested as quiet, a unit begins or ends, a
decree is loaded.

Whether a month that was closed could know of an end or a decree is told from two moments. Each is read at its door,
before whoever comes waits for another to be done; so the later of two could carry the earlier moment, and the published
files would say that the month knew, or did not know, what it was paid by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.values.code import WARD_DIGITS, AreaCode, Kind

NEXT = timedelta(microseconds=1)
# A wait, and the clocks of two hosts, part two moments by no more. What lies further ahead was dated by a clock that
# was wrong, and nothing is dated after it.
APART = timedelta(minutes=10)


def take_turn(within: AreaCode, at: datetime) -> datetime:
    """Hold the kelurahan of an area until this transaction ends; the moment to keep of what is done meanwhile: `at`, or
    right after the last that was kept there. Filings go on. Above a kelurahan there are no turns."""
    return _take(HELD.rows(within.digits[:WARD_DIGITS]), at)


def take_every_turn(at: datetime) -> datetime:
    """Hold every kelurahan, for what all of them go by. Whoever holds more than one holds them all, in the order of
    their codes; so no two wait for each other."""
    return _take(list(_held(Area.objects.all())), at)


def _held(areas: QuerySet[Area]) -> QuerySet[Area, tuple[int, datetime | None]]:
    kelurahan = areas.filter(kind=Kind.KELURAHAN).order_by("code")
    return kelurahan.select_for_update(no_key=True).values_list("pk", "last_turn_at")


HELD: Kept[tuple[int, datetime | None]] = Kept(lambda code: _held(Area.objects.filter(code=code)), str)


def _take(held: Sequence[tuple[int, datetime | None]], at: datetime) -> datetime:
    at = after((turn for _, turn in held), at)
    Area.objects.filter(pk__in=[number for number, _ in held]).update(last_turn_at=at)
    return at


def after(turns: Iterable[datetime | None], at: datetime) -> datetime:
    """`at`, or right after the last of the turns that were taken until now."""
    return max([at, *(turn + NEXT for turn in turns if turn is not None and turn < at + APART)])
