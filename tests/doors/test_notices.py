"""The page of notices, the choices, the devices, and the link that stops e-mail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.channels.cli import main
from rukun.followup import actions as followup
from rukun.notices import post, queries, walking
from rukun.notices.models import Delivery, Notice, PushDevice
from rukun.notices.rules import DEVICES_MAX, UNSUBSCRIBE_SALT, Matter, Way
from rukun.people.rules import Actor
from rukun.senders.vapid import public_push_key
from rukun.trail.models import Event
from tests.made import proof, ticket
from tests.pushing import Browser

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
ME = 2  # the session with its person, unread news: what every page of somebody asks first who holds no seat


@pytest.fixture
def news(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> str:
    """Budi's report was received, taken and finished; its code."""
    walking.begin(at=noon)
    seen = followup.take(ticket(budi, noon), desk=citra.seats[0], at=noon)
    followup.finish(seen, words="Sudah", proof=proof(), desk=citra.seats[0], at=noon)
    walking.walk(at=noon)
    return seen.report.code


def text_of(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def queries_of(client: Client, address: str) -> int:
    from django.db import connection

    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return len(told)


def test_the_page_tells_newest_first_by_day_and_what_is_unread_in_words(
    news: str, signed_in: SignedIn, budi: Actor
) -> None:
    page = text_of(signed_in(budi).get("/kabar/"))
    assert "3 belum dibaca" in page and page.count("Belum dibaca") == 3 and "1 Juni 2016" in page
    done, taken, opened = (page.index(words) for words in ("Laporan selesai", "mulai dikerjakan", "Laporan diterima"))
    assert done < taken < opened and news in page


def test_opening_one_marks_it_read_and_leads_to_its_page(news: str, signed_in: SignedIn, budi: Actor) -> None:
    client, first = signed_in(budi), Notice.objects.latest("id")
    for _ in range(2):
        assert client.get(f"/kabar/{first.pk}/").headers["Location"] == f"/laporan/{news}/#jawab"
    assert "2 belum dibaca" in text_of(client.get("/kabar/")) and queries.unread_count(budi.person_id) == 2


def test_all_are_marked_as_read_but_not_what_came_since_the_page_was_shown(
    news: str, signed_in: SignedIn, budi: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    newest = re.search(r'name="newest" value="(\d+)"', client.get("/kabar/").content.decode())
    assert newest
    ticket(budi, noon)
    walking.walk(at=noon)
    assert client.post("/kabar/dibaca/", {"newest": newest[1]}).headers["Location"] == "/kabar/"
    assert queries.unread_count(budi.person_id) == 1
    assert client.post("/kabar/dibaca/", {"newest": "x"}).status_code == 404
    assert client.get("/kabar/dibaca/").status_code == 404


def test_nobody_opens_or_reads_another_ones_notices(news: str, signed_in: SignedIn, ani: Actor, budi: Actor) -> None:
    client, first = signed_in(ani), Notice.objects.latest("id")
    assert client.get(f"/kabar/{first.pk}/").status_code == 404
    assert "Belum ada kabar" in text_of(client.get("/kabar/"))
    client.post("/kabar/dibaca/", {"newest": first.pk})
    assert queries.unread_count(budi.person_id) == 3


def test_a_notice_of_a_month_leads_to_the_month(kota: Path, signed_in: SignedIn, ani: Actor, noon: datetime) -> None:
    event = Event.objects.latest("id")
    facts = json.dumps({"unit": "9999991001002005", "month": "2016-05", "amount": 975_000})
    made = Notice.objects.create(
        person_id=ani.person_id, event=event, matter="paid", about="month:9999991001002005:2016-05", facts=facts,
        at=noon, is_shown=True,
    )  # fmt: skip
    client = signed_in(ani)
    assert "Rp 975.000 untuk RT 005/RW 002 bulan Mei 2016" in text_of(client.get("/kabar/"))
    assert client.get(f"/kabar/{made.pk}/").headers["Location"] == "/bulan-ini/?bulan=2016-05"


def test_each_page_takes_the_same_queries_however_much_there_is(
    news: str, signed_in: SignedIn, budi: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    assert queries_of(client, "/kabar/") == ME + 2
    for _ in range(40):
        ticket(budi, noon)
    walking.walk(at=noon)
    assert queries_of(client, "/kabar/") == ME + 2
    assert (
        "Halaman 2" in text_of(client.get("/kabar/?halaman=2")) and client.get("/kabar/?halaman=x").status_code == 400
    )
    assert queries_of(client, "/kabar/atur/") == ME + 3


def test_what_was_switched_off_stays_off_and_the_page_shows_it(
    news: str, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    page = client.get("/kabar/atur/").content.decode()
    assert re.search(r'name="done-push" checked', page) and not re.search(r'name="taken-push" checked', page)
    assert 'name="paid-app"' not in page and 'name="overdue-app"' not in page, "only what can concern a resident"
    saved = client.post("/kabar/atur/", {"taken-app": "on", "done-email": "on", "nonsense-app": "on"}, follow=True)
    assert "Tersimpan" in text_of(saved) and not re.search(r'name="quiet" checked', saved.content.decode())
    chosen = queries.chosen_by(budi.person_id or 0)
    assert chosen.wants(Matter.TAKEN, Way.APP) and chosen.wants(Matter.DONE, Way.EMAIL) and not chosen.is_quiet
    assert not chosen.wants(Matter.DONE, Way.APP) and not chosen.wants(Matter.DONE, Way.PUSH)


def test_the_number_of_unread_costs_one_query_and_only_where_it_is_shown(
    news: str, budi: Actor, rf: Any, django_assert_num_queries: Any
) -> None:
    from django.template import Context, Template

    from rukun.channels.web.drawing.context import house
    from rukun.people.models import Person

    request = rf.get("/")
    request.actor, request.user = budi, Person.objects.get(pk=budi.person_id)
    with django_assert_num_queries(0):
        told = house(request)
    with django_assert_num_queries(1):
        assert Template("{% if unread %}{{ unread }}{% endif %}").render(Context(told)) == "3"


def subscribe(client: Client, what: object) -> Any:
    return client.post(
        "/kabar/perangkat/", json.dumps(what), "application/json", headers={"Accept": "application/json"}
    )


@pytest.fixture
def browser(settings: Any) -> Browser:
    settings.OUTSIDE_ALLOWED = ["127.0.0.1:9"]
    return Browser("http://127.0.0.1:9/push/abc")


def test_a_browser_is_added_renewed_shown_and_removed(
    kota: Path, signed_in: SignedIn, budi: Actor, browser: Browser
) -> None:
    client = signed_in(budi)
    client.defaults["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 "
        "Mobile Safari/537.36"
    )
    made = subscribe(client, browser.json)
    assert made.status_code == 201 and made.json()["label"] == "Chrome Mobile, Android"
    assert subscribe(client, browser.json).json()["device"] == made.json()["device"]
    assert "Chrome Mobile, Android" in text_of(client.get("/kabar/atur/"))
    address = f"/kabar/perangkat/{made.json()['device']}/lepas/"
    assert client.post(address).headers["Location"] == "/kabar/atur/" and not PushDevice.objects.exists()
    assert client.post(address).status_code == 404


def test_a_browser_takes_itself_off(kota: Path, signed_in: SignedIn, budi: Actor, ani: Actor, browser: Browser) -> None:
    subscribe(signed_in(budi), browser.json)
    gone = {"endpoint": browser.endpoint, "gone": True}
    assert subscribe(signed_in(ani), gone).json() == {"removed": 0} and PushDevice.objects.count() == 1
    assert subscribe(signed_in(budi), gone).json() == {"removed": 1} and not PushDevice.objects.exists()


def test_a_shared_browser_rings_whoever_asked_last_and_nobody_elses_news(
    news: str, signed_in: SignedIn, budi: Actor, ani: Actor, citra: Actor, browser: Browser, noon: datetime
) -> None:
    subscribe(signed_in(budi), browser.json)
    followup.decline(ticket(budi, noon), reason_code="not-public", words="Bukan", desk=citra.seats[0], at=noon)
    walking.walk(at=noon)
    assert Delivery.objects.filter(way="push").exists()
    subscribe(signed_in(ani), browser.json)
    assert PushDevice.objects.get().person_id == ani.person_id and not Delivery.objects.filter(way="push").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"endpoint": "https://127.0.0.1/push"}, "endpoint"),
        ({"endpoint": "https://169.254.169.254/latest/meta-data/"}, "endpoint"),
        ({"endpoint": "http://push.example/"}, "endpoint"),
        ({"endpoint": "https://push.example:22/"}, "endpoint"),
        ({"endpoint": ""}, "endpoint"),
        ({"endpoint": 7}, "endpoint"),
        ({"keys": {}}, "keys"),
        ({"keys": "x"}, "keys"),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, "keys"),
    ],
)
def test_an_address_inside_or_keys_that_are_none_are_refused(
    kota: Path, signed_in: SignedIn, budi: Actor, browser: Browser, change: dict[str, object], field: str
) -> None:
    refused = subscribe(signed_in(budi), browser.json | change)
    assert refused.status_code == 400 and refused.json()["field"] == field and refused.json()["words"]
    assert not PushDevice.objects.exists()


def test_what_is_no_json_is_refused_and_devices_are_not_without_end(
    kota: Path, signed_in: SignedIn, budi: Actor, browser: Browser
) -> None:
    client = signed_in(budi)
    for body in (b"{", b"[]", b"\xff", b" " * 5_000):
        assert client.post("/kabar/perangkat/", body, "application/json").status_code == 400
    for number in range(DEVICES_MAX):
        assert subscribe(client, Browser(f"{browser.endpoint}{number}").json).status_code == 201
    refused = subscribe(client, Browser(f"{browser.endpoint}more").json)
    assert refused.status_code == 400 and "Paling banyak 10 perangkat" in refused.json()["words"]
    assert subscribe(client, Browser(f"{browser.endpoint}3").json).status_code == 201


def test_a_device_is_not_added_from_another_site(kota: Path, budi: Actor, browser: Browser) -> None:
    from rukun.people.models import Person

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(pk=budi.person_id))
    assert subscribe(strict, browser.json).status_code == 403


def test_the_key_for_push_services_is_public(client: Client, tmp_path: Path) -> None:
    assert client.get("/kabar/kunci/").json() == {"key": public_push_key(tmp_path)}


def test_the_link_of_an_e_mail_asks_first_and_stops_at_the_press_of_a_button(
    kota: Path, client: Client, budi: Actor
) -> None:
    address = f"/kabar/berhenti/{signing.dumps(budi.person_id, salt=UNSUBSCRIBE_SALT)}/"
    asked = client.get(address)
    assert "Berhenti menerima surel" in text_of(asked) and "Budi" not in text_of(asked)
    assert not queries.chosen_by(budi.person_id or 0).email_off, (
        "who only looks, stops nothing: mailboxes look at links"
    )
    assert "dihentikan" in text_of(client.post(address)) and queries.chosen_by(budi.person_id or 0).email_off
    assert "dihentikan" in text_of(client.post(address))


def test_the_link_works_with_one_click_of_a_mailbox_and_cannot_be_guessed(kota: Path, budi: Actor) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = signing.dumps(budi.person_id, salt=UNSUBSCRIBE_SALT)
    assert strict.post(f"/kabar/berhenti/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    for forged in (f"{token}x", token[1:], str(budi.person_id), signing.dumps(budi.person_id)):
        assert strict.post(f"/kabar/berhenti/{forged}/").status_code == 404


def test_a_link_of_somebody_who_is_gone_is_answered_like_any_other(kota: Path, client: Client) -> None:
    address = f"/kabar/berhenti/{signing.dumps(10**9, salt=UNSUBSCRIBE_SALT)}/"
    assert client.post(address).status_code == 200 and not Event.objects.filter(verb="notices.stopped").exists()


def test_the_operator_lists_what_failed_and_sends_it_again(
    news: str, noon: datetime, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rukun(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["notices", *arguments])
        assert (ended.value.code or 0) == code
        said = capsys.readouterr()
        return said.out + said.err

    later = noon + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Nothing has failed" in rukun("failed")
    bundle = post.take(at=later)
    assert bundle is not None
    post.not_sent(bundle, "no such mailbox", is_final=True, at=later)
    (row,) = json.loads(rukun("failed", "--json"))
    assert (row["way"], row["error"], row["tries"]) == ("email", "no such mailbox", 1)
    assert "no such mailbox" in rukun("failed") and "failed: 1" in rukun("stand")
    assert news not in rukun("failed"), "an operator learns of whose report it is no more than has to be"
    assert json.loads(rukun("resend", str(row["id"]), "--json")) == {"waiting": 1}
    assert json.loads(rukun("stand", "--json"))["waiting"] == 1
    assert "Tidak ada kiriman gagal" in rukun("resend", "999999999999", code=1)
    assert "0 will be sent" in rukun("resend", "--all")
    assert rukun("resend", code=2) and rukun("resend", "1", "--all", code=2)


def test_every_matter_has_a_look_and_words_on_the_page() -> None:
    from rukun.channels.web.warga.kabar import LOOKS
    from rukun.notices.sayings import SENTENCES, TITLES

    assert set(LOOKS) == set(TITLES) == set(SENTENCES) == set(Matter)
