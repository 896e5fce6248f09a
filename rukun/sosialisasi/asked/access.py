"""Who answers, and who approves. Whoever runs a session takes down what is asked there."""

from __future__ import annotations

from rukun.people.rules import Actor, SeatHeld
from rukun.sosialisasi.asked.models import Question, Reply
from rukun.sosialisasi.asked.queries import is_above_kelurahan, within
from rukun.sosialisasi.asked.rules import ANSWERING, APPROVING
from rukun.values.refused import hidden


def seats_that_answer(actor: Actor) -> list[SeatHeld]:
    """Every seat by which the actor may answer; refused when there is none."""
    found = [seat for seat in actor.seats if seat.role in ANSWERING]
    if not found:
        raise hidden()
    return found


def question_to_answer(actor: Actor, number: int) -> tuple[Question, SeatHeld]:
    """A question of the actor's area, and the seat by which they answer it."""
    seats = seats_that_answer(actor)
    found = Question.objects.select_related("kelurahan", "reply").filter(within(seats), pk=number).first()
    if found is None:
        raise hidden()
    for seat in seats:
        inside = found.kelurahan.area_code.is_within(seat.area) if found.kelurahan else is_above_kelurahan(seat.area)
        if inside:
            return found, seat
    raise hidden()


def may_approve(actor: Actor) -> bool:
    """Whether the actor sits where answers are agreed to."""
    return actor.seat_as(*APPROVING) is not None


def seat_to_approve(actor: Actor) -> SeatHeld:
    """The actor's seat by which they agree to what everyone will read."""
    seat = actor.seat_as(*APPROVING)
    if seat is None:
        raise hidden()
    return seat


def reply_to_revise(actor: Actor, number: int) -> tuple[Reply, SeatHeld]:
    """A published answer, and the seat by which the actor writes a better one."""
    seat = seats_that_answer(actor)[0]
    found = Reply.objects.filter(pk=number, approved_at__isnull=False, retired_at=None).first()
    if found is None:
        raise hidden()
    return found, seat
