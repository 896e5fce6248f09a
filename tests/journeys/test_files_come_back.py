"""A form that was refused for one field still has the file that was chosen for another; and nobody else gets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rukun.followup.models import Ticket
from tests.journeys.indexed import wait_until_counted
from tests.made import jpeg

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
HERE = "Berkas yang tadi dipilih masih terpasang."
GONE = "Berkas yang tadi dipilih tidak ikut kembali: pilih lagi."
CHOSEN = "one => [...one.files].map(file => file.name + ' ' + file.size)"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "hasil.jpg"
    file.write_bytes(jpeg(79))
    return file


def wait_until_kept(page: Page, many: int) -> None:
    """Until the phone has written down so many files; whoever leaves the page before, leaves without them."""
    wait_until_counted(page, "rukun-berkas", "files", many)


def open_ticket() -> str:
    code: str = Ticket.objects.filter(state="waiting").values_list("report__code", flat=True)[0]
    return code


def finish_without_words(page: Page, code: str, picture: Path) -> None:
    page.goto(f"/meja/{code}/")
    if not page.locator("form[data-kept=finish]").is_visible():
        page.locator("summary", has_text="Selesaikan").click()
    page.get_by_label("Foto hasil pekerjaan").set_input_files(picture)
    wait_until_kept(page, 1)
    page.get_by_role("button", name="Tutup sebagai selesai").click()
    expect(page.get_by_text("Tulis kepada pelapor apa yang sudah dikerjakan.")).to_be_visible()


def test_a_desk_whose_finishing_is_refused_for_its_words_sends_the_same_photo_with_them(
    phone: Page, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    code = open_ticket()
    sign_in(phone, "lurah")
    finish_without_words(phone, code, picture)
    chosen = phone.get_by_label("Foto hasil pekerjaan")
    expect(phone.get_by_text(HERE)).to_be_visible()
    assert chosen.evaluate(CHOSEN) == [f"hasil.jpg {picture.stat().st_size}"]
    # Refused a second time it is still there.
    phone.get_by_role("button", name="Tutup sebagai selesai").click()
    expect(phone.get_by_text(HERE)).to_be_visible()
    phone.get_by_label("Kepada pelapor").first.fill("Sudah diangkut.")
    phone.get_by_role("button", name="Tutup sebagai selesai").click()
    phone.wait_for_url("**/meja/?*")
    assert Ticket.objects.get(report__code=code).state == "done"


def test_a_resident_whose_answer_is_refused_for_its_words_sends_the_same_photo_with_them(
    phone: Page, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    sign_in(phone, "warga")
    phone.goto("/laporan-saya/")
    phone.get_by_role("link", name="Sudah beres?").first.click()
    phone.get_by_label("Foto keadaan sekarang").set_input_files(picture)
    wait_until_kept(phone, 1)
    phone.get_by_text("Belum beres", exact=True).click()
    phone.get_by_text("Buka kembali laporan ini").click()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_text("Tulis apa yang belum beres.")).to_be_visible()
    expect(phone.get_by_text(HERE)).to_be_visible()
    phone.get_by_label("Keterangan").fill("Sampahnya masih ada.")
    phone.get_by_role("button", name="Kirim jawaban").click()
    phone.wait_for_url(lambda address: "/jawab/" not in address)
    code = phone.url.split("/laporan/")[1][:10]
    assert Ticket.objects.get(report__code=code).state == "reopened", "which needs a photo"


def test_a_file_that_was_chosen_before_the_page_had_all_of_its_script_comes_back_too(
    browser: Browser, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    context = browser.new_context(base_url=demonstration, service_workers="block")
    page, held = context.new_page(), list[Route]()
    sign_in(page, "lurah")
    page.route("**/part-files-*.js", lambda route: held.append(route))
    with page.expect_request("**/part-files-*.js"):
        page.goto(f"/meja/{open_ticket()}/")
    page.locator("summary", has_text="Selesaikan").click()
    page.get_by_label("Foto hasil pekerjaan").set_input_files(picture)
    held[0].continue_()
    page.unroute("**/part-files-*.js")
    wait_until_kept(page, 1)
    page.get_by_role("button", name="Tutup sebagai selesai").click()
    expect(page.get_by_text(HERE)).to_be_visible()
    context.close()


def test_without_script_it_is_said_beside_the_field_that_the_file_has_to_be_chosen_again(
    browser: Browser, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    context = browser.new_context(base_url=demonstration, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "lurah")
    page.goto(f"/meja/{open_ticket()}/")
    page.locator("summary", has_text="Selesaikan").click()
    page.get_by_label("Foto hasil pekerjaan").set_input_files(picture)
    page.get_by_role("button", name="Tutup sebagai selesai").click()
    expect(page.get_by_label("Foto hasil pekerjaan").locator("xpath=..")).to_contain_text(GONE)
    context.close()


def test_a_file_comes_back_after_signing_in_again_and_never_to_another_person(
    phone: Page, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    code = open_ticket()
    for who, comes in (("demo-lurah", 1), ("demo-tapem", 0)):
        sign_in(phone, "lurah")
        phone.goto(f"/laporan/{code}/")
        finish_without_words(phone, code, picture)
        phone.get_by_label("Kepada pelapor").first.fill("Sudah diangkut.")
        phone.context.clear_cookies(name="sessionid")
        phone.get_by_role("button", name="Tutup sebagai selesai").click()
        expect(phone.get_by_text("Sesi Anda sudah berakhir")).to_be_visible()
        phone.locator(f"button[value='{who}']").click()
        phone.wait_for_url(f"**/meja/{code}/")
        if comes:
            phone.wait_for_function("() => document.querySelector('input[name=proof]').files.length === 1")
        else:
            expect(phone.locator("input[name=proof]")).to_have_count(0)
        phone.context.clear_cookies(name="sessionid")


def test_a_file_that_was_chosen_and_left_is_not_there_the_next_time(
    phone: Page, demonstration: str, sign_in: SignIn, picture: Path
) -> None:
    code = open_ticket()
    sign_in(phone, "lurah")
    finish_without_words(phone, code, picture)
    expect(phone.get_by_text(HERE)).to_be_visible()
    phone.goto(f"/meja/{code}/")
    wait_until_kept(phone, 0)
    assert phone.locator("input[name=proof]").evaluate(CHOSEN) == []
