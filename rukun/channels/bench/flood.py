"""A flood day: the usual load, ten times as much for minutes, and the usual again; what telephones live through.

Run as `python -m rukun.channels.bench.flood REPORTS RATE MINUTES` with an environment that names the database; one that
holds a city of the bench already is used as it is. Writes rows as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rukun.channels.bench.clients.phones import AFTER, BEFORE, FLOOD, Flood, Weathered
from rukun.channels.bench.row import Measured
from rukun.channels.bench.spike import OPEN, prepare, settle_down, working

TIMES, READS = 10, 2.0
CALM_SECONDS, HANDS, PEOPLE, STREETS = 30.0, 160, 40, 12
P99_WANTED, EMPTY_WITHIN, OPENED_WITHIN = 10.0, 120.0, 120.0
GIVES_UP_SECONDS = 600.0


def measure(reports: int, rate: float, minutes: float) -> Iterator[Measured]:
    """Everything that came of it."""
    from django.db import connection

    from rukun.channels.bench.clients import photos
    from rukun.channels.bench.servers.serving import Served

    held, run = prepare(reports), f"flood-{uuid.uuid4().hex[:8]}"
    logins, places, engine = _people(run), _streets(), connection.vendor
    settle_down()
    connection.close()
    rates = [(rate, CALM_SECONDS), (rate * TIMES, minutes * 60), (rate, CALM_SECONDS)]
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as folder:
        photos.results(Path(folder), 200)
        with Served("rukun.wsgi:application", OPEN) as server, working():
            told = _weathered(Flood(server.port, logins, places, folder, rates, READS, HANDS, run))
            opened = _opened_after(run)
            memory = server.memory_mb().peak
    there, incidents, largest = _counted(run)
    connection.close()
    note = f"{held:,} reports before; {rate:g} reports a second, {TIMES} times as many for {minutes:g} min"
    yield _row("reports accepted", engine, told.accepted, "", f"{note}; refused {told.refused or 'none'}",
               told.sent, "more")  # fmt: skip
    yield _row("accepted and lost", engine, told.accepted - there, "", "acknowledged, and not there exactly once", 0,
               "less")  # fmt: skip
    yield from _of_waiting(told, engine, opened)
    yield _row("incidents gathered", engine, incidents, "", f"the largest of {largest:,} reports", 1, "more")
    yield _row("memory of one web worker", engine, memory, "MB", "the most after all of the above", 120, "less")


def _of_waiting(told: Weathered, engine: str, opened: float) -> Iterator[Measured]:
    away = f"told to wait {told.told_to_wait:,} times, without an answer {told.without_answer:,} times"
    filing = ", ".join(f"{told.filing_p99[stretch]:.2f} s" for stretch in (BEFORE, FLOOD, AFTER))
    reading = ", ".join(f"{told.reading_p99[stretch]:.2f} s" for stretch in (BEFORE, FLOOD, AFTER))
    yield _row("sending that was accepted, worst p99", engine, max(told.filing_p99), "s",
               f"before, in, after: {filing}; {away}", P99_WANTED, "less")  # fmt: skip
    yield _row("reading, worst p99", engine, max(told.reading_p99), "s", f"before, in, after: {reading}; "
               f"{told.read:,} read, {told.read_away:,} told to come again, failed {told.read_failed or 'none'}",
               P99_WANTED, "less")  # fmt: skip
    yield _row("until no telephone waits", engine, told.empty_after, "s", "after the end of the flood",
               EMPTY_WITHIN, "less")  # fmt: skip
    yield _row("until every ticket is open", engine, opened, "s", "after the last telephone", OPENED_WITHIN, "less")


def _row(work: str, engine: str, value: float, unit: str, note: str, target: float, better: str) -> Measured:
    return Measured(f"flood day: {work}", engine, value, unit, note, "", None, target, None, better)


def _people(run: str) -> list[str]:
    from rukun import clock
    from rukun.people import actions as people

    logins = [f"demo-{run}-{number}" for number in range(PEOPLE)]
    for login in logins:
        people.register_person(
            login=login, name=login, pseudonym="Warga", password=None, at=clock.now(), is_simulated=True
        )
    return logins


def _streets() -> list[tuple[float, float]]:
    """Some RT far from each other: one is flooded in each of so many kelurahan."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(b.inner_lat), min(b.inner_lon) FROM areas_boundary b JOIN areas_area a ON a.id = b.area_id "
            "WHERE a.kind = 'rt' AND b.valid_until IS NULL AND a.code LIKE '%%001001' AND a.code NOT LIKE '3101%%' "
            "GROUP BY substr(a.code, 1, 10) ORDER BY substr(a.code, 1, 10)"
        )
        rows = cursor.fetchall()
    return [(lat, lon) for lat, lon in rows[:: max(1, len(rows) // STREETS)]][:STREETS]


def _opened_after(run: str) -> float:
    """Seconds until no report of the flood is without a ticket."""
    from django.db import connection

    began = time.monotonic()
    with connection.cursor() as cursor:
        while time.monotonic() - began < GIVES_UP_SECONDS:
            cursor.execute(
                "SELECT count(*) FROM reports_report r WHERE r.key LIKE %s AND NOT EXISTS "
                "(SELECT 1 FROM followup_ticket t WHERE t.report_id = r.id)", [f"{run}-%"],
            )  # fmt: skip
            if not cursor.fetchone()[0]:
                break
            time.sleep(0.5)  # another process opens them
    connection.close()
    return time.monotonic() - began


def _counted(run: str) -> tuple[int, int, int]:
    """Reports of the flood that are there (each key is there once at most), incidents, and the largest of those."""
    from django.conf import settings
    from django.db import connection

    from rukun import clock
    from rukun.operation.rounds import Round
    from rukun.tick import tick

    tick(at=clock.now(), home=settings.RUKUN_HOME, worker=Round(apart=False))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_report WHERE key LIKE %s", [f"{run}-%"])
        (there,) = cursor.fetchone()
        cursor.execute("SELECT count(*), coalesce(max(size), 0) FROM followup_incident")
        incidents, largest = cursor.fetchone()
    return int(there), int(incidents), int(largest)


def _weathered(flood: Flood) -> Weathered:
    done = subprocess.run(
        [sys.executable, "-m", "rukun.channels.bench.clients.phones"], input=json.dumps(asdict(flood)),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Weathered(**json.loads(done.stdout))


def main() -> None:
    """Measure and write."""
    import django

    django.setup()
    rows = []
    for row in measure(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])):
        sys.stderr.write(f"{row.engine}: {row.work}: {row.value:,.2f} {row.unit} ({row.note})\n")
        rows.append(row.told())
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
