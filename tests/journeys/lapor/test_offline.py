"""One bar of signal: reports are kept on the phone first, and reach the server once each, whatever happens between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from rukun import clock
from rukun.operation.actions import begin_maintenance, end_maintenance
from rukun.reports.models import Report
from tests.journeys.lapor.form import flush, kept, open_form, send, write
from tests.journeys.telephone import kill, phone_of
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
OUTSIDE = {"latitude": -6.2, "longitude": 106.8}


def test_three_reports_without_signal_and_a_killed_browser_arrive_once_each_on_their_day(
    browser: Browser, tower: Tower, sign_in: SignIn, tmp_path: Path, picture: Path
) -> None:
    before, folder = Report.objects.count(), tmp_path / "telepon"
    context = phone_of(browser, folder, tower)
    page = context.pages[0]
    sign_in(page, "ketua-rt")
    open_form(page)
    context.close()

    context = phone_of(browser, folder, tower)
    tower.turn("down")
    context.set_offline(True)
    page = context.pages[0]
    for number in range(3):
        page.goto("/lapor/")
        write(page, f"Tanpa sinyal {number}", "Kerja bakti")
        page.locator("#photos").set_input_files(picture)
        expect(page.get_by_alt_text("Foto 1")).to_be_visible()
        send(page)
        expect(page.get_by_text("Tersimpan di telepon")).to_be_visible()
    with context.expect_event("close"):
        kill(folder)

    context = phone_of(browser, folder, tower)
    context.set_offline(True)
    page = context.pages[0]
    page.goto("/lapor/")
    expect(page.get_by_text("3 laporan menunggu dikirim.")).to_be_visible()
    assert [row["words"] for row in kept(page, "queue")] == [f"Tanpa sinyal {n}" for n in range(3)]
    page.goto("/laporan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tanpa sinyal")
    expect(page.get_by_text("3 laporan menunggu dikirim.")).to_be_visible()
    page.goto("/lapor/")
    page.evaluate(GROW_OLDER, 13)
    assert Report.objects.count() == before

    tower.turn("up")
    context.set_offline(False)
    expect(page.get_by_text("laporan menunggu dikirim.")).to_be_hidden()
    made = list(Report.objects.order_by("id")[before:])
    assert [report.words for report in made] == [f"Tanpa sinyal {n}" for n in range(3)]
    assert len({report.key for report in made}) == 3 and tower.sendings == 3
    assert {report.counted_on for report in made} == {date(2016, 5, 31)}
    assert {report.unit.code for report in made if report.unit} == {"9999991001002005"}
    assert {report.photos.count() for report in made} == {1}
    assert kept(page, "queue") == kept(page, "photos") == []
    context.close()


# A night passes: what waits on the phone was written so many hours earlier.
GROW_OLDER = """hours => new Promise((done) => {
    const asked = indexedDB.open("rukun");
    asked.onsuccess = () => {
        const store = asked.result.transaction("queue", "readwrite").objectStore("queue");
        store.getAll().onsuccess = (event) => {
            for (const row of event.target.result) {
                row.captured_at = new Date(Date.parse(row.captured_at) - hours * 3600000).toISOString();
                store.put(row);
            }
        };
        store.transaction.oncomplete = () => { asked.result.close(); done(true); };
    };
})"""


def test_while_the_server_is_busy_a_report_waits_and_goes_when_asked(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    before = Report.objects.count()
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Saat server sibuk")
    tower.turn("busy")
    send(phone)
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_visible()
    expect(phone.get_by_text("Belum ada jalan ke server")).to_be_visible()
    assert Report.objects.count() == before
    tower.turn("up")
    flush(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Saat server sibuk").count() == 1


def test_the_worker_sends_when_signal_comes_though_no_page_of_the_form_is_open(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    # The browser would wake the worker whenever it likes; here the test says when.
    phone.add_init_script("Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined })")
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("busy")
    write(phone, "Halaman sudah ditutup")
    send(phone)
    expect(phone.get_by_text("Belum ada jalan ke server")).to_be_visible()
    tower.turn("up")
    phone.goto("/healthz")
    assert not Report.objects.filter(words="Halaman sudah ditutup").exists()
    tools = phone.context.new_cdp_session(phone)
    with phone.context.expect_event("response", lambda answer: answer.url.endswith("/lapor/kirim/")) as told:
        tools.on("ServiceWorker.workerRegistrationUpdated", lambda found: wake(tools, tower, found["registrations"]))
        tools.send("ServiceWorker.enable")
    assert told.value.status == 201
    assert Report.objects.filter(words="Halaman sudah ditutup").count() == 1


def wake(tools: CDPSession, tower: Tower, registrations: list[dict[str, str]]) -> None:
    """What the browser does by itself when a line that was gone is back."""
    for found in registrations:
        facts = {"origin": tower.address, "registrationId": found["registrationId"], "tag": "kirim"}
        tools.send("ServiceWorker.dispatchSyncEvent", facts | {"lastChance": False})


def test_a_refused_report_says_why_and_can_be_mended_with_nothing_lost(
    phone: Page, tower: Tower, sign_in: SignIn, picture: Path
) -> None:
    phone.context.set_geolocation(OUTSIDE)  # type: ignore[arg-type]
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("down")
    write(phone, "Di luar kota", "Banjir")
    phone.locator("#camera").set_input_files(picture)
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    send(phone)
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_visible()
    phone.get_by_label("Keterangan").fill("Draf yang lain")
    tower.turn("up")
    flush(phone)
    card = phone.locator("[data-queue-list] > li", has_text="Di luar kota")
    expect(card.get_by_text("di luar wilayah yang kami layani")).to_be_visible()
    card.get_by_role("button", name="Perbaiki").click()
    expect(phone.get_by_label("Keterangan")).to_have_value("Di luar kota")
    expect(phone.get_by_role("radio", name="Banjir")).to_be_checked()
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    expect(phone.locator("[data-wrong=place]")).to_contain_text("di luar wilayah")
    phone.get_by_text("Pilih kelurahan, RW, RT").click()
    phone.get_by_label("Kelurahan").select_option(label="Rukun Jaya")
    phone.locator("select[name=rw]").select_option(label="RW 002")
    phone.locator("select[name=rt]").select_option(label="RT 006/RW 002")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    made = Report.objects.get(words="Di luar kota")
    assert made.placed == "by-hand" and made.rt is not None and made.photos.count() == 1
    phone.locator("[data-queue-list] > li", has_text="Draf yang lain").get_by_role("button", name="Lanjutkan").click()
    expect(phone.get_by_label("Keterangan")).to_have_value("Draf yang lain")


def test_every_page_says_how_many_reports_wait_and_leads_to_them(phone: Page, tower: Tower, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    badge = phone.get_by_role("link", name="1 menunggu")
    expect(badge).to_be_hidden()
    open_form(phone)
    tower.turn("busy")
    write(phone, "Menunggu giliran")
    send(phone)
    for page in ("/", "/laporan/", "/kabar/"):
        phone.goto(page)
        expect(badge).to_be_visible()
    badge.click()
    phone.wait_for_url("**/lapor/#antrean")
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_visible()
    tower.turn("up")
    flush(phone)
    expect(phone.locator("[data-queue]")).to_be_hidden()
    phone.goto("/")
    expect(badge).to_be_hidden()


def test_a_session_that_ended_keeps_the_report_and_asks_to_sign_in(phone: Page, tower: Tower, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Sesudah sesi habis")
    phone.context.clear_cookies()
    send(phone)
    card = phone.locator("[data-queue-list] > li", has_text="Sesudah sesi habis")
    card.get_by_role("link", name="Masuk untuk mengirim").click()
    with phone.expect_response("**/lapor/kirim/"):
        phone.locator("button[value='demo-warga']").click()
    assert Report.objects.filter(words="Sesudah sesi habis").count() == 1


def test_what_waits_can_be_thrown_away_after_a_question(phone: Page, tower: Tower, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("busy")
    write(phone, "Tidak jadi")
    send(phone)
    phone.get_by_role("button", name="Buang").click()
    phone.get_by_role("button", name="Jangan").click()
    assert len(kept(phone, "queue")) == 1
    phone.get_by_role("button", name="Buang").click()
    phone.get_by_role("button", name="Ya, buang").click()
    expect(phone.locator("[data-queue]")).to_be_hidden()
    assert kept(phone, "queue") == []
    assert not Report.objects.filter(words="Tidak jadi").exists()


def test_whoever_reads_on_below_is_left_there_while_it_is_tried_again_in_vain(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("busy")
    write(phone, "Masih sibuk")
    send(phone)
    expect(phone.locator("[data-sent-said]")).to_contain_text("sendiri begitu ada sinyal")
    phone.get_by_role("button", name="Buang").scroll_into_view_if_needed()
    below = phone.evaluate("scrollY")
    assert below > 0
    # What the first of two tries does to the page is done before the second asks the server.
    for _ in range(2):
        with phone.expect_response("**/lapor/kirim/"):
            flush(phone)
    assert phone.evaluate("scrollY") == below


def test_a_button_that_is_pressed_while_it_is_tried_again_does_what_it_says(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("busy")
    write(phone, "Ditekan")
    send(phone)
    expect(phone.locator("[data-sent-said]")).to_contain_text("sendiri begitu ada sinyal")
    phone.get_by_role("button", name="Buang").hover()
    phone.mouse.down()
    for _ in range(2):
        with phone.expect_response("**/lapor/kirim/"):
            flush(phone)
    phone.mouse.up()
    expect(phone.get_by_role("button", name="Jangan")).to_be_visible()


def test_a_report_that_is_sent_during_maintenance_waits_on_the_phone_and_arrives_once(
    phone: Page, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    at = clock.now()
    begin_maintenance(until=at + timedelta(minutes=30), words="", by="administrator@cli", at=at)
    write(phone, "Ditulis waktu perawatan")
    with phone.expect_response("**/lapor/kirim/") as told:
        send(phone)
    assert told.value.status == 503
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_visible()
    assert not Report.objects.filter(words="Ditulis waktu perawatan").exists()
    end_maintenance(by="administrator@cli", at=at)
    flush(phone)
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_hidden()
    assert Report.objects.filter(words="Ditulis waktu perawatan").count() == 1


def test_a_server_that_is_flooded_is_left_alone_for_as_long_as_it_said(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("flooded")
    write(phone, "Air naik, semua melapor")
    send(phone)
    expect(phone.locator("[data-queue-said]")).to_contain_text("Tersimpan di ponsel; dikirim sendiri.")
    expect(phone.locator("[data-queue]").get_by_text("Menunggu giliran")).to_be_visible()
    assert tower.sendings == 1
    phone.evaluate("dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange'))")
    phone.reload()
    expect(phone.locator("[data-queue-said]")).to_contain_text("Tersimpan di ponsel; dikirim sendiri.")
    assert tower.sendings == 1, "neither signal nor opening the page again is a reason to come before"
    tower.turn("up")
    flush(phone)
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_hidden()
    assert Report.objects.filter(words="Air naik, semua melapor").count() == 1
