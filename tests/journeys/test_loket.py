"""A resident at the counter, who gets a slip and follows it; and one who takes a report of their own back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from rukun.followup.models import Ticket

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def typed(desk: Page, sign_in: SignIn) -> str:
    """The lurah types what a resident tells, corrects what was forgotten, and has a slip; where it leads."""
    sign_in(desk, "lurah")
    desk.goto("/loket/")
    desk.get_by_role("link", name="Laporan warga di loket").click()
    desk.get_by_label("Tentang apa").select_option("sampah")
    desk.get_by_label("Nomor telepon atau surel").fill("nomornya lupa")
    desk.get_by_role("button", name="Catat laporan").click()
    told = desk.get_by_role("alert")
    expect(told.get_by_role("listitem")).to_have_count(3)
    told.get_by_role("link", name="Sertakan foto atau tulis apa yang terjadi.").click()
    expect(desk.get_by_label("Apa yang terjadi")).to_be_focused()
    desk.keyboard.type("Sampah di mulut gang, disampaikan Bu Tini di loket.")
    desk.get_by_label("Di mana").select_option("9999991001002005")
    desk.get_by_label("Nomor telepon atau surel").fill("")
    desk.get_by_role("button", name="Catat laporan").click()
    expect(desk.get_by_text("Cetak slip ini")).to_be_visible()
    return urlsplit(desk.locator(".slip figcaption").inner_text()).path


def test_a_resident_without_a_telephone_gets_a_slip_on_paper_and_follows_it_from_a_childs_telephone(
    desk: Page, phone: Page, sign_in: SignIn
) -> None:
    slip = typed(desk, sign_in)
    desk.emulate_media(media="print")
    for said_on_the_screen in (desk.get_by_text("Cetak slip ini"), desk.get_by_role("button", name="Cetak slip")):
        expect(said_on_the_screen).to_be_hidden()
    expect(desk.locator(".slip svg")).to_be_visible()
    phone.goto(slip)
    phone.locator("button[value='demo-warga']").click()
    phone.get_by_role("button", name="Ya, ini laporan saya").click()
    expect(phone.get_by_role("status").filter(has_text="Sekarang laporan ini milik Anda")).to_be_visible()
    phone.goto("/laporan-saya/")
    expect(phone.get_by_text("Sampah di mulut gang").first).to_be_visible()
    phone.goto(slip)
    phone.wait_for_url(f"**/laporan/{slip.split('/')[2]}/")
    desk.emulate_media(media="screen")
    desk.reload()
    expect(desk.get_by_text("Slip ini sudah dipakai")).to_be_visible()


def test_a_resident_takes_back_what_nobody_worked_on_and_the_desk_has_it_no_more(
    phone: Page, desk: Page, sign_in: SignIn
) -> None:
    waiting = Ticket.objects.select_related("report").filter(state="waiting").order_by("-id").first()
    assert waiting
    code = waiting.report.code
    sign_in(phone, "warga")
    phone.goto(f"/laporan/{code}/")
    fold = phone.locator("#tarik")
    fold.get_by_text("Tarik laporan ini").first.click()
    fold.get_by_role("radio").first.check()
    fold.get_by_role("button", name="Tarik laporan").click()
    expect(phone.get_by_role("status").filter(has_text="Ditarik pelapor")).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Tarik laporan")).to_have_count(0)
    phone.go_back()
    expect(phone.get_by_text("Ditarik pelapor").first).to_be_visible()
    sign_in(desk, "lurah")
    desk.goto("/meja/")
    expect(desk.get_by_text(code)).to_have_count(0)
