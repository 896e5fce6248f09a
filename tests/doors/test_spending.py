"""Kas in the browser without a screen: three steps, the book, the papers, and who sees none of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from rukun.areas.models import Area
from rukun.channels.web.pengurus import tanya
from rukun.funds import actions
from rukun.funds.models import Answer, Expense, Handover, Meeting, Question, Register
from rukun.funds.queries.spending import receipts_among
from rukun.people.rules import Actor
from rukun.reports.actions import sweep_pictures
from rukun.reports.models import Picture
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.funds.test_spending import RT, funded, paid, spent
from tests.made import decrees, jpeg, proof

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
Later = Callable[[timedelta], None]
KELURAHAN = "9999991001"
TYPED = {
    "untuk": "rapat", "jumlah": "50.000", "hari": "2016-06-01", "kepada": "Warung Bu Tini", "pajak": "", "catatan": "",
    "tanpa": "", "key": "key-of-a-phone",
}  # fmt: skip


@pytest.fixture
def unit(kota: Path, tmp_path: Path, noon: datetime) -> Area:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    return funded()


def photo(seed: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("kuitansi.jpg", jpeg(seed), "image/jpeg")


def test_an_expense_is_entered_in_three_steps_and_stands_in_the_book(
    unit: Area, signed_in: SignedIn, ani: Actor
) -> None:
    client = signed_in(ani)
    first = client.get("/kas/catat/?cari=kopi+rapat")
    assert "untuk=rapat" in first.content.decode() and "Langkah 1 dari 3" in text_of(first)
    assert "Langkah 2 dari 3" in text_of(client.get("/kas/catat/?untuk=rapat"))
    third = client.get("/kas/catat/", {k: v for k, v in TYPED.items() if k in ("untuk", "jumlah", "hari", "kepada")})
    assert "Langkah 3 dari 3" in text_of(third) and "Rp 50.000" in text_of(third)
    for _ in range(2):
        done = client.post("/kas/catat/", TYPED | {"kuitansi": photo()})
        assert done.status_code == 302 and done.headers["Location"].startswith("/kas/buku/")
    made = Expense.objects.get()
    page = text_of(client.get("/kas/buku/"))
    assert "Warung Bu Tini" in page and "-Rp 50.000" in page and "Rp 950.000" in page
    one = client.get(f"/kas/belanja/{made.pk}/")
    assert f"/kas/kuitansi/{made.receipt}.jpg" in one.content.decode()
    assert client.get(f"/kas/kuitansi/{made.receipt}.jpg").status_code == 200


@pytest.mark.parametrize(
    ("asked", "told", "link"),
    [
        ("untuk=honor", "Pasal 6", ""),
        ("untuk=komputer", "Tanyakan dahulu kepada kelurahan", "/kas/tanya/?untuk=komputer"),
        ("untuk=ponsel&jumlah=1.500.000&hari=2016-06-01&kepada=X", "boleh sampai Rp 1.000.000", "jumlah=1.500.000"),
        ("untuk=rapat&jumlah=banyak&hari=2016-06-01&kepada=X", "dengan angka", ""),
        ("untuk=rapat&jumlah=5000&hari=2016-06-02&kepada=X", "belum tiba", ""),
    ],
)
def test_what_cannot_be_entered_says_why_before_anybody_looks_for_the_receipt(
    unit: Area, signed_in: SignedIn, ani: Actor, asked: str, told: str, link: str
) -> None:
    answer = signed_in(ani).get(f"/kas/catat/?{asked}")
    assert told in text_of(answer) and link in answer.content.decode()
    assert "Langkah 2 dari 3" in text_of(answer)


def test_a_forbidden_expense_is_refused_with_the_article_even_when_it_is_sent(
    unit: Area, signed_in: SignedIn, ani: Actor
) -> None:
    answer = signed_in(ani).post("/kas/catat/", TYPED | {"untuk": "honor", "tanpa": "tidak ada"})
    assert answer.status_code == 400 and "Pasal 6" in text_of(answer) and not Expense.objects.exists()


def test_a_failed_upload_keeps_what_was_typed(unit: Area, signed_in: SignedIn, ani: Actor) -> None:
    broken = SimpleUploadedFile("kuitansi.jpg", b"no picture", "image/jpeg")
    page = signed_in(ani).post("/kas/catat/", TYPED | {"kuitansi": broken, "catatan": "Rapat RT Juni"})
    assert page.status_code == 400 and "pilih lagi fotonya" in text_of(page)
    html = page.content.decode()
    assert 'value="Warung Bu Tini"' in html and "Rapat RT Juni" in html and 'value="key-of-a-phone"' in html


def test_a_board_takes_an_expense_back_with_a_reason_and_the_lurah_does_not(
    unit: Area, signed_in: SignedIn, ani: Actor, citra: Actor
) -> None:
    made = spent(unit, ani)
    address = f"/kas/belanja/{made.pk}/"
    assert signed_in(citra).post(address, {"words": "Salah"}).status_code == 404
    assert signed_in(ani).post(address, {"words": ""}).status_code == 400
    assert signed_in(ani).post(address, {"words": "Dua kali dicatat"}).status_code == 302
    assert "Dibatalkan." in text_of(signed_in(citra).get(address))


def test_a_question_is_asked_answered_by_the_office_and_read_in_the_catalogue(
    unit: Area, signed_in: SignedIn, ani: Actor, citra: Actor
) -> None:
    asked = {"words": "Laptop bekas untuk surat", "untuk": "komputer", "jumlah": "400.000"}
    assert signed_in(ani).post("/kas/tanya/", asked).status_code == 302
    question, lurah = Question.objects.get(), signed_in(citra)
    assert "Laptop bekas untuk surat" in text_of(lurah.get("/kas/kelurahan/"))
    address = f"/kas/tanya/{question.pk}/"
    wrong = lurah.post(address, {"ruling": "up-to", "limit": "", "reason": "Untuk surat"})
    assert wrong.status_code == 400 and "Untuk surat" in wrong.content.decode()
    assert lurah.post(address, {"ruling": "up-to", "limit": "500.000", "reason": "Untuk surat"}).status_code == 302
    page = text_of(signed_in(ani).get("/kas/?cari=laptop"))
    assert "Boleh sampai Rp 500.000" in page and "Jawaban Lurah Rukun Jaya, 1 Juni 2016" in page
    assert lurah.post(address, {"ruling": "yes", "reason": "Lagi"}).status_code == 409
    assert Answer.objects.count() == 1


def test_budget_handover_register_and_meeting_are_brought_by_forms(
    unit: Area, signed_in: SignedIn, ani: Actor, later: Later
) -> None:
    client = signed_in(ani)
    assert client.post("/kas/anggaran/", {"rapat": "100.000", "pulsa": ""}).status_code == 302
    assert client.post("/kas/anggaran/", {"rapat": "banyak"}).status_code == 400
    assert re.search(r"rapat warga +Rp 0 +Rp 100\.000", text_of(client.get("/kas/buku/"))), "by its name, not its code"
    assert client.post("/kas/serah-terima/", {"jumlah": "900.000", "words": ""}).status_code == 400
    assert client.post("/kas/serah-terima/", {"jumlah": "900.000", "words": "Kurang hitung"}).status_code == 302
    assert "Berbeda dari buku: Kurang hitung" in text_of(client.get("/kas/serah-terima/"))
    later(timedelta(days=45))
    page = text_of(client.get("/kas/spj/"))
    assert "terlambat 6 hari" in page and "mengganti SPJ dengan laporan" in page
    assert client.post("/kas/spj/", {"jenis": "register", "masa": "2016-06"}).status_code == 302
    assert client.post("/kas/spj/", {"jenis": "register", "masa": "2016-06"}).status_code == 409
    told = {"jenis": "musyawarah", "masa": "2016-07", "hari": "2016-07-10", "hadir": "40", "berita": photo(4)}
    assert client.post("/kas/spj/", told).status_code == 302
    assert (Register.objects.count(), Meeting.objects.count(), Handover.objects.count()) == (1, 1, 1)


def test_the_papers_open_in_their_readers_with_the_receipts(unit: Area, signed_in: SignedIn, ani: Actor) -> None:
    client = signed_in(ani)
    client.post("/kas/catat/", TYPED | {"kuitansi": photo(7)})
    for kind, period in (("spj", "2016-04"), ("register", "2016-06"), ("musyawarah", "2016-01")):
        answer = client.get("/kas/berkas.pdf", {"jenis": kind, "masa": period})
        made = PdfReader(io.BytesIO(answer.content))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "950.000" in made.pages[0].extract_text() and len(made.pages) == (2 if kind == "spj" else 1)
    workbook = client.get("/kas/berkas.xlsx", {"masa": "2016-04"})
    assert load_workbook(io.BytesIO(workbook.content)).sheetnames == ["Buku kas"]
    for wrong in ("jenis=spj&masa=2016-05", "jenis=spj&masa=2016-07", "masa=x"):
        assert client.get(f"/kas/berkas.pdf?{wrong}").status_code == 400
    assert client.get("/kas/berkas.pdf?jenis=gaji").status_code == 404


def test_the_quarters_of_a_page_are_in_the_readers_language_and_those_of_a_paper_in_the_offices(
    unit: Area, signed_in: SignedIn, ani: Actor
) -> None:
    client = signed_in(ani)
    assert "Lembar Semester I 2016" in text_of(client.get("/kas/spj/"))
    client.post("/bahasa/", {"language": "en"})
    page = text_of(client.get("/kas/spj/"))
    assert "Half-year I 2016" in page and "Triwulan" not in page and "Semester" not in page


def test_an_spj_that_is_overdue_is_listed_for_the_kelurahan_and_gone_when_it_is_handed_in(
    kota: Path, tmp_path: Path, signed_in: SignedIn, ani: Actor, gita: Actor, noon: datetime, later: Later
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", at=noon)
    spent(funded(), ani)
    later(timedelta(days=45))
    page = text_of(signed_in(gita).get("/kas/kelurahan/"))
    assert "SPJ Triwulan II 2016 · terlambat 6 hari" in page and "1 kuitansi tidak ada" in page
    assert signed_in(ani).post("/kas/spj/", {"jenis": "spj", "masa": "2016-04"}).status_code == 302
    page = text_of(signed_in(gita).get("/kas/kelurahan/"))
    assert "SPJ Triwulan II" not in page and "Register Juni 2016" in page


READ = ("/kas/buku/?unit={rt}", "/kas/spj/?unit={rt}", "/kas/berkas.pdf?unit={rt}&masa=2016-04",
        "/kas/berkas.xlsx?unit={rt}&masa=2016-04", "/kas/belanja/{one}/", "/kas/kuitansi/{receipt}.jpg")  # fmt: skip
WRITE = ("/kas/catat/?unit={rt}", "/kas/anggaran/?unit={rt}", "/kas/serah-terima/?unit={rt}", "/kas/tanya/?unit={rt}")
OFFICE = ("/kas/kelurahan/?kelurahan=9999991001", "/kas/tanya/{question}/")


def test_the_office_of_the_kelurahan_reads_the_next_one_the_rw_and_a_resident_see_nothing(
    unit: Area, signed_in: SignedIn, ani: Actor, citra: Actor, gita: Actor, fajar: Actor, budi: Actor, noon: datetime
) -> None:
    made = spent(unit, ani, receipt=proof(8))
    asked = actions.ask(unit, words="Laptop", use="komputer", by=ani, at=noon)
    facts = {"rt": RT, "one": made.pk, "receipt": made.receipt, "question": asked.pk}
    rw = _person("Kiki", "ketua-rw", f"{KELURAHAN}002")
    door = _person("Lina", "ketua-rt", "9999991002001001")

    def seen(who: object, addresses: tuple[str, ...]) -> set[int]:
        client = signed_in(who)  # type: ignore[arg-type]
        return {client.get(address.format(**facts)).status_code for address in addresses}

    assert seen(ani, READ + WRITE) == {200} and seen(ani, OFFICE) == {404}
    for office in (citra, gita):
        assert seen(office, READ + OFFICE) == {200} and seen(office, WRITE) == {404}
    for stranger in (fajar, budi, rw, door):
        assert seen(stranger, READ + WRITE + OFFICE) == {404}
    for stranger in (citra, fajar, rw, door):
        client = signed_in(stranger)  # type: ignore[arg-type]
        for address in (*WRITE, f"/kas/spj/?unit={RT}", f"/kas/belanja/{made.pk}/"):
            forged = TYPED | {"jenis": "register", "masa": "2016-05", "words": "x", "tanpa": "x"}
            assert client.post(address.format(**facts), forged).status_code == 404
    assert Expense.objects.count() == 1 and not hasattr(Expense.objects.get(), "reversal")


def test_a_receipt_is_not_swept_away_as_a_picture_that_nobody_names(unit: Area, ani: Actor, noon: datetime) -> None:
    kept, loose = proof(8), proof(9)
    spent(unit, ani, receipt=kept)
    assert sweep_pictures(named_elsewhere=receipts_among, at=noon + timedelta(days=2)) == 1
    assert Picture.objects.filter(digest=kept.digest).exists()
    assert not Picture.objects.filter(digest=loose.digest).exists()


def test_pages_of_kas_take_the_same_queries_however_much_was_spent(
    unit: Area, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    spent(unit, ani, key="the-first-key")
    asked = ("/kas/buku/", "/kas/spj/", "/kas/catat/", "/kas/tanya/", "/kas/")
    office = ("/kas/kelurahan/",)
    actions.ask(unit, words="Laptop", use="komputer", by=ani, at=noon)
    few = [queries_of(signed_in(ani), a) for a in asked] + [queries_of(signed_in(citra), a) for a in office]
    for number in range(8):
        actions.record_expense(unit, paid(key=f"key-{number}-of-many", amount=1_000), by=ani, at=noon)
        actions.ask(unit, words=f"Laptop {number}", use="komputer", by=ani, at=noon)
    many = [queries_of(signed_in(ani), a) for a in asked] + [queries_of(signed_in(citra), a) for a in office]
    assert few == many == [ME + n for n in (8, 7, 3, 2, 6, 10)]


def test_the_office_reads_first_what_waits_longest_and_what_was_answered_newest_first_page_by_page(
    unit: Area, signed_in: SignedIn, ani: Actor, citra: Actor, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tanya, "QUESTIONS_SHOWN", 3)
    words = ["Kipas angin", "Rak buku", "Papan tulis", "Jam dinding"]
    for word in words:
        signed_in(ani).post("/kas/tanya/", {"words": word})
        later(timedelta(minutes=1))
    lurah = signed_in(citra)
    for word in words[:2]:
        address = f"/kas/tanya/{Question.objects.get(words=word).pk}/"
        assert lurah.post(address, {"ruling": "yes", "reason": "Perlu"}).status_code == 302

    def listed(client: Client, address: str, page: int) -> list[str]:
        told = text_of(client.get(f"{address}?halaman={page}"))
        return sorted((word for word in words if word in told), key=told.index)

    assert listed(lurah, "/kas/kelurahan/", 1) == ["Papan tulis", "Jam dinding", "Rak buku"]
    assert listed(lurah, "/kas/kelurahan/", 2) == ["Kipas angin"]
    assert listed(signed_in(ani), "/kas/tanya/", 1) == ["Jam dinding", "Papan tulis", "Rak buku"]
    assert listed(signed_in(ani), "/kas/tanya/", 2) == ["Kipas angin"]
    for client, address in ((lurah, "/kas/kelurahan/"), (signed_in(ani), "/kas/tanya/")):
        assert "Daftar ini berakhir" in text_of(client.get(f"{address}?halaman=3"))
