"""What a page keeps in its browser's IndexedDB, waited for."""

from __future__ import annotations

from playwright.sync_api import Page

# Playwright takes the promise of a `wait_for_function` for a truth, whatever comes of it: the waiting is done here.
COUNTED = """async ([name, store, many]) => {
    const counted = () => new Promise((done) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => {
            const all = asked.result.transaction(store).objectStore(store).count();
            all.onsuccess = () => { asked.result.close(); done(all.result); };
        };
    });
    const isThere = async () => (await indexedDB.databases()).some((one) => one.name === name);
    const until = performance.now() + 10_000;
    while (!(await isThere()) || (await counted()) !== many) {
        if (performance.now() > until) throw new Error(`never ${many} in ${store} of ${name}`);
        await new Promise(requestAnimationFrame);
    }
}"""


def wait_until_counted(page: Page, name: str, store: str, many: int) -> None:
    """Until a store of a database on the phone holds so many rows."""
    page.evaluate(COUNTED, [name, store, many])
