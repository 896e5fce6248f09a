"""Following a place: by the page, by an address that was confirmed, the letter as it leaves, and the way out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.areas.queries import area
from rukun.channels.messaging.delivering import deliver
from rukun.following import actions, asking, telling
from rukun.following.keeping import let_go_of_dead_mailboxes
from rukun.following.models import Follow, Follower
from rukun.following.rules import CONFIRM_WITHIN, Wish
from rukun.followup import actions as followup
from rukun.followup.rules import Verdict
from rukun.notices import walking
from rukun.notices.models import Choice, Delivery, Notice, Reader
from rukun.people.actions import open_office
from rukun.people.models import Attempt, Person
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.hiding import Part, Reason
from rukun.rights import actions as rights
from rukun.rights import queries as kept
from rukun.senders import ways
from rukun.trail.models import Event
from rukun.values.zones import WIB
from tests.made import proof, report, ticket
from tests.mailing import Mailbox, receiving

WARD, RT = "99.99.99.1001", "9999991001002005"
NEXT = datetime(2016, 6, 2, 7, tzinfo=WIB)
SOON, DAY = timedelta(minutes=4), timedelta(days=1)
FORM = {"wilayah": WARD, "irama": "day"}
SITE = "https://rukun.contoh.go.id"
SignedIn = Callable[[Actor], Client]


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with receiving() as kept_there:
        settings.EMAIL_WAY, settings.SITE_URL = kept_there.way, SITE
        ways.email_sender.cache_clear()
        yield kept_there
    ways.email_sender.cache_clear()


@pytest.fixture
def now(db: None) -> datetime:
    return clock.now()


def link_in(letter: Any, name: str) -> str:
    body = letter.get_body(("plain",)).get_content()
    found = re.search(rf"{SITE}(/ikuti/{name}/\S+)", body)
    assert found, body
    return found[1]


def sent(at: datetime, home: Path) -> dict[str, int]:
    return dict(deliver(now=lambda: at, home=home))


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_an_address_is_kept_only_after_its_owner_pressed_the_button(
    kota: Path, client: Client, mailbox: Mailbox, now: datetime
) -> None:
    asked = client.post("/ikuti/", FORM | {"surel": "Sri@contoh.id", "jenis": ["banjir"]})
    assert asked.status_code == 302 and asked.headers["Location"] == "/ikuti/?terkirim=1"
    letter = mailbox.next()
    assert letter["To"] == "sri@contoh.id" and "Rukun Jaya" in letter.get_content()
    tables = [row for model in (Reader, Follower, Person, Attempt, Event) for row in model.objects.values()]
    assert "sri" not in str(tables).lower(), "nothing of it is kept"
    link = re.search(rf"{SITE}(/ikuti/pasti/\S+/)", letter.get_content())[1]  # type: ignore[index]
    assert "sri" not in link
    assert "sri@contoh.id" in text_of(client.get(link)) and not Reader.objects.exists(), "scanners open links"
    for _ in range(2):
        assert client.post(link).status_code == 200
    (one,) = Follow.objects.select_related("follower__reader")
    assert (one.follower.reader.address, one.kinds) == ("sri@contoh.id", "banjir")  # type: ignore[union-attr]


def test_a_link_of_another_or_of_long_ago_confirms_nothing(kota: Path, client: Client, now: datetime) -> None:
    asked = asking.Asked("sri@contoh.id", "id", Wish(area=WARD))
    for link, status in ((asking.link_of(asked, at=now - CONFIRM_WITHIN - SOON), 410), ("x" * 40, 404)):
        assert client.post(f"/ikuti/pasti/{link}/").status_code == status
    assert not Reader.objects.exists()
    assert client.post(f"/ikuti/pasti/{asking.link_of(asked, at=now)}/").status_code == 200


def test_nobody_floods_the_mailbox_of_another_and_the_answer_is_the_same_for_every_address(
    kota: Path, client: Client, mailbox: Mailbox, now: datetime
) -> None:
    answers = [client.post("/ikuti/", FORM | {"surel": "sri@contoh.id"}, REMOTE_ADDR=f"10.0.0.{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    [mailbox.next() for _ in range(3)]
    actions.confirm(asking.Asked("ada@contoh.id", "id", Wish(area=WARD)), at=now)
    known = client.post("/ikuti/", FORM | {"surel": "ada@contoh.id"}, REMOTE_ADDR="10.0.1.1")
    assert (known.status_code, known.headers["Location"]) == (302, answers[0].headers["Location"])
    for wrong in ("sri", "sri@", "0812345678", f"{'s' * 250}@contoh.id"):
        refused = client.post("/ikuti/", FORM | {"surel": wrong}, REMOTE_ADDR="10.0.2.1")
        assert refused.status_code == 400 and "nama@contoh.id" in text_of(refused)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"wilayah": "99.99.99"}, 400), ({"wilayah": "31.74.03.1002"}, 404),
        ({"wilayah": "", "lat": "x", "lon": "1"}, 400),
        ({"wilayah": "", "lat": "-6.501", "lon": "106.5075", "jarak": "90000"}, 400), ({"irama": "hour"}, 400),
        ({"jenis": ["ufo"]}, 400), ({"wilayah": "", "lat": "0", "lon": "0"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused_in_words_and_kept_of_nobody(
    kota: Path, signed_in: SignedIn, budi: Actor, form: dict[str, Any], status: int
) -> None:
    assert signed_in(budi).post("/ikuti/", FORM | form).status_code == status
    assert not Follower.objects.exists()


def test_a_letter_to_a_reader_says_what_came_and_what_moved_and_how_to_stop_at_one_press(
    kota: Path, budi: Actor, citra: Actor, client: Client, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    before = ticket(budi, noon - DAY, words="Rahasia Budi")
    asked = asking.Asked("sri@contoh.id", "id", Wish(area=RT))
    actions.confirm(asked, at=noon), actions.confirm(asking.Asked("joe@contoh.id", "en", Wish(area=RT)), at=noon)
    came, gone = report(budi, noon, kind="banjir", words="Rahasia Budi"), report(budi, noon)
    followup.finish(before, words="Rahasia kantor", proof=proof(), desk=citra.seats[0], at=noon)
    telling.tell_due(at=NEXT)
    reports.hide(gone, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=NEXT)
    assert sent(NEXT + SOON, tmp_path) == {"sent": 2} and sent(NEXT + SOON, tmp_path) == {}
    letters = {letter["To"]: letter for letter in mailbox.got}
    own = letters["sri@contoh.id"]
    plain, page = (own.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert own["Subject"] == "RT 005/RW 002 Rukun Jaya: 1 laporan baru, 1 perkembangan"
    assert "Banjir, RT 005/RW 002: Menunggu" in plain and f"{SITE}/laporan/{came.code}/" in plain
    assert "Sampah, RT 005/RW 002: Selesai" in plain and f"{SITE}/laporan/{before.report.code}/" in page
    assert gone.code not in own.as_string(), "what was hidden meanwhile"
    for letter in mailbox.got:
        assert "Rahasia" not in letter.as_string() and "Budi" not in letter.as_string() and " src=" not in page
    assert letters["joe@contoh.id"]["Subject"] == "RT 005/RW 002 Rukun Jaya: 1 new report, 1 update"
    stop = link_in(own, "berhenti")
    assert f'href="{SITE}{stop}"' in page and f">{SITE}" not in page, "a long address would be wider than a telephone"
    assert own["List-Unsubscribe"].replace("\n", "").strip() == f"<{SITE}{stop}>"
    assert own["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(stop).status_code == 200 and Reader.objects.count() == 2, "looking stops nothing"
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [reader.address for reader in Reader.objects.all()] == ["joe@contoh.id"]
    assert not Notice.objects.filter(reader=None, person=None).exists() and Follower.objects.count() == 1
    assert client.get(link_in(own, "surat")).status_code == 404


def test_whoever_leaves_before_the_letter_left_gets_none(
    kota: Path, budi: Actor, client: Client, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    from rukun.following.access import link_in as made

    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=WARD)), at=noon)
    report(budi, noon)
    telling.tell_due(at=NEXT)
    client.post(f"/ikuti/berhenti/{made(Notice.objects.get())}/")
    assert sent(NEXT + SOON, tmp_path) == {} and not mailbox.got and not Delivery.objects.exists()


def test_a_reader_changes_and_ends_what_they_follow_behind_the_link_of_a_letter_and_nobody_elses(
    kota: Path, budi: Actor, client: Client, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=WARD)), at=noon)
    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=RT)), at=noon)
    actions.confirm(asking.Asked("joe@contoh.id", "id", Wish(area=WARD)), at=noon)
    report(budi, noon)
    telling.tell_due(at=NEXT)
    sent(NEXT + SOON, tmp_path)
    page = link_in(next(one for one in mailbox.got if one["To"] == "sri@contoh.id"), "surat")
    assert "RT 005/RW 002 Rukun Jaya" in text_of(client.get(page))
    assert client.post(page, {"irama": "week"}).status_code == 302
    assert dict(Follower.objects.values_list("reader__address", "rhythm")) == {
        "sri@contoh.id": "week", "joe@contoh.id": "day",
    }  # fmt: skip
    own, other = (Follow.objects.filter(follower__reader__address=a) for a in ("sri@contoh.id", "joe@contoh.id"))
    assert client.post(page, {"number": other[0].pk}).status_code == 404
    assert client.post(page, {"number": own[0].pk}).status_code == 302 and own.count() == 1
    assert "sudah dihapus" in text_of(client.post(page, {"number": own[0].pk}))
    assert [reader.address for reader in Reader.objects.all()] == ["joe@contoh.id"]


def test_a_person_follows_reads_and_ends_on_the_page(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    mine = signed_in(citra)
    assert mine.post("/ikuti/", FORM | {"jenis": ["sampah"]}).headers["Location"] == "/ikuti/?tersimpan=1"
    said = text_of(mine.get("/ikuti/"))
    assert "Rukun Jaya" in said and "Sampah" in said and "Berhenti mengikuti" in said
    one = Follow.objects.get()
    Follow.objects.update(since=noon), Follower.objects.update(told_until=noon)
    made = report(budi, noon)
    telling.tell_due(at=NEXT)
    notice = Notice.objects.get(person_id=citra.person_id)
    assert "Rukun Jaya, 1 Juni 2016: 1 laporan baru." in text_of(mine.get("/kabar/"))
    opened = mine.get(f"/kabar/{notice.pk}/")
    assert opened.headers["Location"] == f"/ikuti/kabar/{notice.pk}/"
    assert f"/laporan/{made.code}/" in mine.get(opened.headers["Location"]).content.decode()
    assert mine.post("/ikuti/atur/", {"irama": "week"}).status_code == 302
    assert Follower.objects.get().rhythm == "week"
    theirs = signed_in(fajar)
    assert theirs.post(f"/ikuti/{one.pk}/lepas/").status_code == 404
    assert theirs.get(f"/ikuti/kabar/{notice.pk}/").status_code == 404
    assert mine.get(f"/ikuti/{one.pk}/lepas/").status_code == 404, "a link ends nothing"
    assert mine.post(f"/ikuti/{one.pk}/lepas/").status_code == 302 and not Follower.objects.exists()


def test_the_letter_of_a_person_stops_without_stopping_their_other_news(
    kota: Path, budi: Actor, citra: Actor, client: Client, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    walking.begin(at=noon)
    actions.follow(Wish(area=WARD), by=citra, at=noon)
    report(budi, noon)
    telling.tell_due(at=NEXT)
    sent(NEXT + SOON, tmp_path)
    (letter,) = mailbox.got
    assert f"{SITE}/ikuti/" in letter.get_body(("plain",)).get_content()
    assert client.post(link_in(letter, "berhenti")).status_code == 200
    assert [(one.matter, one.way, one.is_wanted) for one in Choice.objects.all()] == [("followed", "email", False)]
    report(budi, NEXT)
    assert telling.tell_due(at=NEXT + DAY) == 1, "it is read on the page"
    assert sent(NEXT + DAY + SOON, tmp_path) == {} and Follow.objects.count() == 1


def test_who_follows_takes_it_along_and_is_forgotten_with_it(kota: Path, budi: Actor, noon: datetime) -> None:
    actions.follow(Wish(area=WARD), by=budi, at=noon)
    person = Person.objects.get(pk=budi.person_id)
    told = kept.copy_of(person, noon)["kept"]
    assert len(told["following.Follow.follower__person"]) == 1 == len(told["following.Follower.person"])
    rights.forget(person, at=noon)
    assert not Follow.objects.exists() and not Follower.objects.exists()


def test_the_pages_of_areas_and_the_map_lead_there(kota: Path, client: Client, budi: Actor, noon: datetime) -> None:
    report(budi, noon)
    for code, leads in ((WARD, True), (RT, True), ("99.99.99", False)):
        assert (f'href="/ikuti/?wilayah={code}"' in client.get(f"/wilayah/{code}/").content.decode()) is leads
    assert 'href="/ikuti/?lat=-6.50' in client.get("/sekitar/").content.decode()
    assert f'href="/ikuti/?wilayah={WARD}"' in client.get(f"/sekitar/?wilayah={WARD}").content.decode()
    here = client.get("/ikuti/?lat=-6.501&lon=106.5075").content.decode()
    assert "Ikuti sekitar titik di Rukun Jaya" in here and f"/wilayah/{WARD}/umpan.atom" not in here
    assert f"/wilayah/{WARD}/umpan.atom" in client.get(f"/ikuti/?wilayah={WARD}").content.decode()


def test_the_page_takes_as_many_queries_with_ten_places_as_with_one(
    kota: Path, signed_in: SignedIn, budi: Actor, noon: datetime
) -> None:
    mine, counts = signed_in(budi), []
    for areas in ([WARD], [RT, "9999991001002", "99.99.99.1002"]):
        for code in areas:
            actions.follow(Wish(area=code, kinds=("sampah",)), by=budi, at=noon)
        mine.get("/ikuti/")
        with CaptureQueriesContext(connection) as told:
            mine.get("/ikuti/")
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_a_desk_that_is_told_of_a_dispute_comes_to_its_ticket_and_to_the_report_once_it_handed_it_on(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    walking.begin(at=noon)
    done = ticket(budi, noon)
    followup.finish(done, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    followup.answer(done, kind=Verdict.DISPUTED, words="Belum", by=budi, at=noon)
    walking.catch_up(at=noon)
    notice = Notice.objects.get(person_id=citra.person_id, matter="disputed")
    desk = signed_in(citra)
    assert desk.get(f"/kabar/{notice.pk}/").headers["Location"] == f"/meja/{done.report.code}/"
    done.refresh_from_db()
    other = open_office(code="dinas-lain", name="Dinas lain", kind="skpd", area=area("9999"), at=noon)
    done.holder = other
    done.save(update_fields=["holder"])
    assert desk.get(f"/kabar/{notice.pk}/").headers["Location"] == f"/laporan/{done.report.code}/"


def test_a_letter_of_which_everything_was_hidden_does_not_leave(
    kota: Path, budi: Actor, citra: Actor, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=WARD)), at=noon)
    made = report(budi, noon)
    telling.tell_due(at=NEXT)
    reports.hide(made, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=NEXT)
    sent(NEXT + SOON, tmp_path)
    assert not mailbox.got and Delivery.objects.get().state == "dropped"


@pytest.mark.parametrize(("refusal", "is_let_go"), [("550 no such mailbox", True), ("451 later", False)])
def test_an_address_whose_mailbox_refuses_for_good_is_let_go_and_one_that_is_away_is_not(
    kota: Path, budi: Actor, mailbox: Mailbox, tmp_path: Path, noon: datetime, refusal: str, is_let_go: bool
) -> None:
    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=WARD)), at=noon)
    mailbox.refuses_address = refusal
    for day in range(3):
        assert let_go_of_dead_mailboxes(at=NEXT + day * DAY) == 0
        report(budi, noon + day * DAY)
        telling.tell_due(at=NEXT + day * DAY)
        sent(NEXT + day * DAY + SOON, tmp_path)
    assert let_go_of_dead_mailboxes(at=NEXT + 3 * DAY) == is_let_go
    assert Reader.objects.exists() is not is_let_go and Follower.objects.exists() is not is_let_go


def test_an_address_that_took_a_letter_lately_is_kept(
    kota: Path, budi: Actor, mailbox: Mailbox, tmp_path: Path, noon: datetime
) -> None:
    actions.confirm(asking.Asked("sri@contoh.id", "id", Wish(area=WARD)), at=noon)
    for day in range(4):
        mailbox.refuses_address = "550 full" if day else ""
        report(budi, noon + day * DAY)
        telling.tell_due(at=NEXT + day * DAY)
        sent(NEXT + day * DAY + SOON, tmp_path)
    assert let_go_of_dead_mailboxes(at=NEXT + 4 * DAY) == 0 and Reader.objects.exists()
