"""A verdict that the server cannot take holds up no other: it is told, kept, tried again, or given anew by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.reports.models import Report
from rukun.validation.models import CurrentVerdict
from tests.journeys.indexed import wait_until_counted
from tests.made import proof, reports_for_unit

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SENT = "Semua putusan terkirim"
VERDICT = re.compile(r"/tapem/\w{10}/$")


@pytest.fixture
def desk(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A wide screen; an error of its script fails the test."""
    context = browser.new_context(base_url=demonstration, viewport={"width": 1280, "height": 800}, locale="id-ID")
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture
def made(demonstration: str, noon: datetime) -> list[Report]:
    head = actor_of(Person.objects.get(login="demo-ketua-rt").pk, noon)
    return reports_for_unit(head, [date(2016, 6, 1)], 6, photos=[proof(60)])


def begin(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "tapem")
    desk.goto("/tapem/mulai/")
    desk.wait_for_function("() => performance.getEntriesByName('nilai-siap').length")


def press(page: Page, *keys: str) -> str:
    """Press keys that lead to another report; which was judged."""
    code = page.locator("article.lembar").get_attribute("data-code") or ""
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(f"article.lembar:not([data-code='{code}'])")).to_be_visible()
    return code


def judged(code: str) -> bool | None:
    current = CurrentVerdict.objects.select_related("verdict").filter(report__code=code).first()
    return current.verdict.is_valid if current else None


class Server:
    """Answers the verdicts of some reports with a status and no words of ours."""

    def __init__(self, page: Page, status: int) -> None:
        self.status, self.bad = status, set[str]()
        page.route(VERDICT, self.answer)

    def answer(self, route: Route) -> None:
        request = route.request
        if request.method == "POST" and self.status and request.url.split("/")[-2] in self.bad:
            route.fulfill(status=self.status, content_type="text/html", body="<h1>Error</h1>")
        else:
            route.continue_()


@pytest.mark.parametrize("status", [404, 500, 403])
def test_a_verdict_that_the_server_cannot_take_steps_aside_and_the_others_arrive(
    desk: Page, sign_in: SignIn, made: list[Report], status: int
) -> None:
    begin(desk, sign_in)
    server = Server(desk, status)
    server.bad = {desk.locator("article.lembar").get_attribute("data-code") or ""}
    sick, well = press(desk, "a"), [press(desk, "a") for _ in range(2)]
    box, told = desk.locator("[data-kotak]"), desk.locator("[data-tolakan]")
    expect(box).to_have_text("1 putusan belum terkirim. Server belum dapat menerimanya; dicoba lagi sendiri")
    expect(told.get_by_role("link", name=sick)).to_be_visible()
    expect(told.get_by_role("listitem")).to_have_count(1)
    assert judged(sick) is None and all(judged(code) for code in well)
    server.status = 0
    told.get_by_role("button", name="Coba lagi").click()
    expect(box).to_have_text(SENT)
    assert judged(sick) is True


def test_what_was_said_of_the_same_report_later_waits_behind_it_and_arrives_in_its_order(
    desk: Page, sign_in: SignIn, made: list[Report]
) -> None:
    begin(desk, sign_in)
    server = Server(desk, 500)
    server.bad = {desk.locator("article.lembar").get_attribute("data-code") or ""}
    sick = press(desk, "a")
    told = desk.locator("[data-tolakan]")
    expect(told.get_by_role("link", name=sick)).to_be_visible()
    # Taken back and struck instead: both come after the first, or mean nothing.
    press(desk, "u")
    expect(desk.locator(f"article.lembar[data-code='{sick}']")).to_be_visible()
    press(desk, "s", "4", "Enter")
    wait_until_counted(desk, "rukun-nilai", "outbox", 3)
    server.status = 0
    told.get_by_role("button", name="Coba lagi").click()
    expect(desk.locator("[data-kotak]")).to_have_text(SENT)
    assert judged(sick) is False


FULL = """const add = IDBObjectStore.prototype.add;
IDBObjectStore.prototype.add = function (value, key) {
    if (this.name === "outbox") throw new DOMException("full", "QuotaExceededError");
    return add.call(this, value, key);
}"""


def test_where_the_browser_has_no_room_for_a_verdict_it_is_sent_all_the_same(
    desk: Page, sign_in: SignIn, made: list[Report]
) -> None:
    desk.add_init_script(FULL)
    begin(desk, sign_in)
    code = press(desk, "a")
    expect(desk.locator("[data-kotak]")).to_have_text(SENT)
    assert judged(code) is True
