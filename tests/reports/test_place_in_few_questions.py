"""Where the borders stand is asked together with the kind: a report is located without a question of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.areas import queries as areas
from rukun.areas.models import BorderVersion
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports import queries
from rukun.reports.models import Report
from tests.doors.test_lapor import sent

pytestmark = pytest.mark.any_engine


def test_a_kind_brings_the_version_of_the_borders(kota: Path) -> None:
    areas.locator()
    with CaptureQueriesContext(connection) as asked:
        kind = queries.category("sampah")
        found = areas.locator(kind.borders)
    assert len(asked) == 1
    assert found is areas.locator()


def test_borders_that_changed_since_are_loaded_anew(kota: Path) -> None:
    kind, before = queries.category("sampah"), areas.locator()
    BorderVersion.objects.update_or_create(pk=1, defaults={"stamp": "changed"})
    # This process has not seen it yet, and the kind was asked for afterwards.
    assert areas.locator(queries.category("sampah").borders) is not before
    # What was asked for before is not taken for the borders of now.
    assert areas.locator(kind.borders) is areas.locator()


def test_a_residents_filing_asks_who_it_is_and_the_kind(kota: Path, budi: Actor) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=budi.known_id))
    client.post("/lapor/", sent(key="phone-key-1"))
    with CaptureQueriesContext(connection) as asked:
        assert client.post("/lapor/", sent(key="phone-key-2")).status_code == 302
    assert Report.objects.count() == 2
    told = [one["sql"] for one in asked]
    assert sum(one.startswith("SELECT") for one in told) == 2
    if connection.vendor == "postgresql":
        assert len(told) == 3, told
