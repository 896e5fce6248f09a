"""Roles, and what each may reach."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
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
DESK_ROLES = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.PPSU, Role.SKPD, Role.CAMAT})
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


# Who must have a second factor before the desk opens, unless the settings say otherwise.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.LURAH, Role.STAFF_KELURAHAN, Role.BENDAHARA, Role.CAMAT, Role.WALI_KOTA, Role.SKPD, Role.VALIDATOR,
        Role.KOMINFOMAS, Role.AUDITOR, Role.ADMINISTRATOR,
    }
)  # fmt: skip
# Seats with room for several people; in every other sits one.
SHARED_ROLES = frozenset(
    {Role.PENGURUS_RT, Role.PENGURUS_RW, Role.PPSU, Role.STAFF_KELURAHAN, Role.SKPD, Role.VALIDATOR}
    | {Role.KOMINFOMAS, Role.AUDITOR, Role.ADMINISTRATOR}
)
# Who hands out invitations, and to which seats within their own area.
INVITES: dict[Role, frozenset[Role]] = {
    Role.LURAH: UNIT_ROLES,
    Role.STAFF_KELURAHAN: UNIT_ROLES,
    Role.KOMINFOMAS: UNIT_ROLES,
    Role.ADMINISTRATOR: frozenset(Role) - {Role.WARGA},
    Role.KETUA_RT: frozenset({Role.PENGURUS_RT}),
    Role.KETUA_RW: frozenset({Role.PENGURUS_RW}),
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
    """Who asks: a person (None for somebody unknown) and every seat held at the moment of asking.

    `closed` are seats held as well, but closed until the person has a second factor: they open nothing.
    """

    person_id: int | None
    seats: tuple[SeatHeld, ...] = ()
    closed: tuple[SeatHeld, ...] = ()

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

    def closing(self, roles: Collection[str]) -> Actor:
        """The same person with the seats of these roles closed."""
        kept = tuple(seat for seat in self.seats if seat.role.value not in roles)
        return Actor(self.person_id, kept, tuple(seat for seat in self.seats if seat.role.value in roles))

    @property
    def named(self) -> str:
        """The seat in the trail when no particular one acts: `warga` for a resident."""
        return self.seats[0].named if self.seats else Role.WARGA.value


ANYONE = Actor(person_id=None)


def seat_name(role: Role, area: AreaCode) -> str:
    return f"{role.value}@{area.digits}"


# Words by which a neighbour would be taken for an office.
OFFICIAL_WORDS = (
    "admin", "camat", "dinas", "gubernur", "kecamatan", "kelurahan", "ketua", "lurah", "pemprov", "pengurus", "petugas",
    "polisi", "ppsu", "rukun", "satpol", "tapem", "wali kota", "walikota",
)  # fmt: skip
PSEUDONYM_LENGTHS = (3, 40)


def refuse_posing(pseudonym: str) -> None:
    """A pseudonym is short, of letters and figures, and no office."""
    least, most = PSEUDONYM_LENGTHS
    if not least <= len(pseudonym) <= most:
        raise Refused("pseudonym", "Nama samaran 3 sampai 40 huruf.", field="pseudonym")
    if not re.fullmatch(r"[\w .'\-]+", pseudonym):
        raise Refused("pseudonym", "Nama samaran hanya huruf, angka, spasi, titik, dan garis.", field="pseudonym")
    lower = pseudonym.lower()
    if any(word in lower for word in OFFICIAL_WORDS) or re.search(r"\br[tw]\b", lower):
        raise Refused("pseudonym", "Nama samaran jangan seperti nama jabatan atau kantor.", field="pseudonym")


NAME_LENGTH_MAX = 120


def refuse_bad_name(name: str) -> None:
    """Something stands there, and it fits."""
    if not name.strip():
        raise Refused("name", "Isi nama Anda.", field="name")
    if len(name.strip()) > NAME_LENGTH_MAX:
        raise Refused("name", "Nama paling banyak 120 huruf.", field="name")


LETTER_MAX = 80
KEY_NAME_MAX, KEY_CONTACT_MAX, QUOTA_MAX = 80, 120, 1_000_000
KEY_DAYS = 180


class Scope(StrEnum):
    """What a program may do with a key; each says one thing, and none contains another."""

    READ = "read"
    REPORT = "report"
    TALK = "talk"
    ACT = "act"


# What only somebody known does: a key for it has a holder, in whose name and seats the program acts.
HELD_SCOPES = frozenset({Scope.READ, Scope.TALK, Scope.ACT})


def letter_told(sk: str) -> str:
    """The number of a letter of appointment (SK), as it is kept."""
    told = sk.strip()
    if not told:
        raise Refused("sk", "Sebutkan nomor SK pengangkatan.", field="sk")
    if len(told) > LETTER_MAX:
        raise Refused("sk", "Nomor SK paling panjang {most} huruf.", field="sk", most=LETTER_MAX)
    return told


def refuse_unnamed_key(name: str, contact: str) -> None:
    """A key says which program it is for, and whom to ask about it."""
    if not 3 <= len(name.strip()) <= KEY_NAME_MAX:
        raise Refused("name", "Sebutkan program mana dan milik siapa, 3 sampai {most} huruf.", field="name",
                      most=KEY_NAME_MAX)  # fmt: skip
    if not 3 <= len(contact.strip()) <= KEY_CONTACT_MAX:
        raise Refused("contact", "Sebutkan siapa yang dapat dihubungi, 3 sampai {most} huruf.", field="contact",
                      most=KEY_CONTACT_MAX)  # fmt: skip


def refuse_bad_quota(per_hour: int, per_day: int) -> None:
    """At least one an hour, and a day holds no less than an hour."""
    if not 1 <= per_hour <= per_day <= QUOTA_MAX:
        raise Refused("quota", "Jatah per jam paling sedikit 1, dan jatah per hari tidak kurang dari jatah per jam.",
                      field="quota")  # fmt: skip


def refuse_bad_scopes(scopes: Collection[Scope], *, has_holder: bool) -> None:
    """A key may do something; what only somebody known may do, it may for its holder."""
    if not scopes:
        raise Refused("scopes", "Pilih paling sedikit satu hal yang boleh dilakukan kunci ini.", field="scopes")
    if not has_holder and HELD_SCOPES & set(scopes):
        raise Refused("holder", "Kunci yang membaca, berbicara, atau bertindak harus atas nama seseorang.",
                      field="holder")  # fmt: skip
