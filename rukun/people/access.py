"""Which seats an actor may invite to, which invitation a code opens, and who gives keys to other programs."""

from __future__ import annotations

from datetime import datetime

from rukun.people.codes import invitation_digests, read_code
from rukun.people.entering import doorkeeper, throttle
from rukun.people.entering.throttle import Source
from rukun.people.models import ApiKey, Invitation
from rukun.people.queries.keys import key_numbered
from rukun.people.rules import INVITES, Actor, Role, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden


def seat_that_invites(actor: Actor, role: Role, area: AreaCode) -> SeatHeld:
    """The actor's seat by which they may invite to this role over this area; refused for everybody else."""
    for seat in actor.seats:
        if role in INVITES.get(seat.role, ()) and area.is_within(seat.area):
            return seat
    raise hidden()


def seats_that_invite(actor: Actor) -> list[SeatHeld]:
    """Every seat by which the actor may invite; refused when there is none."""
    found = [seat for seat in actor.seats if seat.role in INVITES]
    if not found:
        raise hidden()
    return found


def invitation_to_handle(actor: Actor, invitation_id: int) -> tuple[Invitation, SeatHeld]:
    """An invitation that the actor could have issued, and the seat by which they act on it."""
    found = Invitation.objects.select_related("seat__area").filter(pk=invitation_id).first()
    if found is None:
        raise hidden()
    return found, seat_that_invites(actor, Role(found.seat.role), found.seat.area.area_code)


def invitation_with(typed: str, *, source: Source, at: datetime) -> Invitation:
    """The open invitation with this code, however it was typed; wrong codes count against where they come from."""
    if not read_code(typed):
        raise Refused("invitation", "Kode undangan sepuluh tanda, seperti 7K3QM-9XT4B.", field="code")
    tried = doorkeeper.knock(doorkeeper.INVITATION, "any", throttle.INVITATION, source=source, at=at)
    found = Invitation.objects.filter(digest__in=invitation_digests(typed)).first()
    if found is None:
        raise Refused("invitation", "Kode undangan ini tidak dikenal. Periksa huruf dan angkanya.", field="code")
    tried.forgive()
    if found.used_at is not None:
        raise Refused("invitation-gone", "Undangan ini sudah dipakai. Kalau itu Anda, masuk saja.", field="code")
    if found.revoked_at is not None or found.expires_at <= at:
        raise Refused(
            "invitation-gone", "Undangan ini sudah dicabut atau lewat waktunya. Minta yang baru.", field="code"
        )
    return found


def seat_that_gives_keys(actor: Actor) -> SeatHeld:
    """The administrator's seat, by which keys are given and withdrawn; refused for everybody else."""
    seat = actor.seat_as(Role.ADMINISTRATOR)
    if seat is None:
        raise hidden()
    return seat


def key_to_withdraw(actor: Actor, number: int) -> tuple[ApiKey, SeatHeld]:
    """A key, and the seat by which the actor withdraws it."""
    seat = seat_that_gives_keys(actor)
    return key_numbered(number), seat
