"""What a hand does on the form, and what the phone has kept of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.indexed import wait_until_counted


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
    wait_until_counted(page, "rukun", "drafts", count)
