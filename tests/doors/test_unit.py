"""What a unit sees of its month and its money, what it may contest, and that nobody else sees any of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun import clock
from rukun.areas.queries import area as area_by_code
from rukun.funds import actions as funds
from rukun.funds import queries as money
from rukun.people import actions as people
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.validation import actions as validation
from rukun.validation.models import Appeal, Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.time import Month
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import decrees, judged_valid, noon_of, report, reports_for_unit

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode("9999991001002005")
MAY, JUNE = Month(2016, 5), Month(2016, 6)
SignedIn = Callable[[Actor], Client]
WORDS = "Fotonya diambil hari itu juga; tolong lihat jamnya."


@pytest.fixture
def law(kota: Path, tmp_path: Path, noon: datetime) -> Path:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    return tmp_path / "law"


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


def strike(made: Report, by: Actor, at: datetime, note: str = "Foto Mei") -> None:
    validation.strike(whole(made), StrikeReason.OLD_PHOTO, by=by, at=at, note=note)


def whole(made: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat", "category").get(pk=made.pk)


def also(actor: Actor, role: Role, where: str, noon: datetime) -> Actor:
    """The same person in one more seat."""
    seat = people.open_seat(role=role, area=area_by_code(where), at=noon)
    person = Person.objects.get(pk=actor.person_id)
    people.appoint(person=person, seat=seat, sk="SK 5", held_from=date(2016, 1, 1), at=noon)
    return actor_of(actor.person_id, noon)


def at_once(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


# Bulan ini


def test_a_month_is_told_in_words_and_numbers_beside_the_bar(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, day) for day in (2, 3, 4)], 4)
    later = noon_of(date(2016, 6, 10))
    at_once(monkeypatch, later)
    judged_valid(made[:9], dodi, later)
    strike(made[9], dodi, later)
    client = signed_in(ani)
    page = text_of(client.get("/bulan-ini/"))
    assert "Sah dan dihitung 7" in page and "Sah, tetapi tidak menambah uang 2" in page
    assert "Belum dinilai 2" in page and "Dicoret 1" in page and "Masih terbuka sampai batas 83" in page
    assert "7 laporan sah × Rp 10.000" in page and "Rp 145.000" in page
    assert "paling banyak 3 sehari dan 90 sebulan. Tidak ada keharusan mencapainya." in page
    assert "Dasar: 2/2016 · Pasal 3 · menurut naskah keputusan" in page
    assert "Di atas batas 3 sehari atau 90 sebulan" in page and "Bulan masih berjalan." in page
    at_once(monkeypatch, noon_of(date(2016, 7, 11)))
    over = text_of(client.get("/bulan-ini/?bulan=2016-06"))
    assert "Bulan sudah lewat; menunggu ditutup bendahara." in over and "Masih terbuka" not in over


def test_a_flat_decree_says_that_the_amount_is_fixed_and_asks_for_nothing(
    kota: Path, tmp_path: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", at=noon)
    client = signed_in(ani)
    quiet = text_of(client.get("/bulan-ini/"))
    assert "Rp 300.000" in quiet and "Jumlahnya tetap, berapa pun laporannya." in quiet
    judged_valid(reports_for_unit(ani, [date(2016, 6, 1)], 5), dodi, noon)
    page = text_of(client.get("/bulan-ini/"))
    assert "Rp 300.000" in page and "Sah 5" in page
    for pressing in ("batas", "sehari", "dihitung", "tidak menambah uang", "bar-chart room"):
        assert pressing not in page.replace("berapa pun laporannya", "")


def test_without_a_decree_the_reports_still_stand_and_it_says_why_there_is_no_sum(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 6, 1)], 2), dodi, noon)
    page = text_of(signed_in(ani).get("/bulan-ini/"))
    assert "Tidak ada keputusan yang berlaku" in page and "Sah 2" in page and "Rp" not in page
    assert "Sebelum ada keputusan" in text_of(signed_in(ani).get("/kas/?cari=hp"))


def test_what_is_valid_but_adds_no_money_says_why(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    far = reports_for_unit(ani, [date(2016, 6, 1)], 1, place=Place(-6.505, 106.505 - 300 / 111_195))
    judged_valid(far, dodi, noon)
    page = text_of(signed_in(ani).get("/bulan-ini/?status=uncounted"))
    assert "Tempatnya lebih dari 150 m di luar wilayah" in page and "0 laporan sah" in page


def test_the_list_is_filtered_by_state_and_turned_by_page_instead_of_cut(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 5, day) for day in range(1, 31)], 3)
    judged_valid(made[:80], dodi, noon)
    for late in made[80:85]:
        strike(late, dodi, noon)
    validation.appeal(whole(made[80]), words=WORDS, by=ani, at=noon)
    client, month = signed_in(ani), "/bulan-ini/?bulan=2016-05"

    def codes(address: str) -> set[str]:
        page = client.get(address).content.decode()
        return {code for code in (r.code for r in made) if f'id="{code}"' in page}

    pages = [codes(f"{month}&halaman={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 30, 30] and len(set.union(*pages)) == 90
    assert codes(f"{month}&status=struck") == {r.code for r in made[80:85]}
    assert codes(f"{month}&status=waiting") == {r.code for r in made[85:]}
    assert codes(f"{month}&status=appealed") == {made[80].code}
    assert len(codes(f"{month}&status=valid")) == 30
    assert "Berikutnya" in text_of(client.get(f"{month}&status=valid"))
    assert "bulan=2016-05&amp;status=valid&amp;halaman=2" in client.get(f"{month}&status=valid").content.decode()
    for wrong in ("status=gone", "halaman=0", "bulan=2016", "bulan=2016-07"):
        assert client.get(f"/bulan-ini/?{wrong}").status_code == 400
    assert client.get("/bulan-ini/?unit=9999991001002006").status_code == 404


def test_a_month_takes_the_same_queries_however_much_was_reported(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    client, month = signed_in(ani), "/bulan-ini/?bulan=2016-05"
    assert queries_of(client, month) == ME + 12, "nothing to look up for the rows"
    made = reports_for_unit(ani, [date(2016, 5, day) for day in range(1, 31)], 3)
    judged_valid(made[:80], dodi, noon)
    assert queries_of(client, month) == ME + 13
    for late in made[75:90]:
        strike(late, dodi, noon) if late in made[80:] else None
    assert queries_of(client, month) == ME + 14, "one more for what may be contested"
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    assert queries_of(client, month) == ME + 12
    assert queries_of(client, "/kas/?cari=hp") == ME + 7, (
        "one for the answers of the kelurahan, one for the way of the money"
    )


def test_a_person_in_two_units_changes_over_and_a_single_one_is_not_asked(
    law: Path, signed_in: SignedIn, ani: Actor, budi: Actor, noon: datetime
) -> None:
    assert "unit=" not in signed_in(ani).get("/bulan-ini/").content.decode()
    both = also(also(budi, Role.PENGURUS_RT, RT_5.digits, noon), Role.KETUA_RW, "9999991001002", noon)
    client = signed_in(both)
    for page in ("/bulan-ini/", "/kas/"):
        assert "RT 005/RW 002" in text_of(client.get(f"{page}?unit={RT_5.digits}"))
        rw = client.get(f"{page}?unit=9999991001002").content.decode()
        assert 'href="?unit=9999991001002005"' in rw and "Ketua RW" in rw
        assert client.get(f"{page}?unit=9999991001002006").status_code == 404


def test_another_units_month_and_kas_do_not_exist_for_the_rw_the_lurah_or_the_next_kelurahan(
    law: Path, signed_in: SignedIn, ani: Actor, citra: Actor, fajar: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 1, words="Kerja bakti RT lima")[0]
    strike(made, dodi, noon)
    rw, next_door = _person("Kiki", "ketua-rw", "9999991001002"), _person("Lina", "ketua-rt", "9999991002001001")
    for stranger in (rw, next_door):
        client = signed_in(stranger)  # type: ignore[arg-type]
        assert made.code not in client.get("/bulan-ini/").content.decode()
        for page in ("/bulan-ini/", "/kas/"):
            assert client.get(f"{page}?unit={RT_5.digits}").status_code == 404
        assert client.post(f"/laporan/{made.code}/sanggah/", {"words": WORDS}).status_code == 404
    for stranger in (citra, fajar, dodi):
        client = signed_in(stranger)
        for page in ("/bulan-ini/", "/kas/", f"/laporan/{made.code}/sanggah/"):
            assert client.get(page).status_code == 404
    assert not Appeal.objects.exists()


def test_a_private_report_of_another_board_member_counts_without_its_words(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    indra = _person("Indra", "pengurus-rt", RT_5.digits)
    secret = report(ani, noon, for_unit=RT_5, is_private=True, words="Urusan keluarga di nomor tiga")
    strike(secret, dodi, noon, note="Nomor tiga bukan urusan kita")
    page = signed_in(indra).get("/bulan-ini/").content.decode()  # type: ignore[arg-type]
    assert "laporan pribadi" in page and "Dicoret" in page
    for hidden in ("nomor tiga", "Nomor tiga", f"/laporan/{secret.code}/"):
        assert hidden not in page
    own = signed_in(ani).get("/bulan-ini/").content.decode()
    assert "nomor tiga" in own and f"/laporan/{secret.code}/sanggah/" in own


def test_the_closed_month_is_shown_in_the_first_days_of_the_next_and_then_the_present_one(
    law: Path, signed_in: SignedIn, ani: Actor, gita: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    client = signed_in(ani)
    assert "· Mei 2016" in text_of(client.get("/bulan-ini/"))
    at_once(monkeypatch, noon_of(date(2016, 6, 11)))
    assert "· Juni 2016" in text_of(client.get("/bulan-ini/"))
    at_once(monkeypatch, noon)
    report(ani, noon, for_unit=RT_5)
    assert "· Juni 2016" in text_of(client.get("/bulan-ini/"))


def test_each_stage_of_a_closed_month_is_told_with_its_day(
    law: Path, signed_in: SignedIn, ani: Actor, citra: Actor, gita: Actor, kartika: Actor, noon: datetime
) -> None:
    client, month = signed_in(ani), "/bulan-ini/?bulan=2016-05"
    closing = funds.close_month(KELURAHAN, MAY, by=gita, at=noon_of(date(2016, 6, 2)))
    closed = text_of(client.get(month))
    assert "Ditutup 2 Juni 2016, menunggu persetujuan." in closed and closing.digest in closed
    funds.approve_month(KELURAHAN, MAY, by=citra, at=noon_of(date(2016, 6, 3)))
    assert "Disetujui 3 Juni 2016, menunggu pembayaran." in text_of(client.get(month))
    funds.pay_month(KELURAHAN, MAY, by=kartika, at=noon_of(date(2016, 6, 4)))
    assert "Dibayar 4 Juni 2016." in text_of(client.get(month))


def test_a_correction_says_which_month_and_why_where_it_comes_from_and_where_it_goes(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = reports_for_unit(ani, [date(2016, 5, 3)], 2)
    judged_valid(made, dodi, noon)
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    validation.strike(whole(made[0]), StrikeReason.TEST, by=dodi, at=noon + timedelta(hours=1), after=1)
    assert funds.propose_corrections(at=noon + timedelta(hours=2)) == 1
    client = signed_in(ani)
    assert "Masih menunggu diterima bendahara" in text_of(client.get("/bulan-ini/?bulan=2016-05"))
    assert "Koreksi Mei 2016" not in text_of(client.get("/bulan-ini/?bulan=2016-06"))
    funds.accept_corrections(KELURAHAN, by=gita, at=noon + timedelta(hours=3))
    june = text_of(client.get("/bulan-ini/?bulan=2016-06"))
    assert "Koreksi Mei 2016" in june and "Putusan atas laporan berubah setelah bulan itu ditutup." in june
    assert "-Rp 10.000" in june and "Rp 65.000" in june
    may = text_of(client.get("/bulan-ini/?bulan=2016-05"))
    assert "putusan atas laporan berubah, 1 Juni 2016. -Rp 10.000 masuk ke bulan berikut" in may and "Rp 95.000" in may
    funds.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 7, 2)))
    assert "-Rp 10.000 masuk ke Juni 2016." in text_of(client.get("/bulan-ini/?bulan=2016-05"))
    at_once(monkeypatch, noon_of(date(2016, 7, 20)))
    assert "Koreksi" not in text_of(client.get("/bulan-ini/?bulan=2016-07"))


# Sanggah


def test_a_struck_report_says_why_and_until_when_and_is_contested_from_there(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 1)[0]
    strike(made, dodi, noon)
    client, address = signed_in(ani), f"/laporan/{made.code}/sanggah/"
    page = client.get("/bulan-ini/")
    assert "Fotonya pernah dipakai atau dibuat-buat. Foto Mei" in text_of(page) and address in page.content.decode()
    assert "Anda dapat menyanggah sampai 8 Juni 2016" in text_of(page)
    assert "menjawab dalam 7 hari" in text_of(client.get(address))
    assert queries_of(client, address) == ME + 4
    empty = client.post(address, {"words": "  ", "number": "1"})
    assert empty.status_code == 400 and "perlu dilihat lagi oleh penilai" in text_of(empty)
    stale = client.post(address, {"words": WORDS, "number": "7"})
    assert stale.status_code == 409 and WORDS in stale.content.decode(), "what was typed is still there"
    sent = client.post(address, {"words": WORDS, "number": "1"})
    assert sent.headers["Location"] == f"/bulan-ini/?bulan=2016-06&unit={RT_5.digits}&status=struck#{made.code}"
    assert client.post(address, {"words": WORDS, "number": "1"}).status_code == 302 and Appeal.objects.count() == 1
    after = text_of(client.get("/bulan-ini/"))
    assert "Disanggah 1 Juni 2016." in after and "paling lambat 8 Juni 2016" in after and "1 sedang disanggah" in after
    assert "Kirim sanggahan" not in text_of(client.get(address))
    validation.uphold(Appeal.objects.get(), by=hana, at=noon, note="Memang baru.")
    upheld = text_of(client.get("/bulan-ini/"))
    assert "Sanggahan diterima 1 Juni 2016." in upheld and "Memang baru." in upheld
    assert "1 laporan sah × Rp 10.000" in upheld and "Rp 85.000" in upheld


def test_a_rejected_or_late_objection_offers_no_other(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, hana: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made, other = reports_for_unit(ani, [date(2016, 6, 1)], 2)
    strike(made, dodi, noon)
    strike(other, dodi, noon)
    validation.appeal(whole(made), words=WORDS, by=ani, at=noon)
    validation.reject_appeal(Appeal.objects.get(), words="Sama dengan laporan 3 Mei.", by=hana, at=noon)
    at_once(monkeypatch, noon_of(date(2016, 6, 9)))
    client = signed_in(ani)
    page = client.get("/bulan-ini/")
    assert "Sanggahan ditolak 1 Juni 2016. Putusan ini akhir. Sama dengan laporan 3 Mei." in text_of(page)
    assert "Dapat disanggah sampai 8 Juni 2016; waktu itu sudah lewat." in text_of(page)
    assert "/sanggah/" not in page.content.decode()
    late = client.post(f"/laporan/{other.code}/sanggah/", {"words": WORDS})
    assert late.status_code == 409 and "sudah lewat" in text_of(late) and Appeal.objects.count() == 1


def test_a_script_is_refused_with_code_words_and_the_field(
    law: Path, signed_in: SignedIn, budi: Actor, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 1)[0]
    strike(made, dodi, noon)
    answer = signed_in(budi).post(
        f"/laporan/{made.code}/sanggah/", {"words": "x"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 404 and answer.json()["code"] == "hidden"


# The desk of Tapem


def test_tapem_answers_the_oldest_appeal_first_and_never_one_against_an_own_decision(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, hana: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = reports_for_unit(ani, [date(2016, 6, 1)], 3)
    for number, (one, by) in enumerate(zip(made, (dodi, dodi, hana), strict=True)):
        strike(one, by, noon)
        validation.appeal(whole(one), words=f"{WORDS} {number}", by=ani, at=noon + timedelta(hours=number))
    at_once(monkeypatch, noon_of(date(2016, 6, 7)))
    client = signed_in(hana)
    desk = client.get("/tapem/").content.decode()
    assert "3 sanggahan menunggu jawaban" in text_of(client.get("/tapem/"))
    assert desk.index(made[0].code) < desk.index(made[1].code) and "Dijawab orang lain" in desk
    assert f"/tapem/{made[2].code}/sanggah/" not in desk and "lagi" in text_of(client.get("/tapem/"))
    assert queries_of(client, "/tapem/") == ME + 12
    assert client.get(f"/tapem/{made[2].code}/sanggah/").status_code == 409
    first = f"/tapem/{made[0].code}/sanggah/"
    page = text_of(client.get(first))
    assert f"{WORDS} 0" in page and "Foto Mei" in page and "Ketua RT" in page
    assert queries_of(client, first) == ME + 7
    bare = client.post(first, {"do": "reject", "words": " "})
    assert bare.status_code == 400 and "akan membacanya" in text_of(bare)
    assert client.post(first, {"do": "?"}).status_code == 400
    assert client.post(first, {"do": "uphold"}).headers["Location"] == f"/tapem/{made[1].code}/sanggah/"
    again = client.post(first, {"do": "reject", "words": "Tidak"})
    assert again.status_code == 409 and "baru saja dijawab" in text_of(again)
    rejected = client.post(f"/tapem/{made[1].code}/sanggah/", {"do": "reject", "words": "Foto 3 Mei"})
    assert rejected.headers["Location"] == "/tapem/"
    assert Verdict.objects.filter(appeal__isnull=False).count() == 2


def test_the_ordinary_page_of_a_contested_report_leads_to_its_appeal(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 1)[0]
    strike(made, dodi, noon)
    validation.appeal(whole(made), words=WORDS, by=ani, at=noon)
    client, address = signed_in(hana), f"/tapem/{made.code}/"
    assert f"{address}sanggah/" in client.get(address).content.decode()
    around = client.post(address, {"do": "accept", "number": "1"})
    assert around.status_code == 409 and "disanggah" in text_of(around) and Verdict.objects.count() == 1


# Kas


def test_kas_tells_what_came_what_is_on_its_way_and_that_nothing_was_spent_yet(
    law: Path, signed_in: SignedIn, ani: Actor, citra: Actor, gita: Actor, kartika: Actor, noon: datetime
) -> None:
    client = signed_in(ani)
    assert "Belum ada bulan yang ditutup." in text_of(client.get("/kas/"))
    for month in (Month(2016, 4), MAY):
        funds.close_month(KELURAHAN, month, by=gita, at=noon)
    owed = text_of(client.get("/kas/"))
    assert "sudah ditutup dan menunggu persetujuan" in owed and "Saldo Rp 0" in owed
    funds.approve_month(KELURAHAN, MAY, by=citra, at=noon)
    assert "Rp 75.000 sudah disetujui dan menunggu dibayar" in text_of(client.get("/kas/"))
    funds.pay_month(KELURAHAN, MAY, by=kartika, at=noon_of(date(2016, 6, 3)))
    page = text_of(client.get("/kas/"))
    assert "Saldo Rp 75.000 Diterima seluruhnya Rp 75.000 Uang keluar Rp 0" in page
    assert "Dibayar 3 Juni 2016." in page and "Belum ada pengeluaran yang dicatat" in page
    account = money.account_of(area_by_code(RT_5))
    paid = [s.total for s in money.payments_of(RT_5) if s.closing.state == "paid"]
    assert account.received == sum(paid) and account.owed == 300_000
    assert 'href="/bulan-ini/?bulan=2016-05"' in client.get("/kas/").content.decode()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("boleh beli HP?", "Telepon genggam Boleh sampai Rp 1.000.000"),
        ("kopi rapat", "Konsumsi dan perlengkapan rapat warga Boleh"),
        ("honor", "Honor atau gaji ketua dan pengurus Tidak boleh"),
        ("laptop", "Komputer, laptop, dan printer Tanyakan kepada kelurahan"),
        ("smarphone", "Mungkin ini yang Anda maksud Telepon genggam"),
        ("tabung gas", "Daftar ini tidak memuat “tabung gas”. Itu bukan berarti boleh"),
        ("cat kuku", "jadi jawabannya belum tentu mencakupnya: kuku."),
    ],
)
def test_kas_answers_in_words_with_why_and_by_which_decree(
    law: Path, signed_in: SignedIn, ani: Actor, asked: str, told: str
) -> None:
    page = text_of(signed_in(ani).get("/kas/", {"cari": asked}))
    assert told in page
    if "tabung" not in asked:
        assert "Menurut 2/2016" in page and "· menurut naskah keputusan" in page


def test_what_was_asked_is_shown_as_words_and_cut_at_a_length(law: Path, signed_in: SignedIn, ani: Actor) -> None:
    answer = signed_in(ani).get("/kas/", {"cari": "<script>alert(1)</script>" + "x" * 5_000})
    page = answer.content.decode().split("<footer")[0]
    assert "<script>alert" not in page and "x" * 121 not in page


def test_each_line_of_the_money_says_its_rule_what_went_in_and_the_sum(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 5, 2)], 2), dodi, noon)
    page = text_of(signed_in(ani).get("/bulan-ini/?bulan=2016-05"))
    assert "Tiap laporan sah Rp 10.000, paling banyak 3 sehari dan 90 sebulan." in page
    assert "2 laporan sah dihitung." in page and "2 × Rp 10.000 = Rp 20.000." in page


def test_in_english_money_that_went_out_is_paid_out_and_nobody_is_asked_to_sign_out_of_it(
    law: Path, signed_in: SignedIn, ani: Actor
) -> None:
    client = signed_in(ani)
    client.cookies["django_language"] = "en"
    inside = text_of(client.get("/kas/")).split("Money", 1)[1]
    assert "Paid out Rp 0" in inside and "Sign out" not in inside and "Bank account" in inside
