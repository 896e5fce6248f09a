"""Another number or address to sign in with: a code goes there, and what went to the earlier one is good no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from rukun.people import actions
from rukun.people.entering import sent_codes
from rukun.people.entering.throttle import Source
from rukun.people.models import Person
from rukun.senders.message import Message
from rukun.trail.models import Event
from tests.doors.entering import RIGHT, TUTI, digits_of, enter, is_in
from tests.doors.test_pages import text_of

NEW = "0813 1111 2222"
WHERE = "/akun/nomor/"


def asked(client: Client, login: str = NEW) -> None:
    assert client.post(WHERE, {"do": "send", "login": login}).headers["Location"] == WHERE


def given(client: Client, code: str) -> int:
    return int(client.post(WHERE, {"do": "check", "code": code}).status_code)


def signs_in(login: str) -> bool:
    return Client().post("/masuk/", {"login": login, "password": RIGHT}).status_code == 302


def test_a_number_is_changed_by_the_code_that_went_to_the_new_one_and_the_earlier_one_is_told(
    tuti: Person, sent: Callable[[], Message]
) -> None:
    here, other = enter(), enter()
    assert "Ganti" in text_of(here.get("/akun/"))
    asked(here)
    code = sent()
    assert code.to == "+6281311112222"
    assert "Yang baru 0813-1111-2222" in text_of(here.get(WHERE)) and signs_in(TUTI["login"]), "nothing is changed yet"
    answer = here.post(WHERE, {"do": "check", "code": digits_of(code)})
    told = sent()
    assert told.to == "+6281234567890" and "Kalau bukan Anda" in told.words and "0813" not in told.words
    page = text_of(here.get(answer.headers["Location"]))
    assert "Nomor atau surel diganti" in page and "0813-1111-2222" in page and "belum dikonfirmasi" not in page
    assert not is_in(other) and signs_in(NEW) and not signs_in(TUTI["login"])
    assert Event.objects.get(verb="person.login-changed").about == f"person:{tuti.pk}"
    again = here.post(WHERE, {"do": "check", "code": digits_of(code)})
    assert again.headers["Location"] == "/akun/", "the same form sent twice is told where the new number stands"
    assert Event.objects.filter(verb="person.login-changed").count() == 1


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("+62 812-3456-7890", "Anda yang sekarang"),
        ("0812", "Nomor telepon ditulis seperti"),
        ("tuti@", "Surel ditulis seperti"),
        ("", "Isi nomor telepon atau surel"),
    ],
)
def test_what_cannot_be_signed_in_with_is_refused_before_anything_is_sent(tuti: Person, typed: str, told: str) -> None:
    client = enter()
    answer = client.post(WHERE, {"do": "send", "login": typed})
    assert answer.status_code == 400 and told in text_of(answer)
    assert "Kode enam angka sudah kami kirim" not in text_of(client.get(WHERE))


@pytest.mark.any_engine
def test_a_wrong_code_changes_nothing_and_another_number_may_be_typed_instead(
    tuti: Person, sent: Callable[[], Message]
) -> None:
    client = enter()
    asked(client)
    digits = digits_of(sent())
    wrong = client.post(WHERE, {"do": "check", "code": "000000" if digits != "000000" else "111111"})
    assert wrong.status_code == 400 and "Kode tidak cocok" in text_of(wrong)
    client.post(WHERE, {"do": "other"})
    assert "0813-1111-2222" not in text_of(client.get(WHERE))
    asked(client, "tuti@contoh.id")
    assert sent().to == "tuti@contoh.id" and given(client, digits) == 400, "the code of the first is not the second's"
    tuti.refresh_from_db()
    assert tuti.login == "+6281234567890" and not Event.objects.filter(verb="person.login-changed").exists()


def test_that_a_number_is_anothers_is_told_to_nobody_but_whoever_reads_what_is_sent_to_it(
    tuti: Person, noon: datetime, sent: Callable[[], Message]
) -> None:
    actions.register_person(login=NEW, name="Budi", pseudonym="", password=RIGHT, at=noon)
    client = enter()
    asked(client)
    refused = client.post(WHERE, {"do": "check", "code": digits_of(sent())})
    assert refused.status_code == 400 and "sudah terdaftar" in text_of(refused)
    tuti.refresh_from_db()
    assert tuti.login == "+6281234567890" and is_in(client)


def test_codes_that_went_to_the_earlier_number_open_nothing_any_more(
    tuti: Person, noon: datetime, sent: Callable[[], Message]
) -> None:
    finder, helped = Client(), Client()
    finder.post("/lupa/", {"login": TUTI["login"]})
    old = digits_of(sent())
    client = enter()
    asked(client)
    given(client, digits_of(sent()))
    sent()
    assert finder.post("/lupa/kode/", {"code": old, "password": "sandi yang dicuri"}).status_code == 400
    helped.post("/lupa/", {"login": NEW})
    old = digits_of(sent())
    tuti.refresh_from_db()
    actions.correct(tuti, name="", login="tuti@contoh.id", at=noon, by="administrator@99")
    assert helped.post("/lupa/kode/", {"code": old, "password": "sandi yang dicuri"}).status_code == 400


@pytest.mark.any_engine
def test_a_name_that_was_changed_meanwhile_on_another_device_stays(tuti: Person, noon: datetime) -> None:
    before = Person.objects.get(pk=tuti.pk)
    actions.describe(tuti, name="Tuti W.", pseudonym=tuti.pseudonym, language="id", at=noon)
    code = sent_codes.make_code(sent_codes.CHANGE, NEW, source=Source("10.0.0.1"), at=noon, whose=before)
    actions.change_login(before, login=NEW, code_id=code.id, keep="", at=noon)
    tuti.refresh_from_db()
    assert (tuti.name, tuti.login) == ("Tuti W.", "+6281311112222")


@pytest.mark.any_engine
def test_whoever_has_not_proved_themselves_lately_is_asked_to_and_simulated_people_stay_who_they_are(
    tuti: Person, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    client = enter()
    later(timedelta(minutes=16))
    assert client.get(WHERE).headers["Location"] == "/akun/buktikan/?next=%2Fakun%2Fnomor%2F"
    client.post("/akun/buktikan/", {"present": RIGHT, "next": WHERE})
    assert client.get(WHERE).status_code == 200
    Person.objects.filter(pk=tuti.pk).update(is_simulated=True)
    assert client.get(WHERE).status_code == 404 and WHERE not in client.get("/akun/").content.decode()
    assert Client().get(WHERE).status_code in (302, 401)
