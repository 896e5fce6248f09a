"""A session that ran out while somebody wrote: it is said, the way leads back, and what was typed comes with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rukun.followup.models import Ticket

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]


def test_a_comment_written_when_the_session_has_run_out_comes_back_after_signing_in(
    phone: Page, demonstration: str, sign_in: SignIn
) -> None:
    code = Ticket.objects.filter(report__is_private=False).values_list("report__code", flat=True)[0]
    sign_in(phone, "warga")
    phone.goto(f"/laporan/{code}/")
    phone.get_by_label("Komentar").fill("Sore ini sudah bau lagi.")
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name="Kirim komentar").click()
    expect(phone.get_by_text("Sesi Anda sudah berakhir")).to_be_visible()
    phone.locator("button[value='demo-warga']").click()
    phone.wait_for_url(f"**/laporan/{code}/")
    written = phone.get_by_label("Komentar")
    expect(written).to_have_value("Sore ini sudah bau lagi.")
    expect(written).to_be_focused()
    phone.get_by_role("button", name="Kirim komentar").click()
    expect(phone.locator("#perjalanan").get_by_text("Sore ini sudah bau lagi.")).to_be_visible()
    # It was for that once: what is sent does not come back.
    expect(phone.get_by_label("Komentar")).to_have_value("")
    phone.reload()
    expect(phone.get_by_label("Komentar")).to_have_value("")


def test_what_one_person_wrote_does_not_come_to_another_who_signs_in_after_them(
    phone: Page, demonstration: str, sign_in: SignIn
) -> None:
    code = Ticket.objects.filter(report__is_private=False).values_list("report__code", flat=True)[0]
    sign_in(phone, "warga")
    phone.goto(f"/laporan/{code}/")
    phone.get_by_label("Komentar").fill("Hanya untuk saya.")
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name="Kirim komentar").click()
    expect(phone.get_by_text("Sesi Anda sudah berakhir")).to_be_visible()
    phone.locator("button[value='demo-ketua-rt']").click()
    phone.wait_for_url(f"**/laporan/{code}/")
    expect(phone.get_by_label("Komentar")).to_have_value("")
    assert phone.evaluate("sessionStorage.getItem('rukun:typed')") is None
