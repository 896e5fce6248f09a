"""What a unit sees of its month, and that nobody else sees any of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.funds import actions as funds
from rukun.people.rules import Actor, Role
from rukun.validation import actions as validation
from rukun.validation.models import Appeal
from rukun.validation.rules import StrikeReason
from rukun.values.place import Place
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.doors.unit.months import JUNE, KELURAHAN, MAY, RT_5, WORDS, SignedIn, also, at_once, strike, whole
from tests.made import decrees, judged_valid, noon_of, report, reports_for_unit


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
    assert "Uang bulan Juni 2016" in over and "bulan ini" not in over.split("Uang bulan")[1].split("Terbuka bagi")[0]


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
