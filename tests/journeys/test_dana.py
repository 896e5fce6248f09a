"""Three people bring a month to the bank; of eighty units three are turned down, paid again, and one of them sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rukun.areas.models import Area
from rukun.areas.queries import units_of
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.models import Batch, Closing
from rukun.funds.queries.payment import orders_in
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.values.code import AreaCode

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
KELURAHAN = AreaCode("9999991001")
APRIL = f"/dana/{KELURAHAN.digits}/?bulan=2016-04"


EIGHTY = 80


def with_accounts(noon: datetime) -> int:
    """Every one of eighty units has an account that has rested; how many there are."""
    rw = units_of(KELURAHAN).filter(kind="rw").last()
    assert rw is not None
    more = [f"{rw.code}{number:03}" for number in range(900, 900 + EIGHTY - units_of(KELURAHAN).count())]
    Area.objects.bulk_create([Area(code=code, kind="rt", name=f"RT {code[-3:]}", parent=rw) for code in more])
    treasurer, lurah = (actor_of(Person.objects.get(login=f"demo-{name}").pk, noon) for name in ("bendahara", "lurah"))
    units, before = list(units_of(KELURAHAN)), noon - timedelta(days=9)
    for number, unit in enumerate(units):
        made = funds.propose_account(
            unit, bank="111", number=f"{500_000 + number}", holder="RT", by=treasurer, at=before
        )
        funds.decide_account(made.pk, is_agreed=True, by=lurah, at=before)
    return len(units)


def answer(batch: Batch, turned_down: int) -> dict[str, object]:
    lines = [f"{o.reference};{o.amount};{'14' if n < turned_down else '00'}" for n, o in enumerate(orders_in(batch))]
    content = "\r\n".join(["Referensi;Jumlah;Kode", *lines]).encode()
    return {"name": "jawaban.csv", "mimeType": "text/csv", "buffer": content}


def load(desk: Page, batch: Batch, turned_down: int) -> None:
    desk.get_by_label("Berkas jawaban").set_input_files(answer(batch, turned_down))  # type: ignore[arg-type]
    desk.get_by_role("button", name="Muat jawaban").click()
    expect(desk.get_by_role("button", name="Muat jawaban")).to_have_count(0)


def test_a_month_is_closed_approved_sent_turned_down_in_part_sent_again_and_seen_by_the_unit(
    demonstration: str, desk: Page, sign_in: SignIn, noon: datetime
) -> None:
    units = with_accounts(noon)
    assert units == EIGHTY
    sign_in(desk, "bendahara")
    desk.goto(APRIL)
    desk.get_by_role("link", name="Tutup bulan ini").click()
    expect(desk.get_by_text("Tidak ada yang dapat diubah sesudahnya")).to_be_visible()
    desk.get_by_role("button", name="Tutup bulan ini").click()
    expect(desk.get_by_text("Menunggu lurah menyetujui.")).to_be_visible()

    sign_in(desk, "lurah")
    desk.goto(APRIL)
    desk.get_by_role("link", name="Setujui").click()
    desk.get_by_role("button", name="Setujui").click()
    expect(desk.get_by_text("Menunggu bendahara membayar.")).to_be_visible()

    sign_in(desk, "bendahara-kota")
    desk.goto(f"/dana/{KELURAHAN.digits}/bayar/?bulan=2016-04")
    desk.get_by_role("link", name="Kirim lewat bank atau tunai").click()
    desk.get_by_role("button", name="Buat berkas untuk bank").click()
    with desk.expect_download() as caught:
        desk.get_by_role("link", name="Berkas untuk bank").click()
    assert caught.value.path().read_bytes().count(b"\r\n") == units + 2
    first = Batch.objects.get()
    load(desk, first, 3)
    expect(desk.get_by_role("heading", name="Ditolak bank")).to_be_visible()
    expect(desk.get_by_text("Nomor rekening tidak ditemukan.", exact=True)).to_have_count(3)
    expect(desk.get_by_role("main")).to_contain_text("Rp 1.000.000")
    assert Closing.objects.get(month="2016-04-01").state == "approved"

    desk.get_by_role("link", name="Pembayaran", exact=True).click()
    expect(desk.get_by_text("3 di antaranya pernah ditolak bank.")).to_be_visible()
    desk.get_by_role("button", name="Buat berkas untuk bank").click()
    load(desk, Batch.objects.exclude(pk=first.pk).get(), 0)
    assert Closing.objects.get(month="2016-04-01").state == "paid"
    assert queries.trial_balance()["kas"] == first.total

    sign_in(desk, "ketua-rt")
    desk.goto("/kas/")
    expect(desk.get_by_text("Sampai 1 Juni 2016")).to_be_visible()
