"""A telephone that several people use: whoever comes next sees, sends and hears nothing of who was there before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rukun.reports.models import Report
from tests.journeys.lapor.form import open_form, send, wait_for_drafts, write
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def left_without_signing_out(phone: Page, sign_in: SignIn) -> None:
    """Somebody wrote, and their session merely ran out."""
    sign_in(phone, "warga")
    open_form(phone)
    phone.get_by_label("Keterangan").fill("Rahasia Ani")
    wait_for_drafts(phone, 1)
    phone.context.clear_cookies()


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


def test_somebody_who_signs_in_after_another_who_never_signed_out_sees_nothing_of_theirs(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    left_without_signing_out(phone, sign_in)
    phone.goto("/masuk/?next=/lapor/")
    seen: list[str] = []
    phone.expose_function("saw", lambda words: seen.append(words))
    phone.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
            const field = document.querySelector("#words");
            if (!field) return;
            new MutationObserver(() => field.value && window.saw(field.value)).observe(document, {
                subtree: true, childList: true, attributes: true,
            });
        })"""
    )
    phone.locator("button[value='demo-ketua-rt']").click()
    phone.wait_for_url("**/lapor/")
    expect(phone.locator("form.ready")).to_be_visible()
    expect(phone.locator("[data-for]")).to_be_visible()
    assert seen == [] and phone.get_by_label("Keterangan").input_value() == ""


FORGOTTEN = """async () => {
    const known = () => new Promise((done) => {
        const asked = indexedDB.open("rukun");
        asked.onsuccess = () => {
            const found = asked.result.transaction("kept").objectStore("kept").get("ready");
            found.onsuccess = () => { asked.result.close(); done(found.result); };
        };
    });
    const until = performance.now() + 5_000;
    while (await known()) {
        if (performance.now() > until) throw new Error("somebody is known still");
        await new Promise(requestAnimationFrame);
    }
}"""


RUNG_FOR_NOBODY = """async () => {
    const until = performance.now() + 5_000;
    while (localStorage.getItem("rung") !== "for nobody") {
        if (performance.now() > until) throw new Error("rung still");
        await new Promise(requestAnimationFrame);
    }
}"""


def test_a_page_for_somebody_else_makes_the_phone_forget_who_was_there(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    left_without_signing_out(phone, sign_in)
    # The makers' servers that ring a browser are not here: what a browser that rings would be asked.
    phone.add_init_script(
        """PushManager.prototype.getSubscription = async () => ({
            unsubscribe: async () => { localStorage.setItem("rung", "for nobody"); },
        });"""
    )
    sign_in(phone, "ketua-rt")
    phone.evaluate(FORGOTTEN)
    phone.evaluate(RUNG_FOR_NOBODY)
    tower.turn("down")
    phone.goto("/lapor/")
    expect(phone.locator("[data-stranger]")).to_be_visible()
    expect(phone.locator("form[data-lapor]")).to_be_hidden()
    assert "Ani" not in phone.content()


LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange'))"


def test_a_form_that_stayed_open_in_another_tab_shows_nothing_of_whoever_signed_out_since(
    phone: Page, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    phone.get_by_label("Keterangan").fill("Rahasia Ani")
    wait_for_drafts(phone, 1)
    other = phone.context.new_page()
    other.goto("/")
    other.evaluate("navigator.serviceWorker.ready")
    other.get_by_role("button", name="Keluar").click()
    other.wait_for_url("**/")
    sign_in(other, "ketua-rt")
    phone.evaluate(LOOKED_AT)
    expect(phone.locator("[data-for]")).to_be_visible()
    expect(phone.get_by_label("Keterangan")).to_have_value("")
    assert "Ani" not in phone.content()


# The makers' servers that ring a browser are not here: a bell of our own stands in for what the browser has.
BELL = """Object.defineProperty(Notification, "permission", { get: () => "default" });
Notification.requestPermission = async () => "granted";
const bell = () => ({
    endpoint: "https://bell.example/1",
    toJSON: () => ({ endpoint: "https://bell.example/1" }),
    unsubscribe: async () => { localStorage.removeItem("bell"); return true; },
});
PushManager.prototype.getSubscription = async () => (localStorage.getItem("bell") ? bell() : null);
PushManager.prototype.subscribe = async () => { localStorage.setItem("bell", "on"); return bell(); };"""
SETTLED = """async () => {
    // A page that asked everything it asks at its opening.
    await navigator.serviceWorker.ready;
    await new Promise((done) => requestIdleCallback(done));
}"""


@pytest.fixture
def rung(phone: Page, sign_in: SignIn) -> Page:
    """A browser that somebody who never reported from it is rung by, and whose session ran out."""
    phone.add_init_script(BELL)
    phone.route("**/kabar/perangkat/", lambda route: route.fulfill(json={}))
    sign_in(phone, "warga")
    phone.goto("/kabar/atur/")
    phone.get_by_role("button", name="Beri tahu saya di perangkat ini").click()
    expect(phone.get_by_text("Perangkat ini memberi tahu Anda.")).to_be_visible()
    phone.context.clear_cookies()
    return phone


def test_a_browser_that_rings_for_somebody_falls_silent_when_another_signs_in_there(
    rung: Page, sign_in: SignIn
) -> None:
    sign_in(rung, "ketua-rt")
    rung.wait_for_function("() => localStorage.getItem('bell') === null")


def test_a_browser_goes_on_ringing_for_whoever_comes_back(rung: Page, sign_in: SignIn) -> None:
    sign_in(rung, "warga")
    rung.goto("/kabar/atur/")
    expect(rung.get_by_text("Perangkat ini memberi tahu Anda.")).to_be_visible()
    rung.evaluate(SETTLED)
    assert rung.evaluate("localStorage.getItem('bell')") == "on"


def test_a_bell_that_the_server_never_heard_of_is_not_called_switched_on(phone: Page, sign_in: SignIn) -> None:
    phone.add_init_script(BELL)
    phone.route("**/kabar/perangkat/", lambda route: route.abort())
    sign_in(phone, "warga")
    phone.goto("/kabar/atur/")
    phone.get_by_role("button", name="Beri tahu saya di perangkat ini").click()
    expect(phone.get_by_text("Belum berhasil; coba lagi saat ada sinyal.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("button", name="Beri tahu saya di perangkat ini")).to_be_visible()
    expect(phone.get_by_text("Perangkat ini memberi tahu Anda.")).to_have_count(0)
