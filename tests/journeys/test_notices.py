"""What people see of their news, in a real browser: unread, read, switched off, and on a locked screen."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rukun import clock
from rukun.followup.models import Ticket
from rukun.notices import queries, walking
from rukun.notices.rules import Matter, Way
from rukun.people.models import Person
from tests import browsers
from tests.journeys.conftest import FLAGS
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "foto.jpg"
    file.write_bytes(jpeg(77))
    return file


def test_the_lurah_finishes_it_and_the_resident_reads_it_then_switches_push_off(
    desk: Page, phone: Page, sign_in: SignIn, picture: Path
) -> None:
    seen = Ticket.objects.filter(state="waiting").select_related("report__filer").first()
    assert seen is not None
    sign_in(phone, "warga")
    sign_in(desk, "lurah")
    desk.goto(f"/meja/{seen.report.code}/")
    desk.get_by_role("button", name="Kerjakan").click()
    told_by_the_clock()
    phone.goto("/kabar/")
    expect(phone.get_by_text(f"({seen.report.code}) mulai dikerjakan")).to_be_visible()
    phone.get_by_role("button", name="Tandai semua dibaca").click()
    expect(phone.get_by_text("Belum dibaca")).to_have_count(0)

    desk.get_by_label("Foto hasil pekerjaan").set_input_files(picture)
    desk.get_by_label("Kepada pelapor").fill("Sudah diangkut pagi ini.")
    desk.get_by_role("button", name="Tutup sebagai selesai").click()
    desk.wait_for_url("**/meja/?jadi=*")
    told_by_the_clock()
    phone.reload()
    news = phone.get_by_role("link").filter(has_text=f"({seen.report.code}) selesai dikerjakan")
    expect(news).to_contain_text("Belum dibaca")
    expect(phone.locator("#isi").get_by_text("1 belum dibaca", exact=True)).to_be_visible()
    news.click()
    expect(phone.get_by_text("Sudah diangkut pagi ini.")).to_be_visible()
    phone.goto("/kabar/")
    expect(news).not_to_contain_text("Belum dibaca")
    assert queries.unread_count(_warga().pk) == 0
    expect(phone.get_by_text("Belum dibaca")).to_have_count(0)

    phone.get_by_role("link", name="Atur kabar").click()
    switch = phone.get_by_role("checkbox", name="Laporan selesai, Perangkat")
    expect(switch).to_be_checked()
    switch.uncheck()
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.get_by_role("status").first).to_contain_text("Tersimpan")
    expect(switch).not_to_be_checked()
    assert not queries.chosen_by(_warga().pk).wants(Matter.DONE, Way.PUSH)


def told_by_the_clock() -> None:
    walking.catch_up(at=clock.now())


def _warga() -> Person:
    return Person.objects.get(login="demo-warga")


UNABLE = "delete Navigator.prototype.serviceWorker"  # as in a browser on an address without TLS


@pytest.mark.parametrize(
    ("lacks", "said"), [("", "Izin ditolak"), (UNABLE, "Peramban ini tidak dapat menerima pemberitahuan")]
)
def test_a_browser_that_cannot_be_rung_is_told_why_and_is_asked_nothing(
    phone: Page, sign_in: SignIn, lacks: str, said: str
) -> None:
    """No prompt by itself: permission is asked for by a press of a button only, and there is none here."""
    sign_in(phone, "warga")
    phone.add_init_script(lacks)
    phone.goto("/kabar/atur/")
    expect(phone.get_by_text(said, exact=False)).to_be_visible()
    expect(phone.get_by_role("button", name="Beri tahu saya di perangkat ini")).to_be_hidden()
    assert phone.evaluate("Notification.permission") == "denied"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A bare site with nothing but a service worker that listens for pushes, built from the source."""
    source = Path(settings.REPOSITORY) / "frontend" / "src" / "sw-push.ts"
    (tmp_path / "sw.ts").write_text(
        f"import {{ listenForPush }} from {json.dumps(str(source))};\nlistenForPush(self);\n"
    )
    esbuild = Path(settings.REPOSITORY) / "node_modules" / ".bin" / "esbuild"
    subprocess.run(
        [esbuild, tmp_path / "sw.ts", "--bundle", f"--outfile={tmp_path / 'sw.js'}", "--log-level=error"], check=True
    )
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>")
    handler = partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(10)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def bell(browser: Browser) -> Iterator[Browser]:
    """A whole Chromium: its shell rings nobody."""
    if browsers.shell() == browsers.chromium():
        yield browser
        return
    with browser.browser_type.launch(executable_path=browsers.chromium(), args=FLAGS) as opened:
        yield opened


@pytest.fixture
def rung(bell: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser that has allowed this site to ring it."""
    context = bell.new_context(base_url=site, permissions=["notifications"])
    yield context
    context.close()


def deliver(context: BrowserContext, site: str, content: str) -> list[dict[str, Any]]:
    """Hand the service worker a push as the browser would; the notifications that it shows."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto("/index.html")
    page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)")
    protocol = context.new_cdp_session(page)
    known: list[str] = []
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(r["registrationId"] for r in told["registrations"] if not r["isDeleted"]),
    )
    protocol.send("ServiceWorker.enable")
    assert eventually(page, lambda: page.evaluate("navigator.serviceWorker.getRegistration().then(r => !!r.active)"))
    assert eventually(page, lambda: known)
    pushed = {"origin": site, "registrationId": known[-1], "data": content}
    shown = (
        "navigator.serviceWorker.ready.then(r => r.getNotifications())"
        ".then(all => all.map(n => ({title: n.title, body: n.body, tag: n.tag, path: n.data.path})))"
    )

    def handed() -> list[dict[str, Any]] | None:
        """Chromium drops a push that is handed over while the worker is only starting: then it is handed over again."""
        protocol.send("ServiceWorker.deliverPushMessage", pushed)
        return eventually(page, lambda: page.evaluate(shown), tries=50)

    found: list[dict[str, Any]] = eventually(page, handed, tries=5)
    return found


def eventually(page: Page, what: Callable[[], Any], tries: int = 250) -> Any:
    """What a question answers once it answers something; the page lives on meanwhile."""
    for _ in range(tries):
        if answer := what():
            return answer
        page.wait_for_timeout(20)
    return None


def test_the_service_worker_shows_what_it_is_handed(rung: BrowserContext, site: str) -> None:
    told = {"title": "Laporan selesai", "body": "Sampah (ABC) selesai.", "path": "/kabar/1/", "tag": "t"}
    assert deliver(rung, site, json.dumps(told)) == [told]
    newer = told | {"title": "Laporan dibuka kembali"}
    rung.pages[0].evaluate(
        "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(a => a.map(n => n.close()))"
    )
    assert deliver(rung, site, json.dumps(newer)) == [newer], "news of the same thing stands in one place"


def test_what_cannot_be_read_is_still_shown_as_news(rung: BrowserContext, site: str) -> None:
    (shown,) = deliver(rung, site, "no json")
    assert shown["title"] == "Rukun" and shown["path"] == "/kabar/"


def test_a_tap_leads_within_the_site_only(rung: BrowserContext, site: str) -> None:
    deliver(rung, site, json.dumps({"path": "/kabar/1/"}))
    worker = rung.service_workers[0] if rung.service_workers else rung.wait_for_event("serviceworker")
    opened = worker.evaluate(
        """async () => {
            const went = [];
            // A tap that nobody made may open no window: the browser's own part is stood in for.
            self.clients.openWindow = async (address) => { went.push(address); };
            for (const path of ["/kabar/1/", "https://elsewhere.example/", "//elsewhere.example/", 7, null]) {
                const event = new NotificationEvent("notificationclick", {
                    notification: (await self.registration.getNotifications())[0],
                });
                Object.defineProperty(event, "notification", { value: { close() {}, data: { path } } });
                const waited = [];
                event.waitUntil = (work) => waited.push(work);
                self.dispatchEvent(event);
                await Promise.all(waited);
            }
            return went;
        }"""
    )
    assert opened == [f"{site}/kabar/1/", *[f"{site}/kabar/"] * 4]


LED = """async (windows) => {
    const went = [];
    const known = self.clients.matchAll;
    self.clients.openWindow = async (address) => { went.push("new " + new URL(address).pathname); };
    self.clients.matchAll = async () => windows.map(({ at, isOurs }) => ({
        url: self.location.origin + at,
        focus: async () => {},
        navigate: async (address) => {
            if (!isOurs) throw new TypeError("not of this worker");
            went.push(at + " " + new URL(address).pathname);
        },
    }));
    const event = new NotificationEvent("notificationclick", {
        notification: (await self.registration.getNotifications())[0],
    });
    Object.defineProperty(event, "notification", { value: { close() {}, data: { path: "/kabar/1/" } } });
    const waited = [];
    event.waitUntil = (work) => waited.push(work);
    self.dispatchEvent(event);
    await Promise.all(waited);
    self.clients.matchAll = known;
    return went;
}"""


@pytest.mark.parametrize(
    ("at", "is_ours", "went"),
    [("/kabar/", True, "/kabar/ /kabar/1/"), ("/kabar/7/", True, "/kabar/7/ /kabar/1/"),
     ("/kabar/", False, "new /kabar/1/"), ("/kabar/atur/", True, "new /kabar/1/"), ("/lapor/", True, "new /kabar/1/")],
)  # fmt: skip
def test_a_tap_leads_a_window_of_the_news_and_leaves_every_form_alone(
    rung: BrowserContext, site: str, at: str, is_ours: bool, went: str
) -> None:
    deliver(rung, site, json.dumps({"path": "/kabar/1/"}))
    worker = rung.service_workers[0] if rung.service_workers else rung.wait_for_event("serviceworker")
    assert worker.evaluate(LED, [{"at": at, "isOurs": is_ours}]) == [went]
