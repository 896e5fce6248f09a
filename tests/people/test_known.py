"""Whom a session belongs to."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.people.entering.sessions import SessionStore
from rukun.people.known import Known, came_with_session
from rukun.people.models import Appointment, Person, Seat
from rukun.people.rules import Actor


@pytest.mark.usefixtures("kota")
@pytest.mark.parametrize("begun_with", settings.AUTHENTICATION_BACKENDS)
def test_a_session_that_was_begun_in_the_earlier_way_goes_on(budi: Any, begun_with: str) -> None:
    browser = Client()
    browser.force_login(Person.objects.get(pk=budi.person_id), backend=begun_with)
    assert browser.get("/akun/").status_code == 200


@pytest.mark.usefixtures("kota")
def test_whoever_was_closed_is_nobody_any_more(budi: Any) -> None:
    assert Known().get_user(budi.person_id) == Person.objects.get(pk=budi.person_id)
    Person.objects.filter(pk=budi.person_id).update(is_active=False)
    assert Known().get_user(budi.person_id) is None
    assert Known().get_user(10**9) is None


@pytest.mark.usefixtures("kota")
def test_who_came_with_a_session_is_believed_once_and_only_of_themselves(budi: Any, citra: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        came_with_session(Person.objects.get(pk=budi.person_id))
        assert Known().get_user(budi.person_id) == Person(pk=budi.person_id)
        assert len(asked) == 1, "they came with it"
        assert Known().get_user(budi.person_id) == Person(pk=budi.person_id) and len(asked) == 2
        came_with_session(Person.objects.get(pk=budi.person_id))
        assert Known().get_user(citra.person_id) == Person(pk=citra.person_id) and len(asked) == 4


@pytest.mark.usefixtures("kota")
def test_a_session_that_is_gone_brings_nobody(budi: Any) -> None:
    came_with_session(Person(pk=budi.person_id, name="somebody of before"))
    assert SessionStore("none").load() == {}
    found = Known().get_user(budi.person_id)
    assert found is not None and found.name != "somebody of before"


@pytest.mark.usefixtures("kota")
def test_who_may_not_sign_in_any_more_does_not_come_with_a_session_either(budi: Any) -> None:
    came_with_session(Person(pk=budi.person_id, is_active=False))
    assert Known().get_user(budi.person_id) is None


@pytest.mark.usefixtures("kota")
@pytest.mark.any_engine
def test_whoever_gets_a_seat_has_it_on_their_next_page_and_whoever_leaves_one_has_it_no_more(
    citra: Actor, budi: Actor
) -> None:
    browser, desk = Client(), "/meja/"
    browser.force_login(Person.objects.get(pk=budi.person_id))
    assert browser.get(desk).status_code == 404, "nobody's desk"
    seat = Seat.objects.get(pk=citra.seats[0].id)
    Appointment.objects.filter(seat=seat).update(person_id=budi.person_id)
    assert browser.get(desk).status_code == 200
    Appointment.objects.filter(seat=seat).update(person_id=citra.person_id)
    assert browser.get(desk).status_code == 404


@pytest.mark.usefixtures("kota")
@pytest.mark.any_engine
def test_of_whoever_never_held_a_seat_none_is_asked_for(citra: Actor, budi: Actor) -> None:
    assert [_asks_for_seats(one) for one in (budi, citra)] == [False, True]


def _asks_for_seats(one: Actor) -> bool:
    browser = Client()
    browser.force_login(Person.objects.get(pk=one.person_id))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/akun/").status_code == 200
    return any(query["sql"].startswith('SELECT "people_appointment"') for query in asked)


def test_what_a_session_says_is_another_copy_each_time() -> None:
    store = SessionStore()
    data = store.encode({"waiting": {"next": "/"}})
    store.decode(data)["waiting"]["next"] = "/elsewhere/"
    assert store.decode(data) == {"waiting": {"next": "/"}}


def test_data_that_nobody_here_signed_says_nothing_nor_what_was_signed_with_a_key_that_went(settings: Any) -> None:
    store = SessionStore()
    data = store.encode({"proved": 1})
    assert store.decode(data) == {"proved": 1} and store.decode(f"{data}x") == store.decode("") == {}
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert store.decode(data) == {"proved": 1}
    settings.SECRET_KEY_FALLBACKS = []
    assert store.decode(data) == {}
