"""What the phone's app asks and is told: who it is, where a point lies, and that each report is taken once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.channels.web.warga import phone
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Category, Report
from tests.made import jpeg, noon_of, report, reports_for_unit

pytestmark = pytest.mark.any_engine

KELURAHAN = "9999991001"
RT_5 = KELURAHAN + "002005"
JSON = {"Accept": "application/json"}
AT_THE_BORDER = {"lat": "-6.501", "lon": str(106.51 - 5 / 111_195)}
SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def _own_pages() -> None:
    """The pages that the phone keeps are made for each test anew."""
    phone.kept_pages.cache_clear()


def sent(**change: object) -> dict[str, object]:
    return {
        "key": "phone-key-1", "category": "sampah", "words": "Tumpukan di pojok", "lat": "-6.501", "lon": "106.5075",
    } | change  # fmt: skip


def test_a_report_is_taken_once_and_the_same_key_again_gets_the_same_answer(
    kota: Path, signed_in: SignedIn, budi: Actor
) -> None:
    client = signed_in(budi)
    first = client.post("/lapor/kirim/", sent(photos=SimpleUploadedFile("a.jpg", jpeg(1))), headers=JSON)
    made = Report.objects.get()
    told = first.json()
    assert (first.status_code, told["code"], told["url"]) == (201, made.code, f"/laporan/{made.code}/")
    again = client.post("/lapor/kirim/", sent(words="", category="gone"), headers=JSON)
    assert (again.status_code, again.json()) == (200, first.json())
    assert Report.objects.count() == 1 and made.photos.count() == 1


def test_a_key_of_somebody_else_is_refused_and_tells_nothing_of_their_report(
    kota: Path, signed_in: SignedIn, ani: Actor, budi: Actor
) -> None:
    code = signed_in(budi).post("/lapor/kirim/", sent(), headers=JSON).json()["code"]
    refused = signed_in(ani).post("/lapor/kirim/", sent(), headers=JSON)
    assert refused.status_code == 400 and refused.json()["field"] == "key" and code not in refused.content.decode()


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"category": ""}, "category", "Pilih jenis laporan"),
        ({"words": ""}, "words", "Sertakan foto"),
        ({"lat": "", "lon": ""}, "place", "Tunjukkan tempatnya"),
        ({"lat": "-6.2", "lon": "106.8"}, "place", "di luar wilayah"),
        ({"for_unit": RT_5}, "for_unit", "tidak memegang jabatan"),
        ({"photos": SimpleUploadedFile("a.jpg", b"no picture")}, "photos", "Foto ini rusak"),
    ],
    ids=["kind", "nothing said", "no place", "elsewhere", "not theirs", "no photo"],
)
def test_what_cannot_be_taken_is_refused_with_its_field_in_words(
    kota: Path, signed_in: SignedIn, budi: Actor, change: dict[str, object], field: str, told: str
) -> None:
    answer = signed_in(budi).post("/lapor/kirim/", sent() | change, headers=JSON)
    assert answer.status_code == 400 and answer.json()["field"] == field and told in answer.json()["words"]
    assert not Report.objects.exists()
    assert signed_in(budi).post("/lapor/kirim/", sent(), headers=JSON).status_code == 201


def test_who_is_not_signed_in_is_told_so_and_a_stale_token_is_refused(kota: Path, client: Client, budi: Actor) -> None:
    told = client.get("/lapor/siap.json", headers=JSON)
    assert told.status_code == 200 and told.json() == {"code": "sign-in"}, "a question is answered, and is no error"
    assert told.headers["Cache-Control"] == "no-store" and not told.cookies
    assert client.post("/lapor/kirim/", sent(), headers=JSON).json()["code"] == "sign-in"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(pk=budi.person_id))
    assert strict.post("/lapor/kirim/", sent(), headers=JSON).status_code == 403
    token = strict.get("/lapor/siap.json", headers=JSON).json()["csrf"]
    assert strict.post("/lapor/kirim/", sent(), headers=JSON | {"X-CSRFToken": token}).status_code == 201


def test_the_phone_learns_seats_home_and_habits_but_no_name(
    kota: Path, signed_in: SignedIn, ani: Actor, budi: Actor, noon: datetime
) -> None:
    told = signed_in(ani).get("/lapor/siap.json", headers=JSON)
    assert told.json()["seats"] == [
        {"code": RT_5, "words": "Untuk RT 005/RW 002, sebagai Ketua RT", "unit": "RT 005/RW 002"}
    ]
    assert told.json()["home"] == KELURAHAN and told.headers["Cache-Control"] == "no-store"
    assert "Ani" not in told.content.decode() and len(told.json()["owner"]) == 32
    other = signed_in(budi).get("/lapor/siap.json", headers=JSON).json()
    assert other["seats"] == [] and other["owner"] != told.json()["owner"]


def test_kinds_stand_in_the_order_of_use_first_of_the_person_then_of_the_city(
    kota: Path, signed_in: SignedIn, ani: Actor, budi: Actor, noon: datetime
) -> None:
    cache.clear()
    for kind in ("banjir", "banjir", "banjir", "jalan-rusak", "jalan-rusak"):
        report(ani, noon, kind=kind)
    report(budi, noon, kind="sampah")
    assert signed_in(budi).get("/lapor/siap.json", headers=JSON).json()["kinds"] == [
        "sampah", "banjir", "jalan-rusak",
    ]  # fmt: skip
    page = signed_in(budi).get("/lapor/").content.decode()
    assert re.findall(r'name="category" value="([a-z-]+)"', page)[:3] == ["sampah", "banjir", "jalan-rusak"]
    shell = signed_in(budi).get("/lapor/kerangka/").content.decode()
    assert re.findall(r'name="category" value="([a-z-]+)"', shell)[:2] == ["banjir", "jalan-rusak"]


def test_what_to_do_first_stands_beside_the_kind_it_is_for_on_the_page_and_in_what_the_phone_keeps(
    kota: Path, signed_in: SignedIn, budi: Actor
) -> None:
    for address in ("/lapor/", "/lapor/kerangka/"):
        page = signed_in(budi).get(address).content.decode()
        assert page.count('data-first-of="banjir"') == page.count("data-first-of=") == 1
        assert "jauhi dan hubungi 112" in page
    reader = signed_in(budi)
    reader.cookies[house.LANGUAGE_COOKIE_NAME] = "en"
    english = reader.get("/lapor/").content.decode()
    assert "keep away and call 112" in english and "hubungi 112" not in english


def test_heads_of_units_see_the_life_of_the_neighbourhood_first_and_residents_its_troubles(
    kota: Path, signed_in: SignedIn, ani: Actor, budi: Actor
) -> None:
    groups = {
        who: re.findall(r'data-kinds="(\w+)"', signed_in(who).get("/lapor/").content.decode()) for who in (ani, budi)
    }
    assert groups == {ani: ["activity", "problem"], budi: ["problem", "activity"]}


def test_the_person_settles_on_which_side_of_a_border_the_point_lies_and_nowhere_else(
    kota: Path, signed_in: SignedIn, budi: Actor
) -> None:
    client = signed_in(budi)
    choices = client.get("/api/v1/places", AT_THE_BORDER).json()
    other = next(choice["code"] for choice in choices["doubt"] if choice["code"] != choices["code"]).replace(".", "")
    client.post("/lapor/kirim/", sent(settled=other) | AT_THE_BORDER, headers=JSON)
    client.post("/lapor/kirim/", sent(key="phone-key-2", settled=KELURAHAN + "001001") | AT_THE_BORDER, headers=JSON)
    settled, ignored = Report.objects.order_by("id")
    codes = [area.code for area in (settled.kelurahan, settled.rw, settled.rt) if area]
    assert codes[-1] == other and settled.candidates and settled.lat is not None
    assert (ignored.rt or ignored.rw or ignored.kelurahan).code == choices["code"].replace(".", "")


NIGHT = datetime(2016, 6, 1, 17, 30, tzinfo=UTC)  # half past midnight on 2 June in Jakarta
WRONG = timedelta(days=3650)


@pytest.mark.parametrize(
    ("captured", "sent_at", "day"),
    [
        (NIGHT - timedelta(hours=2), NIGHT, date(2016, 6, 1)),
        (NIGHT - timedelta(hours=25), NIGHT, date(2016, 6, 2)),
        (NIGHT + WRONG - timedelta(hours=2), NIGHT + WRONG, date(2016, 6, 1)),
        (NIGHT - WRONG - timedelta(minutes=10), NIGHT - WRONG, date(2016, 6, 2)),
        (NIGHT - timedelta(minutes=32), NIGHT - timedelta(minutes=3), date(2016, 6, 1)),
        (NIGHT - timedelta(hours=2), None, date(2016, 6, 1)),
        (None, None, date(2016, 6, 2)),
    ],
    ids=["offline", "too old", "clock ten years ahead", "clock ten years behind", "slow upload", "no sending", "none"],
)
def test_a_report_counts_on_the_day_of_its_picture_even_where_the_clock_of_the_phone_is_wrong(
    kota: Path, signed_in: SignedIn, budi: Actor, monkeypatch: pytest.MonkeyPatch,
    captured: datetime | None, sent_at: datetime | None, day: date,
) -> None:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    times = {"captured_at": captured.isoformat() if captured else "", "sent_at": sent_at.isoformat() if sent_at else ""}
    assert signed_in(budi).post("/lapor/kirim/", sent(**times), headers=JSON).status_code == 201
    assert Report.objects.get().counted_on == day


def test_what_the_phone_keeps_holds_nothing_of_anybody(
    kota: Path, signed_in: SignedIn, client: Client, ani: Actor
) -> None:
    for address in ("/lapor/kerangka/", "/luring/", "/sw.js", "/manifest.webmanifest"):
        mine, anyones = signed_in(ani).get(address), client.get(address)
        assert mine.content == anyones.content and mine.headers["Cache-Control"] == "no-cache"
        assert "Set-Cookie" not in mine.headers and b"csrfmiddlewaretoken" not in mine.content


def kept(client: Client) -> dict[str, object]:
    """The list that stands before the script of the worker."""
    found = re.match(r"self\.rukun = (\{.*?\});\n", client.get("/sw.js").content.decode())
    assert found
    told: dict[str, object] = json.loads(found[1])
    return told


def test_a_new_word_on_the_page_is_a_new_version_and_the_same_page_is_not(kota: Path, client: Client) -> None:
    before = kept(client)
    phone.kept_pages.cache_clear()
    assert kept(client) == before
    Category.objects.filter(code="sampah").update(name="Sampah menumpuk")
    phone.kept_pages.cache_clear()
    assert kept(client)["revision"] != before["revision"]
    client.cookies["django_language"] = "en"
    assert kept(client)["revision"] != before["revision"]


def test_every_file_that_the_phone_keeps_is_there_for_ever_and_sent_small(kota: Path) -> None:
    client = Client()  # after the build, so that the files are known
    pages = client.get("/lapor/kerangka/").content.decode()
    files = kept(client)["files"]
    assert isinstance(files, list) and len(files) >= 8
    for file in files:
        answer = client.get(file, headers={"Accept-Encoding": "gzip, br"})
        assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"], file
        if file.endswith((".css", ".js", ".svg")):
            assert answer.headers["Content-Encoding"] == "br"
    for loaded in re.findall(r'(?:src|href)="(/static/[^"#]+\.(?:css|js))"', pages):
        assert loaded in files


def test_the_worker_asks_the_database_once_a_minute_however_many_phones_there_are(kota: Path, client: Client) -> None:
    from django.db import connection

    client.get("/sw.js")
    with CaptureQueriesContext(connection) as told:
        client.get("/sw.js")
    assert len(told) == 0


def test_pages_are_sent_small_and_pictures_as_they_are(kota: Path, budi: Actor, client: Client, noon: datetime) -> None:
    from rukun.reports.actions import keep_photo

    photo = keep_photo(jpeg(4), at=datetime(2016, 6, 1, tzinfo=UTC))
    filed = report(budi, noon, photos=[photo])
    page = client.get(f"/laporan/{filed.code}/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and filed.code in gzip.decompress(page.content).decode()
    again = client.get(f"/laporan/{filed.code}/", headers={"Accept-Encoding": "gzip"})
    assert (
        "Content-Encoding" not in client.get(f"/foto/{photo.digest}.jpg", headers={"Accept-Encoding": "gzip"}).headers
    )
    assert "Content-Encoding" not in client.get(f"/laporan/{filed.code}/").headers
    lengths = {len(page.content), len(again.content)} | {
        len(client.get(f"/laporan/{filed.code}/", headers={"Accept-Encoding": "gzip"}).content) for _ in range(6)
    }
    assert len(lengths) > 1, "the length of an answer tells nothing of what is in it"


def test_the_habits_of_a_city_are_counted_once_an_hour(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    from django.db import connection

    reports_for_unit(ani, [noon_of(date(2016, 5, 31)).date()], 2)
    client = signed_in(ani)
    client.get("/lapor/siap.json", headers=JSON)
    with CaptureQueriesContext(connection) as told:
        client.get("/lapor/siap.json", headers=JSON)
    assert len(told) == 5, "session with person, seats, seats that are assisted, own habits, the city's from the cache"


def test_the_manifest_names_icons_that_are_there(kota: Path) -> None:
    client = Client()
    told = client.get("/manifest.webmanifest")
    assert told.headers["Content-Type"] == "application/manifest+json"
    facts = told.json()
    assert facts["start_url"] == "/lapor/" and facts["scope"] == "/" and facts["display"] == "standalone"
    for icon in facts["icons"]:
        picture = client.get(icon["src"])
        assert picture.status_code == 200 and picture.headers["Content-Type"] == "image/png"
    assert {icon["purpose"] for icon in facts["icons"]} == {"any", "maskable"}


def test_without_a_build_a_file_is_asked_for_by_its_plain_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from django.templatetags.static import static

    from rukun.channels.web.drawing import built

    assert re.fullmatch(r"/static/built/lapor-\w{8}\.js", static("built/lapor.js"))
    assert static("elsewhere/lapor.js") == f"{house.STATIC_URL}elsewhere/lapor.js"
    monkeypatch.setattr(built, "BUILT", tmp_path)
    built._manifest.cache_clear()
    assert static("built/lapor.js") == "/static/built/lapor.js" and built.shell_files() == []
    built._manifest.cache_clear()
