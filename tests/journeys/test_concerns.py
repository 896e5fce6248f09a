"""A stranger says that a photo shows somebody's home; it is gone; the lurah looks, and shows it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.photos import keep_photo
from tests.conftest import _person
from tests.made import jpeg, ticket

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


@pytest.fixture
def reported(demonstration: str, noon: datetime) -> Report:
    neighbour: Actor = _person("Hani")  # type: ignore[assignment]
    return ticket(neighbour, noon, words="Sampah di depan pagar", photos=[keep_photo(jpeg(11), at=noon)]).report


def test_a_stranger_flags_a_photo_it_is_gone_and_the_lurah_shows_it_again(
    browser: Browser, demonstration: str, sign_in: SignIn, reported: Report
) -> None:
    phone = {"base_url": demonstration, "viewport": {"width": 360, "height": 740}, "locale": "id-ID"}
    stranger = browser.new_context(**phone).new_page()  # type: ignore[arg-type]
    stranger.goto(f"/laporan/{reported.code}/")
    photo = stranger.locator(".photos img")
    expect(photo).to_have_count(1)
    stranger.get_by_role("link", name="Laporkan isi").click()
    stranger.get_by_label("fotonya", exact=True).check()
    stranger.get_by_label("menunjukkan urusan pribadi").check()
    stranger.get_by_role("button", name="Kirim").click()
    expect(stranger.get_by_text("Terima kasih.")).to_be_visible()
    stranger.goto(f"/laporan/{reported.code}/")
    expect(photo).to_have_count(0)
    expect(stranger.get_by_text("Untuk sementara fotonya tidak terlihat umum")).to_be_visible()
    expect(stranger.get_by_text("Sampah di depan pagar")).to_be_visible()

    desk = browser.new_context(base_url=demonstration, locale="id-ID").new_page()
    sign_in(desk, "lurah")
    desk.goto("/meja/")
    desk.get_by_role("link", name="1 laporan yang isinya dilaporkan orang").click()
    desk.get_by_role("link", name=reported.code).click()
    expect(desk.locator(".photos img")).to_have_count(1)
    desk.get_by_text("Tampilkan lagi").first.click()
    desk.get_by_label("Mengapa boleh dilihat umum").fill("Itu pagar taman, bukan rumah.")
    desk.get_by_role("button", name="Tampilkan lagi").click()
    expect(desk.get_by_text("Sudah diputuskan.")).to_be_visible()

    stranger.reload()
    expect(photo).to_have_count(1)
    for page in (stranger, desk):
        page.context.close()
