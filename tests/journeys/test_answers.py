"""A closing that is not true: reporter and supporter say so with photos, and the second time the kecamatan has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun import clock
from rukun.followup import access
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.followup.oversight import tallying
from rukun.people.queries import actor_of, demonstration_person
from rukun.people.rules import Actor
from rukun.reports.actions import support
from tests.journeys.conftest import _demo
from tests.made import jpeg, proof

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def actor(login: str) -> Actor:
    return actor_of(demonstration_person(login).pk, clock.now())


def finished(code: str) -> None:
    held, desk = access.ticket_to_work(actor("demo-lurah"), code)
    followup.finish(held, words="Sudah diangkut.", proof=proof(91), desk=desk, at=clock.now())


def disputed(page: Page, code: str, words: str, picture: Path) -> None:
    page.goto(f"/laporan/{code}/#jawab")
    question = page.locator("#jawab")
    expect(question.get_by_text("Apakah sudah beres?")).to_be_visible()
    question.get_by_role("radio", name="Belum beres").check()
    question.get_by_label("Keterangan").fill(words)
    question.get_by_label("Foto keadaan sekarang").set_input_files(picture)
    question.get_by_label("Buka kembali laporan ini").check()
    question.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url(f"**/laporan/{code}/#jawab")
    expect(page.get_by_text(words)).to_be_visible()


def test_reporter_and_supporter_reopen_it_and_the_camat_gets_it(
    phone: Page, browser: Browser, demonstration: str, sign_in: SignIn, tmp_path: Path
) -> None:
    picture = tmp_path / "now.jpg"
    picture.write_bytes(jpeg(78))
    _demo("demo-warga-2", "", "", "")
    waiting = Ticket.objects.select_related("report").filter(state="waiting").order_by("-id").first()
    assert waiting
    code = waiting.report.code
    support(waiting.report, by=actor("demo-warga-2"), at=clock.now())
    finished(code)
    sign_in(phone, "warga")
    phone.get_by_role("navigation", name="Utama").get_by_role("link", name="Laporan saya").click()
    expect(phone.get_by_text("menunggu jawaban Anda")).to_be_visible()
    disputed(phone, code, "Masih menumpuk di pojok", picture)
    finished(code)
    other = browser.new_context(base_url=demonstration, viewport={"width": 360, "height": 740}, locale="id-ID")
    neighbour = other.new_page()
    sign_in(neighbour, "warga-2")
    neighbour.goto(f"/laporan/{code}/")
    expect(neighbour.get_by_text("bila dibuka lagi, kecamatan yang memegangnya")).to_be_visible()
    disputed(neighbour, code, "Kemarin difoto dari tempat lain", picture)
    expect(neighbour.get_by_text("Dipegang Kecamatan")).to_be_visible()
    other.close()
    tallying.keep_today(at=clock.now() + timedelta(hours=1))
    wide = browser.new_context(base_url=demonstration, viewport={"width": 1440, "height": 900}, locale="id-ID")
    camat = wide.new_page()
    sign_in(camat, "camat")
    camat.goto("/pengawasan/")
    camat.locator(".figures").get_by_role("link", name="2").first.click()
    expect(camat.get_by_role("row").filter(has_text=code)).to_contain_text("Kecamatan Sukarukun")
    camat.goto(f"/meja/{code}/")
    expect(camat.get_by_text("Kemarin difoto dari tempat lain").first).to_be_visible()
    wide.close()


def test_what_is_wrong_with_an_answer_or_a_comment_is_told_where_it_was_written(
    phone: Page, demonstration: str, sign_in: SignIn
) -> None:
    waiting = Ticket.objects.select_related("report").filter(state="waiting").order_by("-id").first()
    assert waiting
    code = waiting.report.code
    finished(code)
    sign_in(phone, "warga")
    phone.goto(f"/laporan/{code}/")
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_text("Pilih jawaban Anda.")).to_be_in_viewport()
    phone.get_by_label("Komentar").fill("   ")
    phone.get_by_role("button", name="Kirim komentar").click()
    expect(phone.get_by_text("Tulis komentar Anda.")).to_be_in_viewport()
    # A step of the course is one line with its office, whatever the forms of other pages call their steps.
    step = phone.locator("#perjalanan li").nth(1)
    assert step.evaluate("one => getComputedStyle(one).display") == "list-item"
