"""What a person has practised and answered."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet

from rukun.people.rules import Actor
from rukun.sosialisasi.models import Answered, Attendance, Practice, Sosialisasi


def practice_of(person_id: int) -> QuerySet[Practice]:
    """The person's practice reports, newest first."""
    found = Practice.objects.filter(person_id=person_id).select_related("category", "kelurahan")
    return found.order_by("-received_at", "-id")


def best_answers(person_id: int) -> dict[int, int]:
    """How many of the three were right, by stage, in the best time through; one query."""
    rows = Answered.objects.filter(person_id=person_id).values_list("stage").annotate(Max("right"))
    return dict(rows)


def last_session_of(actor: Actor, at: datetime) -> Sosialisasi | None:
    """The session to which the holder of the actor's seats came last; one query, none without a seat."""
    seats = [seat.id for seat in actor.seats]
    if not seats:
        return None
    row = Attendance.objects.filter(seat_id__in=seats, withdrawn_at=None, came_at__lte=at)
    newest = row.select_related("sosialisasi").order_by("-came_at").first()
    return newest.sosialisasi if newest else None
