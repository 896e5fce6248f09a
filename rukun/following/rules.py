"""Which places may be followed, how often one is told, what belongs to a place, and up to when (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused
from rukun.values.time import day_of, local, start_of
from rukun.values.words import sentence


class Rhythm(StrEnum):
    """How often somebody is told."""

    DAY = "day"
    WEEK = "week"


RHYTHM_WORDS = {Rhythm.DAY: sentence("setiap hari"), Rhythm.WEEK: sentence("setiap Senin")}
FROM_HOUR = 7
# Larger ones have their own pages and figures; a letter of a whole kota would be no news of a neighbourhood.
FOLLOWABLE = (Kind.KELURAHAN, Kind.RW, Kind.RT)
AROUND_METRES = (500, 1000, 2000)
# About a hundred metres: near enough for news, too far to tell whose home it is.
DECIMALS_KEPT = 3
FOLLOWS_MAX = 10
# Letters that a mailbox refused for good before its address is let go: three days, or three weeks.
REFUSED_MAX = 3
LISTED_MAX = 20
CONFIRM_WITHIN = timedelta(days=3)
# A worker that was away for longer tells the newest of it.
REACH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would follow: an area, or so many metres around a place; only these kinds (codes), or all."""

    area: str = ""
    place: Place | None = None
    metres: int = 0
    kinds: tuple[str, ...] = ()
    rhythm: Rhythm = Rhythm.DAY


@dataclass(frozen=True, slots=True)
class Followed:
    """A place that is followed, as far as it chooses among changes. `area` is the id of the area, `kind` its kind."""

    area: int
    kind: Kind
    since: datetime
    place: Place | None = None
    metres: int = 0
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A move of a ticket."""

    at: datetime
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A public report that came or moved: where it lies as is believed now (ids of areas), its kind, and its moves."""

    report: int
    code: str
    kelurahan: int
    rw: int | None
    rt: int | None
    place: Place | None
    kind: str
    came_at: datetime
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What of a place is told: reports that came, and reports of before that moved; the newest first."""

    new: Sequence[Change]
    changed: Sequence[Change]


def refuse_too_large(code: AreaCode) -> None:
    """Refused above a kelurahan."""
    if code.kind not in FOLLOWABLE:
        raise Refused("area", "Yang dapat diikuti adalah kelurahan, RW, atau RT.", field="wilayah")


def refuse_other_circle(metres: int) -> None:
    """Refused but for the circles that are offered."""
    if metres not in AROUND_METRES:
        raise Refused("metres", "Pilih salah satu jarak yang ditawarkan.", field="jarak")


def rhythm_named(name: str) -> Rhythm:
    """The rhythm of this name in a form."""
    if name not in set(Rhythm):
        raise Refused("rhythm", "Pilih setiap hari atau setiap Senin.", field="irama")
    return Rhythm(name)


def about(place: Place) -> Place:
    """A place as it is kept: not exactly where somebody lives."""
    return Place(round(place.lat, DECIMALS_KEPT), round(place.lon, DECIMALS_KEPT))


def is_time(at: datetime) -> bool:
    """Whether letters are made at this hour in the city."""
    return local(at).hour >= FROM_HOUR


def told_up_to(rhythm: Rhythm, at: datetime) -> datetime:
    """Up to when a letter of today tells: the end of yesterday, or of the Sunday before."""
    day = day_of(at)
    return start_of(day - timedelta(days=day.weekday()) if rhythm is Rhythm.WEEK else day)


def told_of(
    followed: Followed, changes: Collection[Change], since: datetime, until: datetime, but: Collection[int] = ()
) -> Told:
    """What is to be told of a place between two moments, without the reports (`but`) that were told of another."""
    since = max(since, followed.since)
    here = [one for one in changes if one.report not in but and takes(followed, one)]
    new = [one for one in here if since <= one.came_at < until]
    moved = [(_moved_at(one, since, until), one) for one in here if one.came_at < since]
    changed = [(at, one) for at, one in moved if at is not None]
    return Told(
        sorted(new, key=lambda one: (one.came_at, one.report), reverse=True),
        [one for _, one in sorted(changed, key=lambda pair: (pair[0], pair[1].report), reverse=True)],
    )


def takes(followed: Followed, change: Change) -> bool:
    """Whether a report belongs to a place that is followed."""
    if followed.kinds and change.kind not in followed.kinds:
        return False
    if followed.place is not None:
        return change.place is not None and distance_m(followed.place, change.place) <= followed.metres
    within = {Kind.RT: change.rt, Kind.RW: change.rw}
    return within.get(followed.kind, change.kelurahan) == followed.area


def _moved_at(change: Change, since: datetime, until: datetime) -> datetime | None:
    return max((step.at for step in change.steps if since <= step.at < until), default=None)
