"""One draft that is open in two tabs: whichever is looked at shows what was written last, and takes nothing away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.lapor.form import kept, open_form, wait_for_drafts
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange'))"
BEHIND = "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })"
WRITTEN = """words => new Promise((done, failed) => {
    const until = performance.now() + 5_000;
    const look = () => {
        const asked = indexedDB.open("rukun");
        asked.onsuccess = () => {
            const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
            all.onsuccess = () => {
                asked.result.close();
                if (all.result.some((draft) => draft.words === words)) done(true);
                else if (performance.now() > until) failed(new Error("never written"));
                else requestAnimationFrame(look);
            };
        };
    };
    look();
})"""


@pytest.fixture
def tabs(phone: Page, tower: Tower, sign_in: SignIn) -> tuple[Page, Page]:
    """The same draft in two tabs; it went on in the first."""
    sign_in(phone, "warga")
    open_form(phone)
    phone.get_by_label("Keterangan").fill("Lampu")
    wait_for_drafts(phone, 1)
    other = phone.context.new_page()
    other.goto("/lapor/")
    expect(other.get_by_label("Keterangan")).to_have_value("Lampu")
    phone.get_by_label("Keterangan").fill("Lampu mati sejak kemarin")
    phone.evaluate(WRITTEN, "Lampu mati sejak kemarin")
    return phone, other


def test_a_tab_that_is_looked_at_again_shows_what_was_written_in_the_other_one(tabs: tuple[Page, Page]) -> None:
    _, other = tabs
    other.evaluate(LOOKED_AT)
    expect(other.get_by_label("Keterangan")).to_have_value("Lampu mati sejak kemarin")
    other.get_by_label("Keterangan").press_sequentially(", dua tiang")
    other.evaluate(WRITTEN, "Lampu mati sejak kemarin, dua tiang")
    assert len(kept(other, "drafts")) == 1


def test_a_tab_in_the_background_writes_nothing_over_what_was_written_since(tabs: tuple[Page, Page]) -> None:
    _, other = tabs
    other.evaluate(BEHIND)
    # What a page does by itself, such as finding its place: it writes its draft down.
    other.locator(".tile input").first.dispatch_event("click")
    # What is asked of the store after that is answered after that.
    assert [draft["words"] for draft in kept(other, "drafts")] == ["Lampu mati sejak kemarin"]
