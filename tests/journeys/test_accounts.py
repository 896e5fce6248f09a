"""Signing up, joining by a code, the second factor and passkeys, in a real browser at the size of a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from rukun import clock
from rukun.areas.queries import area
from rukun.people import actions
from rukun.people.actions.invitations import Terms
from rukun.people.models import Appointment, Passkey, Person
from rukun.people.rules import Role
from rukun.people.sheets import join_address

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
PASSWORD = "kata sandi panjang"
RT_1 = "9999991001001001"


def sign_up(page: Page, login: str = "0812 3456 7890", going_on: str = "/akun/") -> None:
    page.goto(f"/daftar/?next={going_on}")
    page.get_by_label("Nomor telepon atau surel").fill(login)
    page.get_by_label("Nama", exact=True).fill("Tuti Wulandari")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Buat akun").click()
    page.wait_for_url(f"**{going_on}")


def password_in(page: Page, login: str = "081234567890") -> None:
    page.goto("/masuk/?next=/akun/")
    page.get_by_label("Nomor telepon atau surel").fill(login)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.wait_for_url("**/")


def code_of(role: Role = Role.KETUA_RT, unit: str = RT_1) -> str:
    seat = actions.open_seat(role=role, area=area(unit), at=clock.now())
    return actions.issue_invitations([seat], Terms("SK 7/2016", 30), by="lurah@9999991001", at=clock.now())[0].code


@pytest.fixture
def authenticator(phone: Page) -> Iterator[Callable[[], list[Any]]]:
    """A telephone whose screen lock makes and shows passkeys; what it holds."""
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]
    session.send("WebAuthn.disable")


def test_no_way_to_go_is_out_of_sight_for_a_stranger_on_the_smallest_screen(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto("/")
    for _ in ("id", "en"):
        ways = phone.locator("nav.menu a:visible")
        assert ways.count() == 5
        for way in ways.all():
            expect(way).to_be_in_viewport(ratio=1)
        phone.get_by_role("button", name="English").or_(phone.get_by_role("button", name="Bahasa Indonesia")).click()


def test_a_resident_signs_up_on_one_screen_looks_at_the_password_and_goes_on_to_report(phone: Page) -> None:
    complaints: list[str] = []
    phone.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    phone.goto("/lapor/")
    phone.wait_for_url("**/masuk/?next=/lapor/")
    assert not complaints, "that nobody is signed in is no error"
    phone.locator("#isi").get_by_role("link", name="Buat akun", exact=True).click()
    phone.get_by_label("Nomor telepon atau surel").fill("0812 3456 7890")
    phone.get_by_label("Nama", exact=True).fill("Tuti Wulandari")
    password = phone.get_by_label("Kata sandi", exact=True)
    password.fill("password1")
    phone.get_by_role("button", name="Lihat").click()
    expect(password).to_have_attribute("type", "text")
    phone.get_by_role("button", name="Buat akun").click()
    expect(phone.get_by_text("terlalu sering dipakai")).to_be_visible()
    expect(phone.get_by_label("Nama", exact=True)).to_have_value("Tuti Wulandari")
    phone.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Buat akun").click()
    phone.wait_for_url("**/lapor/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Lapor")


def test_a_head_joins_by_a_code_typed_with_old_eyes(phone: Page) -> None:
    code = code_of()
    phone.goto("/masuk/")
    phone.get_by_role("link", name="Pakai kode undangan").click()
    phone.get_by_label("Kode undangan").fill("77777-77777")
    phone.get_by_role("button", name="Lanjut").click()
    expect(phone.get_by_text("tidak dikenal")).to_be_visible()
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    phone.get_by_label("Kode undangan").fill(f" {typed}")
    phone.get_by_role("button", name="Lanjut").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ketua RT 001/RW 001")
    expect(phone.get_by_text("Kelurahan Rukun Jaya")).to_be_visible()
    phone.get_by_label("Nomor telepon atau surel").fill("0812 3456 7890")
    phone.get_by_label("Nama", exact=True).fill("Tuti Wulandari")
    phone.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Buat akun dan terima").click()
    phone.wait_for_url("**/bulan-ini/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("RT 001/RW 001")
    held = Appointment.objects.select_related("person").get(seat__area__code=RT_1)
    assert (held.person.login, held.sk) == ("+6281234567890", "SK 7/2016")


def test_the_qr_code_fills_the_code_in_and_the_server_never_sees_it_in_an_address(
    phone: Page, demonstration: str
) -> None:
    code = code_of()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url + str(request.headers)))
    phone.goto(join_address(demonstration, code))
    expect(phone.get_by_label("Kode undangan")).to_have_value(code)
    assert code not in phone.url, "nor does it stay in the address bar"
    phone.get_by_role("button", name="Lanjut").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ketua RT 001/RW 001")
    assert not [request for request in asked if code in request]


def test_a_passkey_is_made_and_signs_in_by_itself(phone: Page, authenticator: Callable[[], list[Any]]) -> None:
    sign_up(phone)
    phone.get_by_role("link", name="Atur", exact=True).click()
    phone.get_by_role("button", name="Buat kunci sandi di perangkat ini").click()
    expect(phone.get_by_role("button", name=re.compile("^Hapus "))).to_be_visible()
    (held,) = authenticator()
    assert held["isResidentCredential"] and Passkey.objects.count() == 1
    sign_out(phone)
    phone.goto("/masuk/?next=/akun/")
    phone.get_by_role("button", name="Masuk dengan kunci sandi").click()
    phone.wait_for_url("**/akun/")
    expect(phone.get_by_label("Nama", exact=True)).to_have_value("Tuti Wulandari")
    assert Passkey.objects.get().sign_count > 0
    sign_out(phone)
    password_in(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Langkah kedua")
    phone.get_by_role("button", name="Pakai kunci sandi").click()
    phone.wait_for_url("**/akun/")


def test_a_passkey_whose_account_was_closed_is_refused_in_words(
    phone: Page, authenticator: Callable[[], list[Any]]
) -> None:
    sign_up(phone)
    phone.goto("/akun/kunci/")
    phone.get_by_role("button", name="Buat kunci sandi di perangkat ini").click()
    expect(phone.get_by_role("button", name=re.compile("^Hapus "))).to_be_visible()
    sign_out(phone)
    actions.deactivate(Person.objects.get(login="+6281234567890"), password=PASSWORD, at=clock.now())
    phone.goto("/masuk/")
    phone.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(phone.get_by_text("Kunci sandi ini tidak dikenal di sini")).to_be_visible()


def test_an_app_is_set_up_its_spare_codes_are_kept_and_one_opens_the_second_step(phone: Page) -> None:
    sign_up(phone)
    phone.goto("/akun/kunci/")
    phone.get_by_role("link", name="Pasang aplikasi kode").click()
    expect(phone.locator("svg.qr")).to_be_visible()
    secret = (phone.locator("code.secret").text_content() or "").replace(" ", "")
    phone.get_by_label("Ketik enam angka").fill(pyotp.TOTP(secret).now())
    phone.get_by_role("button", name="Pasang").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    spare = phone.locator(".spare code").all_text_contents()
    assert len(set(spare)) == 10
    with phone.expect_download() as kept:
        phone.get_by_role("link", name="Simpan sebagai berkas").click()
    assert kept.value.path().read_text().split() == spare
    phone.get_by_role("link", name="Sudah saya simpan").click()
    sign_out(phone)
    password_in(phone)
    code = phone.get_by_label("Kode dari aplikasi")
    code.fill("000000")
    phone.get_by_role("button", name="Masuk", exact=True).click()
    expect(phone.get_by_text("Kode tidak cocok")).to_be_visible()
    code.fill(pyotp.TOTP(secret).at(clock.wall() + timedelta(seconds=30)))
    phone.get_by_role("button", name="Masuk", exact=True).click()
    phone.wait_for_url("**/akun/")
    sign_out(phone)
    password_in(phone)
    phone.get_by_text("Tidak dapat membuka keduanya?").click()
    phone.get_by_label("Kode cadangan").fill(spare[3].lower())
    phone.get_by_label("Kode cadangan").press("Enter")
    phone.wait_for_url("**/akun/")


def test_a_lost_telephone_is_signed_out_from_another_device(phone: Page, browser: Browser, demonstration: str) -> None:
    sign_up(phone)
    context = browser.new_context(base_url=demonstration, locale="id-ID")
    other = context.new_page()
    password_in(other)
    other.wait_for_url("**/akun/")
    expect(other.locator("li .device")).to_have_count(2)
    other.get_by_role("button", name=re.compile("^Keluarkan Komputer|^Keluarkan Ponsel|^Keluarkan Perangkat")).click()
    expect(other.locator("li .device")).to_have_count(1)
    phone.goto("/akun/")
    phone.wait_for_url("**/masuk/**")
    context.close()


def test_the_lurah_hands_out_a_code_and_a_sheet(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "lurah")
    desk.goto("/undangan/?cari=RT 001/RW 001")
    desk.get_by_role("link", name="Undang ketua RT 001/RW 001").click()
    desk.get_by_label("Nomor SK pengangkatan").fill("SK 7/2016")
    desk.get_by_role("button", name="Terbitkan kode").click()
    expect(desk.locator(".code-large")).to_have_text(re.compile(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$"))
    expect(desk.locator("svg.qr")).to_be_visible()
    desk.get_by_role("link", name="Kembali ke daftar").click()
    desk.get_by_role("link", name="Cetak lembar undangan").click()
    desk.get_by_label("Nomor SK pengangkatan").fill("SK 7/2016")
    with desk.expect_download() as made:
        desk.get_by_role("button", name="Buat PDF").click()
    assert made.value.path().read_bytes().startswith(b"%PDF")


def test_everything_works_without_a_script(browser: Browser, demonstration: str) -> None:
    code = code_of()
    context = browser.new_context(base_url=demonstration, java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto("/bergabung/")
    page.get_by_label("Kode undangan").fill(code)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nomor telepon atau surel").fill("tuti@contoh.id")
    page.get_by_label("Nama", exact=True).fill("Tuti")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Buat akun dan terima").click()
    page.wait_for_url("**/bulan-ini/")
    page.goto("/akun/kunci/")
    expect(page.get_by_text("Peramban ini tidak mengenal kunci sandi")).to_be_visible()
    context.close()
