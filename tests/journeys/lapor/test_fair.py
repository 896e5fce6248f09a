"""A queue is fair: what fails for itself steps aside, told and kept, and what stands behind it goes; what fails for all
stops the run."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from rukun.reports.models import Report
from tests.journeys.lapor.form import flush, kept, open_form, send, write
from tests.journeys.tower import Tower

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], None]
SENDING = re.compile(r"/lapor/kirim/$")
MINUTE = 60_000
# The browser would wake the worker whenever it likes; here the page alone sends.
NO_SYNC = "Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined })"


@pytest.fixture
def written(phone: Page, tower: Tower, sign_in: SignIn) -> Callable[..., None]:
    """Reports that wait on the phone, in this order; then there is a way to the server again."""

    def write_all(*all_words: str) -> None:
        phone.add_init_script(NO_SYNC)
        sign_in(phone, "warga")
        open_form(phone)
        tower.turn("down")
        for words in all_words:
            write(phone, words)
            send(phone)
            expect(card(phone, words)).to_be_visible()
        tower.turn("up")

    return write_all


def card(page: Page, words: str) -> Locator:
    return page.locator("[data-queue-list] > li", has_text=words)


class Server:
    """Answers what is sent with a status where its words hold something; everything else gets there."""

    def __init__(self, page: Page, status: int, bad: str = "") -> None:
        self.status, self.bad, self.tried = status, bad, list[str]()
        page.route(SENDING, self.answer)

    def answer(self, route: Route) -> None:
        body = (route.request.post_data_buffer or b"").decode()
        self.tried.append(body.split('name="words"')[1].split("\r\n")[2])
        if self.status and self.bad in self.tried[-1]:
            route.fulfill(status=self.status, content_type="text/html", body="<h1>Error</h1>")
        else:
            route.continue_()


@pytest.mark.parametrize("status", [500, 403, 404])
def test_a_report_that_the_server_cannot_take_steps_aside_and_those_behind_it_go(
    phone: Page, written: Callable[..., None], status: int
) -> None:
    written("Sakit kepala", "Sehat satu", "Sehat dua")
    server = Server(phone, status, "Sakit")
    flush(phone)
    sick = card(phone, "Sakit kepala")
    expect(sick.get_by_text("Server belum dapat menerima laporan ini. Dicoba lagi sendiri mulai")).to_be_visible()
    expect(sick.get_by_text("Ditunda")).to_be_visible()
    expect(card(phone, "Sehat")).to_have_count(0)
    assert [report.words for report in Report.objects.order_by("-id")[:2]] == ["Sehat dua", "Sehat satu"]
    # Nothing else makes it try before its time; a person may.
    tried = len(server.tried)
    phone.evaluate("dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange'))")
    phone.reload()
    expect(sick.get_by_text("Ditunda")).to_be_visible()
    assert len(server.tried) == tried
    server.status = 0
    flush(phone)
    expect(phone.locator("[data-queue]")).to_be_hidden()
    assert Report.objects.filter(words="Sakit kepala").count() == 1 and kept(phone, "queue") == []


def test_each_time_that_it_fails_for_itself_it_waits_for_longer(phone: Page, written: Callable[..., None]) -> None:
    written("Sakit kepala")
    Server(phone, 500)
    waits = []
    for many in range(1, 5):
        with phone.expect_response(SENDING):
            flush(phone)
        expect(card(phone, "Sakit kepala").get_by_text("Ditunda")).to_be_visible()
        (row,) = kept(phone, "queue")
        assert row["failed"] == many
        waits.append(row["again_at"] - row["failed_at"])  # type: ignore[operator]
    assert waits == [MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE]


def test_two_that_fail_hold_up_nothing_and_a_server_that_fails_for_all_is_left_alone(
    phone: Page, written: Callable[..., None]
) -> None:
    written("Sakit satu", "Sakit dua", "Sehat tiga")
    server = Server(phone, 500)
    with phone.expect_response(lambda answer: "Sakit dua" in server.tried):
        flush(phone)
    expect(phone.locator("[data-queue-said]")).to_contain_text("Belum ada jalan ke server")
    assert server.tried == ["Sakit satu", "Sakit dua"], "a third would be in vain as well"
    server.bad = "Sakit"
    # The next try, whatever brings it about, begins with what has not failed yet.
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(card(phone, "Sehat tiga")).to_have_count(0)
    assert server.tried == ["Sakit satu", "Sakit dua", "Sehat tiga"]
    expect(card(phone, "Sakit")).to_have_count(2)


def test_what_stepped_aside_can_be_mended_and_is_told_when_the_first_try_had_got_there(
    phone: Page, written: Callable[..., None]
) -> None:
    written("Lampu mati")

    def lose(route: Route) -> None:
        route.fetch()
        route.fulfill(status=500, content_type="text/html", body="<h1>Error</h1>")

    phone.route(SENDING, lose)
    flush(phone)
    card(phone, "Lampu mati").get_by_role("button", name="Perbaiki").click()
    expect(phone.get_by_label("Keterangan")).to_have_value("Lampu mati")
    phone.unroute(SENDING)
    phone.get_by_label("Keterangan").fill("Lampu mati, dua tiang")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    expect(phone.locator("[data-sent-said]")).to_contain_text("Kiriman yang pertama ternyata sudah sampai")
    assert Report.objects.get(words__startswith="Lampu mati").words == "Lampu mati"


def test_what_is_thrown_away_while_another_is_on_its_way_is_not_sent(phone: Page, written: Callable[..., None]) -> None:
    written("Di jalan", "Tidak jadi")
    held: list[Route] = []
    phone.route(SENDING, lambda route: route.continue_() if held else held.append(route))
    with phone.expect_request(SENDING):
        flush(phone)
    card(phone, "Tidak jadi").get_by_role("button", name="Buang").click()
    card(phone, "Tidak jadi").get_by_role("button", name="Ya, buang").click()
    expect(card(phone, "Tidak jadi")).to_have_count(0)
    held[0].continue_()
    # Only one sends at a time: when this one is there, the run before it has come to its end.
    write(phone, "Sesudahnya")
    send(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Di jalan").exists()
    assert not Report.objects.filter(words="Tidak jadi").exists()


FULL_AFTER = """const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, key) {
    if (String(key).startsWith("recent:")) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, key);
}"""


def test_a_report_that_is_kept_is_not_called_lost_when_only_what_is_learnt_of_it_cannot_be_written(
    phone: Page, tower: Tower, sign_in: SignIn
) -> None:
    phone.add_init_script(FULL_AFTER)
    sign_in(phone, "warga")
    open_form(phone)
    tower.turn("down")
    write(phone, "Memori hampir penuh")
    send(phone)
    expect(phone.get_by_role("heading", name="Tersimpan di telepon")).to_be_visible()
    expect(phone.locator("[data-wrong=form]")).to_be_hidden()
    expect(phone.get_by_label("Keterangan")).to_have_value("")
    tower.turn("up")
    flush(phone)
    expect(phone.get_by_role("heading", name="Laporan terkirim")).to_be_visible()
    assert Report.objects.filter(words="Memori hampir penuh").count() == 1
