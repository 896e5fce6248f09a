"""Who is to be told, what changed where, and what somebody follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rukun.areas import queries as areas
from rukun.areas.models import Area
from rukun.following import rules
from rukun.following.models import Follow, Follower
from rukun.following.rules import Change, Rhythm
from rukun.followup.models import Step, Ticket
from rukun.reports.models import Report
from rukun.transparency.map.cells import Box
from rukun.transparency.queries import of_everyone, publicly
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place

TICKETS_AT_ONCE = 2_000


def follower_of(person_id: int) -> Follower | None:
    """Somebody with an account as a follower; one query."""
    return Follower.objects.filter(person_id=person_id).first()


def follows_of(follower: Follower | None) -> list[Follow]:
    """The places that somebody follows, the first one first, each with the kelurahan above it; one query."""
    if follower is None:
        return []
    return list(with_areas(Follow.objects.filter(follower=follower)).order_by("id"))


def with_areas(follows: QuerySet[Follow]) -> QuerySet[Follow]:
    """The same with their areas, what these went up in, and the kelurahan above."""
    return follows.select_related("area__parent__parent", "area__merged_into__parent__parent")


def ward_name(area: Area) -> str:
    """The kelurahan of an area that was read with what is above it."""
    above = area
    while above.kind in (Kind.RT, Kind.RW) and above.parent is not None:
        above = above.parent
    return above.name


def facts_of(follow: Follow) -> dict[str, Any]:
    """What names a place, in letters and on pages."""
    return {
        "area": follow.where.code, "ward": ward_name(follow.where), "metres": follow.metres, "lat": follow.lat,
        "lon": follow.lon,
    }  # fmt: skip


def due(at: datetime) -> QuerySet[Follower]:
    """Who is to be told now: the daily first, for they reach back less."""
    behind = Q()
    for rhythm in Rhythm:
        behind |= Q(rhythm=rhythm, told_until__lt=rules.told_up_to(rhythm, at))
    return Follower.objects.filter(behind).order_by("rhythm", "id")


def wards_of(follows: Iterable[Follow]) -> dict[int, list[int]]:
    """By each place that is followed the kelurahan (ids) in which it lies, or which its circle touches; two queries at
    most."""
    codes = {follow.pk: _ward_codes(follow) for follow in follows}
    ids = areas.ids_of(AreaCode(code) for found in codes.values() for code in found)
    return {number: [ids[code] for code in found if code in ids] for number, found in codes.items()}


def _ward_codes(follow: Follow) -> Sequence[str]:
    own = follow.where.area_code.up_to(Kind.KELURAHAN).digits
    if follow.place is None:
        return [own]
    box = Box.around(follow.place.lat, follow.place.lon, follow.metres)
    return areas.locator().layers[Kind.KELURAHAN].touching(box.west, box.south, box.east, box.north) or [own]


def changes(wards: Collection[int], since: datetime, until: datetime) -> Mapping[int, Sequence[Change]]:
    """What came or moved in these kelurahan between two moments and everyone may see, by kelurahan; three queries.

    Found along what was changed there and then: how many reports there are makes no difference.
    """
    found: dict[int, list[Change]] = defaultdict(list)
    if not wards:
        return found
    tickets = of_everyone(Ticket.objects.filter(kelurahan_id__in=wards, changed_at__gte=since)).order_by()
    moved = {
        ticket: _change(*rest)
        for ticket, *rest in tickets.values_list(
            "id", "report_id", "report__code", "kelurahan_id", "rw_id", "rt_id", "lat", "lon", "category__code",
            "received_at",
        )
    }  # fmt: skip
    ids = list(moved)
    for first in range(0, len(ids), TICKETS_AT_ONCE):
        part = ids[first : first + TICKETS_AT_ONCE]
        steps = Step.objects.filter(ticket_id__in=part, at__gte=since, at__lt=until).exclude(before=F("after"))
        for ticket, at, after in steps.exclude(before="").values_list("ticket_id", "at", "after"):
            moved[ticket].steps.append(rules.Step(at, after))
    # What nobody has to follow up, and what came a moment before the end.
    came = Report.objects.filter(kelurahan_id__in=wards, received_at__gte=since, received_at__lt=until)
    alone = publicly(came).filter(~Exists(Ticket.objects.filter(report=OuterRef("pk"))))
    without = alone.order_by().values_list(
        "id", "code", "kelurahan_id", "rw_id", "rt_id", "lat", "lon", "category__code", "received_at"
    )
    for change in (*moved.values(), *(_change(*row) for row in without)):
        found[change.kelurahan].append(change)
    return found


def _change(*row: Any) -> Change:
    report, code, kelurahan, rw, rt, lat, lon, kind, came_at = row
    place = None if lat is None or lon is None else Place(lat, lon)
    return Change(report, code, kelurahan, rw, rt, place, kind, came_at)
