"""A mirror in a real browser, from a server that knows nothing but files, in a folder of its own."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from rukun import clock
from rukun.channels.mirror.making import Wanted, make
from rukun.channels.mirror.reach import Extent
from rukun.values.time import Month

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_a_reader_walks_through_a_mirror_without_the_city(demonstration: str, browser: Browser, tmp_path: Path) -> None:
    now = clock.now()
    extent = Extent(settings.SITE_URL, 320, Month.of(now), 2, False)
    make(tmp_path / "arsip" / "kota", Wanted(settings.RUKUN_HOME, "0", now, extent, 60))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/arsip/kota/")
        expect(page.get_by_text("Cermin: salinan tetap")).to_be_visible()
        page.get_by_role("link", name="Peringkat", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Peringkat")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_text("Mirror: a fixed copy")).to_be_visible()
        page.get_by_role("link", name="Reports", exact=True).click()
        page.locator("main a:has(img)").first.click()
        # Each is fetched now, and one that cannot be drawn ends the journey.
        page.locator("img").evaluate_all(
            "all => Promise.all(all.map(one => { one.loading = 'eager'; return one.decode(); }))"
        )
        page.get_by_role("button", name="Light/dark").click()
        assert page.evaluate("document.documentElement.dataset.theme")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "/arsip/kota/en/laporan/" in page.url
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    assert wrong == []
