"""What reporter and supporters say of a closing, on the report's page, without any script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.models import Answer, Rating, Ticket
from rukun.followup.rules import Outcome
from rukun.people.rules import Actor
from rukun.reports.actions import support
from tests.conftest import _person
from tests.doors.test_pages import RESIDENT, queries_of, text_of
from tests.made import jpeg, proof, ticket

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
Later = Callable[[timedelta], None]
DAY = timedelta(days=1)


@pytest.fixture
def joko(kota: Path) -> Actor:
    """A resident who supports what Budi reported."""
    return _person("Joko")  # type: ignore[return-value]


@pytest.fixture
def done(kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime) -> Ticket:
    """A finished ticket of Budi that Joko supports."""
    made = ticket(budi, noon - DAY)
    support(made.report, by=joko, at=noon - DAY)
    return followup.finish(made, words="Sudah diangkut", proof=proof(1), desk=citra.seats[0], at=noon)


def photo(seed: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("now.jpg", jpeg(seed), "image/jpeg")


def test_reporter_and_supporter_are_asked_and_a_stranger_is_not(
    done: Ticket, signed_in: SignedIn, budi: Actor, joko: Actor, ani: Actor, client: Client
) -> None:
    address = f"/laporan/{done.report.code}/"
    for asked in (budi, joko):
        page = text_of(signed_in(asked).get(address))
        assert "Apakah sudah beres?" in page and "kedua kalinya, kecamatan" in page
    for stranger in (signed_in(ani), client):
        assert "Apakah sudah beres?" not in text_of(stranger.get(address))
    refused = signed_in(ani).post(f"{address}jawab/", {"kind": "confirmed"})
    assert refused.status_code == 404 and not Answer.objects.exists()


def test_one_answer_with_stars_and_words_each_and_no_second(
    done: Ticket, signed_in: SignedIn, budi: Actor, joko: Actor
) -> None:
    address = f"/laporan/{done.report.code}/"
    sent = {"kind": "confirmed", "stars": "5", "words": "Bersih sekali"}
    assert signed_in(budi).post(f"{address}jawab/", sent).headers["Location"] == f"{address}#jawab"
    assert signed_in(joko).post(f"{address}jawab/", {"kind": "disputed", "words": "Masih bau"}).status_code == 302
    again = signed_in(budi).post(f"{address}jawab/", {"kind": "disputed", "words": "Ternyata belum"})
    assert again.status_code == 409 and "sudah menjawab" in text_of(again)
    assert "Ternyata belum" in again.content.decode(), "what was typed is still there"
    assert sorted(Answer.objects.values_list("kind", flat=True)) == ["confirmed", "disputed"]
    page = text_of(signed_in(budi).get(address))
    assert "Anda menyatakan sudah beres" in page and "Masih bau" in page and "kata pendukung" in page
    assert Rating.objects.count() == 1 and "Apakah sudah beres?" not in page


def test_the_page_tells_claimed_confirmed_and_disputed_apart(
    done: Ticket, signed_in: SignedIn, client: Client, budi: Actor
) -> None:
    address = f"/laporan/{done.report.code}/"
    assert "Dinyatakan selesai" in text_of(client.get(address)) and "Dibenarkan" not in text_of(client.get(address))
    signed_in(budi).post(f"{address}jawab/", {"kind": "confirmed"})
    page = client.get(address).content.decode()
    assert "Dibenarkan" in page and "#circle-check-big" in page and "#flag" in page
    assert Ticket.objects.get(pk=done.pk).outcome == Outcome.CONFIRMED


def test_reopening_needs_a_photo_loses_no_words_and_is_over_after_a_week(
    done: Ticket, signed_in: SignedIn, joko: Actor, later: Later
) -> None:
    address = f"/laporan/{done.report.code}/jawab/"
    client, sent = signed_in(joko), {"kind": "disputed", "reopen": "1", "words": "Masih menumpuk di pojok"}
    without = client.post(address, sent)
    assert without.status_code == 400 and "Sertakan foto" in text_of(without)
    assert "Masih menumpuk di pojok" in without.content.decode() and not Answer.objects.exists()
    later(8 * DAY)
    late = client.post(address, sent | {"photo": photo(5)})
    assert late.status_code == 409 and Ticket.objects.get(pk=done.pk).reopened == 0
    later(6 * DAY)
    assert client.post(address, sent | {"photo": photo(5)}).status_code == 302
    now = Ticket.objects.get(pk=done.pk)
    assert (now.state, now.reopened, Answer.objects.get().photo != "") == ("reopened", 1, True)


def test_in_part_and_not_knowing_are_said_on_the_page_each_in_its_own_words(
    done: Ticket, signed_in: SignedIn, client: Client, budi: Actor, joko: Actor
) -> None:
    address = f"/laporan/{done.report.code}/"
    own, other = signed_in(budi), signed_in(joko)
    asked = text_of(own.get(address))
    assert "Baru sebagian" in asked and "Tidak tahu" in asked
    without = own.post(f"{address}jawab/", {"kind": "partly"})
    assert without.status_code == 400 and 'value="partly" checked' in without.content.decode()
    assert own.post(f"{address}jawab/", {"kind": "partly", "words": "Rantingnya masih ada"}).status_code == 302
    assert other.post(f"{address}jawab/", {"kind": "unsure"}).status_code == 302
    public = text_of(client.get(address))
    assert "Baru sebagian" in public and "Rantingnya masih ada" in public and "Tidak tahu" in public
    assert "Anda menyatakan baru beres sebagian" in text_of(own.get(address))
    assert "Anda menjawab tidak tahu" in text_of(other.get(address))
    assert Ticket.objects.get(pk=done.pk).outcome == Outcome.DISPUTED


def test_words_sent_with_an_answer_and_stars_stand_once_and_what_is_left_to_say_is_asked_alone(
    done: Ticket, signed_in: SignedIn, client: Client, budi: Actor
) -> None:
    address, own = f"/laporan/{done.report.code}/", signed_in(budi)
    assert '<input type="checkbox" name="reopen"' in own.get(address).content.decode()
    own.post(f"{address}jawab/", {"kind": "partly", "stars": "3", "words": "Rantingnya masih ada"})
    assert text_of(client.get(address)).count("Rantingnya masih ada") == 1
    left = own.get(address).content.decode()
    assert '<input type="hidden" name="reopen" value="1">' in left, "nobody has to tick the only thing left to do"
    assert "Wajib bila" not in left and "Kirim jawaban" not in left
    sent = {"reopen": "1", "words": "Rantingnya di jalan", "photo": photo(5)}
    assert own.post(f"{address}jawab/", sent).status_code == 302
    assert Ticket.objects.get(pk=done.pk).state == "reopened"


def test_nothing_chosen_and_both_at_once_are_refused_in_words(done: Ticket, signed_in: SignedIn, budi: Actor) -> None:
    address = f"/laporan/{done.report.code}/jawab/"
    client = signed_in(budi)
    assert "Pilih jawaban" in text_of(client.post(address, {"words": "x"}))
    both = client.post(address, {"kind": "confirmed", "reopen": "1", "words": "x", "photo": photo(6)})
    assert "pilih salah satu" in text_of(both)
    json = client.post(address, {"kind": "x"}, headers={"Accept": "application/json"})
    assert json.status_code == 400 and json.json()["field"] == "kind"


def test_my_reports_ask_what_waits_for_my_answer_until_it_is_given(
    done: Ticket, signed_in: SignedIn, budi: Actor, joko: Actor
) -> None:
    for asked in (budi, joko):
        client = signed_in(asked)
        page = client.get("/laporan-saya/").content.decode()
        assert f"/laporan/{done.report.code}/#jawab" in page and "1 penyelesaian menunggu" in page
        client.post(f"/laporan/{done.report.code}/jawab/", {"kind": "confirmed"})
        assert "menunggu jawaban Anda" not in client.get("/laporan-saya/").content.decode()


def test_why_not_yet_is_said_on_the_page_with_its_day_and_who_is_next(
    kota: Path, client: Client, budi: Actor, citra: Actor, noon: datetime, later: Later
) -> None:
    from rukun.people.queries import office

    waiting = ticket(budi, noon)
    followup.pause(
        waiting, reason="procurement", words="Lampu baru dipesan", expected=noon.date() + 9 * DAY,
        next_office=office("bina-marga"), desk=citra.seats[0], at=noon,
    )  # fmt: skip
    address = f"/laporan/{waiting.report.code}/"
    page = text_of(client.get(address))
    assert "Belum, karena: Menunggu pengadaan" in page and "Lampu baru dipesan" in page
    assert "Diharapkan: 10 Juni 2016" in page and "Berikutnya oleh: Dinas Bina Marga Contoh" in page
    assert queries_of(client, address) == 8
    later(12 * DAY)
    assert "janji 10 Juni 2016 sudah lewat" in text_of(client.get(address))
    board = text_of(client.get("/wilayah/99.99.99.1001/belum/"))
    assert "Menunggu pengadaan" in board and "janji 10 Juni 2016 sudah lewat" in board


def test_the_page_of_a_closed_report_takes_a_known_number_of_queries(
    done: Ticket, signed_in: SignedIn, budi: Actor
) -> None:
    address = f"/laporan/{done.report.code}/"
    before = queries_of(signed_in(budi), address)
    signed_in(budi).post(f"{address}jawab/", {"kind": "confirmed", "stars": "4"})
    assert (before, queries_of(signed_in(budi), address)) == (RESIDENT + 8, RESIDENT + 10), "its stars and its answer"
