"""Invite the seats that should come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.areas.queries import units_of
from rukun.people.actions import open_seats
from rukun.people.models import Seat
from rukun.people.rules import KIND_OF_SEAT, SeatHeld
from rukun.sosialisasi.models import Invited, Sosialisasi
from rukun.sosialisasi.naming import about_session
from rukun.sosialisasi.queries.sessions import roles_of
from rukun.trail.actions import record
from rukun.values.refused import Refused
from rukun.values.time import day_of


@transaction.atomic
def invite_seats(session: Sosialisasi, *, by: SeatHeld, at: datetime) -> list[Seat]:
    """Ask every seat of the kelurahan that the curriculum names and that was not asked yet; returns the new ones.

    Seats that nobody opened are opened: an invitation goes to the seat, whoever sits there. Who is to be told is read
    from the rows of this moment when the trail is walked.
    """
    fresh = Sosialisasi.objects.select_for_update(of=("self",)).select_related("kelurahan").get(pk=session.pk)
    if fresh.cancelled_at is not None:
        raise Refused("cancelled", "Acara ini sudah dibatalkan.")
    if fresh.ends_at <= at:
        raise Refused("over", "Acara ini sudah lewat. Rencanakan ulang untuk yang belum hadir.")
    units = list(units_of(fresh.kelurahan.area_code, day_of(at)))
    seats: list[Seat] = []
    for role in roles_of(fresh):
        there = [unit for unit in units if unit.kind == KIND_OF_SEAT[role]]
        seats += open_seats(role, there, at=at, by=by.named) if there else []
    asked = set(Invited.objects.filter(sosialisasi=fresh).values_list("seat_id", flat=True))
    new = [seat for seat in seats if seat.pk not in asked]
    if not new:
        raise Refused("invited", "Semua jabatan yang perlu hadir sudah diundang.")
    Invited.objects.bulk_create([Invited(sosialisasi=fresh, seat=seat, by=by.named, at=at) for seat in new])
    record("session.invited", at=at, seat=by.named, about=about_session(fresh), facts={"seats": len(new)})
    return new
