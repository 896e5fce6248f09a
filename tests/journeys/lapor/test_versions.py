"""A new version of the app, and what an old one left on the phone."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rukun.channels.web.warga import phone as app
from rukun.reports.models import Category, Report
from tests.journeys.lapor.form import open_form, send, write
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]

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
