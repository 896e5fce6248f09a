"""Who is invited, who came, and who has not been asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from rukun.areas.models import Area
from rukun.areas.queries import units_of
from rukun.people.models import Appointment, Invitation
from rukun.people.queries.seats import _held
from rukun.people.rules import HEAD_OF, Role
from rukun.values.code import AreaCode, Kind
from rukun.values.time import day_of

BOARD_OF = {Kind.RT: Role.PENGURUS_RT, Kind.RW: Role.PENGURUS_RW}


@dataclass(slots=True)
class UnitInvited:
    """A unit with the seat of its head: who sits there, which invitation is open, and how many sit on the board."""

    area: Area
    role: Role
    holder: str = ""
    holder_id: int | None = None
    since: date | None = None
    invitation: Invitation | None = None
    is_expired: bool = False
    board: int = 0
    board_invited: int = 0

    @property
    def state(self) -> str:
        """`held`, `issued`, `expired` or `none`: what the list is filtered by."""
        if self.invitation is not None and not self.holder:
            return "expired" if self.is_expired else "issued"
        return "held" if self.holder else "none"


@dataclass(slots=True)
class BoardMember:
    """Somebody on the board of a unit, or an open place on it."""

    name: str = ""
    person_id: int | None = None
    since: date | None = None
    invitation: Invitation | None = None


def units_invited(kelurahan: AreaCode, at: datetime) -> list[UnitInvited]:
    """Every RW and RT of a kelurahan, in the order of their numbers; three queries."""
    units = {unit.code: UnitInvited(unit, HEAD_OF[Kind(unit.kind)]) for unit in units_of(kelurahan, day_of(at))}
    seated = Appointment.objects.filter(
        _held(day_of(at), at), seat__area__code__in=units, person__is_active=True
    ).values_list("seat__area__code", "seat__role", "person__name", "person_id", "held_from")
    for code, role, name, person_id, since in seated:
        unit = units[code]
        if role == unit.role:
            unit.holder, unit.holder_id, unit.since = name, person_id, since
        elif role == BOARD_OF[Kind(unit.area.kind)]:
            unit.board += 1
    for invitation in _open_within(kelurahan).filter(seat__area__code__in=units):
        unit = units[invitation.seat.area.code]
        if invitation.seat.role == unit.role:
            unit.invitation, unit.is_expired = invitation, invitation.expires_at <= at
        elif invitation.expires_at > at:
            unit.board_invited += 1
    return list(units.values())


def board_of(unit: AreaCode, at: datetime) -> list[BoardMember]:
    """Who sits on the board of a unit besides its head, then who is invited to it; two queries."""
    role = BOARD_OF[unit.kind]
    seated = Appointment.objects.filter(
        _held(day_of(at), at), seat__area__code=unit.digits, seat__role=role, person__is_active=True
    ).order_by("held_from", "id")
    members = [BoardMember(*told) for told in seated.values_list("person__name", "person_id", "held_from")]
    invited = _open_within(unit).filter(seat__area__code=unit.digits, seat__role=role)
    return members + [BoardMember(invitation=invitation) for invitation in invited]


def other_invitations(roles: frozenset[Role], within: AreaCode) -> list[Invitation]:
    """Open invitations to seats that are no unit's, newest first; one query."""
    found = _open_within(within).filter(seat__role__in=[role.value for role in roles])
    return list(found.select_related("seat__office").order_by("-issued_at"))


def invitation_open(invitation_id: int, at: datetime) -> Invitation | None:
    """The invitation with its seat, while its code still seats somebody; one query."""
    return (
        Invitation.objects.select_related("seat__area__parent", "seat__office")
        .filter(pk=invitation_id, revoked_at=None, used_at=None, expires_at__gt=at)
        .first()
    )


def _open_within(area: AreaCode) -> QuerySet[Invitation]:
    return (
        Invitation.objects.select_related("seat__area")
        .filter(revoked_at=None, used_at=None, seat__area__code__startswith=area.digits)
        .order_by("seat__area__code", "place")
    )
