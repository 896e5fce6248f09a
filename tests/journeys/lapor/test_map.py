"""The small map of a report's place: it helps where it comes, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.reports.models import Report
from tests.journeys.lapor.form import send, write
from tests.journeys.telephone import SMALL

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SHEET = "**/static/built/map-*.css"
GROWS = """() => new Promise((done) => {
    const before = document.documentElement.scrollHeight;
    let frames = 0;
    const look = () => (++frames < 10 ? requestAnimationFrame(look)
        : done(document.documentElement.scrollHeight - before));
    look();
})"""


def test_a_map_whose_looks_do_not_arrive_is_offered_again_and_the_form_stands_still(
    browser: Browser, demonstration: str, sign_in: SignIn
) -> None:
    context = browser.new_context(base_url=demonstration, service_workers="block", **SMALL)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, "warga")
    page.route(SHEET, lambda route: route.abort())
    page.goto("/lapor/")
    again = page.get_by_role("button", name="Geser di peta")
    expect(again).to_be_visible()
    expect(page.locator(".leaflet-container")).to_be_hidden()
    assert page.evaluate(GROWS) == 0
    page.unroute(SHEET)
    again.click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    expect(again).to_be_hidden()
    assert page.evaluate(GROWS) == 0
    write(page, "Dengan peta")
    send(page)
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Dengan peta").count() == 1
    context.close()
