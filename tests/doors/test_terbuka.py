"""The portal: the home, areas down to the RT, the law in plain words, and what search engines and chats are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from rukun.areas.models import Area
from rukun.channels.web.request.guard import ANYONE
from rukun.channels.web.routes import TABLE
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.followup.oversight import tallying
from rukun.followup.rules import NEXT, STATE_WORDS, State
from rukun.funds import actions as funds
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.transparency import addresses, counting, law
from tests.doors.test_access_table import NOT_THERE, address_of
from tests.doors.test_pages import queries_of, text_of
from tests.made import proof, report, ticket

AREAS = ("/wilayah/99/", "/wilayah/99.99.99.1001/", "/wilayah/9999991001002/", "/wilayah/9999991001002005/")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def more(budi: Actor, citra: Actor, noon: datetime, begun: int, many: int) -> list[Ticket]:
    """So many problems in RT 005/RW 002, every second of them finished."""
    made = [ticket(budi, noon + timedelta(minutes=n), photos=[proof(n)]) for n in range(begun, begun + many)]
    for n, one in enumerate(made):
        if n % 2:
            at = noon + timedelta(hours=2)
            followup.finish(one, words="Sudah", proof=proof(1000 + begun + n), desk=citra.seats[0], at=at)
    tallying.rebuild(at=noon + timedelta(days=1))
    counting.recount()
    return made


def test_an_area_of_every_kind_tells_what_was_reported_how_it_was_worked_and_the_money(
    kota: Path, client: Client, budi: Actor, citra: Actor, noon: datetime
) -> None:
    more(budi, citra, noon, 0, 4)
    for address in AREAS:
        page = text_of(client.get(address))
        assert "Menunggu 2" in page and "Selesai 2" in page and "Semua laporan 4" in page, address
        assert "Diterima Rp 0" in page and "Baru masuk" in page, address
    kelurahan = text_of(client.get("/wilayah/99.99.99.1001/"))
    assert "Bagaimana dikerjakan" in kelurahan and "Lurah: ada pejabatnya" in kelurahan
    assert "Citra" not in kelurahan, "seats are named, persons are not"
    other = text_of(client.get("/wilayah/9999991001002004/"))
    assert "Semua laporan 0" in other and "Belum ada laporan di wilayah ini" in other


def test_no_page_of_the_portal_takes_more_queries_when_there_is_more(
    kota: Path, client: Client, budi: Actor, citra: Actor, noon: datetime
) -> None:
    funds.load_decrees(kota / "decrees", at=noon)
    more(budi, citra, noon, 0, 3)
    pages = ("/", *AREAS, "/aturan/", "/aturan/sk-2-2016/", "/cara-kerja/", "/hitung-sendiri/", "/sitemap.xml",
             "/sitemap-wilayah-1.xml", "/sitemap-laporan-1.xml", "/robots.txt")  # fmt: skip
    few = {page: queries_of(client, page) for page in pages}
    more(budi, citra, noon, 20, 12)
    assert {page: queries_of(client, page) for page in pages} == few
    assert few["/cara-kerja/"] == few["/hitung-sendiri/"] == few["/robots.txt"] == 0
    assert few["/aturan/"] == few["/aturan/sk-2-2016/"] == few["/sitemap.xml"] == 2
    assert few["/"] <= 20 and max(few[page] for page in AREAS) <= 25


def test_a_private_report_is_in_no_figure_and_in_no_sitemap(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    shown, private = report(budi, noon), report(budi, noon, is_private=True)
    counting.recount()
    listed = client.get("/sitemap-laporan-1.xml").content.decode()
    assert f"/laporan/{shown.code}/" in listed and private.code not in listed
    for address in AREAS:
        assert "Semua laporan 1" in text_of(client.get(address))


def located(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/xml")
    return [one.text or "" for one in ElementTree.fromstring(answer.content).iter(f"{NAMESPACE}loc")]


def test_the_sitemap_leads_to_public_pages_only_and_each_is_there(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    report(budi, noon)
    files = located(client, "/sitemap.xml")
    # How many of each kind depends on how far the ids of this database have gone.
    assert {re.sub(r"-\d+", "", file.rpartition("/")[2]) for file in files} == {
        "sitemap-halaman.xml", "sitemap-wilayah.xml", "sitemap-laporan.xml",
    }  # fmt: skip
    pages = [page for file in files for page in located(client, file.removeprefix("http://testserver"))]
    assert len(pages) == len(set(pages)) > Area.objects.count() > 10
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    for page in [*pages[:40], pages[-1]]:
        path = page.removeprefix("http://testserver")
        assert client.get(path).status_code == 200, path
        assert robots.can_fetch("*", path), path


def test_a_sitemap_is_cut_where_the_protocol_ends_and_no_file_beyond_is_there(
    kota: Path, client: Client, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = [report(budi, noon + timedelta(minutes=n)) for n in range(5)]
    # A cut behind the second, whatever numbers were used up before: each slice is asked for.
    monkeypatch.setattr(addresses, "EACH_FILE", first.pk + 1)
    files = [one for one in located(client, "/sitemap.xml") if "laporan" in one]
    listed = [page for file in files for page in located(client, file.removeprefix("http://testserver"))]
    codes = set(Report.objects.values_list("code", flat=True))
    assert len(files) > 1 and len(listed) == 5 and {page.split("/")[-2] for page in listed} == codes
    for beyond in ("/sitemap-laporan-0.xml", "/sitemap-laporan-99999.xml", f"/sitemap-wilayah-{'9' * 30}.xml"):
        assert client.get(beyond).status_code == 404


def test_robots_are_kept_from_every_folder_that_is_not_for_everyone(client: Client) -> None:
    robots = RobotFileParser()
    text = client.get("/robots.txt").content.decode()
    robots.parse(text.splitlines())
    assert "Sitemap: http://testserver/sitemap.xml" in text
    folders: dict[str, set[bool]] = {}
    for route in TABLE:
        folders.setdefault(route.address.split("/")[0], set()).add(route.who == ANYONE)
    closed = [route for route in TABLE if folders[route.address.split("/")[0]] == {False}]
    assert closed
    for route in closed:
        assert not robots.can_fetch("*", address_of(route, NOT_THERE)), route.address
    assert robots.can_fetch("*", "/") and robots.can_fetch("*", reverse("segel"))


@pytest.mark.parametrize("address", ["/", *AREAS, "/aturan/", "/segel/", "/cara-kerja/", "/uang/", "/peringkat/"])
def test_a_shared_page_says_what_it_is(kota: Path, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
    title = re.search(r"<title>(.*) · Rukun</title>", page)
    assert title and told["title"] == title[1].strip()
    assert told["description"] and told["url"] == f"http://testserver{address}"
    assert told["image"].startswith("http://testserver/") and told["image"].endswith(".png")
    assert page.count('name="description"') == 1
    asked = client.get(f"{address}?lain=1").content.decode()
    assert "og:title" in asked and "og:url" not in asked, "what was asked is not repeated as the page's own address"


def shared(page: str) -> dict[str, str]:
    """What a messenger shows of a page."""
    return dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))


def test_a_report_that_is_shared_shows_its_kind_place_state_words_and_photo_and_nobodys_number(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    held = ticket(budi, noon, words="Sampah menumpuk, hubungi 0812 3456 7890", photos=[proof(7)])
    told = shared(client.get(f"/laporan/{held.report.code}/").content.decode())
    assert told["title"] == f"Sampah, RT 005/RW 002, Rukun Jaya ({held.report.code})"
    assert told["description"].startswith("Menunggu. Sampah menumpuk, hubungi …")
    photo = held.report.photos.get()
    assert told["image"] == f"http://testserver/foto/{photo.digest}.jpg?ukuran=800"
    assert client.get(told["image"]).status_code == 200


def test_a_report_without_a_photo_that_may_be_seen_is_shared_with_the_sign_of_the_house(
    kota: Path, client: Client, budi: Actor, signed_in: Callable[[Actor], Client], noon: datetime
) -> None:
    bare = ticket(budi, noon)
    assert shared(client.get(f"/laporan/{bare.report.code}/").content.decode())["image"].endswith(".png")
    private = report(budi, noon, is_private=True, photos=[proof(8)])
    page = signed_in(budi).get(f"/laporan/{private.code}/").content.decode()
    assert shared(page)["image"].endswith(".png")


@pytest.mark.parametrize(
    "address", ["/wilayah/9999991001002/", "/wilayah/9999991001002005/", "/uang/9999991001002005/"]
)
def test_the_title_of_an_rt_or_rw_names_its_kelurahan(kota: Path, client: Client, address: str) -> None:
    title = re.search(r"<title>(.*) · Rukun</title>", client.get(address).content.decode())
    assert title and title[1].strip().endswith("RW 002, Rukun Jaya")


def test_the_title_of_a_shared_page_is_words_and_never_markup(kota: Path, client: Client, noon: datetime) -> None:
    Area.objects.filter(code="9999991001").update(name='Rukun "><script>alert(1)</script>')
    page = client.get("/wilayah/99.99.99.1001/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_law_says_in_plain_words_what_is_in_force_and_what_it_followed(
    kota: Path, client: Client, noon: datetime
) -> None:
    assert "Belum ada keputusan" in text_of(client.get("/aturan/"))
    funds.load_decrees(kota / "decrees", at=noon)
    page = text_of(client.get("/aturan/"))
    assert page.index("Berlaku sekarang") < page.index("2/2016") < page.index("Yang akan datang")
    assert page.index("Yang akan datang") < page.index("3/2018") < page.index("Yang dahulu berlaku")
    assert "untuk setiap laporan yang benar, paling banyak" in page and "Menggantikan 1/2015" in page
    assert "bagian menurut layanan" in page and "Bulan yang dilaporkan" in page
    one = text_of(client.get("/aturan/sk-1-2015/"))
    assert "Sudah tidak berlaku" in one and "Digantikan oleh 2/2016" in one and "Boleh dibelikan apa" in one
    assert client.get("/aturan/sk-9-2099/").status_code == 404


@pytest.mark.parametrize(
    ("today", "now"),
    [
        (date(2015, 6, 1), {"sk-1-2015"}), (date(2016, 4, 20), {"sk-1-2015"}), (date(2016, 5, 1), {"sk-2-2016"}),
        (date(2017, 12, 31), {"sk-2-2016"}), (date(2018, 1, 1), {"sk-3-2018"}), (date(2014, 1, 1), set()),
    ],
)  # fmt: skip
def test_two_decrees_that_cover_a_day_are_never_both_in_force(
    kota: Path, noon: datetime, today: date, now: set[str]
) -> None:
    funds.load_decrees(kota / "decrees", at=noon)
    told = law.decrees_told(today)
    assert {one.decree.id for one in told if one.standing is law.Standing.NOW} == now


def test_every_way_that_a_ticket_may_go_is_published_and_no_other(kota: Path, client: Client) -> None:
    page = client.get("/cara-kerja/").content.decode()
    rows = dict(re.findall(r'<tr id="keadaan-([\w-]+)">(.*?)</tr>', page, re.DOTALL))
    assert list(rows) == [state.value for state in State]
    for state, row in rows.items():
        following = row.partition("<td")[2]
        told = {after.value for after in State if re.search(rf">\s*{STATE_WORDS[after]}\s*<", following)}
        assert told == {after.value for after in NEXT[State(state)]}, state
        assert ("tidak berubah lagi" in following) is (not told), state


def test_how_it_works_and_how_to_redo_it_lead_on(client: Client, kota: Path) -> None:
    ways = {"/": ["/data/", "/uang/", "/segel/", "/hitung-sendiri/", "/aturan/", "/peringkat/", "/cara-kerja/"],
            "/cara-kerja/": ["/laporan/", "/validasi/", "/uang/", "/aturan/", "/peringkat/", "/segel/"],
            "/hitung-sendiri/": ["/data/", "/peringkat/", "/uang/", "/validasi/", "/segel/"]}  # fmt: skip
    for page, wanted in ways.items():
        shown = client.get(page).content.decode()
        for way in wanted:
            assert f'href="{way}"' in shown, f"{page} does not lead to {way}"
    assert "rukun ranking recompute data --month" in text_of(client.get("/hitung-sendiri/"))
