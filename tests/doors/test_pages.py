"""What each page shows, what it refuses in plain words, and how many queries it takes, however much there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.funds import actions as funds
from rukun.people.rules import Actor
from rukun.ranking import actions as ranking
from rukun.reports.models import Photo, Report
from rukun.transparency import counting
from rukun.validation.models import Verdict
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests import laying
from tests.made import jpeg, judged_valid, noon_of, proof, report, reports_for_unit, ticket

KELURAHAN = AreaCode("9999991001")
SignedIn = Callable[[Actor], Client]
ME = 3  # the session with its person, seats, unread news: what every page of somebody who is signed in asks first
RESIDENT = ME - 1  # whose session says that they never held a seat is not asked for any


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes once it is warm."""
    from django.db import connection

    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return len(told)


def text_of(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


@pytest.fixture
def busy(kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, noon: datetime) -> Ticket:
    """Forty problems and forty-two activities; one finished; the activities accepted."""
    return laying.once(_busy, kota, ani, budi, citra, dodi, noon)


def _busy(kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, noon: datetime) -> Ticket:
    tickets = [ticket(budi, noon, photos=[proof(n)] if n < 3 else ()) for n in range(40)]
    followup.finish(tickets[0], words="Sudah diangkut", proof=proof(9), desk=citra.seats[0], at=noon)
    judged_valid(reports_for_unit(ani, [date(2016, 5, day) for day in range(1, 22)], 2), dodi, noon)
    funds.load_decrees(kota / "decrees", at=noon)
    counting.recount()
    return tickets[0]


def test_the_first_page_shows_the_map_the_figures_and_the_newest(busy: Ticket, client: Client) -> None:
    page = client.get("/")
    assert "Ada yang perlu dibereskan" in text_of(page) and b"<svg" in page.content
    assert "Menunggu 39" in text_of(page) and "Selesai 1 " in text_of(page)
    assert queries_of(client, "/") == 19


def test_the_first_page_of_an_empty_city_invites(kota: Path, client: Client) -> None:
    assert "Jadilah yang pertama" in text_of(client.get("/"))


def test_the_list_of_reports_is_filtered_by_kind_state_and_words_and_turned_by_page(
    busy: Ticket, client: Client
) -> None:
    assert queries_of(client, "/laporan/") == 3
    assert text_of(client.get("/laporan/?jenis=sampah&status=done")).count(busy.report.code) <= 1
    by_code = client.get(f"/laporan/?cari={busy.report.code.lower()}")
    assert by_code.headers["Location"] == f"/laporan/{busy.report.code}/"
    assert client.get("/laporan/?halaman=2").status_code == 200
    assert "Tidak ada" in text_of(client.get("/laporan/?cari=takadayangbegini"))
    for bad in ("?status=gone", "?halaman=0", "?halaman=x", "?wilayah=12345"):
        assert client.get(f"/laporan/{bad}").status_code == 400


def test_a_report_page_tells_what_was_said_done_and_decided(busy: Ticket, client: Client, ani: Actor) -> None:
    page = client.get(f"/laporan/{busy.report.code}/")
    assert "Sudah diangkut" in text_of(page) and "Kelurahan Rukun Jaya" in text_of(page)
    assert "Budi" not in text_of(page), "a report never names its reporter"
    assert queries_of(client, f"/laporan/{busy.report.code}/") == 9
    assert client.get(f"/laporan/{busy.report.code.lower()}/").status_code == 200


def test_a_photo_is_served_to_whoever_may_see_it_and_never_as_something_else(busy: Ticket, client: Client) -> None:
    digest = Photo.objects.first().digest  # type: ignore[union-attr]
    shown = client.get(f"/foto/{digest}.jpg")
    assert shown.status_code == 200 and shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/bukti/{proof(9).digest}.jpg").status_code == 200
    assert client.get(f"/bukti/{'0' * 64}.jpg").status_code == 404


def form(**change: object) -> dict[str, object]:
    return {
        "key": "web-test-key", "category": "sampah", "words": "Tumpukan di pojok", "lat": "-6.501", "lon": "106.5075",
    } | change  # fmt: skip


def test_a_resident_files_a_report_with_photos_and_sees_it(kota: Path, signed_in: SignedIn, budi: Actor) -> None:
    client = signed_in(budi)
    photos = [SimpleUploadedFile(f"{n}.jpg", jpeg(n), "image/jpeg") for n in range(2)]
    answer = client.post("/lapor/", form(photos=photos), follow=True)
    made = Report.objects.get()
    assert answer.redirect_chain == [(f"/laporan/{made.code}/?terkirim=1", 302)]
    assert made.photos.count() == 2 and made.filer_id == budi.person_id
    assert made.code in client.get("/laporan-saya/").content.decode()
    again = client.post("/lapor/", form())
    assert again.headers["Location"] == f"/laporan/{made.code}/?terkirim=1" and Report.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"category": ""}, "Pilih jenis laporan"),
        ({"words": ""}, "Sertakan foto atau tulis"),
        ({"lat": "", "lon": ""}, "Tunjukkan tempatnya"),
        ({"lat": "nan", "lon": "1"}, "bukan tempat di bumi"),
        ({"lat": "-6.2", "lon": "106.8"}, "di luar wilayah"),
        ({"for_unit": "9999991001002005"}, "tidak memegang jabatan"),
        ({"key": "?"}, "muat ulang halaman ini"),
        ({"photos": SimpleUploadedFile("a.jpg", b"GIF89a no picture", "image/jpeg")}, "Ini GIF, bukan foto"),
        ({"photos": [SimpleUploadedFile(f"{n}.jpg", jpeg(n)) for n in range(6)]}, "Paling banyak 5 foto"),
    ],
    ids=["kind", "nothing said", "no place", "nonsense", "elsewhere", "not theirs", "key", "no photo", "six photos"],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    kota: Path, signed_in: SignedIn, budi: Actor, change: dict[str, object], told: str
) -> None:
    answer = signed_in(budi).post("/lapor/", form(words="Kata yang panjang sekali") | change)
    assert answer.status_code == 400 and told in text_of(answer)
    if "words" not in change:
        assert "Kata yang panjang sekali" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_form_takes_few_queries(busy: Ticket, signed_in: SignedIn, ani: Actor, budi: Actor) -> None:
    # The form has no menu, so it asks for no unread news.
    assert queries_of(signed_in(budi), "/lapor/") == RESIDENT + 4
    assert queries_of(signed_in(ani), "/lapor/") == ME + 5
    assert queries_of(signed_in(budi), "/laporan-saya/") == RESIDENT + 6


def test_the_reporter_gives_stars_and_asks_for_it_again(busy: Ticket, signed_in: SignedIn, budi: Actor) -> None:
    client, code = signed_in(budi), busy.report.code
    assert "Apakah sudah beres?" in text_of(client.get(f"/laporan/{code}/"))
    address, upload = f"/laporan/{code}/jawab/", SimpleUploadedFile("now.jpg", jpeg(7), "image/jpeg")
    assert client.post(address, {"stars": "9"}).status_code == 400
    assert client.post(address, {"stars": "4"}).status_code == 302
    assert client.post(address, {"stars": "4"}).status_code == 409
    assert client.post(address, {"reopen": "1", "words": "Masih bau"}).status_code == 400, "without a photo"
    assert client.post(address, {"reopen": "1", "words": "Masih bau", "photo": upload}).status_code == 302
    assert "Dibuka kembali" in text_of(client.get(f"/laporan/{code}/"))


def test_the_desk_shows_open_work_with_its_deadline_and_what_is_closed_when_asked(
    busy: Ticket, signed_in: SignedIn, citra: Actor
) -> None:
    client = signed_in(citra)
    page = text_of(client.get("/meja/"))
    assert "Kelurahan Rukun Jaya" in page and "23 jam lagi" in page or "24 jam lagi" in page
    assert busy.report.code in client.get("/meja/?status=done").content.decode()
    assert busy.report.code not in client.get("/meja/").content.decode()
    assert client.get("/meja/?status=gone").status_code == 400


def test_the_lurah_works_a_ticket_from_the_page(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    client, seen = signed_in(citra), ticket(budi, noon)
    address = f"/meja/{seen.report.code}/"
    assert client.post(address, {"do": "take"}).headers["Location"] == address
    without = client.post(address, {"do": "finish", "words": "Sudah beres semua"})
    assert without.status_code == 409 and "Sertakan foto hasil" in text_of(without)
    assert "Sudah beres semua" in without.content.decode(), "what was typed is still there"
    upload = SimpleUploadedFile("after.jpg", jpeg(5), "image/jpeg")
    assert (
        client.post(address, {"do": "finish", "words": "Beres", "proof": upload})
        .headers["Location"]
        .startswith("/meja/?jadi=finish.")
    )
    late = client.post(address, {"do": "decline", "reason": "beyond", "words": "Terlambat"})
    assert late.status_code == 409 and "langkah itu tidak dapat" in text_of(late)


def test_a_forwarded_ticket_is_with_the_other_office_afterwards(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    address = f"/meja/{seen.report.code}/"
    client = signed_in(citra)
    assert client.post(address, {"do": "forward", "words": "Jalan", "office": "nobody"}).status_code == 409
    assert client.post(address, {"do": "forward", "words": "Jalan", "office": "bina-marga"}).status_code == 302
    assert Ticket.objects.get(pk=seen.pk).holder.code == "bina-marga"
    assert client.get(address).status_code == 404


def test_tapem_judges_one_report_after_the_other(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    client = signed_in(dodi)
    assert "Semua laporan sudah dinilai" in text_of(client.get("/tapem/"))
    first, second = reports_for_unit(ani, [date(2016, 5, 31)], 2)
    answer = client.post(f"/tapem/{first.code}/", {"do": "accept", "number": "0"})
    assert answer.headers["Location"] == f"/tapem/{second.code}/?dari={first.code}&ke=1"
    assert "Pilih alasan" in text_of(client.post(f"/tapem/{second.code}/", {"do": "strike", "number": "0"}))
    stale = client.post(f"/tapem/{first.code}/", {"do": "strike", "reason": "test", "number": "0"})
    assert stale.status_code == 409 and "sudah Anda nilai" in text_of(stale)
    struck = client.post(f"/tapem/{second.code}/", {"do": "strike", "reason": "old-photo", "number": "0"})
    assert struck.headers["Location"] == "/tapem/"
    assert Verdict.objects.count() == 2


def test_an_rt_sees_what_counts_what_was_struck_and_what_it_makes(
    busy: Ticket, signed_in: SignedIn, ani: Actor, gita: Actor, kartika: Actor, citra: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    client, may = signed_in(ani), Month(2016, 5)
    assert "Belum ada laporan bulan ini" in text_of(client.get("/bulan-ini/"))
    draft = text_of(client.get("/bulan-ini/?bulan=2016-05"))
    assert "42 laporan sah × Rp 10.000" in draft and "Rp 495.000" in draft and "Masih dapat berubah" in draft
    assert queries_of(client, "/bulan-ini/?bulan=2016-05") == ME + 13
    at = noon_of(date(2016, 6, 3))
    funds.close_month(KELURAHAN, may, by=gita, at=at)
    funds.approve_month(KELURAHAN, may, by=citra, at=at)
    funds.pay_month(KELURAHAN, may, by=kartika, at=at)
    monkeypatch.setattr(clock, "now", lambda: at)
    closed = text_of(client.get("/bulan-ini/"))
    assert "Rp 495.000" in closed and "Dibayar 3 Juni 2016" in closed
    assert client.get("/bulan-ini/?bulan=Mei").status_code == 400


def test_the_ranking_page_shows_each_rank_with_its_interval_or_that_there_is_none(
    busy: Ticket, kota: Path, client: Client, noon: datetime
) -> None:
    assert "Belum ada peringkat" in text_of(client.get("/peringkat/"))
    ranking.publish_table(Month(2016, 6), scoring=kota / "scoring", at=noon + timedelta(hours=2))
    page = text_of(client.get("/peringkat/"))
    assert "Rukun Jaya" in page and "2 kelurahan punya terlalu sedikit laporan" in page
    assert queries_of(client, "/peringkat/") == 3
    assert client.get("/peringkat/?bulan=2016").status_code == 400


def test_an_area_page_shows_its_map_and_what_lies_within(busy: Ticket, client: Client) -> None:
    page = text_of(client.get("/wilayah/99.99.99.1001/"))
    assert "Rukun Jaya" in page and "RW 001" in page
    assert client.get("/wilayah/99.99.99.1009/").status_code == 404
    assert client.get("/wilayah/kami/").status_code == 400
    assert queries_of(client, "/wilayah/99.99.99.1001/") == 25


def test_sign_in_takes_login_and_password_and_goes_on_only_within_the_site(kota: Path, noon: datetime) -> None:
    from rukun.people.actions import register_person

    register_person(login="joko@contoh.id", name="Joko", pseudonym="J", password="kata sandi panjang", at=noon)
    client = Client()
    wrong = client.post("/masuk/", {"login": "joko@contoh.id", "password": "salah"})
    assert wrong.status_code == 400 and "tidak cocok" in text_of(wrong) and "joko@contoh.id" in wrong.content.decode()
    for wanted, given in (("/laporan-saya/", "/laporan-saya/"), ("https://example.org/", "/"), ("//example.org", "/")):
        facts = {"login": " Joko@contoh.id ", "password": "kata sandi panjang", "next": wanted}
        assert Client().post("/masuk/", facts).headers["Location"] == given
    client.post("/masuk/", {"login": "joko@contoh.id", "password": "kata sandi panjang"})
    assert client.get("/laporan-saya/").status_code == 200
    assert client.get("/keluar/").status_code == 404
    client.post("/keluar/")
    assert client.get("/laporan-saya/").status_code == 302


def test_one_click_sign_in_exists_only_in_a_demonstration_and_only_for_simulated_people(
    kota: Path, client: Client, settings: object, noon: datetime, budi: Actor
) -> None:
    from rukun.people.actions import register_person

    register_person(login="demo-warga", name="W", pseudonym="W", password=None, at=noon, is_simulated=True)
    assert "demo-warga" not in client.get("/masuk/").content.decode()
    assert client.post("/masuk/demo/", {"login": "demo-warga"}).status_code == 404
    settings.RUKUN_DEMO = True  # type: ignore[attr-defined]
    assert "demo-warga" in client.get("/masuk/").content.decode()
    assert client.post("/masuk/demo/", {"login": "budi@contoh.id"}).status_code == 404
    assert client.post("/masuk/demo/", {"login": "demo-warga"}).status_code == 302
    assert client.get("/laporan-saya/").status_code == 200


def test_every_page_speaks_english_when_asked(busy: Ticket, client: Client) -> None:
    assert client.post("/bahasa/", {"language": "xx"}).status_code == 400
    assert client.post("/bahasa/", {"language": "en", "next": "/laporan/"}).headers["Location"] == "/laporan/"
    page = client.get("/")
    assert 'lang="en"' in page.content.decode() and "Waiting" in text_of(page) and "Menunggu" not in text_of(page)
    assert "unknown" in text_of(client.get("/laporan/?status=gone"))


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed_on_any_page(busy: Ticket, client: Client) -> None:
    for address in ("/", "/laporan/", "/masuk/", "/nowhere/"):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        page = answer.content.decode()
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page)
        assert not re.search(r'(src|href)="(https?:)?//', page)
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_report_with_markup_in_its_words_shows_it_as_words(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    made = report(budi, noon, words='<script>alert("x")</script><img src=x onerror=1>')
    page = client.get(f"/laporan/{made.code}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_alive_and_ready_say_what_answers(kota: Path, client: Client, noon: datetime, tmp_path: Path) -> None:
    from rukun.tick import tick

    assert client.get("/healthz").json() == {"alive": True}
    without = client.get("/readyz")
    assert without.status_code == 503 and without.json()["queue"] == "no worker was seen"
    tick(at=noon, home=tmp_path)
    ready = client.get("/readyz")
    assert ready.status_code == 200 and ready.json() == {"ready": True, "database": "ok", "media": "ok", "queue": "ok"}


def test_ready_says_when_the_worker_fell_silent_or_media_cannot_be_written(
    kota: Path, client: Client, noon: datetime, tmp_path: Path, settings: object
) -> None:
    from rukun.tick import tick

    tick(at=noon - timedelta(minutes=3), home=tmp_path)
    assert "worker last seen" in client.get("/readyz").json()["queue"]
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["media"] == "cannot be written"


def test_what_people_wrote_is_marked_as_indonesian_on_english_pages(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    made = ticket(budi, noon, words="Got mampet depan pos").report
    lurah = signed_in(citra)
    lurah.cookies["django_language"] = "en"
    for address in ("/laporan/", f"/laporan/{made.code}/", "/meja/", f"/meja/{made.code}/"):
        page = lurah.get(address).content.decode()
        assert '<html lang="en"' in page and re.search(r'lang="id">[^<]*Got mampet', page), address
