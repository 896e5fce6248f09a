"""Open tickets of an area, by its code or a span of codes: the same as by how a code begins, and from an index."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from rukun.followup.models import Ticket
from rukun.followup.oversight.ageing import open_in
from rukun.people.rules import Actor
from rukun.values.code import AreaCode
from tests.conftest import KELURAHAN, NEXT_KELURAHAN
from tests.made import ticket


@pytest.fixture
def strewn(kota: Path, budi: Actor, noon: datetime) -> list[Ticket]:
    """Three in one kelurahan, two in the next."""
    here = [ticket(budi, noon + timedelta(minutes=n)) for n in range(3)]
    there = AreaCode(NEXT_KELURAHAN)
    return here + [ticket(budi, noon + timedelta(minutes=n), place=None, chosen=there) for n in range(3, 5)]


@pytest.mark.parametrize("digits", ["99", "9999", "999999", KELURAHAN, NEXT_KELURAHAN, "9998"])
def test_tickets_of_an_area_are_those_whose_kelurahan_begins_with_its_code(strewn: list[Ticket], digits: str) -> None:
    begins = {one.pk for one in strewn if one.kelurahan.code.startswith(digits)}
    assert set(open_in(AreaCode(digits), is_public=False).values_list("pk", flat=True)) == begins
    assert len(begins) == {KELURAHAN: 3, NEXT_KELURAHAN: 2, "9998": 0}.get(digits, 5)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite goes about it")
@pytest.mark.usefixtures("strewn")
def test_tickets_of_a_kelurahan_are_found_by_it_and_not_among_all() -> None:
    """At a million reports all that were open in the city were looked at for the few of a kelurahan: 0.4 s."""
    plan = open_in(AreaCode(KELURAHAN), is_public=False).explain()
    assert "SEARCH followup_ticket USING INDEX list_of_a_kelurahan (kelurahan_id=? AND state=?)" in plan, plan
