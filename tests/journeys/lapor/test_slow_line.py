"""A line so slow that it breaks in the middle: it is told what is under way, and each report is there once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rukun.reports.models import Report
from tests.journeys.lapor.form import flush, kept, open_form, send, write
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def test_while_a_report_creeps_along_the_phone_says_so_and_when_the_line_breaks_it_goes_again(
    phone: Page, tower: Tower, sign_in: SignIn, big_photo: Path
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("slow")
    for words in ("Di garis lambat", "Yang berikutnya"):
        # The picture of the one before is gone: the form is empty again.
        expect(phone.get_by_alt_text("Foto 1")).to_be_hidden()
        write(phone, words)
        phone.locator("#photos").set_input_files(big_photo)
        expect(phone.get_by_alt_text("Foto 1")).to_be_visible()
        send(phone)
        expect(phone.get_by_role("heading", name="Tersimpan di telepon")).to_be_visible()
    first, second = (phone.locator("[data-queue-list] > li", has_text=words) for words in ("Di garis", "Yang ber"))
    for waiting in (first, second):
        expect(waiting).to_contain_text("1 foto")
    expect(first.get_by_text("Sedang dikirim")).to_be_visible()
    expect(second.get_by_text("Menunggu giliran")).to_be_visible()
    assert not Report.objects.filter(words="Di garis lambat").exists()
    tower.turn("down")
    expect(first.get_by_text("Menunggu sinyal")).to_be_visible()
    # What waits does not stand on the green of what was sent.
    expect(phone.locator("[data-queue]")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(phone.get_by_text("Belum ada jalan ke server")).to_be_visible()
    tower.turn("up")
    flush(phone)
    expect(phone.locator("[data-queue]")).to_be_hidden()
    made = Report.objects.filter(words__in=("Di garis lambat", "Yang berikutnya"))
    assert sorted(report.photos.count() for report in made) == [1, 1]
    assert kept(phone, "queue") == kept(phone, "photos") == []


def test_a_report_whose_answer_is_lost_on_the_way_back_is_sent_again_and_is_there_once(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    write(phone, "Jawabannya hilang")
    tower.turn("deaf")
    send(phone)
    assert tower.answered.wait(30), "the server has it"
    expect(phone.get_by_text("Sedang dikirim", exact=True)).to_be_visible()
    tower.turn("down")
    expect(phone.get_by_text("Menunggu sinyal")).to_be_visible()
    tower.turn("up")
    flush(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Jawabannya hilang").count() == 1 and tower.sendings >= 2
