"""Write down who came, each once, whatever phone sends it and how often; and take back a slip of the finger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rukun.areas.queries import units_of
from rukun.people.models import Seat
from rukun.people.rules import UNIT_ROLES, SeatHeld
from rukun.reports.rules import refuse_bad_key
from rukun.sosialisasi import rules
from rukun.sosialisasi.models import Attendance, Invited, Sosialisasi
from rukun.sosialisasi.naming import about_session
from rukun.sosialisasi.signs import is_sign, read_sign
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.code import AreaCode
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody at the door, as the door understood it. `key` is made by the phone and makes sending again harmless.

    One of three: the `sign` of a letter; a `seat`, picked by name; or neither, with `kind` and `name` (and the `unit`
    they named) of somebody without a seat.
    """

    key: str
    came_at: datetime
    sign: str = ""
    seat: int = 0
    kind: str = ""
    name: str = ""
    unit: AreaCode | None = None


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """The row that stands, and whether it is new: two phones at one door are no two people."""

    attendance: Attendance
    is_new: bool


@transaction.atomic
def check_in(entry: Entry, session: Sosialisasi, *, by: SeatHeld, at: datetime) -> CheckedIn:
    """Keep that somebody came. The same key, or the same seat again, gives the row that is there already."""
    refuse_bad_key(entry.key)
    fresh = Sosialisasi.objects.select_for_update(of=("self",)).get(pk=session.pk)
    known = Attendance.objects.select_related("seat__area").filter(key=entry.key).first()
    if known is not None:
        if known.sosialisasi_id != fresh.pk:
            raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
        return CheckedIn(known, is_new=False)
    if fresh.cancelled_at is not None:
        raise Refused("cancelled", "Acara ini sudah dibatalkan.")
    rules.refuse_closed_door(starts_at=fresh.starts_at, ends_at=fresh.ends_at, came_at=entry.came_at, at=at)
    row = _row(entry, fresh)
    row.key, row.sosialisasi, row.came_at, row.received_at, row.by = entry.key, fresh, entry.came_at, at, by.named
    if not append_first(row):
        same = Attendance.objects.select_related("seat__area").filter(sosialisasi=fresh, withdrawn_at=None)
        known = same.filter(seat=row.seat).first() if row.seat else None
        if known is None:
            raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
        return CheckedIn(known, is_new=False)
    who = f"seat:{row.seat}" if row.seat else row.kind
    record("session.attended", at=at, seat=by.named, about=about_session(fresh), facts={"who": who, "way": row.way})
    return CheckedIn(row, is_new=True)


@transaction.atomic
def take_back(attendance: Attendance, *, by: SeatHeld, at: datetime) -> Attendance:
    """It was somebody else, or a wrong tap. The row stays and says when."""
    if not Attendance.objects.filter(pk=attendance.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused("twice", "Kehadiran ini sudah dibatalkan.")
    who = f"seat:{attendance.seat}" if attendance.seat else attendance.kind
    about = about_session(attendance.sosialisasi)
    record("session.attendance-withdrawn", at=at, seat=by.named, about=about, facts={"who": who})
    attendance.withdrawn_at = at
    return attendance


def _row(entry: Entry, session: Sosialisasi) -> Attendance:
    if entry.sign:
        seat = _seat_of_letter(entry.sign, session)
        return Attendance(way=Attendance.Way.QR, kind=Attendance.Kind.SEAT, seat=seat)
    if entry.seat:
        return Attendance(way=Attendance.Way.NAME, kind=Attendance.Kind.SEAT, seat=_seat(entry.seat, session))
    if entry.kind not in {Attendance.Kind.BOARD, Attendance.Kind.PKK, Attendance.Kind.OTHER}:
        raise Refused("kind", "Pilih hadir sebagai apa.", field="jenis")
    unit = None
    if entry.unit is not None:
        unit = units_of(session.kelurahan.area_code).filter(code=entry.unit.digits).first()
        if unit is None:
            raise Refused("unit", "RT atau RW ini tidak ada di kelurahan acara.", field="unit")
    return Attendance(way=Attendance.Way.WALK_IN, kind=entry.kind, name=rules.clean_name(entry.name), unit=unit)


def _seat(number: int, session: Sosialisasi) -> Seat:
    """A unit's seat in the kelurahan of the session, or one that was invited."""
    here = Q(area__code__startswith=session.kelurahan.code, role__in=[role.value for role in UNIT_ROLES])
    asked = Q(pk__in=Invited.objects.filter(sosialisasi=session).values("seat"))
    found = Seat.objects.select_related("area").filter(here | asked, pk=number).first()
    if found is None:
        raise Refused("seat", "Jabatan ini tidak ada di kelurahan acara.", field="jabatan")
    return found


def _seat_of_letter(sign: str, session: Sosialisasi) -> Seat:
    typed = read_sign(sign)
    invited = Invited.objects.filter(sosialisasi=session).select_related("seat__area")
    for row in invited:
        if typed and is_sign(typed, session.code, row.seat_id):
            return row.seat
    raise Refused("sign", "Surat ini bukan untuk acara ini. Cari namanya di daftar.", field="tanda")
