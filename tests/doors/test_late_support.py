"""Who supports a report that is closed already is told where they stand, and not asked of what was done before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions
from rukun.people.rules import Actor
from rukun.reports.actions import support
from tests.made import proof, ticket

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
ASKED, LATE = "Apakah sudah beres?", "Anda mendukung sesudah laporan ini ditutup"


@pytest.mark.parametrize(("minutes", "asked", "late"), [(-1, True, False), (1, False, True)], ids=["before", "after"])
def test_a_supporter_is_asked_of_what_was_closed_after_they_came(
    kota: Path, signed_in: SignedIn, budi: Actor, ani: Actor, citra: Actor, noon: datetime,
    minutes: int, asked: bool, late: bool,
) -> None:  # fmt: skip
    seen = ticket(budi, noon - timedelta(minutes=5))
    support(seen.report, by=ani, at=noon + timedelta(minutes=minutes))
    actions.finish(seen, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    page = signed_in(ani).get(f"/laporan/{seen.report.code}/").content.decode()
    assert (ASKED in page, LATE in page) == (asked, late)
    own = signed_in(budi).get(f"/laporan/{seen.report.code}/").content.decode()
    assert ASKED in own and LATE not in own
