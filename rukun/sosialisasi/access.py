"""Which sessions an actor runs, which areas they watch, and whose telephone they see."""

from __future__ import annotations

from rukun.areas.models import Area
from rukun.areas.queries import area as area_with
from rukun.people.rules import Actor, SeatHeld
from rukun.sosialisasi.models import Attendance, Invited, SessionPhoto, Sosialisasi
from rukun.sosialisasi.queries import session_with
from rukun.sosialisasi.rules import ORGANISERS, WATCHERS
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden


def seats_that_organise(actor: Actor) -> list[SeatHeld]:
    """Every seat by which the actor runs sessions; refused when there is none."""
    found = [seat for seat in actor.seats if seat.role in ORGANISERS]
    if not found:
        raise hidden()
    return found


def seat_that_plans(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """The seat by which the actor runs sessions in this kelurahan; refused for everybody else."""
    seat = actor.seat_as(*ORGANISERS, over=kelurahan)
    if seat is None or kelurahan.kind is not Kind.KELURAHAN:
        raise hidden()
    return seat


def session_to_run(actor: Actor, code: str) -> tuple[Sosialisasi, SeatHeld]:
    """A session in the actor's area, and the seat by which they run it; two queries with the seats known."""
    found = session_with(code)
    if found is None:
        raise hidden()
    return found, seat_that_plans(actor, found.kelurahan.area_code)


def attendance_to_take_back(actor: Actor, number: int) -> tuple[Attendance, SeatHeld]:
    """A row of a session that the actor runs."""
    found = Attendance.objects.select_related("sosialisasi__kelurahan", "seat__area").filter(pk=number).first()
    if found is None:
        raise hidden()
    return found, seat_that_plans(actor, found.sosialisasi.kelurahan.area_code)


def photo_to_see(actor: Actor, digest: str) -> SessionPhoto:
    """A picture of a session that the actor runs: people are on it, so it is for nobody else."""
    for photo in SessionPhoto.objects.filter(digest=digest, removed_at=None).select_related("sosialisasi__kelurahan"):
        if actor.seat_as(*ORGANISERS, over=photo.sosialisasi.kelurahan.area_code) is not None:
            return photo
    raise hidden()


def area_to_watch(actor: Actor, text: str) -> Area:
    """The area that is asked for, within a seat that watches; without one that of the first such seat."""
    seats = [seat for seat in actor.seats if seat.role in WATCHERS]
    if not seats:
        raise hidden()
    if not text:
        return area_with(seats[0].area)
    code = AreaCode.parse(text)
    if code.kind in (Kind.RW, Kind.RT) or actor.seat_as(*WATCHERS, over=code) is None:
        raise hidden()
    try:
        return area_with(code)
    except Refused:
        raise hidden() from None


def sees_persons(actor: Actor, kelurahan: AreaCode) -> bool:
    """Whether the actor sees who sits where and how to reach them: an organiser over the kelurahan."""
    return actor.seat_as(*ORGANISERS, over=kelurahan) is not None


def invitation_to_show(actor: Actor, code: str) -> Invited:
    """The invitation of one of the actor's seats to a session; two queries."""
    session = session_with(code)
    seats = [seat.id for seat in actor.seats]
    found = Invited.objects.select_related("seat__area").filter(sosialisasi=session, seat_id__in=seats).first()
    if session is None or found is None:
        raise hidden()
    found.sosialisasi = session
    return found
