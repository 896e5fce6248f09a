"""How far the whole city has come, asked of 33,000 seats: the pages of sosialisasi, one reader after the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from rukun.areas.queries import areas_of
from rukun.channels.bench.cities import city
from rukun.channels.bench.clients.load import Work, measured
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.serving import Served
from rukun.people.rules import Actor, Role
from rukun.sosialisasi import actions, tallying
from rukun.sosialisasi.queries import guests_of
from rukun.values.code import Kind

MILLISECONDS_MAX = 100
# The head of two units of three came to the one session of their kelurahan.
OF_THREE_CAME = 2
OPEN = {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR", "RUKUN_SECOND_FACTOR_ROLES": "none"}
SUMMED = "SELECT sum(seats), sum(invited), sum(came), sum(reported), sum(valid) FROM sosialisasi_tally"
ROUNDS = 25
PAGES = (
    ("adoption, the whole city", "/sosialisasi/kemajuan/", "demo-tapem"),
    ("adoption, every seat of a kelurahan", f"/sosialisasi/kemajuan/?wilayah={city.BANGKA.digits}", "demo-tapem"),
    ("coverage of 267 kelurahan, public", "/sosialisasi/", ""),
)


def measure(found: city.City, seconds: float) -> Iterator[Measured]:
    """Milliseconds of a page for one reader, with its queries; a session in every kelurahan, and its tallies kept."""
    seats = _teach(found.validator)
    began = time.perf_counter()
    tallying.rebuild_tallies(at=city.BEGUN + timedelta(days=30))
    kept = time.perf_counter() - began
    plain, queries = _summed(), {page: _queries(page, login) for _, page, login in PAGES}
    connection.close()
    with Served("rukun.wsgi:application", OPEN) as server:
        for work, page, login in PAGES:
            answered = measured(Work(server.port, page, None, min(seconds, 3.0), 1, login, (200,)))
            number, processor = queries[page]
            note = (
                f"{seats:,} seats, {number} queries, {processor:.0f} ms of processor, p99 {answered.p99_ms:.0f} ms, "
                f"{answered.failures}; all tallies counted anew in {kept:.0f} s"
            )
            yield Measured(work, connection.vendor, answered.median_ms, "ms", note, "one SQL sum of what is kept",
                           plain, MILLISECONDS_MAX, None, "less")  # fmt: skip


def _teach(organiser: Actor) -> int:
    """A seat for every RT and RW, all invited to one session of their kelurahan; returns how many seats."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_seat (role, area_id) SELECT 'ketua-' || kind, id FROM areas_area a WHERE kind IN "
            "('rw', 'rt') AND NOT EXISTS (SELECT 1 FROM people_seat s WHERE s.area_id = a.id)"
        )
        cursor.execute("SELECT count(*) FROM people_seat WHERE role IN (%s, %s)", [Role.KETUA_RT, Role.KETUA_RW])
        (seats,) = cursor.fetchone()
    by, at = organiser.seats[0], city.BEGUN
    for number, kelurahan in enumerate(areas_of(Kind.KELURAHAN)):
        starts = at + timedelta(days=1 + number % 28, hours=2)
        plan = actions.Plan(stage=1 + number % 3, place="Aula", starts_at=starts, speakers="Lurah", capacity=200)
        session = actions.plan_session(plan, kelurahan=kelurahan, by=by, at=at)
        actions.invite_seats(session, by=by, at=at)
        came = [guest.seat.pk for n, guest in enumerate(guests_of(session, at)) if n % 3 < OF_THREE_CAME]
        city.write("sosialisasi_attendance", ATTENDANCE, (
            (f"bench-{session.pk}-{seat}", session.pk, "qr", "seat", seat, "", starts, starts, "bench") for seat in came
        ))  # fmt: skip
    return int(seats)


ATTENDANCE = ("key", "sosialisasi_id", "way", "kind", "seat_id", "name", "came_at", "received_at", "by")


def _queries(page: str, login: str) -> tuple[int, float]:
    """How many queries the page takes once it is warm, and milliseconds of the processor, which no neighbour slows."""
    client = Client()
    with override_settings(RUKUN_DEMO=True, ALLOWED_HOSTS=["testserver"], RUKUN_SECOND_FACTOR_ROLES=frozenset()):
        if login:
            client.post("/masuk/demo/", {"login": login})
        status = client.get(page).status_code
        with CaptureQueriesContext(connection) as told:
            client.get(page)
        queries, took = len(told), []  # counted now: the next request throws them away
        for _ in range(ROUNDS):
            began = time.process_time()
            client.get(page)
            took.append((time.process_time() - began) * 1000)
    if status != 200:
        raise RuntimeError(f"{page} answered {status}")
    return queries, statistics.median(took)


def _summed() -> float:
    """Milliseconds of one sum over the kept rows, the median of so many rounds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(SUMMED)
            cursor.fetchall()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
