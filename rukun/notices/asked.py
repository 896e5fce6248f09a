"""Whom it concerns that a question was answered, or waits too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rukun.notices.concern import Concern
from rukun.notices.rules import ANSWERERS, NEWS, Matter
from rukun.people.queries import appointments_on
from rukun.people.rules import Role
from rukun.sosialisasi.models import Question
from rukun.trail.models import Event
from rukun.values.code import AreaCode

# The lurah and the staff of a kelurahan hear of its questions; the rollout officer of all within their area.
WIDE = frozenset({Role.KOMINFOMAS})


def of_asked(events: Sequence[Event], at: datetime) -> list[Concern]:
    """Whoever asked, where there is an answer; whoever should answer, where there is none. At most three queries."""
    if not events:
        return []
    found = [concern for event in events for concern in _of_answered(event)]
    late = [event for event in events if Matter.UNANSWERED in NEWS[event.verb]]
    return found + (_of_late(late, at) if late else [])


def _of_answered(event: Event) -> Iterable[Concern]:
    if Matter.ANSWERED not in NEWS[event.verb]:
        return
    kind, _, number = event.about.partition(":")
    asked = Question.objects.filter(person__isnull=False)
    # Of an answer that was put right, whoever was answered before hears nothing new.
    told = asked.filter(reply_id=int(number), settled_at=event.at) if kind == "reply" else asked.filter(pk=int(number))
    for question, person in told.values_list("id", "person_id"):
        yield Concern(event.pk, event.at, person, Matter.ANSWERED, f"asked:{question}", None, {})


def _of_late(events: Sequence[Event], at: datetime) -> list[Concern]:
    about = {int(event.about.removeprefix("asked:")): event for event in events}
    places = dict(Question.objects.filter(pk__in=about).values_list("id", "kelurahan__code"))
    sitting = list(
        appointments_on(at).filter(seat__role__in=ANSWERERS).values_list("seat__role", "seat__area__code", "person_id")
    )
    return [
        Concern(event.pk, event.at, person, Matter.UNANSWERED, event.about, None, {"days": event.stated["days"]})
        for question, event in about.items()
        if question in places
        for person in sorted({p for role, area, p in sitting if _answers(Role(role), area, places[question])})
    ]


def _answers(role: Role, area: str, kelurahan: str | None) -> bool:
    """Whether a seat answers for a place; questions of no kelurahan are the rollout's above all kelurahan."""
    if kelurahan is None:
        return role in WIDE and len(area) <= 4
    return AreaCode(kelurahan).is_within(AreaCode(area))
