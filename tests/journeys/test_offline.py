"""One bar of signal: reports are kept on the phone first, and reach the server once each, whatever happens between."""

from __future__ import annotations

import base64
import io
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from rukun import clock
from rukun.areas.models import Area
from rukun.channels.web import phone as app
from rukun.operation.actions import begin_maintenance, end_maintenance
from rukun.reports.models import Category, Report
from tests.journeys.conftest import FLAGS
from tests.journeys.tower import Tower
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SMALL = {
    "viewport": {"width": 360, "height": 740}, "locale": "id-ID", "has_touch": True, "is_mobile": True,
    "geolocation": {"latitude": -6.501, "longitude": 106.5075}, "permissions": ["geolocation"],
}  # fmt: skip
OUTSIDE = {"latitude": -6.2, "longitude": 106.8}


@pytest.fixture
def tower(demonstration: str) -> Iterator[Tower]:
    app.kept_pages.cache_clear()
    with Tower(demonstration) as mast:
        yield mast


@pytest.fixture
def phone(browser: Browser, tower: Tower) -> Iterator[Page]:
    """A small phone under the mast; an error of a script fails the test."""
    context = browser.new_context(base_url=tower.address, **SMALL)  # type: ignore[arg-type]
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "foto.jpg"
    file.write_bytes(jpeg(77))
    return file


def open_form(page: Page) -> None:
    """The form, ready to be used, with the worker behind it that opens it without a network."""
    page.goto("/lapor/")
    page.evaluate("navigator.serviceWorker.ready")
    expect(page.locator("form.ready")).to_be_visible()


def write(page: Page, words: str, kind: str = "Sampah") -> None:
    page.locator(".tile").get_by_text(kind, exact=True).click()
    page.get_by_label("Keterangan").fill(words)


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim", exact=True).click()


def flush(page: Page) -> None:
    """Press "Kirim sekarang" however the button stands: the courier tries by itself, and may take the button away."""
    page.locator("[data-flush]").dispatch_event("click")


def kept(page: Page, store: str) -> list[dict[str, object]]:
    """The rows of one store on the phone."""
    rows: list[dict[str, object]] = page.evaluate(
        """store => new Promise((done) => {
            const asked = indexedDB.open("rukun");
            asked.onsuccess = () => {
                const all = asked.result.transaction(store).objectStore(store).getAll();
                all.onsuccess = () => { asked.result.close(); done(JSON.parse(JSON.stringify(all.result))); };
            };
        })""",
        store,
    )
    return rows


def wait_for_drafts(page: Page, count: int) -> None:
    page.wait_for_function(
        """count => new Promise((done) => {
            const asked = indexedDB.open("rukun");
            asked.onsuccess = () => {
                const all = asked.result.transaction("drafts").objectStore("drafts").count();
                all.onsuccess = () => { asked.result.close(); done(all.result === count); };
            };
        })""",
        arg=count,
    )


def test_from_the_first_page_to_sent_in_four_taps(phone: Page, sign_in: SignIn, picture: Path) -> None:
    sign_in(phone, "warga")
    phone.goto("/")
    taps = 0

    def tap(name: str, role: str) -> None:
        nonlocal taps
        taps += 1
        phone.get_by_role(role, name=name, exact=True).first.tap()  # type: ignore[arg-type]

    tap("Lapor", "link")
    expect(phone.get_by_text("RT 005/RW 002, Kelurahan Rukun Jaya")).to_be_visible()
    with phone.expect_file_chooser() as camera:
        taps += 1
        phone.get_by_text("Ambil foto").tap()
    camera.value.set_files(picture)
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    taps += 1
    phone.get_by_text("Jalan rusak", exact=True).tap()
    tap("Kirim", "button")
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert taps == 4
    made = Report.objects.latest("id")
    assert made.category.code == "jalan-rusak" and made.photos.count() == 1
    assert made.rt is not None and made.rt.code == "9999991001002005"
    phone.get_by_role("link", name="Lihat laporan").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Jalan rusak")


def phone_of(browser: Browser, folder: Path, tower: Tower) -> BrowserContext:
    """A telephone whose memory outlives the browser."""
    return browser.browser_type.launch_persistent_context(
        str(folder), executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=FLAGS,
        base_url=tower.address, **SMALL,
    )  # type: ignore[arg-type]  # fmt: skip


def kill(folder: Path) -> None:
    """Kill -9 for the browser of this folder and nobody else's."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--user-data-dir={folder}".encode() in command.read_bytes():
                os.kill(int(command.parent.name), signal.SIGKILL)
        except OSError:
            continue


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


def test_the_menu_is_one_row_on_a_phone_and_shows_where_one_is(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "ketua-rt")
    phone.goto("/akun/")
    menu = phone.get_by_role("navigation", name="Utama")
    assert (menu.bounding_box() or {})["height"] < 60
    expect(menu.get_by_role("link", name="Akun")).to_be_in_viewport()
    menu.get_by_role("link", name="Kas").click()
    phone.wait_for_url("**/kas/")


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_it(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "ketua-rt")
    open_form(phone)
    tower.turn("busy")
    write(phone, "Rahasia Ani", "Kerja bakti")
    send(phone)
    expect(phone.get_by_text("1 laporan menunggu dikirim.")).to_be_visible()
    phone.get_by_label("Keterangan").fill("Draf Ani")
    wait_for_drafts(phone, 1)
    # Until somebody else is signed in nothing gets through: neither from the page nor from its worker.
    phone.goto("/")
    phone.get_by_role("button", name="Keluar").click()
    phone.goto("/lapor/")
    phone.wait_for_url("**/masuk/?next=/lapor/")
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("up")
    expect(phone.get_by_label("Keterangan")).to_have_value("")
    expect(phone.locator("[data-queue]")).to_be_hidden()
    write(phone, "Dari Budi")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert not Report.objects.filter(words="Rahasia Ani").exists() and "Ani" not in phone.content()
    phone.goto("/")
    phone.get_by_role("button", name="Keluar").click()
    sign_in(phone, "ketua-rt")
    with phone.expect_response("**/lapor/kirim/"):
        phone.goto("/lapor/")
    expect(phone.get_by_label("Keterangan")).to_have_value("Draf Ani")
    expect(phone.locator("[data-queue]")).to_be_hidden()
    made = Report.objects.get(words="Rahasia Ani")
    assert made.filer is not None and made.filer.login == "demo-ketua-rt"
    assert made.unit is not None and made.seat is not None


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


def test_a_double_tap_on_kirim_sends_one(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Dua ketukan")
    phone.get_by_role("button", name="Kirim", exact=True).dblclick()
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    expect(phone.get_by_text("Pilih jenis laporan.")).to_be_hidden()
    assert Report.objects.filter(words="Dua ketukan").count() == 1


def test_a_draft_outlives_the_page_and_what_is_missing_is_told_at_its_field(
    phone: Page, sign_in: SignIn, picture: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    send(phone)
    expect(phone.get_by_text("Pilih jenis laporan.")).to_be_visible()
    expect(phone.get_by_text("Sertakan foto atau tulis apa yang terjadi.")).to_be_visible()
    phone.locator("#photos").set_input_files([picture, picture])
    expect(phone.get_by_alt_text("Foto 2")).to_be_visible()
    phone.get_by_role("button", name="Buang foto 1").click()
    expect(phone.get_by_alt_text("Foto 2")).to_be_hidden()
    write(phone, "Masih ditulis")
    phone.get_by_text("Hanya yang menangani").click()
    phone.wait_for_function("() => !document.querySelector('[data-wrong=category]').textContent")
    phone.goto("/lapor/")
    expect(phone.get_by_label("Keterangan")).to_have_value("Masih ditulis")
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    expect(phone.get_by_role("radio", name="Hanya yang menangani")).to_be_checked()
    phone.locator("[data-queue]").wait_for(state="hidden")


# Kept on the page: settles once another worker is in charge of it and has nothing left to set up.
TAKES_OVER = """() => {
    const worker = navigator.serviceWorker;
    const changed = new Promise((done) => worker.addEventListener("controllerchange", done, { once: true }));
    window.tookOver = changed.then(() => new Promise((done) => {
        const look = () => worker.controller.state === "activated" && done(true);
        worker.controller.addEventListener("statechange", look);
        look();
    }));
}"""


def test_a_new_version_of_the_app_takes_nothing_from_a_form_that_is_being_filled(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    phone.reload()
    write(phone, "Sedang ditulis", "Banjir")
    phone.evaluate("window.sameHands = true")
    Category.objects.filter(code="sampah").update(name="Sampah menumpuk")
    app.kept_pages.cache_clear()
    phone.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            const coming = registration.installing ?? registration.waiting;
            while (coming.state === "installing") await new Promise((done) => coming.onstatechange = done);
        }"""
    )
    assert phone.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))")
    assert phone.evaluate("window.sameHands")
    expect(phone.get_by_label("Keterangan")).to_have_value("Sedang ditulis")
    phone.evaluate(TAKES_OVER)
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert phone.evaluate("window.tookOver"), (
        "before it has, Chromium may hand a page to the worker that it is stopping"
    )
    assert phone.evaluate("window.sameHands")
    phone.goto("/lapor/")
    expect(phone.get_by_text("Sampah menumpuk")).to_be_visible()
    assert Report.objects.filter(words="Sedang ditulis").count() == 1


FIRST_SCHEMA = """([draft, photo]) => new Promise((done, failed) => {
    const gone = indexedDB.deleteDatabase("rukun");
    gone.onsuccess = () => {
        const asked = indexedDB.open("rukun", 1);
        asked.onupgradeneeded = () => {
            const db = asked.result;
            db.createObjectStore("drafts", { keyPath: "key" }).createIndex("owner", "owner");
            const queue = db.createObjectStore("queue", { keyPath: "n", autoIncrement: true });
            queue.createIndex("key", "key", { unique: true });
            queue.createIndex("owner", "owner");
            db.createObjectStore("kept");
        };
        asked.onsuccess = () => {
            const blob = new Blob([Uint8Array.from(atob(photo), (c) => c.charCodeAt(0))], { type: "image/jpeg" });
            const writing = asked.result.transaction("drafts", "readwrite");
            writing.objectStore("drafts").put({ ...draft, photos: [blob] });
            writing.oncomplete = () => { asked.result.close(); done(true); };
        };
        asked.onerror = failed;
    };
})"""


def test_a_draft_of_the_first_schema_is_still_there_with_its_photo(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    owner = phone.request.get("/lapor/siap.json").json()["owner"]
    phone.goto("/healthz")
    old = {
        "key": "0123456789abcdef0123456789abcdef", "owner": owner, "captured_at": "2016-06-01T04:00:00Z",
        "updated_at": 1, "kind": "banjir", "kind_words": "Banjir", "words": "Ditulis versi lama", "place": None,
        "by_hand": None, "for_unit": None, "is_private": False,
    }  # fmt: skip
    phone.evaluate(FIRST_SCHEMA, [old, base64.b64encode(jpeg(5)).decode()])
    phone.goto("/lapor/")
    expect(phone.get_by_label("Keterangan")).to_have_value("Ditulis versi lama")
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    expect(phone.get_by_text("RT 005/RW 002, Kelurahan Rukun Jaya")).to_be_visible()
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    made = Report.objects.get(words="Ditulis versi lama")
    assert made.key == old["key"] and made.photos.count() == 1


def big_photo(tmp_path: Path) -> Path:
    """Taken upright, stored lying, with time, place and the name of its owner."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "Contoh", "Nama Pemilik"
    exif.get_ifd(0x8769)[0x9003] = "2016:06:01 11:58:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 30.0, 3.6), 3: "E", 4: (106.0, 30.0, 27.0)})
    file = tmp_path / "besar.jpg"
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(file, "JPEG", quality=92, exif=exif)
    return file


def test_a_photo_is_made_small_and_upright_and_keeps_time_and_place_for_validation(
    phone: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    original = big_photo(tmp_path)
    phone.locator("#camera").set_input_files(original)
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    content = phone.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("rukun");
            asked.onsuccess = () => {
                const all = asked.result.transaction("photos").objectStore("photos").getAll();
                all.onsuccess = async () => {
                    const bytes = new Uint8Array(await all.result[0].blob.arrayBuffer());
                    done(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
                };
            };
        })"""
    )
    kept_bytes = base64.b64decode(content)
    small = Image.open(io.BytesIO(kept_bytes))
    small.load()
    assert small.size == (1067, 1600) and len(kept_bytes) < original.stat().st_size / 2
    exif = small.getexif()
    assert exif.get(0x0112, 1) == 1 and 0x013B not in exif and exif[0x010F] == "Contoh"
    assert exif.get_ifd(0x8769)[0x9003] == "2016:06:01 11:58:00"
    assert [float(part) for part in exif.get_ifd(0x8825)[2]] == pytest.approx([6.0, 30.0, 3.6])


def test_a_file_that_the_phone_cannot_draw_is_sent_as_it_is_and_the_server_says_what_is_wrong(
    phone: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    strange = tmp_path / "foto.heic"
    strange.write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    phone.locator("#photos").set_input_files(strange)
    expect(phone.locator("[data-preview] li")).to_have_count(1)
    write(phone, "Foto aneh")
    send(phone)
    expect(phone.get_by_role("button", name="Perbaiki")).to_be_visible()
    phone.get_by_role("button", name="Perbaiki").click()
    expect(phone.locator("[data-wrong=photos]")).to_contain_text("Foto ini")
    phone.get_by_role("button", name="Buang foto 1").click()
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()


def test_a_phone_that_may_not_tell_its_place_says_so_and_offers_the_lists(
    browser: Browser, tower: Tower, sign_in: SignIn
) -> None:
    context = browser.new_context(base_url=tower.address, **SMALL | {"permissions": []})  # type: ignore[arg-type]
    context.add_init_script(
        """navigator.geolocation.watchPosition = (_found, failed) => {
            setTimeout(() => failed({ code: 1, PERMISSION_DENIED: 1 }));
            return 1;
        };
        navigator.permissions.query = () => Promise.resolve({ state: "prompt" });"""
    )
    page = context.new_page()
    sign_in(page, "warga")
    open_form(page)
    expect(page.get_by_text("Rukun perlu tahu tempat Anda")).to_be_visible()
    page.get_by_role("button", name="Pakai tempat saya sekarang").click()
    expect(page.get_by_text("tidak mengizinkan Rukun melihat tempat Anda")).to_be_visible()
    page.get_by_label("Kelurahan").select_option(label="Rukun Damai")
    expect(page.locator("[data-place-said]")).to_have_text("Kelurahan Rukun Damai")
    write(page, "Dipilih sendiri")
    send(page)
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Dipilih sendiri").kelurahan.name == "Rukun Damai"
    context.close()


def test_near_a_border_the_person_says_on_which_side(phone: Page, sign_in: SignIn) -> None:
    phone.context.set_geolocation({"latitude": -6.501, "longitude": 106.51 - 5 / 111_195})
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.get_by_text("Titiknya dekat batas. Yang mana?")).to_be_visible()
    phone.locator("[data-doubt-choices] label", has_text="Rukun Damai").first.click()
    write(phone, "Di batas")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Di batas").kelurahan.name == "Rukun Damai"


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


def test_similar_reports_are_offered_and_support_closes_the_draft_unless_one_goes_on(
    phone: Page, sign_in: SignIn
) -> None:
    """The page's side of what another address answers: the shape that both agreed on."""
    near = {
        "code": "ABCDEFGH01", "url": "/laporan/ABCDEFGH01/", "category": "banjir", "category_name": "Banjir",
        "words": "Setinggi lutut", "state": "waiting", "state_words": "Menunggu", "colour": "red", "distance_m": 12,
        "photo": None, "supports": 3, "is_supported": False,
    }  # fmt: skip
    sign_in(phone, "warga")
    open_form(phone)
    phone.context.route("**/api/v1/reports/alike?*", lambda route: route.fulfill(json={"items": [near]}))
    phone.context.route(
        "**/laporan/ABCDEFGH01/dukung/", lambda route: route.fulfill(json={"supports": 4, "is_supported": True})
    )
    write(phone, "Air naik", "Banjir")
    expect(phone.get_by_text("12 m dari sini")).to_be_visible()
    phone.get_by_role("button", name="Dukung").click()
    expect(phone.get_by_text("dukungan Anda tercatat")).to_be_visible()
    wait_for_drafts(phone, 0)
    phone.get_by_role("button", name="Tetap buat laporan saya").click()
    expect(phone.get_by_label("Keterangan")).to_have_value("Air naik")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Air naik").count() == 1


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


def test_nothing_sticks_out_at_twice_the_letters_and_with_the_longest_name(phone: Page, sign_in: SignIn) -> None:
    Area.objects.filter(name="Rukun Jaya").update(name="Kedungkalimanggiskencana Utara Permai Selatan")
    sign_in(phone, "ketua-rt")
    open_form(phone)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(phone.get_by_text("Kedungkalimanggiskencana").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = phone.evaluate(
        """() => [...document.querySelectorAll("main a, main button, main summary, main label, main select")]
            .filter((one) => one.offsetParent && !one.classList.contains("field"))
            .filter((one) => !one.querySelector("input[type=radio]") || one.matches(".tile, .choice"))
            .filter((one) => one.getBoundingClientRect().height < 48 && one.htmlFor === undefined)
            .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert not small
