"""Make the letters that are due: one a day for each follower, or none where nothing happened.

Each slice of followers is one transaction, with their rows locked: what a worker that was killed had begun is not
there, and of two workers each takes other followers. Up to when somebody was told is kept with them, so a morning
without a worker is told of on the next, once. The clock's doing is no act of anybody's: it leaves no event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rukun.following import queries, rules
from rukun.following.models import Follow, Follower, Letter
from rukun.following.rules import Change, Rhythm
from rukun.notices import telling
from rukun.notices.models import Notice
from rukun.notices.queries import Reach, reach_of
from rukun.notices.rules import Matter, Way
from rukun.values.time import day_of

FOLLOWERS_AT_ONCE = 200
SLICES_A_ROUND = 20


def tell_due(*, at: datetime, most: int = FOLLOWERS_AT_ONCE) -> int:
    """Make what is due by now; returns how many letters. One query when nothing is, none before the hour."""
    made = 0
    if not rules.is_time(at):
        return made
    for _ in range(SLICES_A_ROUND):
        if not queries.due(at).exists():
            break
        told = _slice(at, most)
        if told is None:
            break
        made += told
    return made


@dataclass(frozen=True, slots=True)
class Slice:
    """Followers that are told together, with what they follow and what changed there."""

    followers: Sequence[Follower]
    follows: Mapping[int, Sequence[Follow]]
    wards: Mapping[int, Sequence[int]]
    changes: Mapping[int, Sequence[Change]]


@transaction.atomic
def _slice(at: datetime, most: int) -> int | None:
    """Some of those who are due; how many letters came of it. None where another worker has all of them."""
    followers = list(queries.due(at).select_for_update(skip_locked=True, no_key=True)[:most])
    if not followers:
        return None
    found = _read(followers, at)
    told = {one.pk: facts for one in followers if (facts := _facts(one, found, at))}
    people = reach_of({one.person_id for one in followers if one.pk in told and one.person_id is not None})
    made = [
        (one, _notice(one, told[one.pk], ways, at), ways)
        for one in followers
        if one.pk in told and (ways := _ways(one, people))
    ]
    telling.keep([(notice, ways) for _, notice, ways in made], people, at)
    Letter.objects.bulk_create([Letter(follower=one, day=day_of(at), notice=notice) for one, notice, _ in made])
    for rhythm in Rhythm:
        those = Follower.objects.filter(pk__in=[one.pk for one in followers if one.rhythm == rhythm])
        those.update(told_until=rules.told_up_to(rhythm, at))
    return len(made)


def _read(followers: Sequence[Follower], at: datetime) -> Slice:
    rows = queries.with_areas(Follow.objects.filter(follower__in=followers)).order_by("id")
    follows: dict[int, list[Follow]] = {one.pk: [] for one in followers}
    for row in rows:
        follows[row.follower_id].append(row)
    wards = queries.wards_of(rows)
    since = min(_span(one, at)[0] for one in followers)
    until = max(_span(one, at)[1] for one in followers)
    asked = {ward for found in wards.values() for ward in found}
    return Slice(followers, follows, wards, queries.changes(asked, since, until))


def _span(follower: Follower, at: datetime) -> tuple[datetime, datetime]:
    until = rules.told_up_to(Rhythm(follower.rhythm), at)
    return max(follower.told_until, until - rules.REACH), until


def _facts(follower: Follower, found: Slice, at: datetime) -> dict[str, Any] | None:
    """What a letter says; None where nothing happened."""
    since, until = _span(follower, at)
    told: set[int] = set()
    places = []
    for follow in found.follows[follower.pk]:
        near = [change for ward in found.wards[follow.pk] for change in found.changes.get(ward, ())]
        here = rules.told_of(follow.followed, near, since, until, told)
        told |= {change.report for change in (*here.new, *here.changed)}
        if here.new or here.changed:
            places.append(_place(follow, here))
    if not places:
        return None
    last = day_of(until - timedelta(microseconds=1))
    return {"first": str(day_of(since)), "last": str(last), "places": places}


def _place(follow: Follow, here: rules.Told) -> dict[str, Any]:
    return queries.facts_of(follow) | {
        "new": len(here.new), "changed": len(here.changed),
        "new_codes": [one.code for one in here.new[: rules.LISTED_MAX]],
        "changed_codes": [one.code for one in here.changed[: rules.LISTED_MAX]],
    }  # fmt: skip


def _ways(follower: Follower, people: Mapping[int, Reach]) -> Sequence[Way]:
    """By which ways somebody is told; none where they switched all of them off, or their account is closed."""
    if follower.person_id is None:
        return (Way.EMAIL,)
    reach = people.get(follower.person_id)
    return reach.ways_for(Matter.FOLLOWED) if reach else ()


def _notice(follower: Follower, facts: Mapping[str, Any], ways: Sequence[Way], at: datetime) -> Notice:
    return Notice(
        person_id=follower.person_id, reader_id=follower.reader_id, matter=Matter.FOLLOWED,
        about=f"follow:{day_of(at)}", facts=json.dumps(facts), at=at, is_shown=Way.APP in ways,
    )  # fmt: skip
