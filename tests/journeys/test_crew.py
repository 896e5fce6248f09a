"""A member of the crew in the street: a link, no signal, three tasks, a browser that dies, and then a signal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rukun.followup import access
from rukun.followup.crew import assigning, members, passes
from rukun.followup.models import CrewMember, CrewPass, CrewWork, Proof, Ticket
from rukun.followup.rules import CodeState, State
from rukun.people.models import Person
from rukun.people.queries import actor_of
from tests.journeys.lapor.form import kept
from tests.journeys.telephone import SMALL, kill, phone_of
from tests.journeys.tower import Tower
from tests.made import jpeg, proof, ticket

pytestmark = pytest.mark.browser


@pytest.fixture
def link(demonstration: str, noon: datetime) -> str:
    """Three tasks for Udin, and the code of his link of today."""
    lurah = actor_of(Person.objects.get(login="demo-lurah").pk, noon)
    warga = actor_of(Person.objects.get(login="demo-warga").pk, noon)
    udin = members.add_member(name="Udin", phone="", desk=lurah.seats[0], at=noon)
    for number in range(3):
        made = ticket(warga, noon, words=f"Sampah ke-{number}", photos=[proof(200 + number)])
        held, desk = access.ticket_to_work(lurah, made.report.code)
        assigning.assign(held, udin, desk=desk, at=noon)
    return passes.issue(udin, desk=lurah.seats[0], at=noon).code


def finish(page: Page, number: int, photo: Path) -> None:
    take(page, number, photo)
    page.get_by_text("Sudah diangkut.").tap()
    page.get_by_role("button", name="Selesai", exact=True).tap()
    expect(page.get_by_text("Tersimpan di telepon.")).to_be_visible()


def test_three_tasks_without_signal_and_a_killed_browser_are_done_once_each_with_their_codes(
    browser: Browser, tower: Tower, link: str, tmp_path: Path, noon: datetime
) -> None:
    folder = tmp_path / "telepon"
    context = phone_of(browser, folder, tower)
    page = context.pages[0]
    page.goto(f"/petugas/masuk/#{link}")
    page.get_by_role("button", name="Buka di telepon ini").tap()
    page.wait_for_url("**/petugas/")
    expect(page.locator(".crew-task img:visible")).to_have_count(3)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/petugas/').then(Boolean)")
    context.close()

    context = phone_of(browser, folder, tower)
    tower.turn("down")
    context.set_offline(True)
    page = context.pages[0]
    page.goto("/petugas/")
    for number in range(3):
        photo = tmp_path / f"{number}.jpg"
        photo.write_bytes(jpeg(300 + number))
        finish(page, number, photo)
    with context.expect_event("close"):
        kill(folder)

    context = phone_of(browser, folder, tower)
    context.set_offline(True)
    page = context.pages[0]
    page.goto("/petugas/")
    expect(page.get_by_text("3 menunggu dikirim").first).to_be_visible()
    assert not CrewWork.objects.exists()
    tower.turn("up")
    context.set_offline(False)
    expect(page.locator("[data-work-list] .state.green")).to_have_count(3, timeout=30_000)
    context.close()
    works = list(CrewWork.objects.all())
    assert len(works) == 3 == len({work.ticket_id for work in works}) and CrewPass.objects.count() == 1
    assert {work.code_state for work in works} == {CodeState.READ}
    assert all(abs((work.taken_at - noon).total_seconds()) < 300 for work in works)
    assert {work.step.after for work in works if work.step} == {State.DONE}
    assert Proof.objects.filter(code_state=CodeState.READ, metres=0).count() == 3
    assert Ticket.objects.filter(pk__in=[work.ticket_id for work in works], state=State.DONE).count() == 3


def test_what_another_did_on_the_same_telephone_waits_for_their_own_link(
    browser: Browser, tower: Tower, link: str, tmp_path: Path, noon: datetime
) -> None:
    lurah = actor_of(Person.objects.get(login="demo-lurah").pk, noon)
    siti = members.add_member(name="Siti", phone="", desk=lurah.seats[0], at=noon)
    context = browser.new_context(base_url=tower.address, **SMALL)  # type: ignore[arg-type]
    page = context.new_page()
    begin(page, link)
    expect(page.locator(".crew-task img:visible")).to_have_count(3)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/petugas/').then(Boolean)")
    tower.turn("down")
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(jpeg(301))
    finish(page, 1, photo)
    tower.turn("up")
    context.clear_cookies()
    begin(page, passes.issue(siti, desk=lurah.seats[0], at=noon).code)
    expect(page.get_by_text("Siti")).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")
    assert [entry["state"] for entry in kept(page, "work")] == ["waiting"]
    udin = CrewMember.objects.get(name="Udin")
    begin(page, passes.issue(udin, desk=lurah.seats[0], at=noon).code)
    expect(page.locator("[data-work-list] .state.green")).to_have_count(1, timeout=15_000)
    assert CrewWork.objects.get().crew_pass.crew == udin
    context.close()


def take(page: Page, number: int, photo: Path) -> None:
    page.get_by_role("button").filter(has_text=f"Sampah ke-{number}").tap()
    expect(page.get_by_alt_text("Foto sebelum")).to_be_visible()
    page.locator("[data-file]").set_input_files(photo)
    expect(page.get_by_text("Foto siap, dengan kode")).to_be_visible()


def cannot(page: Page) -> None:
    page.get_by_text("Tidak bisa dikerjakan").tap()
    page.get_by_text("Perlu alat berat.").tap()
    page.get_by_role("button", name="Kembalikan ke kelurahan").tap()
    expect(page.get_by_text("Tersimpan di telepon.")).to_be_visible()


def photos_of_work(page: Page) -> list[object]:
    """What is kept of photos that the crew took, by the name of each; those of before begin otherwise."""
    return [row["name"] for row in kept(page, "photos") if row["name"] == "bukti.jpg"]


@pytest.fixture
def crew_phone(browser: Browser, tower: Tower, link: str) -> Iterator[Page]:
    context = browser.new_context(base_url=tower.address, **SMALL)  # type: ignore[arg-type]
    page = context.new_page()
    begin(page, link)
    expect(page.locator(".crew-task img:visible")).to_have_count(3)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/petugas/').then(Boolean)")
    yield page
    context.close()


def test_a_photo_of_what_was_not_possible_goes_when_the_server_has_the_answer_and_not_before(
    crew_phone: Page, tower: Tower, tmp_path: Path
) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(jpeg(302))
    take(crew_phone, 1, photo)
    tower.turn("down")
    cannot(crew_phone)
    assert photos_of_work(crew_phone) == ["bukti.jpg"], "the task may come back"
    tower.turn("up")
    crew_phone.get_by_role("button", name="Kirim sekarang").dispatch_event("click")
    expect(crew_phone.locator("[data-work-list] .state.green")).to_have_count(1, timeout=15_000)
    assert photos_of_work(crew_phone) == [] and shots(crew_phone) == {}


LATER = "const now = Date.now; Date.now = () => now() + 4 * 86_400_000"
SHOTS = """() => new Promise((done) => {
    const asked = indexedDB.open("rukun");
    asked.onsuccess = () => {
        const found = asked.result.transaction("kept").objectStore("kept").get("shots");
        found.onsuccess = () => { asked.result.close(); done(found.result ?? {}); };
    };
})"""


def shots(page: Page) -> dict[str, object]:
    found: dict[str, object] = page.evaluate(SHOTS)
    return found


def test_a_photo_of_a_task_that_is_not_here_any_more_goes_after_some_days_and_that_of_one_that_is_stays(
    crew_phone: Page, tmp_path: Path, noon: datetime
) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(jpeg(303))
    for number in (1, 2):
        take(crew_phone, number, photo)
        crew_phone.get_by_role("button", name="Semua tugas").tap()
    lurah = actor_of(Person.objects.get(login="demo-lurah").pk, noon)
    held, desk = access.ticket_to_work(lurah, Ticket.objects.get(report__words="Sampah ke-1").report.code)
    assigning.unassign(held, desk=desk, at=noon)
    crew_phone.reload()
    crew_phone.wait_for_load_state("networkidle")
    assert len(shots(crew_phone)) == 2, "what was photographed stays for a while"
    crew_phone.add_init_script(LATER)
    crew_phone.reload()
    crew_phone.wait_for_load_state("networkidle")
    there = Ticket.objects.get(report__words="Sampah ke-2").report.code
    assert list(shots(crew_phone)) == [there] and photos_of_work(crew_phone) == ["bukti.jpg"]


def begin(page: Page, code: str) -> None:
    page.goto("about:blank")
    page.goto(f"/petugas/masuk/#{code}")
    page.get_by_role("button", name="Buka di telepon ini").tap()
    page.wait_for_url("**/petugas/")
