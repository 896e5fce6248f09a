"""A real Chromium against the real pages, over the fictional kota."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from rukun import clock
from rukun.channels.web.warga import phone as app
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.notices import walking
from rukun.people.rules import Actor
from rukun.ranking import actions as ranking
from rukun.reports.models import Report
from rukun.trail import actions as trail
from rukun.validation import access as judging
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.time import Month
from tests import browsers
from tests.conftest import _open_kota, _person
from tests.journeys import asking
from tests.journeys.kept import Kept
from tests.journeys.tower import Tower
from tests.made import judged_valid, proof, report, reports_for_unit, ticket
from tests.validation.conftest import risky

# Playwright runs its own event loop in this thread; the tests still talk to the database from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    found = browsers.shell()
    if not found:
        pytest.skip("Chromium is not on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def demonstration(
    emptied: None, live_server: object, settings: object, monkeypatch: pytest.MonkeyPatch, noon: datetime, kept: Kept
) -> str:
    """The fictional kota as a demonstration with its telling people and some work done; its address."""
    settings.RUKUN_DEMO = True  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "now", lambda: noon)
    kept.begin(Path(settings.RUKUN_HOME), lambda: _build(noon))  # type: ignore[attr-defined]
    return str(live_server)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The demonstration as it stood when it was built first."""
    return Kept(tmp_path_factory.mktemp("demonstration") / "home")


def _build(noon: datetime) -> None:
    folder = _open_kota()
    people = {name: _demo(*facts) for name, facts in PEOPLE.items()}
    _some_work(people, folder, noon)


PEOPLE = {
    "warga": ("demo-warga", "", "", ""),
    "ketua-rt": ("demo-ketua-rt", "ketua-rt", "9999991001002005", ""),
    "lurah": ("demo-lurah", "lurah", "9999991001", "9999991001"),
    "tapem": ("demo-tapem", "tapem", "999999", ""),
    "tapem-2": ("demo-tapem-2", "tapem", "999999", ""),
    "camat": ("demo-camat", "camat", "999999", ""),
    "bendahara": ("demo-bendahara", "bendahara", "9999991001", ""),
    "kominfomas": ("demo-kominfomas", "kominfomas", "9999", ""),
    "administrator": ("demo-administrator", "administrator", "99", ""),
    "bendahara-kota": ("demo-bendahara-kota", "bendahara", "9999", ""),
}


def _demo(login: str, role: str, area: str, office: str) -> Actor:
    from rukun.people.models import Person
    from rukun.people.queries import actor_of

    made = _person(login, role, area, office)
    person = Person.objects.get(pk=made.person_id)  # type: ignore[attr-defined]
    person.login, person.name, person.is_simulated = login, f"Contoh {login[5:]}", True
    person.save()
    return actor_of(person.pk, clock.now())


def _some_work(people: dict[str, Actor], kota: Path, noon: datetime) -> None:
    walking.begin(at=noon)
    funds.load_decrees(kota / "decrees", at=noon)
    words = "Tumpukan sampah di depan pos ronda RT 005, sudah tiga hari dan mulai mengganggu jalan anak sekolah."
    held = [ticket(people["warga"], noon, words=words, photos=[proof(n)]) for n in range(32)]
    for done in held[:30]:
        followup.finish(done, words="Sudah diangkut.", proof=proof(50), desk=people["lurah"].seats[0], at=noon)
    report(people["warga"], noon, kind="kerja-bakti", is_private=True)
    # Fewer than a tenth of what is judged is struck below, or the RW of this RT would be no candidate for the best.
    may = reports_for_unit(people["ketua-rt"], [date(2016, 5, day) for day in range(1, 12)], 3)
    judged_valid(may[:1], people["tapem-2"], datetime(2016, 5, 20, 5, tzinfo=UTC))
    judged_valid(may[1:-3], people["tapem"], noon)
    _some_strikes(people, noon)
    ward, why = people["lurah"].seats[0].area, "Uang operasional dibayar sebelum tanggal 10."
    funds.close_month(ward, Month(2016, 5), by=people["bendahara"], at=noon, despite=why)
    for month in (Month(2016, 5), Month(2016, 6)):
        ranking.publish_table(month, scoring=kota / "scoring", at=noon)
    ranking.propose_awards(Month(2016, 5), file=kota / "awards.toml", at=noon)
    _a_sample(may[-3:], noon)
    asking.bring_about(people, noon)
    walking.catch_up(at=noon)


def _a_sample(unjudged: list[Report], noon: datetime) -> None:
    """The sample of May, drawn from what nobody judged; the verdict of May is to be read a second time."""
    may = Month(2016, 5)
    validation.commit_month(may, home=settings.RUKUN_HOME, at=may.starts_at)
    risky(unjudged)
    validation.frame_month(may, is_full=False, at=noon)
    trail.seal(home=settings.RUKUN_HOME, at=noon)
    validation.mix_seed(may, home=settings.RUKUN_HOME, at=noon)
    validation.draw_samples(at=noon)


def _some_strikes(people: dict[str, Actor], noon: datetime) -> None:
    """Three struck reports of May: one that may be contested, one that is, one whose appeal was rejected."""
    codes = [made.code for made in reports_for_unit(people["ketua-rt"], [date(2016, 5, 12)], 3)]
    seen = judging.reports_to_judge(people["tapem-2"], codes)
    validation.strike_many(seen, StrikeReason.OLD_PHOTO, by=people["tapem-2"], at=noon, note="Foto bulan April.")
    for contested in seen[1:]:
        validation.appeal(contested, words="Jam di telepon kami terlambat.", by=people["ketua-rt"], at=noon)
    rejected = judging.appeal_to_answer(people["tapem"], seen[2].code)
    validation.reject_appeal(rejected, words="Foto yang sama ada di laporan 3 Mei.", by=people["tapem"], at=noon)


@pytest.fixture
def tower(demonstration: str) -> Iterator[Tower]:
    """A mast between the telephone and the demonstration, which a test may turn off."""
    app.kept_pages.cache_clear()
    with Tower(demonstration) as mast:
        yield mast


@pytest.fixture
def phone(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A small telephone with a known place; whatever the page complains of fails the test."""
    context = browser.new_context(
        base_url=demonstration, viewport={"width": 360, "height": 740}, locale="id-ID",
        geolocation={"latitude": -6.501, "longitude": 106.5075}, permissions=["geolocation"], has_touch=True,
    )  # fmt: skip
    yield from _watched(context)


@pytest.fixture
def desk(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A wide screen."""
    context = browser.new_context(base_url=demonstration, viewport={"width": 1440, "height": 900}, locale="id-ID")
    yield from _watched(context)


def _watched(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said.type, said.text) else None)
    yield page
    context.close()
    assert not complaints


def _is_complaint(kind: str, text: str) -> bool:
    """A refused form answers 400 or 409, which Chromium tells too: that is no fault of the page."""
    return kind in ("error", "warning") and "status of 4" not in text


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """One click as a demonstration person."""

    def click(page: Page, who: str) -> None:
        page.goto("/masuk/")
        page.locator(f"button[value='demo-{who}']").click()
        page.wait_for_url("**/")

    return click
