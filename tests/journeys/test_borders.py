"""A border that is drawn in the browser: by hand, by keyboard alone, and from a file that is looked at first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from rukun.penataan.models import Change

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
HALF = shapely.box(106.505, -6.502, 106.5075, -6.5)


def opened(page: Page, sign_in: SignIn, what: str) -> None:
    sign_in(page, "lurah")
    page.goto(f"/penataan/?apa={what}#masukkan")
    page.locator("[data-canvas].leaflet-container").wait_for()


def decided(page: Page) -> None:
    page.get_by_label("Nomor keputusan").fill("Keputusan Lurah 12/2016")
    page.get_by_label("Tanggal keputusan").fill("2016-05-20")
    page.get_by_label("Berlaku mulai").fill("2016-06-05")
    page.get_by_role("button", name="Kirim ke Tapem").click()


def test_a_border_is_tapped_corner_by_corner_stays_when_refused_and_is_sent(phone: Page, sign_in: SignIn) -> None:
    opened(phone, sign_in, "founded")
    phone.get_by_label("Nomor RW").fill("2")
    phone.get_by_label("Nomor RT (kosongkan untuk RW)").fill("19")
    phone.get_by_label("Nomor keputusan").focus()
    box = phone.locator("[data-canvas]").bounding_box()
    assert box
    for right, down in ((0.42, 0.25), (0.58, 0.25), (0.58, 0.4), (0.42, 0.4)):
        phone.locator("[data-canvas]").click(position={"x": right * box["width"], "y": down * box["height"]})
    expect(phone.get_by_role("status").filter(has_text="4 sudut")).to_be_visible()
    decided(phone)
    # The form's address has a fragment, which would leave whoever hears the page at its top.
    expect(phone.get_by_role("alert").filter(has_text="Batasnya menindih RT")).to_be_focused()
    expect(phone.get_by_role("status").filter(has_text="4 sudut")).to_be_visible()
    phone.get_by_label("Diambil dari unit yang tertindih").check()
    phone.get_by_role("button", name="Kirim ke Tapem").click()
    phone.wait_for_url("**/penataan/*/*")
    change = Change.objects.get()
    assert change.cuts and change.is_drawn and change.border is not None
    assert len(shapely.get_coordinates(shapely.from_wkb(change.border.shape))) == 5


def test_a_border_is_drawn_by_keyboard_alone(desk: Page, sign_in: SignIn) -> None:
    opened(desk, sign_in, "bordered")
    canvas, add = desk.locator("[data-canvas]"), desk.get_by_role("button", name="Tambah sudut di tengah")
    for key in ("", "ArrowRight", "ArrowDown"):
        canvas.focus()
        if key:
            desk.keyboard.press(key)
            # The map glides; its middle is where it comes to rest.
            desk.wait_for_function("() => !document.querySelector('.leaflet-pan-anim')")
        add.focus()
        desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").filter(has_text="3 sudut")).to_be_visible()
    kept = desk.locator("[name=batas]")
    before = kept.input_value()
    corner = desk.get_by_role("button", name="Sudut 3")
    corner.focus()
    desk.keyboard.press("ArrowUp")
    assert kept.input_value() != before and shapely.from_geojson(kept.input_value()).is_valid
    desk.keyboard.press("Delete")
    expect(desk.get_by_role("status").filter(has_text="2 sudut; paling sedikit tiga")).to_be_visible()


def test_a_file_is_looked_at_before_it_is_sent_and_is_what_is_sent(desk: Page, sign_in: SignIn, tmp_path: Path) -> None:
    opened(desk, sign_in, "bordered")
    file = tmp_path / "rt-005.geojson"
    file.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(HALF)}))
    desk.get_by_label("Berkas GeoJSON").set_input_files(file)
    expect(desk.get_by_text("Yang tampak dari berkas: 6,1 hektare. Berkas itu yang dikirim.")).to_be_visible()
    desk.get_by_label("Unitnya").select_option("9999991001002005")
    decided(desk)
    desk.wait_for_url("**/penataan/*/*")
    expect(desk.get_by_text("Dari berkas.")).to_be_visible()
    border = Change.objects.get().border
    assert border is not None and not border.is_drawn and shapely.from_wkb(border.shape).equals(HALF)
