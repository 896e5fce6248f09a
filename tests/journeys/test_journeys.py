"""What people do, in a real browser, from the first page to the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.followup.actions import open_tickets
from rukun.followup.models import Ticket
from rukun.reports.models import Report
from rukun.validation.models import Verdict
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
ONE_TICKET, JUDGING = re.compile(r"/meja/(\w{10})/$"), re.compile(r"/tapem/\w{10}/$")


def first_ticket(desk: Page) -> str:
    """Open the first ticket of the queue; its code."""
    desk.locator("table tbody tr").first.get_by_role("link").first.click()
    desk.wait_for_url(ONE_TICKET)
    found = ONE_TICKET.search(desk.url)
    assert found
    return found[1]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "foto.jpg"
    file.write_bytes(jpeg(77))
    return file


def test_a_resident_reports_with_a_photo_and_the_place_of_the_phone(
    phone: Page, sign_in: SignIn, picture: Path
) -> None:
    sign_in(phone, "warga")
    phone.get_by_role("link", name="Lapor", exact=True).click()
    expect(phone.get_by_text("RT 005/RW 002, Kelurahan Rukun Jaya")).to_be_visible()
    phone.locator("#photos").set_input_files(picture)
    expect(phone.locator("[data-preview] img")).to_be_visible()
    phone.get_by_text("Jalan rusak").first.click()
    phone.get_by_label("Keterangan").fill("Lubang besar di depan warung")
    phone.get_by_role("button", name="Kirim", exact=True).click()
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    phone.get_by_role("link", name="Lihat laporan").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Jalan rusak")
    expect(phone.get_by_text("Lubang besar di depan warung")).to_be_visible()
    expect(phone.get_by_text("RT 005/RW 002")).to_be_visible()
    made = Report.objects.get(words="Lubang besar di depan warung")
    assert (made.placed, made.photos.count(), round(made.lat or 0, 4)) == ("inside", 1, -6.501)
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Laporan saya").click()
    expect(phone.get_by_text("Lubang besar di depan warung")).to_be_visible()


def test_a_form_that_is_not_whole_keeps_what_was_typed_and_says_where_it_is_wrong(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    phone.goto("/lapor/")
    expect(phone.locator("form.ready")).to_be_visible()
    phone.get_by_label("Keterangan").fill("Sudah saya tulis panjang lebar")
    phone.get_by_role("button", name="Kirim", exact=True).click()
    expect(phone.get_by_text("Pilih jenis laporan.")).to_be_visible()
    expect(phone.get_by_label("Keterangan")).to_have_value("Sudah saya tulis panjang lebar")


def test_the_lurah_finishes_it_and_the_reporter_gives_stars_then_asks_for_it_again(
    desk: Page, phone: Page, sign_in: SignIn, picture: Path
) -> None:
    sign_in(desk, "lurah")
    desk.get_by_role("navigation", name="Utama").get_by_role("link", name="Meja kerja").click()
    code = first_ticket(desk)
    desk.get_by_role("button", name="Kerjakan").click()
    desk.get_by_label("Foto hasil pekerjaan").set_input_files(picture)
    desk.get_by_label("Kepada pelapor").fill("Sudah diangkut pagi ini.")
    desk.get_by_role("button", name="Tutup sebagai selesai").click()
    desk.wait_for_url("**/meja/?jadi=*")
    sign_in(phone, "warga")
    phone.goto(f"/laporan/{code}/")
    expect(phone.get_by_text("Sudah diangkut pagi ini.")).to_be_visible()
    expect(phone.get_by_alt_text("Foto hasil pekerjaan")).to_be_visible()
    phone.locator("input[name=stars][value='4']").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_text("4 bintang")).to_be_visible()
    phone.get_by_label("Keterangan").fill("Masih ada sisa")
    phone.get_by_label("Foto keadaan sekarang").set_input_files(picture)
    phone.get_by_label("Buka kembali laporan ini").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_text("Dibuka kembali").first).to_be_visible()
    assert Ticket.objects.get(report__code=code).state == "reopened"


def test_the_lurah_forwards_what_is_not_theirs(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "lurah")
    desk.goto("/meja/")
    code = first_ticket(desk)
    desk.get_by_text("Teruskan (disposisi)").click()
    desk.get_by_label("Kantor yang dituju").select_option(label="Dinas Bina Marga Contoh")
    desk.locator("form:has(button[value=forward]) [name=words]").fill("Jalan provinsi")
    desk.locator("button[value=forward]").click()
    desk.wait_for_url("**/meja/?jadi=*")
    assert Ticket.objects.get(report__code=code).holder.code == "bina-marga"


def test_tapem_judges_by_hand(desk: Page, sign_in: SignIn) -> None:
    before = Verdict.objects.count()
    sign_in(desk, "tapem")
    desk.get_by_role("navigation", name="Utama").get_by_role("link", name="Validasi", exact=True).click()
    desk.get_by_role("link", name=re.compile("Mulai menilai")).click()
    desk.wait_for_url(JUDGING)
    first = desk.url
    desk.get_by_role("button", name="Terima").click()
    desk.wait_for_url(lambda address: address != first)
    second = desk.url
    desk.locator("summary", has_text="Coret").click()
    desk.get_by_label("Isinya menghina atau melecehkan.").check()
    desk.get_by_role("button", name="Coret").click()
    desk.wait_for_url(lambda address: address != second)
    expect(desk.locator("[data-kotak]")).to_have_text("Semua putusan terkirim")
    assert Verdict.objects.count() == before + 2
    assert Verdict.objects.order_by("-id")[0].reason == "abusive"


def test_an_rt_sees_the_month_on_a_phone(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "ketua-rt")
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Bulan ini").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("RT 005/RW 002")
    expect(phone.get_by_text("30 laporan sah × Rp 10.000")).to_be_visible()
    expect(phone.get_by_text("Rp 375.000").first).to_be_visible()


def test_light_and_dark_are_remembered_and_so_is_the_language(desk: Page, demonstration: str) -> None:
    desk.goto("/")
    desk.get_by_role("button", name="Terang/gelap").click()
    assert desk.locator("html").get_attribute("data-theme") == "dark"
    desk.goto("/peringkat/")
    assert desk.locator("html").get_attribute("data-theme") == "dark"
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Ranking of kelurahan")
    desk.goto("/")
    expect(desk.locator("html")).to_have_attribute("lang", "en")


def test_everything_can_be_reached_and_sent_without_a_script(
    browser: object, demonstration: str, picture: Path
) -> None:
    """The form works with a bare browser: place by hand, no script, no geolocation."""
    context = browser.new_context(base_url=demonstration, java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/masuk/")
    page.locator("button[value='demo-ketua-rt']").click()
    page.goto("/lapor/")
    page.locator("input[name=category][value='sampah']").check(force=True)
    page.get_by_label("Keterangan").fill("Tanpa skrip")
    page.locator("#photos").set_input_files(picture)
    page.locator("select[name=rt]").select_option("9999991001002006")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Tanpa skrip")).to_be_visible()
    context.close()
    made = Report.objects.get(words="Tanpa skrip")
    assert made.rt is not None and made.placed == "by-hand"
    assert open_tickets(at=made.received_at) == 1


@pytest.mark.parametrize("who", ["lurah", "camat", "kominfomas"])
def test_the_menu_of_a_busy_seat_is_one_row_on_a_desk_and_leads_everywhere(
    browser: Browser, demonstration: str, sign_in: SignIn, who: str
) -> None:
    context = browser.new_context(base_url=demonstration, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, who)
    for address in ("/aturan/", "/pengawasan/" if who != "kominfomas" else "/sosialisasi/jadwal/"):
        page.goto(address)
        assert page.locator(".top").evaluate("bar => bar.getBoundingClientRect().height") < 60
    more = page.get_by_role("button", name="Lainnya")
    if more.count():
        expect(page.get_by_role("link", name="Loket")).to_be_hidden()
        more.click()
        page.get_by_role("link", name="Loket").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Loket")
    context.close()


def test_paper_is_white_and_has_no_buttons_whatever_was_chosen_for_the_screen(desk: Page, demonstration: str) -> None:
    desk.goto("/")
    desk.get_by_role("button", name="Terang/gelap").click()
    paper = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    on_screen = desk.evaluate(paper)
    desk.emulate_media(media="print")
    on_paper = desk.evaluate(paper)
    assert (on_screen, on_paper) == (
        ["rgb(21, 23, 28)", "rgb(236, 238, 243)"],
        ["rgb(250, 248, 244)", "rgb(28, 34, 48)"],
    )
    assert not [one for one in desk.locator("main a.button").all() if one.is_visible()]
