"""The whole story in a second real city: what the house does for Jakarta it does for Surabaya, from its folder alone.

March 2022, in Ketabang and its neighbours, on the borders that HOT Indonesia brought into OpenStreetMap.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import shapely
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, reverse

from rukun import clock
from rukun.areas import actions as areas
from rukun.areas import queries as area_queries
from rukun.areas.models import Area, Boundary
from rukun.channels.cli.serve import load_city
from rukun.channels.web.request.guard import ANYONE
from rukun.channels.web.routes import TABLE
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.funds import actions as funds
from rukun.funds.models import Statement
from rukun.people import actions as people
from rukun.people.queries import actor_of
from rukun.people.queries import office as office_by_code
from rukun.people.rules import Actor, Role
from rukun.ranking.queries import newest_table
from rukun.reports.models import Report
from rukun.tick import tick
from rukun.transparency import front
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.zones import WIB
from tests.conftest import counted
from tests.made import KOTA, judged_valid, noon_of, proof, report
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.any_engine]
MAP = "boundaries_surabaya_osm"
MARCH = Month(2022, 3)
BEFORE = datetime(2022, 2, 1, 3, tzinfo=UTC)
TUESDAY = datetime(2022, 3, 1, 12, tzinfo=WIB)
AFTER = datetime(2022, 4, 2, 3, tzinfo=UTC)
KETABANG = "3578071004"
RANKED_FROM = 30


@pytest.fixture(scope="module")
def loaded(standing: Path) -> None:
    """The city as `rukun setup` and `rukun areas import` make it, once for all of its tests."""
    sys.path.insert(0, str(KOTA.parent / "tools"))
    from make_surabaya_areas import borders

    with pytest.MonkeyPatch.context() as patched, override_settings(RUKUN_KOTA="surabaya", RUKUN_HOME=standing):
        patched.setattr(clock, "now", lambda: BEFORE)
        load_city()
        drawn = standing / "surabaya.geojson"
        drawn.write_text(json.dumps(borders(shared(MAP))))
        done = areas.import_file(drawn, at=BEFORE)
    assert (done.rows, done.refused, done.areas_added) == (154 + 1_357, [], 0), "the list has every area of the map"
    counted()


@pytest.fixture
def surabaya(loaded: None, db: None, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The loaded city, where it serves and on the day before all began."""
    settings.RUKUN_KOTA = "surabaya"  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "now", lambda: BEFORE)
    return KOTA / "surabaya"


def seated(name: str, role: Role, area: str, office: str = "") -> Actor:
    person = people.register_person(login=f"{name}@contoh.id", name=name, pseudonym=name[:1], password=None, at=BEFORE)
    if role is not Role.WARGA:
        at_desk = office_by_code(office) if office else None
        seat = people.open_seat(role=role, area=area_queries.area(area), at=BEFORE, office=at_desk)
        people.appoint(person=person, seat=seat, sk=f"SK {name}", held_from=date(2022, 1, 1), at=BEFORE)
    return actor_of(person.pk, BEFORE)


@dataclass(frozen=True)
class Cast:
    """Who plays in Surabaya."""

    warga: Actor
    ketua: Actor
    lurah: Actor
    roads: Actor
    tapem: Actor
    clerk: Actor


@pytest.fixture
def cast(surabaya: Path) -> Cast:
    return Cast(
        warga=seated("Wulan", Role.WARGA, ""),
        ketua=seated("Karno", Role.KETUA_RW, f"{KETABANG}003"),
        lurah=seated("Laras", Role.LURAH, KETABANG, KETABANG),
        roads=seated("Rudi", Role.SKPD, "35.78", "dsdabm"),
        tapem=seated("Tari", Role.VALIDATOR, "35.78"),
        clerk=seated("Gani", Role.BENDAHARA, KETABANG),
    )


def inside(code: str) -> Place:
    """A point within an area."""
    border = Boundary.objects.get(area__code=code, valid_until=None)
    return Place(border.inner_lat, border.inner_lon)


def shape_of(code: str) -> shapely.Geometry:
    return shapely.from_wkb(bytes(Boundary.objects.get(area__code=code, valid_until=None).shape))


def test_the_city_is_there_as_its_map_and_its_office_have_it(surabaya: Path) -> None:
    counts = Counter(Area.objects.values_list("kind", flat=True))
    assert counts == {"provinsi": 1, "kota": 1, "kecamatan": 31, "kelurahan": 154, "rw": 1_357}
    assert area_queries.area(KETABANG).name == "Ketabang" and not area_queries.has_drawn_borders(AreaCode("3578"))
    whole = area_queries.whole_city()
    assert whole is not None and whole.name == "Surabaya", "the city, and not the province that it lies in"
    home = front.home_area()
    assert home is not None and home.code == "3578"


def test_every_rw_of_the_map_is_found_from_a_point_within_it_but_where_the_map_lays_two_over_each_other(
    surabaya: Path,
) -> None:
    locator, elsewhere = area_queries.locator(), []
    for border in Boundary.objects.filter(valid_until=None, area__kind=Kind.RW).select_related("area"):
        found = locator.locate(Place(border.inner_lat, border.inner_lon))
        assert found.kelurahan.digits == border.area.code[:10]
        if found.rw is None or found.rw.digits != border.area.code:
            elsewhere.append(border.area.code)
    assert len(elsewhere) <= 6, f"the map's six overlaps: {elsewhere}"


def test_on_the_line_between_two_rw_one_owns_the_place_and_both_are_candidates(surabaya: Path) -> None:
    units = list(area_queries.areas_of(Kind.RW, AreaCode(KETABANG)).values_list("code", flat=True))
    shapes = {code: shape_of(code) for code in units}
    pairs = [
        (one, other, line)
        for one in units
        for other in units
        if one < other and (line := shapes[one].intersection(shapes[other])).length > 0.0005
    ]
    one, other, line = pairs[0]
    middle = line.interpolate(0.5, normalized=True) if line.geom_type == "LineString" else line.geoms[0].centroid
    found = area_queries.locator().locate(Place(middle.y, middle.x))
    assert found.rw == AreaCode(one), "the smaller code, so that the answer never changes"
    assert {AreaCode(one), AreaCode(other)} <= set(found.candidates)


def test_a_place_outside_is_refused_with_its_distance_and_a_campus_lies_in_a_kelurahan_and_in_no_rw(
    cast: Cast,
) -> None:
    for far in (Place(-7.4478, 112.7183), Place(-6.2640, 106.8193)):  # Sidoarjo; Bangka in another city
        with pytest.raises(Refused, match="di luar wilayah"):
            report(cast.warga, TUESDAY, place=far)
    features = json.loads(shared(f"{MAP}/surabaya_rw.geojson").read_text())["features"]
    (campus,) = [f for f in features if f["properties"]["name"] == "Institut Teknologi Sepuluh Nopember"]
    point = shapely.from_geojson(json.dumps(campus["geometry"])).representative_point()
    filed = report(cast.warga, TUESDAY, place=Place(point.y, point.x))
    assert filed.kelurahan.name == "Keputih" and filed.rw is None


def test_from_a_report_to_the_right_office_a_verdict_a_closed_month_and_a_ranking(
    cast: Cast, surabaya: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    hole = report(cast.warga, TUESDAY, kind="jalan-berlubang", words="Lubang di depan balai RW",
                  place=inside(f"{KETABANG}003"), photos=[proof(1)])  # fmt: skip
    flood = report(cast.warga, TUESDAY, kind="genangan", words="Air setinggi lutut", place=inside(f"{KETABANG}003"))
    assert (hole.kelurahan.code, hole.rw and hole.rw.code, hole.rt) == (KETABANG, f"{KETABANG}003", None)
    heaps = [
        report(
            cast.warga,
            noon_of(date(2022, 3, 7)) + timedelta(minutes=n),
            place=inside(f"{KETABANG}003"),
            words=f"Tumpukan sampah nomor {n}",
        )  # fmt: skip
        for n in range(RANKED_FROM)
    ]
    work = report(cast.ketua, noon_of(date(2022, 3, 8)), kind="kerja-bakti", for_unit=cast.ketua.seats[0].area,
                  place=inside(f"{KETABANG}003"), words="Kerja bakti membersihkan saluran")  # fmt: skip
    followup.open_tickets(at=TUESDAY + timedelta(days=8), since=None)

    tickets = {one.report_id: one for one in Ticket.objects.select_related("holder", "report")}
    assert tickets[hole.pk].holder.code == tickets[flood.pk].holder.code == "dsdabm"
    assert {tickets[heap.pk].holder.code for heap in heaps} == {KETABANG} and work.pk not in tickets
    # Seven working days of Surabaya's own deadline: Nyepi on Thursday the 3rd and two week-end days stand still.
    assert tickets[hole.pk].due_at == datetime(2022, 3, 11, 12, tzinfo=WIB)
    assert tickets[flood.pk].due_at == TUESDAY + timedelta(hours=24), "water does not wait for a working day"

    done_at = noon_of(date(2022, 3, 9))
    followup.finish(tickets[hole.pk], words="Sudah ditambal", proof=proof(2), desk=cast.roads.seats[0], at=done_at)
    for heap in heaps:
        followup.finish(tickets[heap.pk], words="Diangkut", proof=proof(3), desk=cast.lurah.seats[0], at=done_at)
    judged_valid([hole, flood, work, *heaps], cast.tapem, noon_of(date(2022, 3, 30)))

    units = Area.objects.filter(kind=Kind.RW, code__startswith=KETABANG).count()
    closing = funds.close_month(AreaCode(KETABANG), MARCH, by=cast.clerk, at=AFTER)
    assert closing.total == units * 1_250_000 > 0, "flat: as much for who filed one report as for who filed none"
    assert {one.total for one in Statement.objects.filter(closing=closing)} == {1_250_000}

    monkeypatch.setattr(clock, "now", lambda: AFTER)
    tick(at=AFTER, home=tmp_path, everything=True)
    table = newest_table(MARCH)
    assert table is not None and len(table.told["rows"]) == 154
    (ranked,) = [row for row in table.told["rows"] if row["rank"]]
    assert (ranked["name"], ranked["rank"]) == ("Ketabang", 1)
    pages_speak_of_surabaya_alone(client, hole)


# The typeface, and the name that the world's calendars give to WIB.
NOT_THE_CITY = re.compile(r"plus[ -]jakarta[ -]sans|asia/jakarta", re.IGNORECASE)
EACH_AT_MOST = {"data-berkas": 60, "aturan-satu": 60}
SKIPPED = ("keluar", "masuk-demo", "bahasa")


def pages_speak_of_surabaya_alone(client: Client, seen: Report) -> None:
    """Every public page and file, in both languages, and what its links lead to: of one city, never of the other."""
    named = {"code": [seen.code, "3578", KETABANG, f"{KETABANG}003"], "number": ["1"], "kind": ["bulan"]}
    begun = []
    for route in TABLE:
        if route.who == ANYONE and route.name not in SKIPPED:
            gaps = re.findall(r"<\w+:(\w+)>", route.address)
            if set(gaps) <= named.keys():
                values = named[gaps[0] if gaps else "number"]
                begun += [reverse(route.name, kwargs=dict.fromkeys(gaps, value)) for value in values]
    for language in ("id", "en"):
        client.post("/bahasa/", {"language": language, "next": "/"})
        told = walked(client, begun, follow=language == "id")
        assert len(told) > 60 and f'<html lang="{language}">' in told["/"]
        wrong = {address for address, text in told.items() if "jakarta" in NOT_THE_CITY.sub("", text).lower()}
        assert not wrong
        for address in ("/", "/uang/", "/wilayah/3578/", "/aturan/"):
            assert "Surabaya" in told[address], address


def walked(client: Client, begun: list[str], *, follow: bool) -> dict[str, str]:
    """Address to text of what is served; with `follow` as far as links lead, of each kind of page a few."""
    told: dict[str, str] = {}
    waiting, kinds = list(dict.fromkeys(begun)), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        told[address] = text = text_of(b"".join(answer) if answer.streaming else answer.content, answer["Content-Type"])
        for link in re.findall(r'(?:href|src|action)="(/[^"#]*)"', text) if follow else ():
            link = html.unescape(link)
            try:
                kind = resolve(link.partition("?")[0]).url_name or ""
            except Resolver404:
                continue
            if (
                link not in told
                and link not in waiting
                and kind not in SKIPPED
                and kinds[kind] < EACH_AT_MOST.get(kind, 4)
            ):
                kinds[kind] += 1
                waiting.append(link)
    return told


def text_of(content: bytes, kind: str) -> str:
    if kind.startswith("application/pdf"):
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return content.decode("utf-8", "replace") if re.match(r"text/|application/(json|.*xml|.*json)", kind) else ""
