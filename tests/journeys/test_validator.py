"""A validator's hour, a small one: by keyboard alone, with a strike, an undo, a quicker colleague and no network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.reports.models import Report
from rukun.validation import actions
from rukun.validation.models import CurrentVerdict, Verdict, Withdrawal
from rukun.validation.queries import unjudged
from rukun.values.code import AreaCode
from tests.made import proof, reports_for_unit

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SENT = "Semua putusan terkirim"


def person(login: str, noon: datetime) -> object:
    return actor_of(Person.objects.get(login=f"demo-{login}").pk, noon)


@pytest.fixture
def made(demonstration: str, noon: datetime) -> list[Report]:
    head = person("ketua-rt", noon)
    return reports_for_unit(head, [date(2016, 6, 1)], 14, photos=[proof(60)])  # type: ignore[arg-type]


@pytest.fixture
def desk(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A screen of 1,280 px; what its script complains of fails the test, but not that there was no network."""
    context = browser.new_context(base_url=demonstration, viewport={"width": 1280, "height": 800}, locale="id-ID")
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert not [said for said in complaints if "net::ERR" not in said and "status of 409" not in said]


def code_on(page: Page) -> str:
    return page.locator("article.lembar").get_attribute("data-code") or ""


def press(page: Page, *keys: str) -> str:
    """Press keys that lead to another report; which was judged."""
    before = code_on(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(f"article.lembar:not([data-code='{before}'])")).to_be_visible()
    return before


def standing(code: str) -> Verdict | None:
    current = CurrentVerdict.objects.select_related("verdict").filter(report__code=code).first()
    return current.verdict if current else None


def test_a_validators_hour_by_keyboard(desk: Page, sign_in: SignIn, made: list[Report], noon: datetime) -> None:
    waiting = unjudged(AreaCode("99")).count()
    sign_in(desk, "tapem")
    desk.goto("/tapem/")
    desk.keyboard.press("n")
    expect(desk.locator("article.lembar")).to_be_visible()
    desk.wait_for_function("() => performance.getEntriesByName('nilai-siap').length")
    said, box = desk.locator("[data-suara]"), desk.locator("[data-kotak]")
    accepted = [press(desk, "a") for _ in range(3)]
    expect(said).to_contain_text("Diterima: Kerja bakti, RT 005/RW 002. Berikutnya Kerja bakti")
    expect(desk.locator("article.lembar h1")).to_be_focused()
    # A strike: S, a reason, words, Enter; without a reason it is told what is missing.
    desk.keyboard.press("s")
    expect(desk.get_by_role("radio", name=re.compile("Fotonya pernah dipakai"))).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-salah]")).to_contain_text("angka 1 sampai 9")
    desk.keyboard.press("4")
    desk.keyboard.type("Foto bulan Mei")
    struck = press(desk, "Enter")
    # A duplicate names the one that is shown beside it.
    twin = press(desk, "s", "3", "Enter")
    # The last verdict taken back: the report is there again, as if nobody had judged it, and is judged otherwise.
    desk.keyboard.press("u")
    expect(desk.locator(f"article.lembar[data-code='{twin}']")).to_be_visible()
    expect(box).to_have_text(SENT)
    assert standing(twin) is None and Withdrawal.objects.count() == 1
    press(desk, "a")
    later = press(desk, "n")
    # Back to what was judged, and on again.
    desk.keyboard.press("p")
    expect(desk.locator(f"article.lembar[data-code='{later}']")).to_be_visible()
    press(desk, "n")
    # A colleague was quicker: it is told, and nothing is overwritten.
    quicker = code_on(desk)
    theirs = Report.objects.select_related("kelurahan", "unit", "seat").get(code=quicker)
    actions.accept(theirs, by=person("tapem-2", noon), at=noon)  # type: ignore[arg-type]
    press(desk, "s", "9", "Enter")
    expect(desk.locator("[data-tolakan]")).to_contain_text("Contoh tapem-2 baru saja menilai")
    assert standing(quicker).is_valid  # type: ignore[union-attr]
    # No network: the desk goes on, and what was judged travels when there is one again.
    desk.context.set_offline(True)
    offline = [press(desk, "a") for _ in range(3)]
    expect(box).to_contain_text("3 putusan belum terkirim")
    expect(box).to_contain_text("Tidak ada jaringan")
    assert not any(standing(code) for code in offline)
    desk.context.set_offline(False)
    expect(box).to_have_text(SENT)
    while waiting > 1 and desk.locator("article.lembar").count() and code_on(desk) != later:
        press(desk, "a")
    assert code_on(desk) == later, "what was left for later comes last"
    desk.keyboard.press("a")
    expect(desk.locator("[data-pesan]")).to_contain_text("sudah dinilai")
    expect(box).to_have_text(SENT)
    assert standing(struck).note == "Foto bulan Mei" and standing(struck).reason == "old-photo"  # type: ignore[union-attr]
    for code in (*accepted, *offline, twin, later):
        assert standing(code).is_valid, code  # type: ignore[union-attr]
    assert not unjudged(AreaCode("99")).exists()
    shown = desk.evaluate("performance.getEntriesByName('nilai').map((m) => m.duration)")
    assert len(shown) > 12 and sorted(shown)[len(shown) // 2] < 500, "the figure itself is measured by the bench"


def test_a_killed_browser_sends_its_verdicts_when_it_comes_back_each_once(
    desk: Page, sign_in: SignIn, made: list[Report]
) -> None:
    sign_in(desk, "tapem")
    desk.goto("/tapem/mulai/")
    desk.wait_for_function("() => performance.getEntriesByName('nilai-siap').length")
    arrived: list[str] = []

    def lose_the_answer(route: Route) -> None:
        """The server takes the verdict, and the browser never hears of it."""
        if route.request.method == "POST":
            arrived.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    desk.route(re.compile(r"/tapem/\w{10}/$"), lose_the_answer)
    with desk.expect_event("requestfailed"):
        code = press(desk, "a")
    assert standing(code) is not None and arrived
    kept = desk.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("rukun-nilai");
            asked.onsuccess = () => {
                const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
                all.onsuccess = () => done(JSON.stringify(all.result.map((row) => row.code)));
            };
        })"""
    )
    assert json.loads(kept) == [code]
    again = desk.context.new_page()
    desk.close()
    again.goto("/tapem/mulai/")
    expect(again.locator("[data-kotak]")).to_have_text(SENT)
    assert Verdict.objects.filter(report__code=code).count() == 1


def test_a_verdict_of_one_validator_never_goes_out_in_the_name_of_another_at_the_same_desk(
    browser: Browser, demonstration: str, sign_in: SignIn, made: list[Report]
) -> None:
    context = browser.new_context(base_url=demonstration, viewport={"width": 1440, "height": 900}, locale="id-ID")
    desk, other = context.new_page(), context.new_page()
    sign_in(desk, "tapem")
    desk.goto("/tapem/mulai/")
    desk.wait_for_function("() => performance.getEntriesByName('nilai-siap').length")
    context.clear_cookies()
    code = press(desk, "a")
    expect(desk.locator("[data-kotak]")).to_have_attribute("data-keadaan", "sign-in")
    sign_in(other, "tapem-2")
    with desk.expect_response("**/tapem/berikut.json*"):
        desk.evaluate("dispatchEvent(new Event('online'))")
    expect(desk.locator("[data-kotak]")).to_have_attribute("data-keadaan", "sign-in")
    assert standing(code) is None
    sign_in(other, "tapem")
    other.goto("/tapem/mulai/")
    expect(other.locator("[data-kotak]")).to_have_text(SENT)
    given = Verdict.objects.get(report__code=code)
    assert given.validator is not None and given.validator.login == "demo-tapem"
    context.close()
