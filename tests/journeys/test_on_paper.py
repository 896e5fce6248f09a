"""What is printed: the whole of it as tables, nothing to press, nothing beyond the edge of a sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
# A4 with its margins, in the pixels of a style sheet.
SHEET = {"width": 718, "height": 1040}
BEYOND = """() => [...document.querySelectorAll("main *")].filter(one => one.checkVisibility() &&
  one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".unseen, .only-heard, svg"))
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("ketua-rt", "/aturan/sk-2-2016/"),
        ("ketua-rt", "/uang/9999991001002/"),
        ("ketua-rt", "/bulan-ini/?bulan=2016-05"),
        ("lurah", "/sosialisasi/kemajuan/"),
        ("lurah", "/dana/9999991001/?bulan=2016-05"),
        ("camat", "/pengawasan/"),
    ],
)
def test_a_sheet_of_paper_has_tables_whole_and_nothing_to_press(
    desk: Page, sign_in: SignIn, who: str, address: str
) -> None:
    sign_in(desk, who)
    desk.goto(address)
    desk.emulate_media(media="print")
    desk.set_viewport_size(SHEET)
    table = desk.locator("main table").last
    expect(table.locator("thead th").first).to_be_visible()
    assert table.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert desk.evaluate(BEYOND) == []
    for pressed in (desk.get_by_role("button"), desk.locator(".tabs"), desk.locator("main form")):
        assert not any(one.is_visible() for one in pressed.all())


def test_a_fold_stands_open_on_paper(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ketua-rt")
    desk.goto("/bulan-ini/?bulan=2016-05")
    why = desk.locator("main table.money details").first
    inside = why.locator("> :not(summary)").first
    expect(inside).to_be_hidden()
    desk.emulate_media(media="print")
    expect(inside).to_be_visible()
