"""A ketua RT on a small telephone: contests a strike, sees the money change, and asks what it may buy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.validation import actions as validation
from rukun.validation.models import Verdict
from rukun.validation.rules import StrikeReason
from tests.made import judged_valid, reports_for_unit

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
WORDS = "Fotonya diambil 1 Juni di depan pos ronda kami; jam di telepon memang terlambat."


def person(who: str, noon: datetime) -> Actor:
    return actor_of(Person.objects.get(login=f"demo-{who}").pk, noon)


@pytest.fixture
def struck(demonstration: str, noon: datetime) -> Report:
    """Of two reports of today one was accepted, and one struck by another validator than the one at the desk."""
    valid, made = reports_for_unit(person("ketua-rt", noon), [date(2016, 6, 1)], 2)
    judged_valid([valid], person("tapem", noon), noon)
    whole = Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)
    validation.strike(whole, StrikeReason.OLD_PHOTO, by=person("tapem-2", noon), at=noon, note="Foto bulan Mei.")
    return made


def test_a_struck_report_is_contested_on_the_phone_upheld_at_the_desk_and_the_money_follows(
    struck: Report, phone: Page, desk: Page, sign_in: SignIn
) -> None:
    sign_in(phone, "ketua-rt")
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Bulan ini").click()
    row = phone.locator(f"tr[id='{struck.code}']")
    expect(row.get_by_text("Fotonya pernah dipakai atau dibuat-buat.")).to_be_visible()
    expect(row.get_by_text("sampai 8 Juni 2016")).to_be_visible()
    expect(phone.get_by_text("Rp 85.000").first).to_be_visible()
    row.get_by_role("link", name="Sanggah").click()
    expect(phone.get_by_text("Foto bulan Mei.")).to_be_visible()
    phone.get_by_label("Apa yang perlu dilihat lagi?").fill(WORDS)
    phone.get_by_role("button", name="Kirim sanggahan").click()
    expect(phone.locator(f"tr[id='{struck.code}']").get_by_text("Disanggah 1 Juni 2016.")).to_be_visible()

    sign_in(desk, "tapem")
    desk.goto("/tapem/")
    desk.get_by_role("link", name=struck.code).click()
    expect(desk.get_by_text(WORDS)).to_be_visible()
    desk.get_by_label("Catatan untuk RT/RW").fill("Benar, terima kasih.")
    desk.locator("h1").click()
    desk.keyboard.press("a")
    desk.wait_for_url(lambda address: struck.code not in address)

    phone.goto("/bulan-ini/")
    row = phone.locator(f"tr[id='{struck.code}']")
    expect(row.get_by_text("Sanggahan diterima 1 Juni 2016.")).to_be_visible()
    expect(row.get_by_text("Benar, terima kasih.")).to_be_visible()
    expect(phone.get_by_text("2 laporan sah × Rp 10.000")).to_be_visible()
    expect(phone.get_by_text("Rp 95.000").first).to_be_visible()


def test_tapem_rejects_by_keyboard_with_words_that_the_unit_reads(
    struck: Report, phone: Page, desk: Page, sign_in: SignIn, noon: datetime
) -> None:
    whole = Report.objects.select_related("kelurahan", "unit").get(pk=struck.pk)
    validation.appeal(whole, words=WORDS, by=person("ketua-rt", noon), at=noon)
    sign_in(desk, "tapem")
    desk.goto(f"/tapem/{struck.code}/sanggah/")
    desk.keyboard.press("s")
    desk.keyboard.type("Foto yang sama ada di laporan lama.")
    desk.get_by_role("button", name="Tolak").click()
    desk.wait_for_url(lambda address: struck.code not in address)
    sign_in(phone, "ketua-rt")
    phone.goto("/bulan-ini/")
    row = phone.locator(f"tr[id='{struck.code}']")
    expect(row.get_by_text("Putusan ini akhir.")).to_be_visible()
    expect(row.get_by_text("Foto yang sama ada di laporan lama.")).to_be_visible()
    assert Verdict.objects.filter(report=struck).count() == 2


def test_whether_the_money_may_buy_a_smartphone_is_found_out_in_three_taps(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "ketua-rt")
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Bulan ini").click()
    phone.get_by_role("link", name="Boleh dibelanjakan untuk apa?").click()
    phone.get_by_role("link", name="HP", exact=True).click()
    answer = phone.locator(".answer")
    expect(answer.get_by_text("Boleh sampai Rp 1.000.000")).to_be_visible()
    expect(answer.get_by_text("Laporan dikirim lewat telepon genggam")).to_be_visible()
    expect(answer.get_by_text("Menurut 2/2016")).to_be_visible()
    phone.get_by_label("Tanyakan dengan kata sehari-hari").fill("boleh bayar honor ketua?")
    phone.keyboard.press("Enter")
    expect(phone.locator(".answer").get_by_text("Tidak boleh")).to_be_visible()


def test_the_unit_contests_without_a_script(struck: Report, browser: object, demonstration: str) -> None:
    context = browser.new_context(base_url=demonstration, java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/masuk/")
    page.locator("button[value='demo-ketua-rt']").click()
    page.goto(f"/laporan/{struck.code}/sanggah/")
    page.get_by_label("Apa yang perlu dilihat lagi?").fill(WORDS)
    page.get_by_role("button", name="Kirim sanggahan").click()
    expect(page.get_by_text("1 sedang disanggah")).to_be_visible()
    context.close()
