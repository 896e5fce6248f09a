"""What a unit may contest, from its month; and how Tapem answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from rukun.validation import actions as validation
from rukun.validation.models import Appeal, Verdict
from tests.doors.test_pages import ME, queries_of, text_of
from tests.doors.unit.months import RT_5, WORDS, SignedIn, at_once, strike, whole
from tests.made import noon_of, reports_for_unit


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
    assert queries_of(client, "/tapem/") == ME + 14
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
