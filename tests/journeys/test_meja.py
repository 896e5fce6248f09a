"""The desk in a real browser: two hundred rows by keyboard alone, and what happens while somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor
from tests.conftest import NOON
from tests.made import report, ticket

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def demo(login: str) -> Actor:
    return actor_of(Person.objects.get(login=f"demo-{login}").pk, NOON)


def current(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('tr')?.dataset.code ?? ''"))


@pytest.fixture
def full(desk: Page, sign_in: SignIn) -> Page:
    """The queue of the lurah with more than two hundred rows, at 1,280 px."""
    warga = demo("warga")
    for number in range(205):
        report(warga, NOON - timedelta(minutes=number))
    actions.open_tickets(at=NOON)
    desk.set_viewport_size({"width": 1280, "height": 800})
    sign_in(desk, "lurah")
    desk.goto("/meja/?banyak=200")
    return desk


def test_a_lurah_works_two_hundred_rows_by_keyboard_and_nothing_is_lost_while_others_work(full: Page) -> None:
    page, keys = full, full.keyboard
    rows = page.locator("tr[data-code]")
    expect(rows).to_have_count(200)
    assert page.evaluate("document.documentElement.scrollWidth <= 1280")
    keys.press("?")
    expect(page.get_by_role("dialog", name="Papan tik")).to_be_visible()
    keys.press("Escape")
    keys.press("j")
    keys.press("j")
    second = str(rows.nth(1).get_attribute("data-code"))
    assert current(page) == second
    keys.press("x")
    keys.press("Shift+J")
    keys.press("Shift+J")
    expect(page.locator("[data-chosen-said]")).to_have_text("3 dipilih")
    keys.press("End")
    assert current(page) == rows.nth(199).get_attribute("data-code")
    rows.nth(5).locator("input").click(modifiers=["Shift"])
    keys.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    # Somebody else takes one, declines one, and another comes in: rows are marked where they stand.
    keys.press("Home")
    keys.press("j")
    keys.press("x")
    lurah, at = demo("lurah").seats[0], NOON + timedelta(minutes=1)
    taken, closed = (str(rows.nth(n).get_attribute("data-code")) for n in (2, 3))
    tickets = Ticket.objects.select_related("holder", "category", "kelurahan", "report__category")
    actions.take(tickets.get(report__code=taken), desk=lurah, at=at)
    actions.decline(tickets.get(report__code=closed), reason_code="beyond", words="Bukan", desk=lurah, at=at)
    ticket(demo("warga"), NOON + timedelta(minutes=2))
    before = page.evaluate("scrollY")
    page.evaluate("document.dispatchEvent(new Event('rukun:look'))")
    expect(page.locator(f"#t-{taken} .news")).to_have_text("baru berubah")
    expect(page.locator(f"#t-{closed}")).to_have_class("gone")
    expect(page.get_by_role("button", name="1 baru · tampilkan")).to_be_visible()
    assert current(page) == second and page.evaluate("scrollY") == before
    expect(page.locator(f"#t-{second} input")).to_be_checked()
    # Open it, act on it, go on to the next, and come back to where one was.
    keys.press("Enter")
    page.wait_for_url(f"**/meja/{second}/**")
    keys.press("d")
    page.get_by_label("Di luar kewenangan").check()
    page.get_by_label("Penjelasan untuk warga").fill("Bukan wewenang kami.")
    page.get_by_label("lalu buka tiket berikutnya").locator("visible=true").check()
    page.get_by_role("button", name="Tutup tanpa pekerjaan").press("Enter")
    page.wait_for_url(lambda url: f"/meja/{second}/" not in url)
    expect(page.get_by_text(f"Tiket {second} ditutup sebagai tidak dapat ditangani.")).to_be_visible()
    assert Ticket.objects.get(report__code=second).state == "declined"
    keys.press("u")
    page.wait_for_url("**/meja/?banyak=200**")
    expect(page.locator("tr[data-code]:focus-within")).to_have_count(1)  # where one was
    keys.press("j")
    keys.press("x")
    keys.press("j")
    keys.press("x")
    chosen = Ticket.objects.filter(state="in-hand").count()
    keys.press("t")
    expect(page.get_by_text("Berhasil untuk 2 tiket.")).to_be_visible()
    assert Ticket.objects.filter(state="in-hand").count() == chosen + 2


def test_of_two_officers_at_one_ticket_the_second_reads_what_happened_and_keeps_the_words(
    desk: Page, browser: Browser, demonstration: str, sign_in: SignIn
) -> None:
    one = ticket(demo("warga"), NOON)
    other = browser.new_context(base_url=demonstration, locale="id-ID").new_page()
    for page in (desk, other):
        sign_in(page, "lurah")
        page.goto(f"/meja/{one.report.code}/")
    actions.take(one, desk=demo("lurah").seats[0], at=NOON + timedelta(minutes=1))
    desk.keyboard.press("r")
    desk.get_by_label("Cari kantor").locator("visible=true").fill("bina marga")
    desk.locator("form:has(button[value=forward]) [name=words]").fill("Jalan provinsi")
    desk.locator("button[value=forward]").click()
    expect(desk.get_by_role("alert")).to_contain_text("Sementara Anda mengisi, tiket ini diubah")
    expect(desk.locator("form:has(button[value=forward]) [name=words]")).to_have_value("Jalan provinsi")
    expect(desk.get_by_label("Kantor yang dituju")).to_have_value("bina-marga")
    desk.locator("button[value=forward]").click()
    desk.wait_for_url("**/meja/**")
    assert Ticket.objects.get(pk=one.pk).holder.code == "bina-marga"
    other.keyboard.press("t")
    expect(other.get_by_text("Halaman ini tidak ada")).to_be_visible()
    other.context.close()


def test_on_a_small_telephone_a_lurah_reads_what_is_missing_beside_the_form_that_lacks_it(
    phone: Page, demonstration: str, sign_in: SignIn
) -> None:
    one = ticket(demo("warga"), NOON)
    sign_in(phone, "lurah")
    phone.goto(f"/meja/{one.report.code}/")
    phone.locator("summary").filter(has_text="Selesaikan").click()
    form = phone.locator("form[data-kept=finish]")
    form.get_by_label("Kepada pelapor").fill("Sudah diangkut.")
    form.get_by_role("button", name="Tutup sebagai selesai").click()
    told = form.get_by_role("alert")
    expect(told).to_contain_text("Sertakan foto hasil pekerjaan.")
    expect(told).to_be_in_viewport()
    expect(told).to_be_focused()
    expect(form.get_by_label("Kepada pelapor")).to_have_value("Sudah diangkut.")
    expect(phone.get_by_role("alert")).to_have_count(1)


def test_every_cell_of_a_row_is_as_high_as_the_row(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "lurah")
    desk.goto("/meja/")
    heights = "row => [...row.children].map(cell => Math.round(cell.getBoundingClientRect().height))"
    rows = [row.evaluate(heights) for row in desk.locator(".desk-table tr").all()]
    assert len(rows) > 1 and all(len(set(cells)) == 1 for cells in rows), "or the lines between rows are broken"
