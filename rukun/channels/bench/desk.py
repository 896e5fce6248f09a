"""How the desk bears growth: its list, its counts, its archive and one step, at several numbers of tickets.

Run as `python -m rukun.channels.bench.desk 100000 5000000`: a PostgreSQL of its own, rows written by the database
itself with the indexes made afterwards, and one line of JSON for each number: milliseconds, and how much they grew.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROUNDS, ROWS = 60, 50
WAITING = "waiting"
BEGUN = datetime(2016, 5, 31, 17, tzinfo=UTC)
KELURAHAN = "3174031002"
TABLES = ("reports_report", "followup_ticket", "followup_step", "followup_disposisi")
# One in twenty is open; the rest was closed within two days. A year of reports over every kelurahan.
REPORTS = """
INSERT INTO reports_report (
    id, key, code, channel, category_id, words, lat, lon, cell, placed, candidates, kelurahan_id, is_private,
    captured_at, received_at, counted_on
)
SELECT n, 'desk-' || n, 'D' || lpad(n::text, 9, '0'), 'bench', %(category)s, 'Tumpukan nomor ' || n, -6.26, 106.81, '',
    'inside', '', a.kelurahan[1 + n %% cardinality(a.kelurahan)], false, at, at, at::date
FROM generate_series(%(first)s, %(last)s) n, (SELECT %(kelurahan)s::bigint[] AS kelurahan) a,
    LATERAL (SELECT %(begun)s::timestamptz + (n %% 31536000) * interval '1 second' AS at) moment
"""
TICKETS = """
INSERT INTO followup_ticket (
    id, report_id, category_id, reported_as_id, kelurahan_id, lat, lon, received_at, state, outcome, holder_id,
    opened_at, held_since, due_at, done_at, changed_at, pause_reason, reopened, escalated, forwards
)
SELECT n, n, %(category)s, %(category)s, a.kelurahan[1 + n %% cardinality(a.kelurahan)], -6.26, 106.81, at,
    CASE WHEN n / 261 %% 20 = 0 THEN 'waiting' ELSE 'done' END,
    CASE WHEN n / 261 %% 20 = 0 THEN '' ELSE 'confirmed' END,
    a.offices[1 + n %% cardinality(a.kelurahan)], at, at, at + interval '1 day',
    CASE WHEN n / 261 %% 20 = 0 THEN NULL ELSE at + interval '2 days' END, at, '', 0, 0, 0
FROM generate_series(%(first)s, %(last)s) n,
    (SELECT %(kelurahan)s::bigint[] AS kelurahan, %(offices)s::bigint[] AS offices) a,
    LATERAL (SELECT %(begun)s::timestamptz + (n %% 31536000) * interval '1 second' AS at) moment
"""
OPENED = """
INSERT INTO followup_step (ticket_id, before, after, at, office_id, reason, words, proof)
SELECT id, '', 'waiting', opened_at, holder_id, '', '', '' FROM followup_ticket WHERE id BETWEEN %(first)s AND %(last)s
"""
GIVEN = """
INSERT INTO followup_disposisi (ticket_id, taker_id, reason, due_at, at)
SELECT id, holder_id, '', due_at, opened_at FROM followup_ticket WHERE id BETWEEN %(first)s AND %(last)s
"""


def main() -> None:
    """Fill and measure at each number, in the order given."""
    from rukun.channels.bench.servers.postgres import Cluster

    numbers = sorted(int(one) for one in sys.argv[1:]) or [100_000, 5_000_000]
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home, Cluster(durable=True) as cluster:
        os.environ |= {"RUKUN_HOME": home, "DATABASE_URL": cluster.url, "RUKUN_KOTA": "jakarta"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "rukun.settings"
        import django

        django.setup()
        open_city()
        first: dict[str, float] = {}
        filled = 0
        for number in numbers:
            began = time.perf_counter()
            fill(filled + 1, number)
            filled, told = number, {"tickets": number, "filled_s": round(time.perf_counter() - began, 1)}
            figures = dict(measure(number))
            first = first or figures
            grown = {f"{name}_grew": round(ms / first[name], 2) for name, ms in figures.items()}
            told |= {f"{name}_ms": round(ms, 2) for name, ms in figures.items()} | grown
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


def open_city() -> None:
    from django.conf import settings

    from rukun.areas import actions as areas
    from rukun.databases import structure
    from rukun.followup import actions as followup
    from rukun.people import actions as people
    from rukun.reports import actions as reports

    folder = Path(settings.RUKUN_KOTA_FOLDER) / "jakarta"
    structure.prepare()
    areas.load_kota(folder, at=BEGUN)
    people.load_offices(folder, at=BEGUN)
    reports.load_categories(folder, at=BEGUN)
    followup.load_holidays(folder, at=BEGUN)


def fill(first: int, last: int) -> None:
    """Reports and tickets with these numbers, written by the database itself."""
    from django.db import connection

    from rukun.areas.queries import areas_of
    from rukun.channels.bench.cities.filling import without_indexes
    from rukun.people.queries import offices_by_code
    from rukun.reports.queries import category
    from rukun.values.code import Kind

    offices = offices_by_code()
    wards = [ward for ward in areas_of(Kind.KELURAHAN) if ward.code in offices]
    facts: dict[str, Any] = {
        "first": first, "last": last, "begun": BEGUN, "category": category("sampah").pk,
        "kelurahan": [ward.pk for ward in wards], "offices": [offices[ward.code].pk for ward in wards],
    }  # fmt: skip
    with connection.cursor() as cursor, without_indexes(TABLES):
        for statement in (REPORTS, TICKETS, OPENED, GIVEN):
            cursor.execute(statement, facts)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("VACUUM ANALYZE")


def measure(number: int) -> Iterator[tuple[str, float]]:
    """Milliseconds of each piece of a desk's work, the median of so many rounds."""
    from rukun.followup import actions, queries
    from rukun.people.queries import offices_by_code
    from rukun.people.rules import Role, SeatHeld
    from rukun.values.code import AreaCode

    at = BEGUN + timedelta(days=366)
    yield "list", _median(lambda: list(queries.queue_of(KELURAHAN)[:ROWS]))
    yield "list_filtered", _median(lambda: list(queries.filtered(queries.queue_of(KELURAHAN), jenis="sampah")[:ROWS]))
    yield "counts", _median(lambda: queries.states_of(KELURAHAN, at))
    yield "archive", _median(lambda: list(queries.archive_of(KELURAHAN)[:ROWS]))
    wards = [code for code, office in offices_by_code().items() if office.kind == "kelurahan"]
    waiting = iter([one for code in wards[number % 7 :: 5] for one in queries.queue_of(code).filter(state=WAITING)[:4]])
    seat = _seat()

    def step() -> None:
        ticket = next(waiting)
        code = ticket.holder.code
        actions.take(ticket, desk=SeatHeld(seat, Role.LURAH, AreaCode(code), code), at=at)

    yield "step", _median(step)


def _seat() -> int:
    from rukun.areas.queries import area
    from rukun.people import actions, queries
    from rukun.people.rules import Role
    from rukun.values.code import AreaCode

    seat = actions.open_seat(
        role=Role.LURAH, area=area(AreaCode(KELURAHAN)), at=BEGUN, office=queries.office(KELURAHAN)
    )
    return seat.pk


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
