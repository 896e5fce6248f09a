"""The city that is measured: all of Jakarta with every RT drawn, and as many reports as asked for.

Areas, people and the law come through the same actions as everywhere. The reports are written into the tables directly
(`filling`): a bench of a hundred thousand reports cannot wait for a hundred thousand filings, and measures a filing by
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from rukun.areas import actions as areas
from rukun.areas.queries import area, areas_of
from rukun.channels.bench.cities import filling
from rukun.followup import actions as followup
from rukun.followup.kinds import note_kinds
from rukun.funds import actions as funds
from rukun.people import actions as people
from rukun.people import queries as people_queries
from rukun.people.rules import Actor, Role
from rukun.reports import actions as reports
from rukun.reports.cells import cell_of
from rukun.reports.queries import categories
from rukun.transparency.map import keeping
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month, iso

MONTH = Month(2016, 6)
BEGUN = datetime(2016, 5, 31, 17, tzinfo=UTC)
BANGKA = AreaCode("3174031002")
NOTED_AT_ONCE = 20_000
HEAD, TAPEM, TREASURER = "demo-ketua-rt", "demo-tapem", "bendahara-"


@dataclass(frozen=True, slots=True)
class City:
    """What the measures need to know of the city."""

    reports: int
    units: int
    validator: Actor
    head: Actor
    treasurers: dict[str, Actor]


def build(folder: Path, wanted: int, seed: int) -> City:
    """Jakarta with borders down to the RT, officials, and `wanted` judged reports in June 2016.

    Where it stands already, as it was built, it is taken as it is; refused where anything else is there.
    """
    found = standing(wanted)
    if found is not None and note_kinds(most=NOTED_AT_ONCE):
        # Filled by a version that did not note them: its worker would have by now.
        while note_kinds(most=NOTED_AT_ONCE):
            pass
        _learn()
    return found or _built(folder, wanted, seed)


def standing(wanted: int) -> City | None:
    """The city as it was built; None in a database without people; refused where anything else is in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT login, id FROM people_person")
        logins = dict(cursor.fetchall())
        if not logins:
            return None
        cursor.execute("SELECT (SELECT count(*) FROM reports_report), (SELECT count(*) FROM funds_closing)")
        if cursor.fetchone() != (wanted, 0) or TAPEM not in logins:
            raise Refused("filled", "Basis data ini sudah berisi; ukur pada yang kosong.")
        cursor.execute("SELECT count(*) FROM areas_area WHERE kind = 'rt'")
        (units,) = cursor.fetchone()
    actors = {login: people_queries.actor_of(number, BEGUN) for login, number in logins.items()}
    treasurers = {login.removeprefix(TREASURER): one for login, one in actors.items() if login.startswith(TREASURER)}
    return City(wanted, units, actors[TAPEM], actors[HEAD], treasurers)


def _built(folder: Path, wanted: int, seed: int) -> City:
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
    head = _seat(HEAD, Role.KETUA_RT, AreaCode(BANGKA.digits + "003005"))
    validator = _seat(TAPEM, Role.VALIDATOR, AreaCode("31"))
    treasurers = {code.digits: _seat(f"{TREASURER}{code.digits}", Role.BENDAHARA, code) for code in wards}
    units = _units({code: office.pk for code, office in people_queries.offices_by_code().items()})
    _fill(units, wanted, head.seats[0].id, validator, seed)
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


def _units(offices: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """Every RT with the point inside it, as `filling.UNIT` wants it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, id FROM areas_area")
        ids = dict(cursor.fetchall())
        cursor.execute(
            "SELECT a.code, b.inner_lat, b.inner_lon FROM areas_boundary b JOIN areas_area a ON a.id = b.area_id "
            "WHERE a.kind = 'rt' AND b.valid_until IS NULL ORDER BY a.code"
        )
        return [
            (ids[c], ids[c[:13]], ids[c[:10]], offices[c[:10]], lat, lon, cell_of(Place(lat, lon)))
            for c, lat, lon in cursor.fetchall()
        ]


def _fill(units: list[tuple[Any, ...]], wanted: int, seat: int, validator: Actor, seed: int) -> None:
    kinds = {kind.code: kind.pk for kind in categories()}
    judge = (validator.known_id, validator.seats[0].id)
    filling.fill(
        units,
        filling.Filled(
            wanted, seed, MONTH.first.isoformat(), MONTH.length, kinds["sampah"], kinds["kerja-bakti"], seat, judge
        ),
    )
    _settle()
    keeping.rebuild_map()
    _learn()


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
