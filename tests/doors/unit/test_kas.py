"""What a unit sees of its money: what came, why, by which decree, and what is on its way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from rukun.areas.queries import area as area_by_code
from rukun.funds import actions as funds
from rukun.funds import queries as money
from rukun.people.rules import Actor
from rukun.values.time import Month
from tests.doors.test_pages import text_of
from tests.doors.unit.months import KELURAHAN, MAY, RT_5, SignedIn
from tests.made import judged_valid, noon_of, reports_for_unit


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
