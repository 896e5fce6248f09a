"""What is measured, and beside what; the targets are those of the design (07-benchmarks)."""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import shapely
from django.conf import settings
from django.db import connection, transaction
from shapely import STRtree

from rukun.areas.queries import locator, present_borders
from rukun.channels.bench import bare, city, photos
from rukun.channels.bench.load import Answered, Work, measured
from rukun.channels.bench.row import Measured
from rukun.channels.bench.serving import Served
from rukun.funds import actions as funds
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import canonical, digest_of
from rukun.values.place import Place
from rukun.values.time import start_of

PLACES = 20_000
CLIENTS = 8
REPORT = {
    "category": "sampah", "words": "Tumpukan sampah di depan pos ronda", "lat": "-6.2640", "lon": "106.8193",
}  # fmt: skip
GROUPED = (
    "SELECT unit_id, counted_on, count(*) FROM validation_currentverdict "
    "WHERE is_valid AND counted_on BETWEEN '2016-06-01' AND '2016-06-30' GROUP BY unit_id, counted_on"
)


def measure(reports: int, seconds: float) -> Iterator[Measured]:
    """Build the city, then one measure after the other."""
    from django.core.management import call_command

    folder = Path(settings.RUKUN_KOTA_FOLDER) / "jakarta"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    found = city.build(folder, reports, seed=7)
    bare.make_tables()
    yield from places()
    yield close_all(found)
    connection.close()
    yield from served(reports, seconds)
    from rukun.channels.bench import adoption, api, open311
    from rukun.channels.bench import map as around

    yield from around.measure(reports, seconds)
    yield from open311.measure(reports, seconds)
    yield from adoption.measure(found, seconds)
    yield from api.measure(reports, seconds)


def places() -> Iterator[Measured]:
    """Microseconds from a place to its kelurahan, RW and RT, over every RT of the city."""
    chance = random.Random(11)
    west, south, east, north = 106.70, -6.35, 106.95, -6.10
    asked = [Place(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(PLACES)]
    whole = locator()
    inside = [place for place in asked if _is_inside(whole.locate, place)]
    layers = {}
    for kind in (Kind.KELURAHAN, Kind.RW, Kind.RT):
        layers[kind] = STRtree(shapely.from_wkb([bytes(shape) for _, shape in present_borders(kinds=[kind])]))
    for layer in layers.values():
        shapely.prepare(layer.geometries)

    def alone(place: Place) -> None:
        point = shapely.Point(place.lon, place.lat)
        for layer in layers.values():
            layer.query(point, predicate="intersects")

    polygons = sum(len(layer.geometries) for layer in layers.values())
    ours, theirs = _microseconds(whole.locate, inside), _microseconds(alone, inside)
    yield Measured(
        "place -> kelurahan, RW, RT", connection.vendor, ours, "us", f"{polygons:,} polygons",
        "shapely STRtree alone, the same three layers", theirs, 20, None, "less",
    )  # fmt: skip


def _is_inside(locate: Callable[[Place], object], place: Place) -> bool:
    from rukun.values.refused import Refused

    try:
        locate(place)
    except Refused:
        return False
    return True


def _microseconds(work: Callable[[Place], object], asked: list[Place]) -> float:
    """The median of five rounds, for one place."""
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for place in asked:
            work(place)
        rounds.append((time.perf_counter() - began) / len(asked) * 1e6)
    return statistics.median(rounds)


def close_all(found: city.City) -> Measured:
    """Seconds to close the month of every kelurahan, beside one GROUP BY over the same rows.

    It is closed twice: once for nothing, rolled back kelurahan by kelurahan, and once in earnest; the slower one is
    told. Both have to bring out the same statements to the letter; what they are is told as one digest.
    """
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(GROUPED)
        groups = len(cursor.fetchall())
        grouped = time.perf_counter() - began
    rehearsed, first_seconds = _closed(found, is_rehearsal=True)
    result, seconds = _closed(found, is_rehearsal=False)
    if result != rehearsed:
        raise RuntimeError(f"the same month closed twice gave {rehearsed} and then {result}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = (
        f"{found.units:,} RT and their RW, {found.reports:,} reports, {groups:,} unit-days, {peak:.0f} MB; "
        f"twice the same, {result[:16]} (rolled back {first_seconds:.1f} s, in earnest {seconds:.1f} s)"
    )
    return Measured("close a month, all of Jakarta", connection.vendor, max(first_seconds, seconds), "s", note,
                    "one SQL GROUP BY", grouped, 20, 5, "less", result)  # fmt: skip


def _closed(found: city.City, *, is_rehearsal: bool) -> tuple[str, float]:
    """Close every kelurahan's month; the digest of all their statements, and how long it took."""
    at = start_of(city.MONTH.next.first)
    digests = {}
    began = time.perf_counter()
    for code, treasurer in found.treasurers.items():
        with transaction.atomic():
            closing = funds.close_month(AreaCode(code), city.MONTH, by=treasurer, at=at, despite="Diukur.")
            digests[code] = [closing.total, closing.digest]
            transaction.set_rollback(is_rehearsal)
    return digest_of(canonical(digests)), time.perf_counter() - began


def served(reports: int, seconds: float) -> Iterator[Measured]:
    """Requests a second of the real pages, each beside the bare application on the same server and database."""
    engine, many = connection.vendor, f"{reports:,} reports, {CLIENTS} clients"
    with Served("rukun.channels.bench.bare:application", {"RUKUN_BENCH_BARE": "1"}) as server:
        plain = measured(Work(server.port, "/submit", REPORT, seconds, CLIENTS))
        plain_list = measured(Work(server.port, "/queue", None, seconds, CLIENTS))
    with Served("rukun.wsgi:application", {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"}) as server:
        ours = measured(Work(server.port, "/lapor/", REPORT, seconds, CLIENTS, "demo-warga", (302,)))
        photo, alone = _with_photo(server.port, seconds)
        desk = measured(Work(server.port, "/meja/?jenis=sampah", None, seconds, CLIENTS, "demo-lurah", (200,)))
        page = measured(Work(server.port, "/laporan/B000000003/", None, seconds, CLIENTS, "", (200,)))
        memory = server.memory_mb()
    target, share = (500, 0.45) if engine == "postgresql" else (250, 0.35)

    def note(answered: Answered) -> str:
        return f"{many}, p99 {answered.p99_ms:.0f} ms, {answered.failed} failed"

    yield Measured("submit a report", engine, ours.per_second, "/s", note(ours), "bare Django POST, two inserts",
                   plain.per_second, target, share, "more")  # fmt: skip
    yield Measured("submit with a 200 kB photo", engine, photo.per_second, "/s", note(photo),
                   "Pillow alone, decoded and drawn anew, one thread", alone, 120, None, "more")  # fmt: skip
    yield Measured("desk queue, filtered", engine, desk.per_second, "/s", note(desk), "bare Django, the same 50 rows",
                   plain_list.per_second, 250, None, "more")  # fmt: skip
    yield Measured("report page, public", engine, page.per_second, "/s", note(page), "", None, 400, None, "more")
    yield Measured("memory of one web worker", engine, memory, "MB", "the most after all of the above", "", None, 120,
                   None, "less")  # fmt: skip


def _with_photo(port: int, seconds: float) -> tuple[Answered, float]:
    """Reports with a photo that differs each time; and what Pillow alone makes of such photos in a second."""
    taken = photos.street()
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(taken)
        file.flush()
        form = {**REPORT, "words": ""}
        work = Work(port, "/lapor/", form, seconds, CLIENTS, "demo-warga", (302,), photo=file.name)
        return measured(work), photos.alone_per_second(taken)
