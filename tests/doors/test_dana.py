"""Dana: a month is closed, approved and paid by three people, each told what becomes final; late facts are accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun import clock
from rukun.areas.changing import dissolve, found
from rukun.areas.queries import area, first_with_units
from rukun.funds import actions as funds
from rukun.funds.models import Acceptance, Closing, Correction
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.doors.test_pages import queries_of, text_of
from tests.funds.test_spending import funded
from tests.made import judged_valid, reports_for_unit
from tests.stories.test_contested_money import whole

KELURAHAN = AreaCode("9999991001")
MAY = Month(2016, 5)
PAGE = f"/dana/{KELURAHAN.digits}/?bulan=2016-05"
SignedIn = Callable[[Actor], Client]


@pytest.fixture
def law(kota: Path, noon: datetime) -> Path:
    funds.load_decrees(kota / "decrees", at=noon)
    return kota


def step(name: str) -> str:
    return f"/dana/{KELURAHAN.digits}/{name}/?bulan=2016-05"


def test_three_people_close_approve_and_pay_and_each_reads_what_becomes_final(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, citra: Actor, kartika: Actor, noon: datetime
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 5, 3)], 3), dodi, noon)
    treasurer, lurah, city = signed_in(gita), signed_in(citra), signed_in(kartika)
    page = text_of(treasurer.get(PAGE))
    assert "Terbuka" in page and "Semua laporan sudah dinilai" in page and "Tutup bulan ini" in page
    assert "Rp 105.000" in page, "the draft follows the verdicts"
    assert "Tidak ada yang dapat diubah sesudahnya" in text_of(treasurer.get(step("tutup")))
    assert treasurer.post(step("tutup")).headers["Location"] == PAGE
    own = text_of(treasurer.get(PAGE))
    assert "Ditutup 1 Juni 2016" in own and "Menunggu lurah menyetujui." in own
    assert treasurer.post(step("setujui")).status_code == 404, "a treasurer does not approve"
    assert lurah.post(step("setujui")).headers["Location"] == PAGE
    assert "tiga orang" in text_of(treasurer.get(PAGE))
    refused = treasurer.post(step("bayar"))
    assert refused.status_code == 409 and "bendahara lain yang melakukannya" in text_of(refused)
    assert city.post(step("bayar")).headers["Location"] == PAGE
    assert "Dibayar 1 Juni 2016" in text_of(lurah.get(PAGE))
    again = city.post(step("bayar"))
    assert again.status_code == 409 and "tidak sedang menunggu langkah ini" in text_of(again)
    assert Closing.objects.get().state == "paid"


def test_a_month_with_something_open_is_closed_only_with_a_word_that_everybody_reads(
    law: Path, signed_in: SignedIn, ani: Actor, gita: Actor, noon: datetime
) -> None:
    reports_for_unit(ani, [date(2016, 5, 3)], 2)
    client = signed_in(gita)
    assert "2 laporan belum dinilai." in text_of(client.get(PAGE))
    without = client.post(step("tutup"), {"despite": "  "})
    assert without.status_code == 400 and "tulis mengapa" in text_of(without)
    long = client.post(step("tutup"), {"despite": "a" * 301})
    assert long.status_code == 400 and "a" * 301 in long.content.decode(), "what was typed is still there"
    assert not Closing.objects.exists()
    client.post(step("tutup"), {"despite": "Warga menunggu uangnya."})
    assert "meski ada yang belum selesai: Warga menunggu uangnya." in text_of(client.get(PAGE))
    assert "Warga menunggu" not in Event.objects.get(verb="month.closed").facts


def test_a_correction_waits_until_the_treasurer_accepts_it_and_is_accepted_once(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, citra: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = reports_for_unit(ani, [date(2016, 5, 3)], 2)
    judged_valid(made, dodi, noon)
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    later = noon + timedelta(days=1)
    validation.strike(whole(made[0]), StrikeReason.OLD_PHOTO, by=dodi, at=later, after=1)
    assert funds.propose_corrections(at=later + timedelta(hours=1)) == 1
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(hours=2))
    correction, treasurer, lurah = Correction.objects.get(), signed_in(gita), signed_in(citra)
    assert "Terima yang dipilih" not in text_of(lurah.get(PAGE)) and "-Rp 10.000" in text_of(lurah.get(PAGE))
    address = f"/dana/{KELURAHAN.digits}/koreksi/?bulan=2016-05"
    assert treasurer.post(address).status_code == 400, "nothing was ticked"
    assert treasurer.post(address, {"koreksi": [str(correction.pk), "x"]}).status_code == 302
    assert treasurer.post(address, {"koreksi": [str(correction.pk)]}).status_code == 409
    assert Acceptance.objects.count() == 1 == Event.objects.filter(verb="corrections.accepted").count()
    assert "Koreksi bulan yang sudah ditutup" not in text_of(treasurer.get(PAGE))


def test_nobody_accepts_or_closes_for_the_next_kelurahan(
    law: Path, signed_in: SignedIn, gita: Actor, fajar: Actor, ani: Actor, noon: datetime
) -> None:
    next_door = "9999991002"
    client = signed_in(gita)
    for address in (f"/dana/{next_door}/?bulan=2016-05", f"/dana/{next_door}/tutup/?bulan=2016-05"):
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert client.post(f"/dana/{next_door}/koreksi/", {"koreksi": ["1"]}).status_code == 404
    assert signed_in(fajar).get(PAGE).status_code == signed_in(ani).get(PAGE).status_code == 404
    with pytest.raises(Refused, match="bukan untuk Anda"):
        funds.accept_corrections(KELURAHAN, by=fajar, at=noon)
    assert not Closing.objects.exists()


def test_the_treasurer_of_a_city_sees_every_kelurahan_with_its_next_step_in_few_queries(
    law: Path, signed_in: SignedIn, gita: Actor, kartika: Actor, noon: datetime
) -> None:
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    client = signed_in(kartika)
    page = text_of(client.get("/dana/?bulan=2016-05"))
    assert "Rukun Jaya" in page and "Ditutup 1 Juni 2016" in page and "Menunggu ditutup" in page
    few = queries_of(client, "/dana/?bulan=2016-05")
    assert queries_of(client, "/dana/?bulan=2016-04") == few <= 14
    assert signed_in(gita).get("/dana/?bulan=2016-05").headers["Location"] == PAGE, "one kelurahan is shown at once"


def test_a_month_that_is_not_over_has_no_button_and_one_that_has_not_begun_no_page(
    law: Path, signed_in: SignedIn, gita: Actor
) -> None:
    client = signed_in(gita)
    june = text_of(client.get(f"/dana/{KELURAHAN.digits}/?bulan=2016-06"))
    assert "Juni 2016 dapat ditutup sesudah berakhir." in june and "Tutup bulan ini" not in june
    assert client.get(f"/dana/{KELURAHAN.digits}/?bulan=2016-07").status_code == 400
    assert client.get(step("hapus")).status_code == 404
    early = client.post(f"/dana/{KELURAHAN.digits}/tutup/?bulan=2016-06")
    assert early.status_code == 400 and "belum berakhir" in text_of(early)


def test_what_a_dissolved_unit_left_is_shown_and_goes_to_its_heir_by_one_press(
    law: Path, signed_in: SignedIn, gita: Actor, citra: Actor, fajar: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    unit, heir = funded(400_000), area(KELURAHAN.digits + "002004")
    assert "Kas unit yang sudah tidak ada" not in text_of(signed_in(gita).get(PAGE))
    dissolve(unit, on=date(2016, 6, 15), at=noon, into=heir)
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(days=20))
    client, address = signed_in(gita), f"/dana/{unit.code}/kas-lama/"
    page = text_of(client.get(PAGE))
    assert "Rp 400.000" in page and "Pindahkan ke kas RT 004/RW 002" in page
    assert "Pindahkan" not in text_of(signed_in(citra).get(PAGE))
    assert signed_in(citra).post(address).status_code == signed_in(fajar).post(address).status_code == 404
    assert client.post(address).status_code == 302 and client.post(address).status_code == 409
    assert "Kas unit yang sudah tidak ada" not in text_of(client.get(PAGE))


def test_a_correction_of_a_unit_that_ended_without_an_heir_is_told_as_one_that_no_month_takes(
    law: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, citra: Actor, fajar: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = reports_for_unit(ani, [date(2016, 5, 3)], 2)
    judged_valid(made, dodi, noon)
    funds.close_month(KELURAHAN, MAY, by=gita, at=noon)
    dissolve(area(KELURAHAN.digits + "002005"), on=date(2016, 6, 1), at=noon)
    later = noon + timedelta(days=1)
    validation.strike(whole(made[0]), StrikeReason.OLD_PHOTO, by=dodi, at=later, after=1)
    funds.propose_corrections(at=later + timedelta(hours=1))
    said = "Koreksi yang tidak masuk ke bulan mana pun"
    assert said not in text_of(signed_in(gita).get(PAGE)), "nobody accepted it"
    funds.accept_corrections(KELURAHAN, by=gita, at=later + timedelta(hours=2))
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(hours=3))
    for reader in (gita, citra):
        page = text_of(signed_in(reader).get(PAGE))
        assert said in page and "RT 005/RW 002" in page.split(said)[1] and "-Rp 10.000" in page.split(said)[1]
    assert signed_in(fajar).get(PAGE).status_code == 404


def test_the_treasurer_of_a_city_reads_first_where_something_is_asked_and_the_rest_is_folded(
    law: Path, signed_in: SignedIn, gita: Actor, kartika: Actor, noon: datetime
) -> None:
    city = signed_in(kartika)
    everywhere = city.get("/dana/?bulan=2016-05").content.decode()
    assert "/dana/9999991001/" in everywhere and "tanpa laporan" not in everywhere, "where nothing is asked all stand"
    funds.close_month(AreaCode("9999991002"), MAY, by=kartika, at=noon)
    page = city.get("/dana/?bulan=2016-05").content.decode()
    table, _, folded = page.partition("</table>")
    assert "/dana/9999991002/" in table and "/dana/9999991001/" not in table
    assert "tanpa laporan dan tanpa uang" in folded and "/dana/9999991001/" in folded, "and is still led to"


def test_the_lists_of_a_citys_treasurer_begin_where_there_are_units(
    law: Path, signed_in: SignedIn, kartika: Actor, noon: datetime
) -> None:
    found(code=AreaCode("9999991000"), name="Rukun Awal", on=date(2016, 1, 1), at=noon)
    assert first_with_units([area("9999991000")]) is None
    assert first_with_units([area("9999991000"), area("9999991002")]) == area("9999991002")
    for address in ("/dana/rekening/", "/kas/kelurahan/"):
        page = signed_in(kartika).get(address).content.decode()
        assert '<option value="9999991001" selected>' in page and '<option value="9999991000">' in page
