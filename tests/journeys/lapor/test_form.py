"""The form of a report on a small telephone: four taps, what is missing, photos, place, neighbours' reports."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from rukun.areas.models import Area
from rukun.reports.models import Report
from tests.journeys.lapor.form import open_form, send, wait_for_drafts, write
from tests.journeys.telephone import SMALL
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def test_from_the_first_page_to_sent_in_four_taps(phone: Page, sign_in: SignIn, picture: Path) -> None:
    sign_in(phone, "warga")
    phone.goto("/")
    taps = 0

    def tap(name: str, role: str) -> None:
        nonlocal taps
        taps += 1
        phone.get_by_role(role, name=name, exact=True).first.tap()  # type: ignore[arg-type]

    tap("Lapor", "link")
    expect(phone.get_by_text("RT 005/RW 002, Kelurahan Rukun Jaya")).to_be_visible()
    with phone.expect_file_chooser() as camera:
        taps += 1
        phone.get_by_text("Ambil foto").tap()
    camera.value.set_files(picture)
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    taps += 1
    phone.get_by_text("Jalan rusak", exact=True).tap()
    tap("Kirim", "button")
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    expect(phone.locator("[data-sent-said]")).to_contain_text(
        "Sekarang dipegang Dinas Bina Marga Contoh, dengan tenggat"
    )
    assert taps == 4
    made = Report.objects.latest("id")
    assert made.category.code == "jalan-rusak" and made.photos.count() == 1
    assert made.rt is not None and made.rt.code == "9999991001002005"
    phone.get_by_role("link", name="Lihat laporan").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Jalan rusak")


def test_whoever_chooses_a_flood_reads_whom_to_call_and_nobody_else_does(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    told = phone.get_by_text("Bila ada kabel listrik yang putus, jauhi dan hubungi 112.")
    expect(told).to_be_hidden()
    phone.get_by_text("Banjir", exact=True).tap()
    expect(told).to_be_visible()
    phone.get_by_text("Jalan rusak", exact=True).tap()
    expect(told).to_be_hidden()


def test_the_menu_is_one_row_on_a_phone_and_shows_where_one_is(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "ketua-rt")
    phone.goto("/akun/")
    menu = phone.get_by_role("navigation", name="Utama")
    assert (menu.bounding_box() or {})["height"] < 60
    expect(menu.get_by_role("link", name="Akun")).to_be_in_viewport()
    menu.get_by_role("link", name="Kas").click()
    phone.wait_for_url("**/kas/")


def test_a_double_tap_on_kirim_sends_one(phone: Page, sign_in: SignIn) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Dua ketukan")
    phone.get_by_role("button", name="Kirim", exact=True).dblclick()
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    expect(phone.get_by_text("Pilih jenis laporan.")).to_be_hidden()
    assert Report.objects.filter(words="Dua ketukan").count() == 1


def test_a_draft_outlives_the_page_and_what_is_missing_is_told_at_its_field(
    phone: Page, sign_in: SignIn, picture: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    send(phone)
    expect(phone.get_by_text("Pilih jenis laporan.")).to_be_visible()
    expect(phone.get_by_text("Sertakan foto atau tulis apa yang terjadi.")).to_be_visible()
    phone.locator("#photos").set_input_files([picture, picture])
    expect(phone.get_by_alt_text("Foto 2")).to_be_visible()
    phone.get_by_role("button", name="Buang foto 1").click()
    expect(phone.get_by_alt_text("Foto 2")).to_be_hidden()
    write(phone, "Masih ditulis")
    phone.get_by_text("Hanya yang menangani").click()
    phone.wait_for_function("() => !document.querySelector('[data-wrong=category]').textContent")
    phone.goto("/lapor/")
    expect(phone.get_by_label("Keterangan")).to_have_value("Masih ditulis")
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    expect(phone.get_by_role("radio", name="Hanya yang menangani")).to_be_checked()
    phone.locator("[data-queue]").wait_for(state="hidden")


def test_a_photo_is_made_small_and_upright_and_keeps_time_and_place_for_validation(
    phone: Page, sign_in: SignIn, big_photo: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    phone.locator("#camera").set_input_files(big_photo)
    expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
    content = phone.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("rukun");
            asked.onsuccess = () => {
                const all = asked.result.transaction("photos").objectStore("photos").getAll();
                all.onsuccess = async () => {
                    const bytes = new Uint8Array(await all.result[0].blob.arrayBuffer());
                    done(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
                };
            };
        })"""
    )
    kept_bytes = base64.b64decode(content)
    small = Image.open(io.BytesIO(kept_bytes))
    small.load()
    assert small.size == (1067, 1600) and len(kept_bytes) < big_photo.stat().st_size / 2
    exif = small.getexif()
    assert exif.get(0x0112, 1) == 1 and 0x013B not in exif and exif[0x010F] == "Contoh"
    assert exif.get_ifd(0x8769)[0x9003] == "2016:06:01 11:58:00"
    assert [float(part) for part in exif.get_ifd(0x8825)[2]] == pytest.approx([6.0, 30.0, 3.6])


def test_a_file_that_the_phone_cannot_draw_is_sent_as_it_is_and_the_server_says_what_is_wrong(
    phone: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    strange = tmp_path / "foto.heic"
    strange.write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    phone.locator("#photos").set_input_files(strange)
    expect(phone.locator("[data-preview] li")).to_have_count(1)
    write(phone, "Foto aneh")
    send(phone)
    expect(phone.get_by_role("button", name="Perbaiki")).to_be_visible()
    phone.get_by_role("button", name="Perbaiki").click()
    expect(phone.locator("[data-wrong=photos]")).to_contain_text("Foto ini")
    phone.get_by_role("button", name="Buang foto 1").click()
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()


def test_what_is_no_photo_at_all_is_told_at_once_and_never_sent(phone: Page, sign_in: SignIn, tmp_path: Path) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    letter = tmp_path / "surat.jpg"
    letter.write_bytes(b"Kepada Yth. Bapak Lurah")
    phone.locator("#photos").set_input_files(letter)
    expect(phone.get_by_text("“surat.jpg” bukan foto yang dapat dibuka. Pilih foto lain.")).to_be_visible()
    expect(phone.locator("[data-preview] li")).to_have_count(0)


def test_a_phone_that_may_not_tell_its_place_says_so_and_offers_the_lists(
    browser: Browser, tower: Tower, sign_in: SignIn
) -> None:
    context = browser.new_context(base_url=tower.address, **SMALL | {"permissions": []})  # type: ignore[arg-type]
    context.add_init_script(
        """navigator.geolocation.watchPosition = (_found, failed) => {
            setTimeout(() => failed({ code: 1, PERMISSION_DENIED: 1 }));
            return 1;
        };
        navigator.permissions.query = () => Promise.resolve({ state: "prompt" });"""
    )
    page = context.new_page()
    sign_in(page, "warga")
    open_form(page)
    expect(page.get_by_text("Rukun perlu tahu tempat Anda")).to_be_visible()
    place, ask, lists = (
        page.locator(one).bounding_box() for one in ("[data-step=place]", "[data-ask]", "[data-by-hand]")
    )
    assert place and ask and lists and place["y"] + 80 > ask["y"] and ask["y"] < lists["y"], "asking comes first"
    page.get_by_role("button", name="Pakai tempat saya sekarang").click()
    expect(page.get_by_text("tidak mengizinkan Rukun melihat tempat Anda")).to_be_visible()
    page.get_by_label("Kelurahan").select_option(label="Rukun Damai")
    expect(page.locator("[data-place-said]")).to_have_text("Kelurahan Rukun Damai")
    write(page, "Dipilih sendiri")
    send(page)
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Dipilih sendiri").kelurahan.name == "Rukun Damai"
    context.close()


def test_a_point_that_nobody_serves_says_so_and_offers_the_lists_and_no_name_that_never_comes(
    phone: Page, sign_in: SignIn
) -> None:
    phone.context.set_geolocation({"latitude": -7.9, "longitude": 110.8})
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.locator("[data-wrong=place]")).to_contain_text("di luar wilayah yang kami layani")
    expect(phone.locator("[data-place-said]")).to_contain_text("geser titiknya atau pilih kelurahannya")
    expect(phone.get_by_text("diketahui saat laporan terkirim")).to_have_count(0)
    expect(phone.get_by_label("Kelurahan")).to_be_visible()


def test_near_a_border_the_person_says_on_which_side(phone: Page, sign_in: SignIn) -> None:
    phone.context.set_geolocation({"latitude": -6.501, "longitude": 106.51 - 5 / 111_195})
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.get_by_text("Titiknya dekat batas. Yang mana?")).to_be_visible()
    phone.locator("[data-doubt-choices] label", has_text="Rukun Damai").first.click()
    write(phone, "Di batas")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Di batas").kelurahan.name == "Rukun Damai"


def test_similar_reports_are_offered_and_support_closes_the_draft_unless_one_goes_on(
    phone: Page, sign_in: SignIn
) -> None:
    """The page's side of what another address answers: the shape that both agreed on."""
    near = {
        "code": "ABCDEFGH01", "url": "/laporan/ABCDEFGH01/", "category": "banjir", "category_name": "Banjir",
        "words": "Setinggi lutut", "state": "waiting", "state_words": "Menunggu", "colour": "red", "distance_m": 12,
        "photo": None, "supports": 3, "is_supported": False,
    }  # fmt: skip
    sign_in(phone, "warga")
    open_form(phone)
    phone.context.route("**/api/v1/reports/alike?*", lambda route: route.fulfill(json={"items": [near]}))
    phone.context.route(
        "**/laporan/ABCDEFGH01/dukung/", lambda route: route.fulfill(json={"supports": 4, "is_supported": True})
    )
    write(phone, "Air naik", "Banjir")
    expect(phone.get_by_text("12 m dari sini")).to_be_visible()
    words, card = phone.get_by_text("12 m dari sini").bounding_box(), phone.locator("li.alike").bounding_box()
    assert words and card and words["y"] - card["y"] >= 8, "what a card says does not stick to its edge"
    phone.get_by_role("button", name="Dukung").click()
    expect(phone.get_by_text("dukungan Anda tercatat")).to_be_visible()
    wait_for_drafts(phone, 0)
    phone.get_by_role("button", name="Tetap buat laporan saya").click()
    expect(phone.get_by_label("Keterangan")).to_have_value("Air naik")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Air naik").count() == 1


def test_nothing_sticks_out_at_twice_the_letters_and_with_the_longest_name(phone: Page, sign_in: SignIn) -> None:
    Area.objects.filter(name="Rukun Jaya").update(name="Kedungkalimanggiskencana Utara Permai Selatan")
    sign_in(phone, "ketua-rt")
    open_form(phone)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(phone.get_by_text("Kedungkalimanggiskencana").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = phone.evaluate(
        """() => [...document.querySelectorAll("main a, main button, main summary, main label, main select")]
            .filter((one) => one.offsetParent && !one.classList.contains("field"))
            .filter((one) => !one.querySelector("input[type=radio]") || one.matches(".tile, .choice"))
            .filter((one) => one.getBoundingClientRect().height < 48 && one.htmlFor === undefined)
            .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert not small


def test_a_photo_that_cannot_be_read_is_told_and_keeps_nothing_else_from_being_sent(
    phone: Page, sign_in: SignIn, picture: Path, tmp_path: Path
) -> None:
    """As one that lies with somebody's cloud, while there is no signal."""
    gone = tmp_path / "di-awan.jpg"
    gone.write_bytes(picture.read_bytes())
    sign_in(phone, "warga")
    open_form(phone)
    # Known by its size, as from a gallery, and gone before the form looks at it.
    phone.evaluate(
        """() => addEventListener("change", (event) => {
            event.stopImmediatePropagation();
            window.known = event.target.files[0].size;
        }, {capture: true, once: true})"""
    )
    phone.locator("#photos").set_input_files(gone)
    gone.unlink()
    phone.locator("#photos").dispatch_event("change")
    expect(phone.locator("[data-photos-said]")).to_contain_text("di-awan.jpg")
    phone.locator("#photos").set_input_files(picture)
    expect(phone.locator("[data-preview] img")).to_have_count(1)
    write(phone, "Foto yang lain")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Foto yang lain").photos.count() == 1


def in_two_tabs(phone: Page, sign_in: SignIn) -> Page:
    """A draft is written in one tab, and open in another as well: that one."""
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Lubang di jalan")
    wait_for_drafts(phone, 1)
    other = phone.context.new_page()
    open_form(other)
    expect(other.get_by_label("Keterangan")).to_have_value("Lubang di jalan")
    return other


def test_what_two_tabs_made_of_one_draft_are_two_reports(phone: Page, sign_in: SignIn) -> None:
    other = in_two_tabs(phone, sign_in)
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    other.get_by_label("Keterangan").fill("Lampu mati di gang")
    send(other)
    expect(other.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert set(Report.objects.values_list("words", flat=True)) >= {
        "Lubang di jalan", "Lampu mati di gang",
    }  # fmt: skip


def test_one_draft_that_is_sent_from_two_tabs_as_it_is_is_one_report(phone: Page, sign_in: SignIn) -> None:
    other = in_two_tabs(phone, sign_in)
    for tab in (other, phone):
        send(tab)
        expect(tab.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Lubang di jalan").count() == 1
