"""Roles, and what each may reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused


class Role(StrEnum):
    """Every role that a seat can have. A resident without a seat is WARGA."""

    WARGA = "warga"
    PENGURUS_RT = "pengurus-rt"
    KETUA_RT = "ketua-rt"
    PENGURUS_RW = "pengurus-rw"
    KETUA_RW = "ketua-rw"
    PPSU = "ppsu"
    LURAH = "lurah"
    STAFF_KELURAHAN = "staff-kelurahan"
    BENDAHARA = "bendahara"
    CAMAT = "camat"
    WALI_KOTA = "wali-kota"
    SKPD = "skpd"
    VALIDATOR = "tapem"
    KOMINFOMAS = "kominfomas"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


UNIT_ROLES = frozenset({Role.PENGURUS_RT, Role.KETUA_RT, Role.PENGURUS_RW, Role.KETUA_RW})
HEAD_OF = {Kind.RT: Role.KETUA_RT, Kind.RW: Role.KETUA_RW}
DESK_ROLES = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.PPSU, Role.SKPD})
KIND_OF_SEAT = {
    Role.PENGURUS_RT: Kind.RT,
    Role.KETUA_RT: Kind.RT,
    Role.PENGURUS_RW: Kind.RW,
    Role.KETUA_RW: Kind.RW,
    Role.PPSU: Kind.KELURAHAN,
    Role.LURAH: Kind.KELURAHAN,
    Role.STAFF_KELURAHAN: Kind.KELURAHAN,
    Role.CAMAT: Kind.KECAMATAN,
}


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """One seat of an actor at a moment: role, area, and the office it belongs to (its code, or "")."""

    id: int
    role: Role
    area: AreaCode
    office: str

    @property
    def named(self) -> str:
        """As the trail writes it: `ketua-rt@3174031002004001`."""
        return seat_name(self.role, self.area)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person (None for somebody unknown) and every seat held at the moment of asking."""

    person_id: int | None
    seats: tuple[SeatHeld, ...] = ()

    @property
    def known_id(self) -> int:
        """The person's id, for what only somebody known may do; refused for anybody else."""
        if self.person_id is None:
            raise Refused("sign-in", "Masuk dahulu untuk membuka halaman ini.")
        return self.person_id

    def seat_as(self, *roles: Role, over: AreaCode | None = None) -> SeatHeld | None:
        """The first seat with one of the roles whose area holds `over`; None when there is none."""
        for seat in self.seats:
            if seat.role in roles and (over is None or over.is_within(seat.area)):
                return seat
        return None

    @property
    def named(self) -> str:
        """The seat in the trail when no particular one acts: `warga` for a resident."""
        return self.seats[0].named if self.seats else Role.WARGA.value


ANYONE = Actor(person_id=None)


def seat_name(role: Role, area: AreaCode) -> str:
    return f"{role.value}@{area.digits}"


def holds_on(day: date, held_from: date, held_until: date | None) -> bool:
    """An appointment counts from its first day to the day before its end."""
    return held_from <= day and (held_until is None or day < held_until)
