"""Whom a session belongs to."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from rukun.people.known import Known
from rukun.people.models import Person


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
