"""The city that is measured: all of Jakarta with every RT drawn, and as many reports as asked for.

Areas, people and the law come through the same actions as everywhere. The reports are written into the tables directly:
a bench of a hundred thousand reports cannot wait for a hundred thousand filings, and measures a filing by itself.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from rukun.areas import actions as areas
from rukun.areas.queries import area, areas_of
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.people import actions as people
from rukun.people import queries as people_queries
from rukun.people.rules import Actor, Role
from rukun.reports import actions as reports
from rukun.reports.queries import categories
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month, iso

MONTH = Month(2016, 6)
BEGUN = datetime(2016, 5, 31, 17, tzinfo=UTC)
BANGKA = AreaCode("3174031002")
# The share of reports that stand struck, as in the simulation.
STRUCK_SHARE = 0.07


@dataclass(frozen=True, slots=True)
class City:
    """What the measures need to know of the city."""

    reports: int
    units: int
    validator: Actor
    treasurers: dict[str, Actor]


def build(folder: Path, wanted: int, seed: int) -> City:
    """Jakarta with borders down to the RT, officials, and `wanted` judged reports in June 2016."""
    areas.load_kota(folder, at=BEGUN)
    wards = [found.area_code for found in areas_of(Kind.KELURAHAN)]
    areas.draw_units(wards, at=BEGUN)
    people.load_offices(folder, at=BEGUN)
    reports.load_categories(folder, at=BEGUN)
    followup.load_holidays(folder, at=BEGUN)
    funds.load_decrees(folder / "decrees", at=BEGUN)
    _seat("demo-warga")
    _seat("demo-lurah", Role.LURAH, BANGKA, BANGKA.digits)
    head = _seat("demo-ketua-rt", Role.KETUA_RT, AreaCode(BANGKA.digits + "003005"))
    validator = _seat("demo-tapem", Role.VALIDATOR, AreaCode("31"))
    treasurers = {code.digits: _seat(f"bendahara-{code.digits}", Role.BENDAHARA, code) for code in wards}
    units = _units()
    _fill(units, wanted, head.seats[0].id, validator, random.Random(seed))
    return City(wanted, len(units), validator, treasurers)


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
    "id",
    "report_id",
    "state",
    "holder_id",
    "opened_at",
    "held_since",
    "due_at",
    "done_at",
    "reopened",
    "escalated",
)
VERDICT = ("id", "report_id", "number", "is_valid", "reason", "note", "evidence", "validator_id", "seat_id", "given_at")
STANDING = ("report_id", "verdict_id", "is_valid", "unit_id", "counted_on")


def _fill(units: Sequence[_Unit], wanted: int, seat: int, validator: Actor, chance: random.Random) -> None:
    kinds = {kind.code: kind.pk for kind in categories()}
    offices = {code: office.pk for code, office in people_queries.offices_by_code().items()}
    judge = (validator.person_id, validator.seats[0].id)
    drawn = [(chance.choice(units), chance.randrange(30 * 86_400), chance.random()) for _ in range(wanted)]
    moments = [BEGUN + timedelta(seconds=seconds) for _, seconds, _ in drawn]
    days = [(moment + timedelta(hours=7)).date() for moment in moments]

    def reports_() -> Iterator[Sequence[Any]]:
        for n, ((unit, _, _), at, day) in enumerate(zip(drawn, moments, days, strict=True), start=1):
            kind = kinds["sampah"] if n % 3 == 0 else kinds["kerja-bakti"]
            yield (
                n, f"bench-{n}", f"B{n:09d}", "bench", kind, f"Tumpukan nomor {n} di depan pos ronda", unit.lat,
                unit.lon, "", "inside", "", unit.kelurahan, unit.rw, unit.id, None, seat, unit.id, 0, 0, 0, False,
                at, at, day,
            )  # fmt: skip

    def tickets() -> Iterator[Sequence[Any]]:
        for n, ((unit, _, roll), at) in enumerate(zip(drawn, moments, strict=True), start=1):
            if n % 3 == 0:
                done = at + timedelta(hours=40 * roll) if roll < 0.8 else None
                state = "waiting" if done is None else "done"
                yield n, n, state, offices[unit.code[:10]], at, at, at + timedelta(hours=24), done, 0, 0

    def verdicts() -> Iterator[Sequence[Any]]:
        for n, ((_, _, roll), at) in enumerate(zip(drawn, moments, strict=True), start=1):
            yield n, n, 1, roll >= STRUCK_SHARE, "" if roll >= STRUCK_SHARE else "not-shown", "", "", *judge, at

    def standing() -> Iterator[Sequence[Any]]:
        for n, ((unit, _, roll), day) in enumerate(zip(drawn, days, strict=True), start=1):
            yield n, n, roll >= STRUCK_SHARE, unit.id, day

    write("reports_report", REPORT, reports_())
    write("followup_ticket", TICKET, tickets())
    write("validation_verdict", VERDICT, verdicts())
    write("validation_currentverdict", STANDING, standing())
    _settle()


def write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows straight into a table, in the quickest way of each engine."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
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
    """Let the engine learn what it holds, and number on from there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("reports_report", "followup_ticket", "validation_verdict"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("ANALYZE")


def told(city: City) -> str:
    """For the head of the table."""
    return json.dumps({"reports": city.reports, "units": city.units})
