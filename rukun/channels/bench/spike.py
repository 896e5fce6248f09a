"""The pattern of calls that broke a peer, and how many whole lives of a report a second: at a million reports.

DIGIT's published spike test (create, assign, resolve, search at 1, 15, 1, 25, 2, 35, 10 a second over ten minutes, with
a million complaints) ended in 57% errors there; its best at a million was 6.3 whole lives a second, on 16 cores.
Run as `python -m rukun.channels.bench.spike REPORTS MINUTES SECONDS` with an environment that names the database; one
that holds a city of the bench already is used as it is. Writes rows as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rukun.channels.bench.lifecycle import Lived, Lives
from rukun.channels.bench.row import Measured

RATES = (1, 15, 1, 25, 2, 35, 10)
PEER_LIVES, PEER_ERRORS, PEER_P95 = 6.3, 57.0, 36.0
LIVES_WANTED, P95_WANTED = 40.0, 1.0
DESKS, HANDS, AT_ONCE = 24, 96, 10
STOPS_WITHIN_SECONDS = 10
OPEN = {
    "RUKUN_DEMO": "true",
    "RUKUN_LOG_LEVEL": "ERROR",
    "API_READS_PER_MINUTE": "0",
    "RUKUN_SECOND_FACTOR_ROLES": "none",
}
# What a city that has run for a while has behind it, and this one, which was written straight into the tables, has not.
SETTLED = (
    "UPDATE followup_ticket SET escalated = 2 WHERE state = 'waiting' AND escalated < 2 AND report_id <= %s",
    "UPDATE followup_ticket SET outcome = 'unconfirmed' WHERE outcome = 'claimed' AND report_id <= %s",
    "INSERT INTO validation_risk (report_id, unit_id, counted_on, score, version) "
    "SELECT id, unit_id, counted_on, 0, '' FROM reports_report WHERE id <= %s ON CONFLICT DO NOTHING",
    "INSERT INTO validation_lookedthrough (number, report) VALUES (1, %s) ON CONFLICT (number) DO NOTHING",
)


@dataclass(frozen=True, slots=True)
class Staffed:
    """The keys under which programs file and desks act, and where reports lie."""

    filing_key: str
    desks: dict[str, str]
    places: list[tuple[float, float, str]]


def prepare(reports: int) -> int:
    """A city with so many reports, unless the database holds one; returns how many it holds."""
    from django.conf import settings
    from django.db import connection

    from rukun.channels.bench.cities import city
    from rukun.databases import structure

    structure.prepare()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_report")
        (there,) = cursor.fetchone()
        if not there:
            city.build(Path(settings.RUKUN_KOTA_FOLDER) / "jakarta", reports, seed=7)
            for statement in SETTLED:
                cursor.execute(statement, [reports])
            cursor.execute("ANALYZE")
    return int(there) or reports


def staffed() -> Staffed:
    """Somebody at so many desks, each with a key, and places in their kelurahan."""
    from rukun import clock
    from rukun.areas.queries import area, areas_of
    from rukun.people import actions as people
    from rukun.people import queries as people_queries
    from rukun.people.actions import KeyTerms, issue_key
    from rukun.people.rules import Role, Scope
    from rukun.values.code import Kind

    at, run = clock.now(), uuid.uuid4().hex[:8]
    offices = people_queries.offices_by_code()
    wards = [one.area_code for one in areas_of(Kind.KELURAHAN) if one.area_code.digits in offices]
    filing = issue_key(KeyTerms("Bench", "bench@localhost", 1_000_000, 1_000_000), by="bench", at=at).code
    desks = {}
    for ward in random.Random(7).sample(wards, min(DESKS, len(wards))):
        person = people.register_person(
            login=f"bench-{run}-{ward.digits}", name="Bench", pseudonym="Bench", password=None, at=at, is_simulated=True
        )
        seat = people.open_seat(
            role=Role.STAFF_KELURAHAN, area=area(ward), at=at, office=people_queries.office(ward.digits)
        )
        people.appoint(person=person, seat=seat, sk="SK", held_from=date(2016, 1, 1), at=at)
        terms = KeyTerms("Desk", "bench@localhost", 1_000_000, 1_000_000, frozenset({Scope.ACT}), person.pk)
        desks[ward.digits] = issue_key(terms, by="bench", at=at).code
    return Staffed(filing, desks, _places(set(desks)))


def _places(wards: set[str]) -> list[tuple[float, float, str]]:
    """The middle of every RT of these kelurahan."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.inner_lat, b.inner_lon, a.code FROM areas_boundary b JOIN areas_area a ON a.id = b.area_id "
            "WHERE a.kind = 'rt' AND b.valid_until IS NULL ORDER BY a.code"
        )
        return [(lat, lon, code[:10]) for lat, lon, code in cursor.fetchall() if code[:10] in wards]


def settle_down() -> None:
    """What a worker does once a day or an hour, done before: a city that runs has it behind it."""
    from django.conf import settings

    from rukun import clock
    from rukun.operation.rounds import Round
    from rukun.tick import tick

    for _ in range(2):
        tick(at=clock.now(), home=settings.RUKUN_HOME, worker=Round(apart=False))


@contextmanager
def working() -> Iterator[subprocess.Popen[bytes]]:
    """The background worker beside, as `rukun serve` has it."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "rukun.channels.cli", "work"], env=os.environ | OPEN, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, signal.SIGKILL)  # in the middle of long work, which the next worker does again
            worker.wait()


def measure(reports: int, minutes: float, seconds: float) -> Iterator[Measured]:
    """The pattern, then whole lives as fast as they go."""
    from django.db import connection

    held = prepare(reports)
    people = staffed()
    settle_down()
    engine = connection.vendor
    connection.close()
    spiked, flowing, memory = _lived_through(people, minutes, seconds)
    if spiked is not None:
        yield from _of_the_pattern(spiked, engine, held)
    if flowing is not None:
        yield Measured(
            "whole lives a second",
            engine,
            flowing.whole_a_second,
            "/s",
            _note(flowing, held),
            "DIGIT at a million complaints, 16 cores (published)",
            PEER_LIVES,
            LIVES_WANTED,
            None,
            "more",
        )
    yield Measured("memory of one web worker", engine, memory, "MB", "the most after all of the above", "", None, 120,
                   None, "less")  # fmt: skip


def _lived_through(people: Staffed, minutes: float, seconds: float) -> tuple[Lived | None, Lived | None, float]:
    """The pattern, the whole lives, and the most that a web process held."""
    from rukun.channels.bench.clients import photos
    from rukun.channels.bench.servers.serving import Served

    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as folder:
        photos.results(Path(folder))
        with Served("rukun.wsgi:application", OPEN) as server, working():

            def lived(rates: list[tuple[float, float]], hands: int) -> Lived:
                return _lived(Lives(server.port, people.filing_key, people.desks, people.places, folder, rates,
                                    seconds, hands))  # fmt: skip

            lived([(5.0, 2.0)], HANDS)  # what a process loads when it is asked first is not what is measured
            stretch = minutes * 60 / len(RATES)
            spiked = lived([(rate, stretch) for rate in RATES], HANDS) if minutes else None
            flowing = lived([], AT_ONCE) if seconds else None
            memory = server.memory_mb().peak
    return spiked, flowing, memory


def _of_the_pattern(spiked: Lived, engine: str, held: int) -> Iterator[Measured]:
    failed, note = sum(spiked.failed.values()), _note(spiked, held)
    share = 100 * failed / max(1, spiked.calls)
    yield Measured("spike pattern: failed calls", engine, share, "%", note, "DIGIT (published)", PEER_ERRORS, 0, None,
                   "less")  # fmt: skip
    for name, p95 in spiked.p95.items():
        told = f"p50 {spiked.p50[name] * 1000:.0f} ms, p99 {spiked.p99[name] * 1000:.0f} ms"
        yield Measured(f"spike pattern: {name}, p95", engine, p95, "s", told, "DIGIT, all calls (published)", PEER_P95,
                       P95_WANTED, None, "less")  # fmt: skip
    yield Measured("spike pattern: p95 of the worst stretch", engine, spiked.worst_stretch, "s", note, "", None,
                   P95_WANTED, None, "less")  # fmt: skip


def _note(lived: Lived, held: int) -> str:
    failed = ", ".join(f"{name}: {count}" for name, count in lived.failed.items()) or "none failed"
    return (
        f"{held:,} reports, {lived.lives:,} whole lives in {lived.seconds:.0f} s, {lived.calls:,} calls, {failed}; the "
        f"ticket was there after {lived.opened_p95:.1f} s (p95), the desk looked {lived.looked_again:,} times too early"
    )


def _lived(lives: Lives) -> Lived:
    done = subprocess.run(
        [sys.executable, "-m", "rukun.channels.bench.lifecycle"], input=json.dumps(asdict(lives)),
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Lived(**json.loads(done.stdout))


def main() -> None:
    """Measure and write."""
    import django

    django.setup()
    rows = []
    began = time.monotonic()
    for row in measure(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])):
        sys.stderr.write(f"{row.engine}: {row.work}: {row.value:,.2f} {row.unit} ({row.note})\n")
        rows.append(row.told())
    sys.stderr.write(f"all of it took {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
