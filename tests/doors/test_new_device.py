"""An account that is opened on a device for the first time: its owner is told. And how long a session lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rukun.people.entering.sessions import SessionStore
from rukun.people.models import Person, Session
from rukun.senders.message import Message
from tests.doors.entering import PHONE, RIGHT, TUTI, enter, is_in

Sent = Callable[[], Message]
LOGIN = {"login": TUTI["login"], "password": RIGHT}


def test_the_first_entry_tells_nobody_and_one_on_another_device_tells_the_owner(tuti: Person, sent: Sent) -> None:
    hers = enter()
    stranger = enter()
    told = sent()
    assert told.to == tuti.login and told.subject == "Akun Anda dibuka di perangkat lain"
    assert "di perangkat lain: Ponsel Samsung SM-A107F, Chrome, " in told.words
    assert told.words.endswith("/akun/") and "\u00a0" not in told.words
    for known in (hers, stranger):
        known.post("/keluar/")
        assert known.post("/masuk/", LOGIN).status_code == 302 and is_in(known)
    assert len(sent.all) == 1, "both devices are known from now on"  # type: ignore[attr-defined]


def test_it_is_told_in_the_owners_language_whatever_the_other_one_reads(tuti: Person, sent: Sent) -> None:
    enter()
    Person.objects.filter(pk=tuti.pk).update(language="en")
    enter()
    assert sent().words.startswith("Your Rukun account was just opened on another device: Phone Samsung SM-A107F")


def test_who_signs_up_or_fails_to_sign_in_causes_no_message(kota: object, client: Client, sent: Sent) -> None:
    client.post("/daftar/", TUTI)
    Client().post("/masuk/", LOGIN | {"password": "salah"})
    client.post("/keluar/")
    client.post("/masuk/", LOGIN)
    assert is_in(client) and not sent.all  # type: ignore[attr-defined]


def test_what_was_told_of_one_persons_recovery_does_not_stand_for_anothers_entry(tuti: Person, sent: Sent) -> None:
    """Somebody recovers an account of their own, stops at its second step, and goes on as Tuti on the same device."""
    from rukun.channels.web.akun.entering import TOLD

    enter()
    stranger = Client(headers={"user-agent": PHONE})
    held = stranger.session
    held[TOLD] = tuti.pk + 1
    held.save()
    stranger.post("/masuk/", LOGIN)
    assert is_in(stranger) and sent().subject == "Akun Anda dibuka di perangkat lain"


def test_a_login_that_no_message_reaches_is_no_hindrance(tuti: Person, sent: Sent) -> None:
    Person.objects.filter(pk=tuti.pk).update(login="sso-abc")
    for _ in range(2):
        assert is_in(enter("sso-abc"))
    assert not sent.all  # type: ignore[attr-defined]


# How long a session lasts


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let the wall's clock, by which sessions end, go on."""
    began = timezone.now()
    return lambda more: monkeypatch.setattr(timezone, "now", lambda: began + more)


def test_a_session_that_is_used_lasts_a_year_and_no_longer(
    tuti: Person, wall: Callable[[timedelta], None], later: Callable[[timedelta], None]
) -> None:
    client = Client(headers={"user-agent": PHONE})
    client.post("/masuk/", LOGIN)
    ends: list[datetime] = []
    for day in (60, 120, 180, 240, 300, 360):
        wall(timedelta(days=day))
        later(timedelta(days=day))
        assert is_in(client), day
        ends.append(Session.objects.get(person=tuti).expire_date)
    assert ends == sorted(ends) and ends[-1] == ends[-2] < timezone.now() + timedelta(days=6)
    wall(timedelta(days=366))
    assert not is_in(client)


def test_a_session_from_before_there_was_an_end_gets_one_when_it_is_used(
    tuti: Person, wall: Callable[[timedelta], None], later: Callable[[timedelta], None]
) -> None:
    client = enter()
    held = SessionStore(client.cookies["sessionid"].value)
    del held["until"]
    held.save()
    wall(timedelta(days=60))
    later(timedelta(days=60))
    assert is_in(client)
    assert SessionStore(client.cookies["sessionid"].value)["until"] > (timezone.now() + timedelta(days=364)).isoformat()
