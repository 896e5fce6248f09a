"""The people of the simulation, put into their seats through the same actions as everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from rukun.areas.queries import area, areas_of, units_of
from rukun.channels.simulate.plan import Writer
from rukun.channels.simulate.scene import Scene
from rukun.people import actions, queries
from rukun.people.rules import ANYONE, HEAD_OF, Actor, Role
from rukun.values.code import AreaCode, Kind
from rukun.values.time import day_of

RESIDENTS = 160
# The unit whose people a visitor of the demonstration may be: RT 005 of RW 003 in the first kelurahan that has one.
SHOWN_RT = "003005"


@dataclass(slots=True)
class Cast:
    """Actors by what they do. `heads` by code of the unit, officials by code of kelurahan or office."""

    heads: dict[str, Actor] = field(default_factory=dict)
    residents: list[Actor] = field(default_factory=list)
    desks: dict[str, Actor] = field(default_factory=dict)
    lurah: dict[str, Actor] = field(default_factory=dict)
    bendahara: dict[str, Actor] = field(default_factory=dict)
    validators: list[Actor] = field(default_factory=list)
    treasurer: Actor = ANYONE
    organiser: Actor = ANYONE
    camat: Actor = ANYONE


def seat_everybody(kelurahan: Sequence[AreaCode], scene: Scene, writer: Writer, at: datetime) -> Cast:
    """Heads of all RT and RW, officials, departments, validators, residents; the telling ones have a `demo-` login."""
    director = _Director(writer, at)
    cast = Cast()
    kota, province = kelurahan[0].up_to(Kind.KOTA), kelurahan[0].up_to(Kind.PROVINSI)
    cast.residents = [director.person("demo-warga")] + [director.person(f"warga-{n}") for n in range(2, RESIDENTS + 1)]
    for code in kelurahan:
        _seat_kelurahan(director, cast, code, code == scene.shown)
    for office in queries.offices_by_code().values():
        if office.kind in ("skpd", "utility"):
            login = "demo-skpd" if office.code == scene.departments[0] else f"skpd-{office.code}"
            cast.desks[office.code] = director.person(login, Role.SKPD, office.area.area_code, office.code)
    cast.validators = [
        director.person("demo-tapem" if n == 1 else f"tapem-{n}", Role.VALIDATOR, kota) for n in (1, 2, 3)
    ]
    cast.treasurer = director.person("demo-bendahara-kota", Role.BENDAHARA, kota)
    cast.camat = director.person("demo-camat", Role.CAMAT, kelurahan[0].up_to(Kind.KECAMATAN))
    director.person("demo-wali-kota", Role.WALI_KOTA, kota)
    director.person("demo-auditor", Role.AUDITOR, province)
    cast.organiser = director.person("demo-kominfomas", Role.KOMINFOMAS, kota)
    director.person("demo-administrator", Role.ADMINISTRATOR, province)
    return cast


def _seat_kelurahan(director: _Director, cast: Cast, code: AreaCode, is_shown: bool) -> None:
    def login(role: str) -> str:
        return f"demo-{role}" if is_shown else f"{role}-{code.digits}"

    cast.lurah[code.digits] = director.person(login("lurah"), Role.LURAH, code, code.digits)
    cast.desks[code.digits] = director.person(login("staf"), Role.STAFF_KELURAHAN, code, code.digits)
    cast.bendahara[code.digits] = director.person(login("bendahara"), Role.BENDAHARA, code)
    for unit in units_of(code):
        role = HEAD_OF[Kind(unit.kind)]
        telling = is_shown and unit.code[10:] in (SHOWN_RT, SHOWN_RT[:3])
        name = f"demo-{role.value}" if telling else f"{role.value}-{unit.code}"
        cast.heads[unit.code] = director.person(name, role, unit.area_code)


class _Director:
    def __init__(self, writer: Writer, at: datetime) -> None:
        self.writer, self.at = writer, at
        self.offices = queries.offices_by_code()

    def person(self, login: str, role: Role | None = None, where: AreaCode | None = None, office: str = "") -> Actor:
        name = self.writer.name()
        person = actions.register_person(
            login=login,
            name=name,
            pseudonym=f"Warga {name[0]}{len(name)}",
            password=None,
            at=self.at,
            is_simulated=True,
        )
        if role is not None and where is not None:
            seat = actions.open_seat(role=role, area=area(where), at=self.at, office=self.offices.get(office))
            actions.appoint(
                person=person,
                seat=seat,
                sk=f"SK simulasi {seat.pk}",
                held_from=date(day_of(self.at).year, 1, 1),
                at=self.at,
            )
        return queries.actor_of(person.pk, self.at)


def kelurahan_of(kecamatan: AreaCode) -> list[AreaCode]:
    """The kelurahan of a kecamatan, by code."""
    return [found.area_code for found in areas_of(Kind.KELURAHAN, kecamatan)]
