"""English counts one as one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from rukun.people.rules import Actor
from tests.made import ticket

SignedIn = Callable[[Actor], Client]


@pytest.mark.parametrize(("many", "said"), [(1, "1 ticket."), (2, "2 tickets.")])
def test_a_desk_counts_its_tickets_in_english(
    signed_in: SignedIn, kota: object, budi: Actor, citra: Actor, noon: datetime, many: int, said: str
) -> None:
    for _ in range(many):
        ticket(budi, noon)
    desk = signed_in(citra)
    desk.cookies["django_language"] = "en"
    page = re.sub(r"<[^>]*>", "", desk.get("/meja/").content.decode())
    assert said in re.sub(r"\s+", " ", page)
