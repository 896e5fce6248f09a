"""Pages of payment: accounts by two people, a batch with its file and answer, cash, and what a unit sees of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun import clock
from rukun.channels.web.bendahara import pembayaran
from rukun.funds import actions as funds
from rukun.funds.banking.library import layout_of
from rukun.funds.models import AccountDecision, BankAccount, Batch, Payment
from rukun.funds.queries.payment import orders_in, to_pay
from rukun.people.rules import Actor
from tests.doors.test_pages import text_of
from tests.funds.test_paying import AT, KELURAHAN, RT_5, answer_of, approved, law, layout  # noqa: F401
from tests.made import jpeg

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
PAGE = f"/dana/pembayaran/?wilayah={KELURAHAN.digits}"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def test_a_head_proposes_an_account_the_lurah_agrees_and_nobody_reads_more_than_four_digits(
    kota: Path, signed_in: SignedIn, ani: Actor, citra: Actor, fajar: Actor, gita: Actor
) -> None:
    own, lurah = signed_in(ani), signed_in(citra)
    address = f"/dana/rekening/{RT_5.digits}/"
    wrong = own.post(address, {"bank": "008", "number": "12x", "holder": "RT 005"})
    assert wrong.status_code == 400 and 'value="RT 005"' in wrong.content.decode(), "what was typed is still there"
    assert own.post(address, {"bank": "008", "number": "9876543210", "holder": "RT 005"}).status_code == 302
    assert "menunggu persetujuan orang lain" in text_of(own.get(address))
    listed = lurah.get(f"/dana/rekening/?kelurahan={KELURAHAN.digits}")
    assert "008 ••••3210" in text_of(listed) and "987654" not in listed.content.decode()
    number = BankAccount.objects.get().pk
    assert lurah.post(f"/dana/rekening/putus/{number}/", {"do": "turn-down"}).status_code == 400, "without a reason"
    unsaid = lurah.post(f"/dana/rekening/putus/{number}/", {"words": "Salah nama"})
    assert unsaid.status_code == 400 and 'value="Salah nama"' in unsaid.content.decode(), "nothing is decided by chance"
    assert not AccountDecision.objects.exists()
    assert signed_in(fajar).post(f"/dana/rekening/putus/{number}/", {"do": "agree"}).status_code == 404
    assert lurah.post(f"/dana/rekening/putus/{number}/", {"do": "agree"}).status_code == 302
    assert signed_in(gita).post(f"/dana/rekening/putus/{number}/", {"do": "agree"}).status_code == 409
    assert "dipakai mulai" in text_of(lurah.get("/dana/rekening/")) and AccountDecision.objects.count() == 1
    assert "hubungi kelurahan sebelum hari itu" in text_of(own.get(address))
    assert own.get("/dana/rekening/9999991001002006/").status_code == 404, "the neighbour's is not theirs"


def test_a_month_goes_to_the_bank_comes_back_and_the_unit_sees_each_step(
    approved: object, at: None, layout: object, kota: Path, signed_in: SignedIn, gita: Actor, kartika: Actor,  # noqa: F811
    ani: Actor,
) -> None:  # fmt: skip
    city, own = signed_in(kartika), signed_in(ani)
    refused = signed_in(gita).post(f"/dana/pembayaran/kirim/?wilayah={KELURAHAN.digits}", {"layout": "contoh-csv"})
    assert refused.status_code == 409 and "orang lain yang membayarkan" in text_of(refused)
    page = text_of(city.get(PAGE))
    assert "Siap dikirim ke bank" in page and "Tanpa rekening" in page and "Bayar tunai" in page
    bad = city.post(f"/dana/pembayaran/kirim/?wilayah={KELURAHAN.digits}", {"layout": "../x"})
    assert bad.status_code == 400 and not Batch.objects.exists()
    made = city.post(f"/dana/pembayaran/kirim/?wilayah={KELURAHAN.digits}", {"layout": "contoh-csv"})
    batch = Batch.objects.get()
    assert made.headers["Location"] == f"/dana/pembayaran/{batch.pk}/"
    file = city.get(f"/dana/pembayaran/{batch.pk}/berkas/")
    assert file.headers["Content-Disposition"] == f'attachment; filename="rukun-{batch.named}.csv"'
    assert file.headers["Cache-Control"] == "private, no-store", "it names accounts in full"
    assert file.content == city.get(f"/dana/pembayaran/{batch.pk}/berkas/").content
    assert file.content.decode().count("\r\n") == batch.count + 2
    bank = layout_of(kota, "contoh-csv")
    first = orders_in(batch)[0].reference
    torn = SimpleUploadedFile("x.csv", b"apa saja")
    wrong = city.post(f"/dana/pembayaran/{batch.pk}/", {"file": torn})
    assert wrong.status_code == 400 and "tidak memuat kolom" in text_of(wrong)
    assert city.post(f"/dana/pembayaran/{batch.pk}/").status_code == 400
    answer = SimpleUploadedFile("x.csv", answer_of(batch, bank, {first: "51"}))
    assert city.post(f"/dana/pembayaran/{batch.pk}/", {"file": answer}).status_code == 302
    after = text_of(city.get(f"/dana/pembayaran/{batch.pk}/"))
    assert "Rekening ditutup." in after and "Muat jawaban" not in after
    assert "1 di antaranya pernah ditolak bank." in text_of(city.get(PAGE))
    statement = Payment.objects.get(batch=batch, answer__is_paid=False).statement
    assert "Selisih Rp 0" in text_of(city.get(PAGE)) and statement.total > 0
    waiting = next(one for one in to_pay(KELURAHAN, AT) if one.account is None)
    cash = f"/dana/tunai/{waiting.statement.pk}/"
    assert city.post(cash).status_code == 400
    paid = city.post(cash, {"tanda-terima": SimpleUploadedFile("t.jpg", jpeg(), "image/jpeg")})
    assert paid.status_code == 302 and city.post(cash).status_code == 400
    kas = text_of(own.get("/kas/"))
    assert "Diserahkan tunai 20 Juni 2016" in kas and "tanda terima" in kas
    receipt = Payment.objects.get(batch=None).receipt
    assert own.get(f"/kas/kuitansi/{receipt}.jpg").status_code == 200


def test_what_is_wrong_with_a_banks_answer_is_told_line_by_line_in_the_readers_language(
    approved: object, at: None, layout: object, signed_in: SignedIn, kartika: Actor,  # noqa: F811
) -> None:  # fmt: skip
    city = signed_in(kartika)
    city.post(f"/dana/pembayaran/kirim/?wilayah={KELURAHAN.digits}", {"layout": "contoh-csv"})
    batch = Batch.objects.get()
    reference = orders_in(batch)[0].reference
    unread = f"Referensi;Jumlah;Kode;Keterangan\r\n{reference};tujuh;00;\r\n;5;00;\r\n" + "X;5;0;\r\n" * 30
    unfit = f"Referensi;Jumlah;Kode;Keterangan\r\n{reference};5;00;\r\nRKN-1;5;00;\r\n"
    sends = lambda content: text_of(  # noqa: E731
        city.post(f"/dana/pembayaran/{batch.pk}/", {"file": SimpleUploadedFile("x.csv", content.encode())})
    )
    assert "baris 2: jumlah “tujuh” bukan angka; baris 3: tanpa referensi; baris 4" in sends(unread)
    city.post("/bahasa/", {"language": "en"})
    page = sends(unread)
    assert "line 2: the amount “tujuh” is not a number; line 3: without a reference; line 4" in page
    assert "and 12 more." in page and "baris" not in page
    page = sends(unfit)
    assert "not Rp 5; line 3: reference RKN-1 is not in this batch." in page and "baris" not in page


def test_a_batch_and_its_file_are_for_treasurers_of_its_area_alone(
    approved: object, at: None, layout: object, signed_in: SignedIn, kartika: Actor, citra: Actor, ani: Actor,  # noqa: F811
) -> None:  # fmt: skip
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)  # type: ignore[arg-type]
    for stranger in (citra, ani):
        for address in (PAGE, f"/dana/pembayaran/{batch.pk}/", f"/dana/pembayaran/{batch.pk}/berkas/"):
            assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(kartika).get("/dana/pembayaran/999999/").status_code == 404


def test_every_batch_that_was_ever_sent_is_found_page_by_page(
    approved: object, at: None, layout: object, kota: Path, signed_in: SignedIn, kartika: Actor,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(pembayaran, "BATCHES_SHOWN", 1)
    city = signed_in(kartika)
    city.post(f"/dana/pembayaran/kirim/?wilayah={KELURAHAN.digits}", {"layout": "contoh-csv"})
    first = Batch.objects.get()
    second = Batch.objects.get()
    second.pk = None
    second.save(force_insert=True)
    for page, named in ((PAGE, second.named), (f"{PAGE}&halaman=2", first.named)):
        told = text_of(city.get(page))
        assert [one for one in (first.named, second.named) if one in told] == [named]
    assert "halaman=2" in city.get(PAGE).content.decode()
    assert "Daftar ini berakhir" in text_of(city.get(f"{PAGE}&halaman=3"))
