"""What is long elsewhere is short on a telephone, and what is said there can be read to its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CUT_OFF = """() => [...document.querySelectorAll("main code")].filter(one => {
  const card = one.closest(".card").getBoundingClientRect(), box = one.getBoundingClientRect();
  return box.width && (box.right > card.right || box.left < card.left);
}).map(one => one.textContent)"""
HEIGHT = "document.documentElement.scrollHeight"


def test_the_addresses_of_the_api_are_folded_by_what_they_are_about_and_none_is_cut_off(phone: Page) -> None:
    phone.goto("/api/v1/")
    assert phone.evaluate(HEIGHT) < 5_000
    assert not phone.locator("code", has_text="GET /api/v1/areas/{code}/units").is_visible()
    for group in phone.locator("main summary").all():
        group.click()
    assert phone.locator("code", has_text="GET /api/v1/areas/{code}/units").is_visible()
    assert phone.evaluate(CUT_OFF) == []


def test_what_a_unit_has_stands_before_what_it_may_do_with_it(
    phone: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(phone, "ketua-rt")
    phone.goto("/kas/")
    balance, button = phone.locator(".balance").bounding_box(), phone.get_by_role("link", name="Catat pengeluaran")
    assert balance and balance["y"] < (button.bounding_box() or {"y": 0})["y"]


def test_a_page_of_seals_is_a_line_or_two_for_each(phone: Page) -> None:
    phone.goto("/segel/")
    rows = phone.locator(".seals tbody tr")
    assert rows.count() and all(box["height"] < 100 for row in rows.all() if (box := row.bounding_box()))
