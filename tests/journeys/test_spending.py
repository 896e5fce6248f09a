"""A ketua RT on a small telephone: four expenses, one that is forbidden, and the SPJ as a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from rukun.funds.models import Expense
from tests.funds.test_spending import funded
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def enter(phone: Page, asked: str, use: str, amount: str, supplier: str) -> None:
    """The three steps, up to the receipt."""
    phone.get_by_role("link", name="Catat pengeluaran").click()
    phone.get_by_label("Apa yang dibeli?").fill(asked)
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name=use).click()
    phone.get_by_label("Jumlah (rupiah)").fill(amount)
    phone.get_by_label("Dibayar kepada").fill(supplier)
    phone.get_by_role("button", name="Lanjut ke kuitansi").click()


def test_a_unit_records_four_expenses_is_refused_a_fifth_and_opens_its_spj(
    demonstration: str, phone: Page, sign_in: SignIn, noon: datetime
) -> None:
    funded()
    sign_in(phone, "ketua-rt")
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Kas", exact=True).click()
    bought = (
        ("kopi rapat", "Konsumsi dan perlengkapan rapat warga", "50.000", "Warung Bu Tini"),
        ("pulsa", "Pulsa, telepon, dan paket data", "100.000", "Konter Jaya"),
        ("sapu", "Kebersihan lingkungan dan kerja bakti", "75.000", "Toko Sumber"),
    )
    for number, (asked, use, amount, supplier) in enumerate(bought):
        enter(phone, asked, use, amount, supplier)
        phone.get_by_label("Foto kuitansi").set_input_files(
            {"name": "kuitansi.jpg", "mimeType": "image/jpeg", "buffer": jpeg(number)}
        )
        phone.get_by_role("button", name="Bukukan").click()
        expect(phone.locator("tbody tr", has_text=supplier)).to_be_visible()
    enter(phone, "fotokopi", "Alat tulis, fotokopi, dan cetak", "25.000", "Fotokopi Ani")
    phone.get_by_role("button", name="Bukukan").click()
    expect(phone.get_by_role("alert")).to_contain_text("Sertakan foto kuitansi")
    phone.get_by_label("Bila tidak ada kuitansi, mengapa?").fill("Mesin kasir rusak")
    phone.get_by_role("button", name="Bukukan").click()
    expect(phone.locator("tfoot")).to_contain_text("Rp 750.000")

    phone.get_by_role("link", name="Catat pengeluaran").click()
    phone.get_by_label("Apa yang dibeli?").fill("honor ketua")
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Honor atau gaji ketua").click()
    expect(phone.get_by_text("Tidak boleh")).to_be_visible()
    expect(phone.get_by_text("Pasal 6")).to_be_visible()
    expect(phone.get_by_label("Jumlah (rupiah)")).to_have_count(0)
    assert Expense.objects.count() == 4

    phone.goto("/kas/spj/")
    with phone.expect_download() as caught:
        phone.get_by_role("link", name="Triwulan II 2016 sejauh ini (PDF)").click()
    made = PdfReader(io.BytesIO(caught.value.path().read_bytes()))
    words = " ".join(page.extract_text() for page in made.pages)
    assert "tujuh ratus lima puluh ribu rupiah" in words and "Mesin kasir rusak" in words
    assert sum(len(page.images) for page in made.pages) == 3


def test_a_form_that_comes_back_begins_where_it_tells_what_is_wrong(
    phone: Page, demonstration: str, sign_in: SignIn
) -> None:
    sign_in(phone, "ketua-rt")
    phone.goto("/kas/tanya/")
    phone.get_by_label("Apa yang hendak dibeli").fill("Boleh beli kipas angin?")
    amount = phone.get_by_label("Kira-kira berapa")
    amount.fill("seratus ribu")
    phone.get_by_role("button", name="Kirim pertanyaan").click()
    told = phone.get_by_role("alert")
    expect(told).to_contain_text("Tulis jumlahnya dengan angka")
    expect(told).to_be_in_viewport()
    expect(told).to_be_focused()
    expect(amount).to_have_value("seratus ribu")
    expect(phone.get_by_label("Apa yang hendak dibeli")).to_have_value("Boleh beli kipas angin?")
