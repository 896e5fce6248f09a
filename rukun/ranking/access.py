"""Who decides on an award: the one place that says so."""

from __future__ import annotations

from rukun.people.rules import Actor, Role, SeatHeld
from rukun.ranking.awards import DECIDERS
from rukun.ranking.models import Award
from rukun.values.refused import Refused, hidden

AWARD_ROLES = frozenset(DECIDERS)


def award_to_decide(actor: Actor, number: int) -> tuple[Award, SeatHeld]:
    """The award and the seat that decides on it; looks like nothing to every other seat.

    Nobody decides on what is proposed for an area in which they sit themselves.
    """
    award = Award.objects.select_related("within", "area", "decision").filter(pk=number).first()
    seat = _seat(actor, award) if award else None
    if award is None or seat is None:
        raise hidden()
    if _sits_there(actor, award):
        raise Refused("own", "Anda menjabat di wilayah yang diusulkan; orang lain yang memutuskan.")
    if hasattr(award, "decision"):
        raise Refused("conflict", "Penghargaan ini sudah diputuskan.")
    return award, seat


def may_decide(actor: Actor, award: Award) -> bool:
    """Whether a proposal that waits is this actor's to decide."""
    return _seat(actor, award) is not None and not _sits_there(actor, award)


def _seat(actor: Actor, award: Award) -> SeatHeld | None:
    return actor.seat_as(Role(award.kind_stated["decides"]), over=award.within.area_code)


def _sits_there(actor: Actor, award: Award) -> bool:
    return any(held.area.is_within(award.area.area_code) for held in (*actor.seats, *actor.closed))
