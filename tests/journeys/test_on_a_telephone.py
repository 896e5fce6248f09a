"""What is long elsewhere is short on a telephone, and what is said there can be read to its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from rukun.areas.models import Area

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


# Cells that stand farther right than the screen, or than the card that holds them.
BEYOND = """() => [...document.querySelectorAll("table.brief :is(td, th), table.brief :is(td, th) *")].filter(one => {
  const box = one.getBoundingClientRect(), card = one.closest(".card, main").getBoundingClientRect();
  return box.width > 1 && box.right > Math.min(card.right, innerWidth) + 1 && !one.closest(".unseen, thead");
}).map(one => one.textContent.trim())"""


@pytest.mark.parametrize(
    ("who", "address", "row_at_most"),
    [
        ("lurah", "/sosialisasi/kemajuan/", 200),
        ("camat", "/pengawasan/umur/", 110),
        ("ketua-rt", "/uang/9999991001002/", 150),
        ("kominfomas", "/sosialisasi/kemajuan/", 160),
        ("camat", "/pengawasan/", 260),
        ("camat", "/arsip/", 220),
        ("bendahara-kota", "/dana/", 160),
    ],
)
def test_a_row_of_a_table_says_on_a_telephone_only_what_is_more_than_nothing_and_all_of_it_can_be_read(
    phone: Page, sign_in: Callable[[Page, str], None], who: str, address: str, row_at_most: int
) -> None:
    sign_in(phone, who)
    phone.goto(address)
    rows = phone.locator("table.brief tbody tr")
    assert rows.count()
    assert all(box["height"] < row_at_most for row in rows.all() if (box := row.bounding_box()))
    assert phone.evaluate(BEYOND) == []


def test_what_is_audited_stands_beside_what_was_reported(phone: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(phone, "camat")
    phone.goto("/pengawasan/audit/")
    card = phone.locator("article.card").first
    assert (card.bounding_box() or {"height": 9_999})["height"] < 700
    before, after = (card.get_by_role("img", name=name) for name in ("Foto laporan", "Foto hasil"))
    one, other = before.bounding_box(), after.bounding_box()
    assert one and other and one["y"] == other["y"] and one["x"] < other["x"]


# Links whose words stand over what is written below them in the same row.
OVER = """() => [...document.querySelectorAll("table.brief tbody tr")].filter(row => {
  const link = row.querySelector("th a"), below = [...row.querySelectorAll("td")].filter(one => one.checkVisibility());
  if (!link || !below.length) return false;
  const words = document.createRange();
  words.selectNodeContents(link);
  const end = words.getBoundingClientRect().bottom;
  return below.some(one => one.getBoundingClientRect().top < end - 4 &&
    one.getBoundingClientRect().left < words.getBoundingClientRect().right);
}).map(row => row.textContent.trim())"""

# Whom a finger meets that comes down above, on and below the letters of a link in the foot.
MET = """() => {
  const link = [...document.querySelectorAll("footer a")].find(one => one.textContent === "Segel");
  link.scrollIntoView({block: "center"});
  const box = link.getBoundingClientRect(), x = box.left + box.width / 2;
  return [box.top - 6, box.top + 6, box.bottom + 6].map(y => document.elementFromPoint(x, y).textContent);
}"""


def test_a_name_of_two_lines_stands_over_nothing_and_is_large_enough_to_touch_on_one(phone: Page) -> None:
    Area.objects.filter(code="9999991001").update(name="Kepulauan Rukun Jaya Sejahtera Bahagia Sentosa")
    phone.goto("/uang/999999/")
    assert phone.get_by_role("link", name="Kepulauan Rukun Jaya").count()
    assert phone.evaluate(OVER) == []
    # A finger beside the letters of a name of one line meets the name.
    assert phone.evaluate(MET) == ["Segel"] * 3
