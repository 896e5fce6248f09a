"""A search on SQLite makes no difference between great and small letters, of whatever alphabet. On PostgreSQL that is
the locale of the city's database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from rukun.people.rules import Actor
from rukun.reports.models import Report
from tests.made import report

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a matter of SQLite")


@pytest.mark.parametrize("asked", ["CAFÉ", "café", "Café", "depan CAF", "100%"])
def test_letters_are_found_whatever_their_case(kota: Path, budi: Actor, noon: datetime, asked: str) -> None:
    made = report(budi, noon, words="Tumpukan di depan Café Élite, 100% penuh")
    report(budi, noon, words="Tumpukan di depan pos ronda 100 meter")
    assert list(Report.objects.filter(words__icontains=asked)) == [made]
    assert Report.objects.filter(words__iexact="tumpukan di depan café élite, 100% PENUH").get() == made
