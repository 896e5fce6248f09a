"""Rows of a city's reports, drawn and written by the database itself.

Millions of rows would take Python a quarter of an hour to make. The chances are sums of whole numbers, so that both
engines draw the same reports to the letter, and a month closed on either has to bring out the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

# A prime below 2**31: the square of what is left by it still fits whole numbers of 64 bits.
PRIME = 2_147_483_647
STREAMS = {"moment": 48_271, "place": 69_621, "fate": 39_373, "north": 16_807, "east": 62_089_911}
# Of ten thousand reports so many stand struck, and of those that need work so many are done.
STRUCK, DONE = 700, 8_000
# How far a report lies from the middle of its RT at most, in ten millionths of a degree: some forty metres.
STREWN = 4_000
TABLES = (
    "reports_report", "followup_ticket", "followup_disposisi", "followup_step", "validation_verdict",
    "validation_currentverdict",
)  # fmt: skip
UNIT = ("n", "id", "rw", "kelurahan", "office", "lat", "lon", "cell")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is to be written: how many reports from which seed, the days they come on, the kinds that need work and
    that do not (ids), the seat they are made in, and who judged them (person and seat)."""

    wanted: int
    seed: int
    first: str
    days: int
    work: int
    good: int
    seat: int
    judge: tuple[int, int]


def fill(units: Sequence[Sequence[Any]], said: Filled) -> None:
    """Reports strewn over the units, tickets for every third, a verdict on each; `units` as `UNIT` without the number.

    A year of reports is the same month again: only the number differs.
    """
    with connection.cursor() as cursor, without_indexes(TABLES):
        _name_units(cursor, units)
        cursor.execute(_drawn(said, len(units)))
        for table, some, columns in (*_reported(said), *_followed_up(said)):
            names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM bench_drawn WHERE {some} ORDER BY n")
        cursor.execute("DROP TABLE bench_drawn")
        cursor.execute("DROP TABLE bench_unit")


def _name_units(cursor: Any, units: Sequence[Sequence[Any]]) -> None:
    cursor.execute(
        "CREATE TEMP TABLE bench_unit (n bigint PRIMARY KEY, id bigint, rw bigint, kelurahan bigint, office bigint, "
        "lat double precision, lon double precision, cell text)"
    )
    marks = ", ".join(["%s"] * len(UNIT))
    cursor.executemany(f"INSERT INTO bench_unit VALUES ({marks})", [(n, *unit) for n, unit in enumerate(units)])
    cursor.execute("ANALYZE bench_unit")


def _drawn(said: Filled, units: int) -> str:
    """Every report with its unit, moment, place and fate, as a table of its own."""
    begun = ", ".join(
        f"(n * {factor} + {said.seed * 7_919 + place}) % {PRIME} AS {name}"
        for place, (name, factor) in enumerate(STREAMS.items())
    )
    mixed = ", ".join(f"({name} * {name} + n * 7919) % {PRIME} AS {name}" for name in STREAMS)
    shift = f"% {2 * STREWN + 1} - {STREWN}) / 1e7"
    second = f"moment % {said.days * 86_400}"
    return (
        f"CREATE TEMP TABLE bench_drawn AS {_numbers(said.wanted)} "
        f"SELECT d.n, u.id AS unit, u.rw, u.kelurahan, u.office, u.cell, d.fate % 10000 AS fate, "
        f"{_moment(said.first, second)} AS at, {_day(said.first, second)} AS day, "
        f"u.lat + (d.north {shift} AS lat, u.lon + (d.east {shift} AS lon "
        f"FROM (SELECT n, {mixed} FROM (SELECT n, {begun} FROM numbers) begun) d "
        f"JOIN bench_unit u ON u.n = d.place % {units}"
    )


AREA = {"kelurahan_id": "kelurahan", "rw_id": "rw", "rt_id": "unit"}
NEAR = {"rt_distance_m": "0", "rw_distance_m": "0", "kelurahan_distance_m": "0"}
CODE = "'B' || substr(CAST(1000000000 + n AS text), 2)"
NEEDS_WORK, IS_DONE = "n % 3 = 0", f"n % 3 = 0 AND fate < {DONE}"
# A table, which rows of `bench_drawn` go in, and what its columns hold of them.
_Rows = tuple[str, str, Mapping[str, str]]


def _reported(said: Filled) -> Iterator[_Rows]:
    kind = f"CASE WHEN {NEEDS_WORK} THEN {said.work} ELSE {said.good} END"
    yield "reports_report", "true", {
        "id": "n", "key": "'bench-' || n", "code": CODE, "channel": "'bench'", "category_id": kind,
        "words": "'Tumpukan nomor ' || n || ' di depan pos ronda'", "lat": "lat", "lon": "lon", "cell": "cell",
        "placed": "'inside'", "candidates": "''", **AREA, "seat_id": str(said.seat), "unit_id": "unit", **NEAR,
        "is_private": "false", "captured_at": "at", "received_at": "at", "counted_on": "day",
    }  # fmt: skip
    yield "validation_verdict", "true", {
        "id": "n", "report_id": "n", "number": "1", "is_valid": f"fate >= {STRUCK}",
        "reason": f"CASE WHEN fate >= {STRUCK} THEN '' ELSE 'not-shown' END", "note": "''", "evidence": "''",
        "validator_id": str(said.judge[0]), "seat_id": str(said.judge[1]), "given_at": "at",
    }  # fmt: skip
    yield "validation_currentverdict", "true", {
        "report_id": "n", "verdict_id": "n", "is_valid": f"fate >= {STRUCK}", "unit_id": "unit",
        "counted_on": "day", "received_at": "at", "code": CODE, "category_id": kind, **NEAR,
    }  # fmt: skip


def _followed_up(said: Filled) -> Iterator[_Rows]:
    """Tickets that were opened at once, and those that were closed within forty hours."""
    done, due = _later("at", "144 * fate / 10"), _later("at", "86400")
    closed = f"CASE WHEN fate < {DONE} THEN"
    told = {"ticket_id": "n", "office_id": "office", "reason": "''", "words": "''", "proof": "''"}
    yield "followup_ticket", NEEDS_WORK, {
        "id": "n", "report_id": "n", "category_id": str(said.work), "reported_as_id": str(said.work),
        **AREA, "lat": "lat", "lon": "lon", "received_at": "at", "state": f"{closed} 'done' ELSE 'waiting' END",
        "outcome": f"{closed} 'claimed' ELSE '' END", "holder_id": "office", "opened_at": "at", "held_since": "at",
        "due_at": due, "done_at": f"{closed} {done} END", "changed_at": f"{closed} {done} ELSE at END",
        "pause_reason": "''", "reopened": "0", "escalated": "0", "forwards": "0",
    }  # fmt: skip
    yield "followup_disposisi", NEEDS_WORK, {
        "ticket_id": "n", "taker_id": "office", "reason": "''", "due_at": due, "at": "at",
    }  # fmt: skip
    yield "followup_step", NEEDS_WORK, {**told, "before": "''", "after": "'waiting'", "at": "at"}
    yield "followup_step", IS_DONE, {**told, "before": "'waiting'", "after": "'done'", "at": done}


def _numbers(wanted: int) -> str:
    if connection.vendor == "postgresql":
        return f"WITH numbers AS (SELECT n FROM generate_series(1::bigint, {wanted}) n)"
    return f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {wanted})"


def _moment(first: str, second: str) -> str:
    """So many seconds after the first day began in Jakarta, as the engine keeps a moment."""
    if connection.vendor == "postgresql":
        return f"timestamptz '{first} 00:00:00+07' + ({second}) * interval '1 second'"
    return f"datetime('{first}', '-7 hours', ({second}) || ' seconds')"


def _day(first: str, second: str) -> str:
    if connection.vendor == "postgresql":
        return f"date '{first}' + (({second}) / 86400)::int"
    return f"date('{first}', (({second}) / 86400) || ' days')"


def _later(moment: str, seconds: str) -> str:
    if connection.vendor == "postgresql":
        return f"{moment} + ({seconds}) * interval '1 second'"
    return f"datetime({moment}, ({seconds}) || ' seconds')"


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Nothing is checked or looked up while rows are written: the indexes are made again afterwards, each at once."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        indexes = _indexes(cursor, tables)
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("SET session_replication_role = replica" if is_postgresql else "PRAGMA foreign_keys = OFF")
        yield
        cursor.execute("SET session_replication_role = DEFAULT" if is_postgresql else "PRAGMA foreign_keys = ON")
        if is_postgresql:
            cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)


def _indexes(cursor: Any, tables: Sequence[str]) -> list[tuple[str, str]]:
    """The indexes of tables with what makes them, but those that a constraint made."""
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "postgresql":
        cursor.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks}) AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))",
            tables,
        )
    else:
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        )
    return [(name, definition) for name, definition in cursor.fetchall()]
