"""Kelurahan Rukun Jaya learns to use the app: planned, invited, forty through the door without signal, and on board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.areas.models import Area
from rukun.channels.web import phone as app
from rukun.channels.web.sosialisasi.pintu import kept_door
from rukun.people.models import Appointment
from rukun.reports.models import Report
from rukun.sosialisasi.models import Attendance, Practice, Sosialisasi
from rukun.sosialisasi.queries import guests_of
from tests.journeys.tower import Tower
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
CAME, UNITS = 40, 50
RW_1 = "9999991001001"
KEPT = """async () => {
    while (!(await caches.match("/sosialisasi/pintu/"))) await new Promise((done) => setTimeout(done, 50));
}"""


@pytest.fixture
def tower(demonstration: str) -> Iterator[Tower]:
    app.kept_pages.cache_clear()
    kept_door.cache_clear()
    rw = Area.objects.get(code=RW_1)
    known = set(Area.objects.filter(parent=rw).values_list("code", flat=True))
    codes = [f"{RW_1}{number:03}" for number in range(1, UNITS + 20) if f"{RW_1}{number:03}" not in known][:48]
    Area.objects.bulk_create([Area(code=code, kind="rt", name=f"RT {code[-3:]}", parent=rw) for code in codes])
    with Tower(demonstration) as mast:
        yield mast


def plan(desk: Page) -> Sosialisasi:
    """A session of stage 2 at one o'clock, everybody invited with the same press of the button."""
    desk.goto("/sosialisasi/rencana/")
    desk.get_by_label("Tahap").select_option("2")
    desk.get_by_label("Tempat").fill("Aula kelurahan")
    desk.get_by_label("Hari").fill("2016-06-01")
    desk.get_by_label("Jam (WIB)").fill("13:00")
    desk.get_by_label("Pembicara").fill("Camat; Lurah")
    desk.get_by_label("Kapasitas (orang)").fill("60")
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.get_by_role("heading", name="Rukun Jaya, tahap 2")).to_be_visible()
    return Sosialisasi.objects.get(code=desk.url.rstrip("/").rpartition("/")[2])


def open_door(page: Page, code: str) -> None:
    """While there is signal: the list of guests is there, and the page is kept."""
    page.goto(f"/sosialisasi/pintu/#{code}")
    expect(page.get_by_text("0 hadir dari 60 diundang")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate(KEPT)


def scan(page: Page, code: str, sign: str, number: int) -> None:
    """What any telephone's camera does with the code on a letter: it opens the address."""
    page.evaluate("hash => { location.hash = hash }", f"#{code}.{sign}")
    expect(page.locator("[data-count]")).to_contain_text(f"{number} hadir")


def walk_in(page: Page, name: str, number: int) -> None:
    if number == 1:
        page.get_by_text("Datang tanpa undangan").click()
    page.get_by_text("PKK", exact=True).click()
    page.get_by_label("Nama", exact=True).fill(name)
    page.locator("[data-walk-form]").get_by_role("button", name="Catat hadir").click()
    expect(page.locator("[data-count]")).to_contain_text(f"{number} tanpa undangan")


def join(page: Page, code: str, photo: Path) -> None:
    """With the code from the door: an account in the seat, and a first report that is only practice."""
    page.goto(f"/bergabung/#{code}")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nomor telepon atau surel").fill("0812 3456 7890")
    page.get_by_label("Nama", exact=True).fill("Pak Karto")
    page.get_by_label("Kata sandi", exact=True).fill("sawah luas berkabut pagi")
    page.get_by_role("button", name="Buat akun dan terima").click()
    page.wait_for_url("**/bulan-ini/")
    page.goto("/sosialisasi/latihan/")
    page.get_by_label("Ambil atau pilih foto").set_input_files(photo)
    page.get_by_text("Sampah", exact=True).click()
    page.get_by_role("button", name="Kirim latihan").click()
    expect(page.get_by_text("Latihan berhasil")).to_be_visible()


def test_forty_come_through_a_door_without_signal_and_one_of_them_is_on_board_the_same_day(
    browser: Browser, desk: Page, tower: Tower, sign_in: SignIn, tmp_path: Path, noon: datetime
) -> None:
    sign_in(desk, "lurah")
    session = plan(desk)
    assert "Diundang 60" in " ".join(desk.locator(".figures").inner_text().split())
    signs = [guest.sign for guest in guests_of(session, noon)][:CAME]
    context = browser.new_context(base_url=tower.address, viewport={"width": 360, "height": 740}, locale="id-ID")
    door = context.new_page()
    sign_in(door, "lurah")
    open_door(door, session.code)

    tower.turn("down")
    context.set_offline(True)
    for number, sign in enumerate(signs, start=1):
        scan(door, session.code, sign, number)
    scan(door, session.code, signs[0], CAME)  # the same letter once more
    expect(door.get_by_text("Sudah tercatat: ")).to_be_visible()
    door.reload()
    expect(door.locator("[data-waits]")).to_have_text(f"{CAME} menunggu dikirim")
    for number in range(1, 6):
        walk_in(door, f"Ibu {number}", number)
    assert not Attendance.objects.exists()
    tower.turn("up")
    context.set_offline(False)
    expect(door.locator("[data-waits]")).to_have_text("", timeout=30_000)
    context.close()
    rows = list(Attendance.objects.values_list("way", "kind"))
    assert (len(rows), rows.count(("qr", "seat")), rows.count(("walk-in", "pkk"))) == (CAME + 5, CAME, 5)

    desk.reload()
    sheet = desk.request.get(f"/sosialisasi/acara/{session.code}/daftar-hadir.pdf")
    assert sheet.body().startswith(b"%PDF")
    desk.get_by_label("Nomor SK pengangkatan").fill("SK 7/2016")
    desk.get_by_text("Satu per satu, di layar").click()
    desk.get_by_role("button", name="Ketua RT 011/RW 001").click()
    photo = tmp_path / "latihan.jpg"
    photo.write_bytes(jpeg(9))
    before = Report.objects.count()
    attendee = browser.new_context(base_url=tower.address, viewport={"width": 360, "height": 740}, locale="id-ID")
    join(attendee.new_page(), desk.locator(".code-large").inner_text(), photo)
    attendee.close()
    assert Practice.objects.get().sosialisasi == session and Report.objects.count() == before
    assert Appointment.objects.get(seat__area__code=f"{RW_1}011").held_until is None
    desk.goto("/sosialisasi/")
    expect(desk.locator(".stage-tile", has_text="Rukun Jaya")).to_contain_text("tahap 2")
