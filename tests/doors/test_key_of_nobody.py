"""A key that stands in somebody's name opens nothing once their account is closed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.people import actions
from rukun.people.models import Person
from rukun.people.rules import Actor, Scope
from rukun.rights.actions import forget
from tests.doors import api
from tests.made import report

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_a_key_ends_with_the_account_of_its_holder(
    kota: Path, client: Client, budi: Actor, noon: datetime, is_forgotten: bool
) -> None:
    code = api.key(noon, Scope.REPORT, Scope.READ, of=budi)
    private = report(budi, noon, is_private=True)
    address = f"{api.BASE}/reports/{private.code}"
    assert client.get(address, **api.bearing(code)).status_code == 200
    person = Person.objects.get(pk=budi.person_id)
    if is_forgotten:
        forget(person, at=noon)
    else:
        actions.deactivate(person, password="", at=noon)
    assert client.get(address, **api.bearing(code)).status_code == 401
    assert api.sent(client, "/reports", api.HEAP, code).status_code == 401
    assert client.get(address).status_code == 404


def test_a_key_that_nobody_holds_goes_on(kota: Path, client: Client, noon: datetime) -> None:
    assert api.sent(client, "/reports", api.HEAP, api.key(noon)).status_code == 201
