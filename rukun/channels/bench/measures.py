"""What is measured, and beside what; the targets are those of the design (07-benchmarks)."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import shapely
from django.conf import settings
from django.db import connection
from shapely import STRtree

from rukun.areas.queries import locator, present_borders
from rukun.channels.bench import closing, monthly
from rukun.channels.bench.cities import city
from rukun.channels.bench.clients import photos
from rukun.channels.bench.clients.load import Answered, Work, measured
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers import bare
from rukun.channels.bench.servers.serving import DOORS, Served
from rukun.values.code import Kind
from rukun.values.place import Place

PLACES = 20_000
CLIENTS = 8
# More steps a second than anybody does: each takes a ticket of its own.
STEPS_AT_MOST = 2_000
ROWS_OF_A_PAGE = 50
# So far around the place of the report that is filed, in degrees, other places are drawn for it.
STREWN = 0.015
# A server on which the people of the demonstration sign in with one click.
SIGNED_IN = {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"}
REPORT = {
    "category": "sampah", "words": "Tumpukan sampah di depan pos ronda", "lat": "-6.2640", "lon": "106.8193",
}  # fmt: skip


def measure(reports: int, seconds: float) -> Iterator[Measured]:
    """Build the city, then one measure after the other."""
    from rukun.databases import structure

    folder = Path(settings.RUKUN_KOTA_FOLDER) / "jakarta"
    structure.prepare()
    found = city.build(folder, reports, seed=7)
    bare.make_tables()
    yield from places()
    yield from closing.close_all(found)
    connection.close()
    yield from monthly.measure(reports)
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


def strewn() -> tuple[tuple[float, float], ...]:
    """Places around that of the report, each latitude and longitude. What is drawn may lie beyond the outline of the
    city or in a gap too wide for one, and would be refused: those are left out."""
    chance, whole = random.Random(13), locator()
    lat, lon = float(REPORT["lat"]), float(REPORT["lon"])
    drawn = (
        (round(lat + chance.uniform(-STREWN, STREWN), 6), round(lon + chance.uniform(-STREWN, STREWN), 6))
        for _ in range(PLACES)
    )
    return tuple(place for place in drawn if _is_inside(whole.locate, Place(*place)))


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


def served(reports: int, seconds: float) -> Iterator[Measured]:
    """Requests a second of the real pages, each beside the bare application on the same server and database."""
    engine, many = connection.vendor, f"{reports:,} reports, {CLIENTS} clients"
    with Served("rukun.channels.bench.servers.bare:application", {"RUKUN_BENCH_BARE": "1"}) as server:
        plain = measured(Work(server.port, "/submit", REPORT, seconds, CLIENTS))
        plain_list = measured(Work(server.port, "/queue", None, seconds, CLIENTS))
    with Served(DOORS, SIGNED_IN) as server:
        ours = measured(filed(server.port, seconds))
        photo, alone = _with_photo(server.port, seconds)
        fill_page()
        desk = measured(listed(server.port, seconds))
        page = measured(Work(server.port, "/laporan/B000000003/", None, seconds, CLIENTS, "", (200,)))
        tickets = _given_to_desk(min(reports // 3, round(seconds * STEPS_AT_MOST)))
        step = measured(
            Work(server.port, tickets[0], {"do": "take"}, seconds, CLIENTS, "demo-lurah", (302,), tuple(tickets[1:]))
        )
        memory = server.memory_mb()
    target, share = (500, 0.45) if engine == "postgresql" else (250, 0.35)

    def note(answered: Answered) -> str:
        return f"{many}, p99 {answered.p99_ms:.0f} ms, {answered.failures}"

    yield Measured("submit a report", engine, ours.per_second, "/s", note(ours), "bare Django POST, two inserts",
                   plain.per_second, target, share, "more")  # fmt: skip
    yield Measured("submit with a 200 kB photo", engine, photo.per_second, "/s", note(photo),
                   "Pillow alone, drawn anew as finely as it came, one thread", alone, 120, None, "more")  # fmt: skip
    yield Measured("desk queue, filtered", engine, desk.per_second, "/s", note(desk), "bare Django, the same 50 rows",
                   plain_list.per_second, 250, None, "more")  # fmt: skip
    yield Measured("report page, public", engine, page.per_second, "/s", note(page), "", None, 400, None, "more")
    yield Measured("one follow-up step", engine, step.per_second, "/s", note(step), "", None, 250, None, "more")
    held = f"the most, after all of the above; then PSS {memory.pss:.0f}, USS {memory.uss:.0f}, of two workers"
    yield Measured("memory of one web worker", engine, memory.peak, "MB", held, "", None, 120, None, "less")


def filed(port: int, seconds: float) -> Work:
    """Reports without a photo, filed by somebody who is signed in."""
    return Work(port, "/lapor/", REPORT, seconds, CLIENTS, "demo-warga", (302,))


def listed(port: int, seconds: float) -> Work:
    """The first page of a desk's queue, of one kind."""
    return Work(port, "/meja/?jenis=sampah", None, seconds, CLIENTS, "demo-lurah", (200,))


def fill_page() -> None:
    """In a small city nine tickets wait at the desk: so many more that its first page is full, as in a large one."""
    _given_to_desk(ROWS_OF_A_PAGE)


def _given_to_desk(many: int) -> list[str]:
    """The pages of so many tickets, put to wait at the one desk that has somebody who can sign in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE followup_ticket SET state = 'waiting', outcome = '', done_at = NULL, "
            "holder_id = (SELECT id FROM people_office WHERE code = %s) WHERE id <= %s",
            [city.BANGKA.digits, 3 * many],
        )
    connection.close()
    return [f"/meja/B{3 * number:09d}/" for number in range(1, many + 1)]


def _with_photo(port: int, seconds: float) -> tuple[Answered, float]:
    """Reports with a photo that differs each time; and what Pillow alone makes of such photos in a second."""
    taken = photos.street()
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(taken)
        file.flush()
        form = {**REPORT, "words": ""}
        work = Work(port, "/lapor/", form, seconds, CLIENTS, "demo-warga", (302,), photo=file.name)
        return measured(work), photos.alone_per_second(taken)
