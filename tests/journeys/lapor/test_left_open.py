"""A form that stood open for hours: the report is of the time and place at which it was begun, not of the opening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rukun.reports.models import Report
from tests.journeys.lapor.form import open_form, send, write
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
LATER = """hours => {
    const real = Date;
    const ahead = hours * 3_600_000;
    globalThis.Date = class extends real {
        constructor(...said) { super(...(said.length ? said : [real.now() + ahead])); }
        static now() { return real.now() + ahead; }
    };
}"""
NOWHERE = """() => {
    navigator.geolocation.watchPosition = (_found, failed) => {
        setTimeout(() => failed({ code: 2, PERMISSION_DENIED: 1 }));
        return 1;
    };
}"""
FOUND = "RT 005/RW 002, Kelurahan Rukun Jaya"


def test_words_that_are_written_two_days_after_the_form_was_opened_are_of_that_day(
    phone: Page, tower: Tower, sign_in: SignIn, noon: datetime
) -> None:
    sign_in(phone, "ketua-rt")
    open_form(phone)
    phone.evaluate(LATER, 48)
    write(phone, "Hari ini juga", "Kerja bakti")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    made = Report.objects.get(words="Hari ini juga")
    assert abs(made.captured_at - noon) < timedelta(minutes=5)


def test_a_report_that_is_begun_elsewhere_than_its_form_was_opened_is_of_where_it_was_begun(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.locator("[data-place-said]")).to_contain_text(FOUND)
    phone.context.set_geolocation({"latitude": -6.5013, "longitude": 106.5078, "accuracy": 30})
    phone.evaluate(LATER, 1)
    with phone.expect_response("**/api/v1/places*"):
        write(phone, "Di tempat yang lain")
    expect(phone.locator("[data-place-said]")).to_contain_text("±30")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    made = Report.objects.get(words="Di tempat yang lain")
    assert (round(made.lat, 4), round(made.lon, 4)) == (-6.5013, 106.5078)


def test_where_the_telephone_does_not_find_its_place_again_what_was_found_stands(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    sign_in(phone, "warga")
    open_form(phone)
    expect(phone.locator("[data-place-said]")).to_contain_text(FOUND)
    phone.evaluate(LATER, 1)
    phone.evaluate(NOWHERE)
    write(phone, "Di dalam gedung")
    expect(phone.locator("[data-place-said]")).to_contain_text(FOUND)
    expect(phone.get_by_role("button", name="Pakai tempat saya sekarang")).to_be_visible()
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.get(words="Di dalam gedung").lat == pytest.approx(-6.501)
