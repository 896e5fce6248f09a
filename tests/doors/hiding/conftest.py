"""A report with a photo and words, and its ticket."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.photos import keep_photo
from tests.made import jpeg, ticket


@pytest.fixture
def shown(kota: Path, budi: Actor, noon: datetime) -> Report:
    """A public report of Budi's with a photo and words, and its ticket with the kelurahan."""
    words = "Rumah Pak Zulkifli penuh sampah"
    return ticket(budi, noon, words=words, photos=[keep_photo(jpeg(3), at=noon)]).report
