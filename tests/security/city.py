"""A small fixed city for the access table: everything that an address can name lies in one kelurahan of one kota, and
every role is held twice, once over it and once in the next kota."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from rukun.areas.queries import area
from rukun.people import actions as people
from rukun.people.queries import actor_of
from rukun.people.rules import KIND_OF_SEAT, Actor, Role
from rukun.values.code import LENGTH_OF
from tests.conftest import NOON, _open_kota, _person
from tests.security import brought

RT_OWN, RT_FOREIGN = "9999991001002005", "9998981001001001"
WARD = RT_OWN[:10]
# Who reported: neither may stand on any page of somebody else but where the table says so.
NAME, LOGIN, WORDS = "Rahasiawati Pelapor", "rahasiawati@contoh.id", "Kalimat pribadi jangan tersebar"
# Who holds the seat of RT 005: a name that stands where the office works with those who hold seats.
HEAD = "ketua-rt-own"
NEXT_CITY = """99.98,Kota Sebelah,,,,,,
99.98.98,Seberang,,,,,,
99.98.98.1001,Seberang Jaya,,,1.22,1,2,4000
9998981001001,RW 001,,,,,,
9998981001001001,RT 001,,,,,,
"""
# Where seats over more than a kelurahan lie here; a bendahara pays one kelurahan or the whole kota.
WIDE = {Role.WALI_KOTA: 4, Role.SKPD: 4, Role.VALIDATOR: 4, Role.KOMINFOMAS: 4, Role.AUDITOR: 4,
        Role.ADMINISTRATOR: 4, Role.BENDAHARA: 4}  # fmt: skip


class Side(StrEnum):
    """Where somebody's seat lies, seen from what they ask for; a resident's own is what they reported."""

    OWN = "own"
    FOREIGN = "foreign"


@dataclass(slots=True)
class City:
    """Who asks, and by what the parts of an address are filled: by the name of the route, else by the part."""

    actors: dict[tuple[Role, Side], Actor] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    of_route: dict[str, dict[str, Any]] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    # What an address has to be asked for, behind the question mark.
    asked: dict[str, str] = field(default_factory=dict)

    def by(self, role: Role) -> Actor:
        return self.actors[role, Side.OWN]


def build(folder: Path, home: Path) -> City:
    """The same city each time, by the same actions as people's."""
    copy = folder / "kota" / "contoh"
    shutil.copytree(Path(settings.REPOSITORY) / "kota" / "contoh", copy)
    with (copy / "areas" / "areas.csv").open("a") as areas:
        areas.write(NEXT_CITY)
    _open_kota(copy)
    city = City()
    for side, unit in ((Side.OWN, RT_OWN), (Side.FOREIGN, RT_FOREIGN)):
        for role in Role:
            city.actors[role, side] = _seated(role, side, unit)
    brought.about(city, copy, home)
    return city


def _seated(role: Role, side: Side, unit: str) -> Actor:
    named = f"{role.value}-{side.value}"
    if role is Role.WARGA and side is Side.OWN:
        person = people.register_person(login=LOGIN, name=NAME, pseudonym="Melati", password=None, at=NOON)
        return actor_of(person.pk, NOON)
    if role is Role.WARGA:
        return _person(named)  # type: ignore[return-value]
    where = unit[: WIDE.get(role) or LENGTH_OF[KIND_OF_SEAT[role]]]
    office = where if role in (Role.LURAH, Role.STAFF_KELURAHAN, Role.PPSU, Role.CAMAT) else ""
    if role is Role.SKPD:
        office = f"dinas-{side.value}"
        people.open_office(code=office, name=f"Dinas {side.value}", kind="skpd", area=area(where), at=NOON)
    return _person(named, role.value, where, office)  # type: ignore[return-value]
