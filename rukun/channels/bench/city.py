"""The city that is measured: all of Jakarta with every RT drawn, and as many reports as asked for.

Areas, people and the law come through the same actions as everywhere. The reports are written into the tables directly:
a bench of a hundred thousand reports cannot wait for a hundred thousand filings, and measures a filing by itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from rukun.areas import actions as areas
from rukun.areas.queries import area, areas_of
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.people import actions as people
from rukun.people import queries as people_queries
from rukun.people.rules import Actor, Role
from rukun.reports import actions as reports
from rukun.reports.cells import cell_of
from rukun.reports.queries import categories
from rukun.transparency import keeping
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.time import Month, day_of, iso

MONTH = Month(2016, 6)
BEGUN = datetime(2016, 5, 31, 17, tzinfo=UTC)
BANGKA = AreaCode("3174031002")
# The share of reports that stand struck, as in the simulation.
STRUCK_SHARE = 0.07
# How far a report lies from the middle of its RT at most, in degrees: some forty metres.
STREWN = 0.0004


@dataclass(frozen=True, slots=True)
class City:
    """What the measures need to know of the city."""

    reports: int
    units: int
    validator: Actor
    head: Actor
    treasurers: dict[str, Actor]


def build(folder: Path, wanted: int, seed: int) -> City:
    """Jakarta with borders down to the RT, officials, and `wanted` judged reports in June 2016."""
    areas.load_kota(folder, at=BEGUN)
    wards = [found.area_code for found in areas_of(Kind.KELURAHAN)]
    areas.draw_units(wards, at=BEGUN)
    people.load_offices(folder, at=BEGUN)
    reports.load_categories(folder, at=BEGUN)
    followup.load_holidays(folder, at=BEGUN)
    followup.load_routes(folder, at=BEGUN)
    followup.load_templates(folder, at=BEGUN)
    funds.load_decrees(folder / "decrees", at=BEGUN)
    _seat("demo-warga")
    _seat("demo-lurah", Role.LURAH, BANGKA, BANGKA.digits)
    head = _seat("demo-ketua-rt", Role.KETUA_RT, AreaCode(BANGKA.digits + "003005"))
    validator = _seat("demo-tapem", Role.VALIDATOR, AreaCode("31"))
    treasurers = {code.digits: _seat(f"bendahara-{code.digits}", Role.BENDAHARA, code) for code in wards}
    units = _units()
    _fill(units, wanted, head.seats[0].id, validator, random.Random(seed))
    return City(wanted, len(units), validator, head, treasurers)


def _seat(login: str, role: Role | None = None, where: AreaCode | None = None, office: str = "") -> Actor:
    person = people.register_person(
        login=login, name=login, pseudonym="Warga", password=None, at=BEGUN, is_simulated=True
    )
    if role is not None and where is not None:
        held = people_queries.office(office) if office else None
        seat = people.open_seat(role=role, area=area(where), at=BEGUN, office=held)
        people.appoint(person=person, seat=seat, sk="SK", held_from=date(2016, 1, 1), at=BEGUN)
    return people_queries.actor_of(person.pk, BEGUN)


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    rw: int
    kelurahan: int
    code: str
    lat: float
    lon: float

    @property
    def cell(self) -> str:
        return cell_of(Place(self.lat, self.lon))


def _units() -> list[_Unit]:
    """Every RT with the point inside it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, id FROM areas_area")
        ids = dict(cursor.fetchall())
        cursor.execute(
            "SELECT a.code, b.inner_lat, b.inner_lon FROM areas_boundary b JOIN areas_area a ON a.id = b.area_id "
            "WHERE a.kind = 'rt' AND b.valid_until IS NULL ORDER BY a.code"
        )
        return [_Unit(ids[c], ids[c[:13]], ids[c[:10]], c, lat, lon) for c, lat, lon in cursor.fetchall()]


REPORT = (
    "id", "key", "code", "channel", "category_id", "words", "lat", "lon", "cell", "placed", "candidates",
    "kelurahan_id", "rw_id", "rt_id", "filer_id", "seat_id", "unit_id", "rt_distance_m", "rw_distance_m",
    "kelurahan_distance_m", "is_private", "captured_at", "received_at", "counted_on",
)  # fmt: skip
TICKET = (
    "id", "report_id", "category_id", "kelurahan_id", "rw_id", "rt_id", "lat", "lon", "received_at", "state",
    "outcome", "holder_id", "opened_at", "held_since", "due_at", "done_at", "changed_at", "pause_reason", "reopened",
    "escalated", "forwards",
)  # fmt: skip
VERDICT = ("id", "report_id", "number", "is_valid", "reason", "note", "evidence", "validator_id", "seat_id", "given_at")
STANDING = (
    "report_id", "verdict_id", "is_valid", "unit_id", "counted_on", "received_at", "code", "category_id",
    "rt_distance_m", "rw_distance_m", "kelurahan_distance_m",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One report to be: its number, unit, moment and day, and a roll of chance for what becomes of it."""

    number: int
    unit: _Unit
    at: datetime
    day: date
    roll: float
    # Degrees north and east of the middle of its unit: reports do not all lie on one point.
    north: float
    east: float

    @property
    def needs_work(self) -> bool:
        return self.number % 3 == 0

    @property
    def code(self) -> str:
        return f"B{self.number:09d}"

    def kind(self, kinds: Mapping[str, int]) -> int:
        return kinds["sampah"] if self.needs_work else kinds["kerja-bakti"]

    @property
    def stands(self) -> bool:
        return self.roll >= STRUCK_SHARE


def _draw(units: Sequence[_Unit], wanted: int, chance: random.Random) -> Iterator[_Drawn]:
    for number in range(1, wanted + 1):
        at = BEGUN + timedelta(seconds=chance.randrange(MONTH.length * 86_400))
        north, east = chance.uniform(-STREWN, STREWN), chance.uniform(-STREWN, STREWN)
        yield _Drawn(number, chance.choice(units), at, day_of(at), chance.random(), north, east)


def _fill(units: Sequence[_Unit], wanted: int, seat: int, validator: Actor, chance: random.Random) -> None:
    kinds = {kind.code: kind.pk for kind in categories()}
    offices = {code: office.pk for code, office in people_queries.offices_by_code().items()}
    judge = (validator.known_id, validator.seats[0].id)
    drawn = list(_draw(units, wanted, chance))
    cells = {unit.id: unit.cell for unit in units}
    write("reports_report", REPORT, (_report(d, kinds, seat, cells[d.unit.id]) for d in drawn))
    write("followup_ticket", TICKET, (_ticket(d, kinds["sampah"], offices) for d in drawn if d.needs_work))
    write("validation_verdict", VERDICT, (
        (d.number, d.number, 1, d.stands, "" if d.stands else "not-shown", "", "", *judge, d.at) for d in drawn
    ))  # fmt: skip
    write("validation_currentverdict", STANDING, (
        (d.number, d.number, d.stands, d.unit.id, d.day, d.at, d.code, d.kind(kinds), 0, 0, 0) for d in drawn
    ))  # fmt: skip
    _settle()
    keeping.rebuild_map()
    _learn()


def _report(d: _Drawn, kinds: Mapping[str, int], seat: int, cell: str) -> Sequence[Any]:
    return (
        d.number, f"bench-{d.number}", d.code, "bench", d.kind(kinds),
        f"Tumpukan nomor {d.number} di depan pos ronda", d.unit.lat + d.north, d.unit.lon + d.east, cell, "inside", "",
        d.unit.kelurahan, d.unit.rw, d.unit.id, None, seat, d.unit.id, 0, 0, 0, False, d.at, d.at, d.day,
    )  # fmt: skip


def _ticket(d: _Drawn, kind: int, offices: Mapping[str, int]) -> Sequence[Any]:
    done = d.at + timedelta(hours=40 * d.roll) if d.roll < 0.8 else None
    state, outcome = ("waiting", "") if done is None else ("done", "claimed")
    return (
        d.number, d.number, kind, d.unit.kelurahan, d.unit.rw, d.unit.id, d.unit.lat + d.north, d.unit.lon + d.east,
        d.at, state, outcome, offices[d.unit.code[:10]], d.at, d.at, d.at + timedelta(hours=24), done, done or d.at, "",
        0, 0, 0,
    )  # fmt: skip


def write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows straight into a table, in the quickest way of each engine."""
    names = ", ".join(f'"{column}"' for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [_plain(row) for row in rows])


def _plain(row: Sequence[Any]) -> list[Any]:
    """SQLite keeps moments as Django writes them: in UTC, without a zone."""
    return [
        iso(v)[:-1].replace("T", " ") if isinstance(v, datetime) else str(v) if isinstance(v, date) else v for v in row
    ]


def _settle() -> None:
    """Number on from what is there, and let the engine learn it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("reports_report", "followup_ticket", "validation_verdict"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    _learn()


def _learn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
