"""Kelurahan Bangka learns to use the app: planned, sixty invited, forty through a door without signal, and on board."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rukun import clock
from rukun.areas.actions import load_kota
from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.channels.web.sosialisasi.pintu import kept_door
from rukun.channels.web.warga import phone as app
from rukun.people import actions as people
from rukun.people import queries as people_queries
from rukun.people.actions import load_offices
from rukun.people.models import Appointment, Invitation, Person
from rukun.people.rules import Actor, Role
from rukun.reports.actions import load_categories
from rukun.reports.models import Report
from rukun.sosialisasi.actions import Plan, invite_seats, plan_session, take_back
from rukun.sosialisasi.asked.actions import Asking, take_down
from rukun.sosialisasi.asked.rules import Topic
from rukun.sosialisasi.models import Attendance, Invited, Practice, Question, Sosialisasi
from rukun.sosialisasi.queries import guests_of
from tests.journeys.tower import Tower
from tests.made import KOTA, jpeg

pytestmark = pytest.mark.browser
BANGKA, OTHER = "3174031002", "3174031001"
RW, RT_OF_EACH = 5, 11
SEATS, CAME, WITH_SIGNAL, WALKED_IN = 60, 40, 10, 5
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "id-ID"}
ASKED = (
    (Topic.REGISTER, "Bagaimana mendaftar kalau tidak punya surel?"),
    (Topic.REGISTER, "Kode undangan berlaku berapa lama?"),
    (Topic.REGISTER, "Boleh anak saya yang memegang telepon?"),
    (Topic.REPORT, "Lampu jalan dilaporkan ke mana?"),
    (Topic.REPORT, "Harus ada foto?"),
    (Topic.VALIDATION, "Mengapa laporan dicoret?"),
    (Topic.MONEY, "Bolehkah uangnya untuk membeli telepon pintar?"),
    (Topic.MONEY, "Kapan uangnya dibayar?"),
)
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.match("/sosialisasi/pintu/"))) await new Promise((done) => setTimeout(done, 20));
}"""
# What any telephone's camera does with the code on a letter: it opens the address. The next letter is held before the
# camera as soon as the page has said who this one is.
SCANNED = """async ([code, signs, first]) => {
    const count = document.querySelector("[data-count]");
    for (const [at, sign] of signs.entries()) {
        location.hash = `#${code}.${sign}`;
        while (!count.textContent.startsWith(`${first + at + 1} hadir`))
            await new Promise((done) => requestAnimationFrame(done));
    }
}"""


@pytest.fixture
def lurah(
    emptied: None, live_server: object, settings: object, monkeypatch: pytest.MonkeyPatch, noon: datetime
) -> Actor:
    """Lurah of Bangka, among 267 kelurahan; its five RW with eleven RT each, no head with an account."""
    settings.ALLOWED_HOSTS, settings.RUKUN_KOTA = ["*"], "jakarta"  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "now", lambda: noon)
    app.kept_pages.cache_clear()
    kept_door.cache_clear()
    load_kota(KOTA / "jakarta", at=noon)
    load_offices(KOTA / "jakarta", at=noon)
    load_categories(KOTA / "jakarta", at=noon)
    ward = area(BANGKA)
    for number in range(1, RW + 1):
        rw = Area.objects.create(code=f"{BANGKA}{number:03}", kind="rw", name=f"RW {number:03}", parent=ward)
        codes = [f"{rw.code}{one:03}" for one in range(1, RT_OF_EACH + 1)]
        Area.objects.bulk_create([Area(code=code, kind="rt", name=f"RT {code[-3:]}", parent=rw) for code in codes])
    person = people.register_person(login="lurah@contoh.id", name="Lurah", pseudonym="", password=None, at=noon)
    seat = people.open_seat(role=Role.LURAH, area=ward, at=noon, office=people_queries.office(BANGKA))
    people.appoint(person=person, seat=seat, sk="SK 1/2016", held_from=date(2016, 1, 1), at=noon)
    return people_queries.actor_of(person.pk, noon)


@pytest.fixture
def tower(live_server: object, lurah: Actor) -> Iterator[Tower]:
    with Tower(str(live_server)) as mast:
        yield mast


@pytest.fixture
def opened(browser: Browser, tower: Tower) -> Iterator[Callable[..., BrowserContext]]:
    """A browser, signed in as whoever is named."""
    made: list[BrowserContext] = []

    def open_one(who: Actor | None = None, **facts: object) -> BrowserContext:
        context = browser.new_context(base_url=tower.address, **facts)  # type: ignore[arg-type]
        made.append(context)
        if who is not None:
            name, value = configured.SESSION_COOKIE_NAME, signed_in_as(who).cookies[configured.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": name, "value": value.value, "url": tower.address}])
        return context

    yield open_one
    for context in made:
        context.close()


def signed_in_as(who: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=who.person_id))
    return client


def plan(desk: Page) -> Sosialisasi:
    """A session of stage 2 at one o'clock, everybody invited with the same press of the button."""
    desk.goto("/sosialisasi/rencana/")
    desk.get_by_label("Tahap").select_option("2")
    desk.get_by_label("Tempat").fill("Aula kelurahan")
    desk.get_by_label("Hari").fill("2016-06-01")
    desk.get_by_label("Jam (WIB)").fill("13:00")
    desk.get_by_label("Pembicara").fill("Camat; Lurah; Petugas Kominfomas")
    desk.get_by_label("Kapasitas (orang)").fill("80")
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.get_by_role("heading", name="Bangka, tahap 2")).to_be_visible()
    return Sosialisasi.objects.get()


def through_the_door(context: BrowserContext, tower: Tower, session: Sosialisasi, signs: list[str]) -> None:
    """Ten with signal; then thirty more, one of them twice, and five without a letter; and signal comes back."""
    door = context.new_page()
    door.goto(f"/sosialisasi/pintu/#{session.code}")
    expect(door.get_by_text(f"0 hadir dari {SEATS} diundang")).to_be_visible()
    door.evaluate(KEPT)
    door.evaluate(SCANNED, [session.code, signs[:WITH_SIGNAL], 0])
    waits = door.locator("[data-waits]")
    expect(waits).to_have_text("")
    assert Attendance.objects.count() == WITH_SIGNAL

    tower.turn("down")
    context.set_offline(True)
    door.evaluate(SCANNED, [session.code, signs[WITH_SIGNAL:], WITH_SIGNAL])
    door.evaluate("hash => { location.hash = hash }", f"#{session.code}.{signs[0]}")
    expect(door.get_by_text("Sudah tercatat: ")).to_be_visible()
    door.reload()
    expect(waits).to_have_text(f"{CAME - WITH_SIGNAL} menunggu dikirim")
    walk_in(door)
    assert Attendance.objects.count() == WITH_SIGNAL
    tower.turn("up")
    context.set_offline(False)
    expect(waits).to_have_text("", timeout=30_000)


def walk_in(door: Page) -> None:
    door.get_by_text("Datang tanpa undangan").click()
    for number in range(1, WALKED_IN + 1):
        door.get_by_text("PKK", exact=True).click()
        door.get_by_label("Nama", exact=True).fill(f"Ibu {number}")
        door.locator("[data-walk-form]").get_by_role("button", name="Catat hadir").click()
        expect(door.locator("[data-count]")).to_contain_text(f"{number} tanpa undangan")


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
    opened: Callable[..., BrowserContext], tower: Tower, lurah: Actor, tmp_path: Path, noon: datetime
) -> None:
    desk = opened(lurah, viewport={"width": 1440, "height": 900}, locale="id-ID").new_page()
    session = plan(desk)
    assert f"Diundang {SEATS}" in " ".join(desk.locator(".figures").inner_text().split())
    assert Invited.objects.filter(sosialisasi=session, seat__role__in=("ketua-rt", "ketua-rw")).count() == SEATS
    signs = [guest.sign for guest in guests_of(session, noon)][:CAME]
    through_the_door(opened(lurah, **PHONE), tower, session, signs)
    rows = list(Attendance.objects.values_list("way", "kind"))
    assert (rows.count(("qr", "seat")), rows.count(("walk-in", "pkk"))) == (CAME, WALKED_IN)
    assert len(rows) == CAME + WALKED_IN

    for number, (topic, words) in enumerate(ASKED):
        take_down(session, Asking(f"in-the-hall-{number}", topic, words), by=lurah, at=noon + timedelta(minutes=number))
    desk.goto(f"/sosialisasi/acara/{session.code}/tanya/")
    for _, words in ASKED:
        expect(desk.get_by_text(words)).to_be_visible()
    assert Question.objects.count() == len(ASKED) == 8

    sheet = pypdf.PdfReader(io.BytesIO(desk.request.get(f"/sosialisasi/acara/{session.code}/daftar-hadir.pdf").body()))
    printed = " ".join(" ".join(page.extract_text().split()) for page in sheet.pages)
    assert printed.count("Ketua RT") + printed.count("Ketua RW") == SEATS
    assert len(re.findall(r"\b1[12]\.\d\d\b", printed)) == CAME + WALKED_IN, "when each of them came"
    assert all(f"Ibu {number}" in printed for number in range(1, WALKED_IN + 1))

    desk.goto(f"/sosialisasi/acara/{session.code}/")
    desk.get_by_label("Nomor SK pengangkatan").fill("SK 7/2016")
    desk.get_by_text("Satu per satu, di layar").click()
    desk.get_by_role("button", name="Ketua RT 011/RW 001").click()
    photo = tmp_path / "latihan.jpg"
    photo.write_bytes(jpeg(9))
    join(opened(**PHONE).new_page(), desk.locator(".code-large").inner_text(), photo)
    seat = Invitation.objects.get().seat
    assert seat.area.code == f"{BANGKA}001011" and Appointment.objects.get(seat=seat).held_until is None
    assert Practice.objects.get().sosialisasi == session and Practice.objects.get().seat == seat
    assert not Report.objects.exists(), "practice reaches no officer and counts for nothing"
    desk.goto("/sosialisasi/")
    expect(desk.locator(".stage-tile", has=desk.get_by_text("Bangka", exact=True))).to_contain_text("tahap 2")
    expect(desk.locator(".stage-tile")).to_have_count(267)


def test_what_waits_of_a_session_that_another_runs_holds_up_nobody_and_is_not_refused(
    opened: Callable[..., BrowserContext], lurah: Actor, tower: Tower, noon: datetime
) -> None:
    """Two who organise share a telephone: each one's attendance waits for them, whichever lies in the queue first."""
    first, second = session_of(area(BANGKA), lurah, noon), session_of(area(OTHER), lurah, noon)
    other = organiser_of(OTHER, noon)
    phone = opened(lurah, **PHONE)
    door = phone.new_page()
    door.goto(f"/sosialisasi/pintu/#{first.code}")
    expect(door.get_by_text("0 hadir dari")).to_be_visible()
    door.evaluate(KEPT)
    tower.turn("down")
    arrive(door, "Ibu Satu")
    phone.add_cookies([cookie_of(other, tower)])
    tower.turn("up")
    door.goto("about:blank")
    door.goto(f"/sosialisasi/pintu/#{second.code}")
    expect(door.get_by_text("0 hadir dari")).to_be_visible()
    arrive(door, "Ibu Dua")
    waits = door.locator("[data-waits]")
    expect(waits).to_have_text("1 menunggu dikirim")
    assert set(Attendance.objects.values_list("sosialisasi", "name")) == {(second.pk, "Ibu Dua")}
    phone.add_cookies([cookie_of(lurah, tower)])
    door.reload()
    expect(waits).to_have_text("", timeout=15_000)
    assert Attendance.objects.get(sosialisasi=first).name == "Ibu Satu"


def test_whoever_was_written_down_by_mistake_and_taken_back_can_come_later_on_the_same_telephone(
    opened: Callable[..., BrowserContext], lurah: Actor, tower: Tower, noon: datetime
) -> None:
    session = session_of(area(BANGKA), lurah, noon)
    invite_seats(session, by=lurah.seats[0], at=noon)
    door = opened(lurah, **PHONE).new_page()
    door.goto(f"/sosialisasi/pintu/#{session.code}")
    head = door.locator("[data-guests] li", has_text="Ketua RW 001").first
    head.get_by_role("button").click()
    expect(door.locator("[data-count]")).to_contain_text("1 hadir")
    expect(door.locator("[data-waits]")).to_have_text("")
    take_back(Attendance.objects.get(), by=lurah.seats[0], at=noon)
    door.reload()
    expect(door.locator("[data-count]")).to_contain_text("0 hadir")
    head.get_by_role("button").click()
    expect(door.locator("[data-count]")).to_contain_text("1 hadir")
    expect(door.locator("[data-waits]")).to_have_text("")
    assert Attendance.objects.filter(withdrawn_at=None).count() == 1


def session_of(ward: Area, by: Actor, at: datetime) -> Sosialisasi:
    facts = Plan(stage=2, place="Aula", starts_at=at + timedelta(hours=1), speakers="Camat", capacity=80)
    return plan_session(facts, kelurahan=ward, by=by.seats[0], at=at)


def organiser_of(ward: str, at: datetime) -> Actor:
    person = people.register_person(login="lain@contoh.id", name="Lain", pseudonym="", password=None, at=at)
    seat = people.open_seat(role=Role.LURAH, area=area(ward), at=at, office=people_queries.office(ward))
    people.appoint(person=person, seat=seat, sk="SK 2/2016", held_from=date(2016, 1, 1), at=at)
    return people_queries.actor_of(person.pk, at)


def cookie_of(who: Actor, tower: Tower) -> Any:
    name = configured.SESSION_COOKIE_NAME
    return {"name": name, "value": signed_in_as(who).cookies[name].value, "url": tower.address}


def arrive(door: Page, name: str) -> None:
    door.get_by_text("Datang tanpa undangan").click()
    door.get_by_text("PKK", exact=True).click()
    door.get_by_label("Nama", exact=True).fill(name)
    door.locator("[data-walk-form]").get_by_role("button", name="Catat hadir").click()
    expect(door.locator("[data-sent-list]").or_(door.locator("[data-said]")).first).to_be_visible()
    expect(door.locator("[data-count]")).to_contain_text("1 tanpa undangan")
