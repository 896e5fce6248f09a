"""Turn events into notices, and notices into what is to be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rukun.notices.concern import Concern
from rukun.notices.concerns import concerns_of
from rukun.notices.models import Delivery, Notice
from rukun.notices.queries import Reach, reach_of
from rukun.notices.rules import GATHERED_FOR, Chosen, Way, send_from
from rukun.trail.models import Event

# Whoever has no account has nothing but a mailbox.
TO_A_READER = Reach("", is_simulated=False, chosen=Chosen({}), devices=())


def tell(events: Sequence[Event], at: datetime) -> int:
    """Make the notices of these events, for whoever wants them, and how they go out; returns how many.

    The same event again makes none: who was told of it is looked up, and the database holds to it.
    """
    concerns = concerns_of(events, at)
    if not concerns:
        return 0
    people = reach_of({concern.person for concern in concerns})
    made = []
    for concern in _not_told(concerns):
        ways = people[concern.person].ways_for(concern.matter) if concern.person in people else ()
        if ways:
            made.append((_notice(concern, ways), ways))
    return keep(made, people, at)


def keep(made: Sequence[tuple[Notice, Sequence[Way]]], people: Mapping[int, Reach], at: datetime) -> int:
    """Keep notices, and how each goes out; returns how many. `people` holds how each person among them is reached."""
    Notice.objects.bulk_create([notice for notice, _ in made])
    Delivery.objects.bulk_create(_deliveries(made, people, at))
    return len(made)


def _not_told(concerns: Sequence[Concern]) -> Iterator[Concern]:
    told = set(
        Notice.objects.filter(event_id__in={concern.event for concern in concerns}).values_list(
            "event_id", "person_id", "matter", "about"
        )
    )
    for concern in concerns:
        if (concern.event, concern.person, concern.matter.value, concern.about) not in told:
            yield concern


def _notice(concern: Concern, ways: Sequence[Way]) -> Notice:
    return Notice(
        person_id=concern.person, event_id=concern.event, matter=concern.matter, about=concern.about,
        report_id=concern.report, facts=json.dumps(dict(concern.facts)), at=concern.at, is_shown=Way.APP in ways,
    )  # fmt: skip


def _deliveries(
    made: Sequence[tuple[Notice, Sequence[Way]]], people: Mapping[int, Reach], at: datetime
) -> Iterator[Delivery]:
    for notice, ways in made:
        reach = people[notice.person_id] if notice.person_id is not None else TO_A_READER
        to = {"person_id": notice.person_id, "reader_id": notice.reader_id}
        for way in ways:
            if way is Way.APP:
                continue
            due_at = send_from(way, at + GATHERED_FOR[way], is_quiet=reach.chosen.is_quiet)
            for device in reach.devices if way is Way.PUSH else (None,):
                yield Delivery(notice=notice, **to, way=way, device_id=device, due_at=due_at)
