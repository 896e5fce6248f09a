"""What is published, what waits and since when, and what a session or a person asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from rukun.people.rules import SeatHeld
from rukun.sosialisasi.asked.models import Question, Reply
from rukun.sosialisasi.asked.rules import Published, Topic
from rukun.values.code import AreaCode

# A list for people holds some hundreds; beyond that it would need topics of its own.
PUBLISHED_MAX = 500


def published(topic: str = "", use: str = "") -> list[Published]:
    """Every answer that everyone reads, in the order of the topics, newest first; one query."""
    found = Reply.objects.filter(approved_at__isnull=False, retired_at=None)
    if topic:
        found = found.filter(topic=topic)
    if use:
        found = found.filter(use=use)
    order = list(Topic)
    rows = found.order_by("-approved_at", "-id").values_list("id", "topic", "heading", "words", "use")[:PUBLISHED_MAX]
    listed = [Published(number, Topic(of), heading, words, about) for number, of, heading, words, about in rows]
    return sorted(listed, key=lambda one: order.index(one.topic))


def within(seats: Collection[SeatHeld]) -> Q:
    """Questions of the areas of some seats; those of no kelurahan belong to whoever sits above all kelurahan."""
    asked = Q(pk__in=[])
    for seat in seats:
        asked |= Q(kelurahan__code__startswith=seat.area.digits)
        if is_above_kelurahan(seat.area):
            asked |= Q(kelurahan=None)
    return asked


def is_above_kelurahan(area: AreaCode) -> bool:
    """Whether an area is a kota, or the province: nobody's kelurahan."""
    return len(area.digits) <= 4


def waiting(seats: Collection[SeatHeld]) -> QuerySet[Question]:
    """Questions without an answer in the area of some seats, the oldest first, with the answer that is on its way."""
    found = Question.objects.filter(within(seats), settled_at=None, put_aside_at=None)
    return found.select_related("kelurahan", "sosialisasi", "reply").order_by("at", "id")


def to_approve() -> QuerySet[Reply]:
    """Answers that nobody has decided on, the oldest first; one query, and one for their questions."""
    found = Reply.objects.filter(approved_at=None, returned_at=None)
    return found.select_related("written_in__area", "replaces").prefetch_related("questions").order_by("written_at")


def of_person(person: int) -> QuerySet[Question]:
    """What somebody asked in the app, newest first; one query."""
    return Question.objects.filter(person_id=person).select_related("reply").order_by("-at", "-id")


def of_session(sosialisasi: int) -> QuerySet[Question]:
    """What was asked in a session, in order; one query."""
    return Question.objects.filter(sosialisasi_id=sosialisasi).select_related("reply").order_by("id")


def to_chase(before: datetime) -> QuerySet[Question]:
    """Questions that have waited since before a moment, and of which nobody was told yet."""
    waiting_still = Question.objects.filter(settled_at=None, put_aside_at=None, chased_at=None, at__lt=before)
    return waiting_still.select_related("kelurahan").order_by("at", "id")


def counts_waiting(seats: Collection[SeatHeld]) -> int:
    """How many wait in the area of some seats; one query."""
    return Question.objects.filter(within(seats), settled_at=None, put_aside_at=None).count()
