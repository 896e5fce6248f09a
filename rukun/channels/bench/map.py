"""The map and the search under load, each beside the bare SQL of the same rows on the same server and database."""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.db import connection

from rukun.channels.bench.clients.load import Answered, Work, measured
from rukun.channels.bench.measures import CLIENTS
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.serving import Served

# A wide screen is five tiles by four; people look at the whole city, at a kelurahan, and at a street.
WIDE, HIGH = 5, 4
ZOOMS = (11, 12, 13, 14, 15, 16, 17, 18)
SCREENS = 48
CITY = (106.72, -6.32, 106.93, -6.12)
COMMON, RARE = "/laporan/?cari=tumpukan+pos+ronda", "/laporan/?cari=nomor+{}"


def screens() -> list[str]:
    """What follows the question mark for so many looks at the city, in whole tiles as the page asks for them."""
    chance = random.Random(5)
    west, south, east, north = CITY
    found = []
    for number in range(SCREENS):
        zoom = ZOOMS[number % len(ZOOMS)]
        tile = 360 / 2**zoom
        left = tile * round(chance.uniform(west, east) / tile)
        low = tile * round(chance.uniform(south, north) / tile)
        found.append(f"kotak={left:.5f},{low:.5f},{left + WIDE * tile:.5f},{low + HIGH * tile:.5f}&z={zoom}")
    return found


def measure(reports: int, seconds: float) -> Iterator[Measured]:
    """Requests a second of a screenful of the map and of a search, with the slowest hundredth."""
    looks = screens()
    with Served("rukun.channels.bench.servers.bare:application", {"RUKUN_BENCH_BARE": "1"}) as server:
        plain = _asked(server, [f"/screen?{look}" for look in looks], seconds)
    with Served("rukun.wsgi:application", {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"}) as server:
        ours = _asked(server, [f"/sekitar/titik.json?{look}" for look in looks], seconds)
        one_kind = _asked(server, [f"/sekitar/titik.json?{look}&jenis=sampah&warna=merah" for look in looks], seconds)
        beside = _asked(server, [f"/sekitar/daftar/?{look}" for look in looks], seconds)
        common = _asked(server, [COMMON], seconds)
        rare = _asked(server, [RARE.format(number) for number in range(100, reports, reports // 50)], seconds)
    bare = "bare Django, the same squares by one SELECT"
    yield _row("map of a screenful", reports, ours, 300, bare, plain)
    yield _row("map of a screenful, one kind and colour", reports, one_kind, 150, bare, plain)
    yield _row("list beside the map", reports, beside, 100)
    yield _row("search, words that most reports hold", reports, common, 50)
    yield _row("search, a word that few reports hold", reports, rare, 100)


def _asked(server: Served, addresses: list[str], seconds: float) -> Answered:
    first, *others = addresses
    return measured(Work(server.port, first, None, seconds, CLIENTS, "", (200,), tuple(others)))


def _row(
    work: str, reports: int, ours: Answered, target: float, baseline: str = "", plain: Answered | None = None
) -> Measured:
    note = f"{reports:,} reports, {CLIENTS} clients, p99 {ours.p99_ms:.0f} ms, {ours.failures}"
    return Measured(
        work, connection.vendor, ours.per_second, "/s", note, baseline, plain.per_second if plain else None, target,
        None, "more",
    )  # fmt: skip
