"""Around, on a telephone and at a desk: find a report on the map, support it, speak about it, show a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, expect

from rukun.people.rules import Actor
from rukun.reports.models import Comment, Report, Support
from rukun.transparency.map import around, keeping
from rukun.values.place import Place
from tests.conftest import _person
from tests.made import report, ticket

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
BUILT = Path(settings.REPOSITORY) / "rukun" / "channels" / "web" / "static" / "built"


@pytest.fixture
def around_here(demonstration: str, noon: datetime) -> list[Report]:
    """Beside what the demonstration has, all on one spot: twelve problems of a neighbour, two hundred metres apart."""
    neighbour: Actor = _person("Hani")  # type: ignore[assignment]
    made = [
        ticket(neighbour, noon, kind="banjir", words=f"Got meluap {n}", place=place)
        for n, place in enumerate(Place(-6.503 - n % 4 / 600, 106.502 + n / 500) for n in range(12))
    ]  # fmt: skip
    report(neighbour, noon, is_private=True, words="Rahasia besar", place=Place(-6.503, 106.508))
    keeping.keep_map()
    return [one.report for one in made]


def marks(page: Page, shape: str = "") -> Locator:
    return page.locator(f".mark:has({shape})" if shape else ".mark")


def test_what_is_followed_from_the_map_is_what_it_was_moved_to(
    phone: Page, sign_in: SignIn, around_here: list[Report]
) -> None:
    sign_in(phone, "warga")
    phone.goto("/sekitar/?kotak=106.50000,-6.51000,106.51000,-6.50000")
    expect(marks(phone).first).to_be_visible()
    link = phone.get_by_role("link", name="Ikuti sekitar sini")
    before = link.get_attribute("href")
    canvas = phone.locator("[data-canvas]")
    canvas.focus()
    canvas.press("ArrowUp")
    expect(link).not_to_have_attribute("href", before or "")
    link.click()
    phone.get_by_role("button", name="Ikuti").click()
    expect(phone.get_by_role("status")).to_contain_text("Tersimpan")
    expect(phone.get_by_role("link", name="500 m di sekitar titik di Rukun Jaya")).to_be_visible()
    phone.get_by_role("button", name="Berhenti mengikuti").click()
    expect(phone.get_by_text("Belum ada tempat yang Anda ikuti.")).to_be_visible()


def test_a_resident_finds_a_report_on_the_map_supports_it_and_speaks_about_it(
    phone: Page, sign_in: SignIn, around_here: list[Report]
) -> None:
    sign_in(phone, "warga")
    phone.goto("/sekitar/")
    expect(marks(phone).first).to_be_visible()
    phone.locator("[data-filters] summary").click()
    phone.locator("select[name=jenis]").select_option("banjir")
    phone.locator("[data-filters] summary").click()
    expect(phone).to_have_url(re.compile("jenis=banjir"))
    expect(marks(phone, ".shape.red")).to_have_count(12)
    phone.get_by_role("button", name="Perbesar").click()
    phone.get_by_role("button", name="Perkecil").click()
    expect(marks(phone, ".shape.red")).to_have_count(12)
    marks(phone, ".shape.red").nth(5).press("Enter")
    card = phone.locator("[data-shown-card] a")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Got meluap")
    card.click()
    phone.get_by_role("button", name="Dukung").click()
    expect(phone.get_by_text("1 orang mendukung")).to_be_visible()
    phone.get_by_label("Komentar").fill("Di depan rumah saya juga.")
    phone.get_by_role("button", name="Kirim komentar").click()
    expect(phone.get_by_text("Di depan rumah saya juga.")).to_be_visible()
    assert Support.objects.count() == Comment.objects.count() == 1
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Laporan saya").click()
    phone.get_by_role("link", name="Yang saya dukung 1").click()
    expect(phone.get_by_text("Got meluap")).to_be_visible()
    expect(phone.get_by_text("1 dukungan")).to_be_visible()


def test_a_disc_is_looked_into_until_its_reports_can_be_told_apart_or_are_listed(
    phone: Page, around_here: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All reports of the demonstration lie on one spot: however near one looks, they are one disc, and then a list."""
    phone.goto("/sekitar/?kotak=106.506,-6.5025,106.509,-6.4995&z=16&jenis=sampah")
    disc = marks(phone, ".disc").first
    expect(disc).to_have_attribute("aria-label", re.compile(r"^32 laporan: 2 Menunggu, 30 Selesai$"))
    for _ in range(4):
        if phone.locator("[data-around]").get_attribute("data-shows") == "list":
            break
        before = phone.url
        marks(phone, ".disc").first.click()
        phone.wait_for_function(
            "before => location.href !== before || document.querySelector('[data-around]').dataset.shows === 'list'",
            arg=before,
        )
    expect(phone.locator("[data-list-here] .report").first).to_be_visible()
    expect(phone.locator("[data-list-here] .report")).to_have_count(12)
    phone.get_by_role("button", name="Peta", exact=True).click()
    expect(marks(phone, ".disc").first).to_be_visible()


def test_squares_are_drawn_where_there_is_much_and_a_click_goes_nearer(
    desk: Page, around_here: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "SINGLES_MAX", 5)
    desk.goto("/sekitar/?kotak=106.48,-6.53,106.55,-6.48&z=13&jenis=masalah")
    disc = marks(desk, ".disc").first
    expect(disc).to_be_visible()
    disc.click()
    expect(desk).to_have_url(re.compile(r"z=1[4-9]"))
    expect(marks(desk).first).to_be_visible()


def test_the_map_and_the_list_say_the_same_and_the_address_can_be_kept(desk: Page, around_here: list[Report]) -> None:
    desk.goto("/sekitar/?jenis=banjir")
    expect(marks(desk)).to_have_count(12)
    desk.get_by_role("button", name="Tempat saya").wait_for()
    desk.locator("[data-canvas]").focus()
    desk.keyboard.press("ArrowRight")
    expect(desk).to_have_url(re.compile(r"kotak="))
    kept = desk.url
    shown = desk.locator("[data-list-here] .report").count()
    assert 0 < shown <= 12
    desk.goto(kept)
    expect(desk.locator("[data-list-here] .report")).to_have_count(shown)
    assert "Rahasia" not in desk.content()
    expect(desk.locator("path.border").first).to_be_attached()


def test_my_place_is_found_by_the_phone(phone: Page, around_here: list[Report]) -> None:
    phone.goto("/sekitar/")
    expect(marks(phone).first).to_be_visible()
    phone.get_by_role("button", name="Tempat saya").click()
    expect(phone).to_have_url(re.compile(r"z=17"))
    expect(marks(phone, ".disc").first).to_be_visible()


def test_a_stranger_reaches_neither_a_private_report_nor_what_is_said_there(
    phone: Page, sign_in: SignIn, around_here: list[Report], noon: datetime
) -> None:
    private = Report.objects.get(words="Rahasia besar")
    Comment.objects.create(key="a-secret-word", report=private, words="Jangan disebar", at=noon)
    for who in ("", "warga", "ketua-rt"):
        if who:
            sign_in(phone, who)
        for address in (f"/laporan/{private.code}/", f"/laporan/{private.code}/kartu/"):
            answer = phone.goto(address)
            assert answer is not None and answer.status == 404
            assert "Jangan disebar" not in phone.content() and "Rahasia" not in phone.content()
        found = phone.request.get("/sekitar/titik.json?kotak=106.5,-6.51,106.53,-6.5&z=17").text()
        assert private.code not in found


def test_without_a_script_the_list_around_a_kelurahan_still_works(
    browser: Browser, demonstration: str, around_here: list[Report]
) -> None:
    context = browser.new_context(
        base_url=demonstration, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/sekitar/?jenis=banjir")
    expect(page.locator(".around-map")).to_be_hidden()
    page.locator("select[name=wilayah]").select_option("99.99.99.1002")
    page.get_by_role("button", name="Saring").click()
    expect(page.locator(".report").first).to_contain_text("Rukun Damai")
    context.close()


PLACE_PAGE = """<!doctype html><html lang="id"><head><link rel="stylesheet" href="/static/built/rukun.css"></head><body>
<div id="here" class="place-map" data-label="Peta" data-pin="Tanda tempat" data-style="/static/built/map.css"
 data-borders="/sekitar/batas.json" data-icons="/static/built/icons.svg" data-in="Perbesar" data-out="Perkecil"
 data-drawn="kira-kira"></div></body></html>"""


@pytest.mark.skipif(not (BUILT / "place-map.js").exists(), reason="the frontend is not built")
def test_a_pin_is_moved_by_dragging_by_tapping_and_by_the_arrows(phone: Page, around_here: list[Report]) -> None:
    phone.route("**/pin", lambda route: route.fulfill(body=PLACE_PAGE, content_type="text/html"))
    phone.goto("/pin")
    phone.evaluate(
        """async () => {
          const { placeMap } = await import('/static/built/place-map.js');
          window.told = [];
          const here = document.querySelector('#here');
          window.pin = await placeMap(here, { lat: -6.501, lon: 106.5075 }, (at) => window.told.push(at));
        }"""
    )
    pin = phone.get_by_role("button", name="Tanda tempat")
    expect(pin).to_be_visible()

    def told() -> dict[str, float]:
        return phone.evaluate("window.told.at(-1)")  # type: ignore[no-any-return]

    pin.press("ArrowUp")
    up = told()
    assert up["lat"] == pytest.approx(-6.501 + 5 / 111_195) and up["lon"] == pytest.approx(106.5075)
    pin.press("Shift+ArrowLeft")
    assert told()["lon"] < 106.5075 - 20 / 111_195
    box = pin.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 24, box["y"] + 30)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 74, box["y"] + 70, steps=8)
    phone.mouse.up()
    dragged = told()
    assert dragged["lat"] < up["lat"] and dragged["lon"] > up["lon"]
    phone.locator("#here").click(position={"x": 60, "y": 60})
    phone.wait_for_function("count => window.told.length > count", arg=3)
    assert told()["lat"] > dragged["lat"]
    phone.evaluate("window.pin.move({ lat: -6.505, lon: 106.505 })")
    expect(pin).to_be_visible()
    phone.evaluate("window.pin.close()")
    expect(pin).to_have_count(0)


def test_a_name_as_long_as_they_come_and_large_letters_do_not_break_the_pages(
    browser: Browser, demonstration: str, around_here: list[Report]
) -> None:
    from rukun.areas.models import Area

    Area.objects.filter(code="9999991001").update(name="Pinang Ranti Balekambang Kebon Jeruk Cempaka Putih Timur")
    context = browser.new_context(base_url=demonstration, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for address in ("/sekitar/", "/sekitar/?wilayah=99.99.99.1001", f"/laporan/{around_here[0].code}/", "/laporan/"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} sticks out by {wide}"
    context.close()
