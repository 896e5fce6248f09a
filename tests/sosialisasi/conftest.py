"""A session in Rukun Jaya, as a lurah plans it, and the curriculum of the fictional kota."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.queries import area
from rukun.people.rules import Actor
from rukun.sosialisasi import actions
from rukun.sosialisasi.models import Sosialisasi
from tests.conftest import KELURAHAN


def planned(by: Actor, at: datetime, *, stage: int = 1, kelurahan: str = KELURAHAN, hours: int = 2) -> Sosialisasi:
    """A session of a stage, some hours ahead."""
    plan = actions.Plan(
        stage=stage, place="Aula kelurahan", starts_at=at + timedelta(hours=hours), speakers="Camat; Lurah", capacity=80
    )
    return actions.plan_session(plan, kelurahan=area(kelurahan), by=by.seats[0], at=at)


@pytest.fixture
def session(kota: Path, citra: Actor, noon: datetime) -> Sosialisasi:
    """Stage 1 in Rukun Jaya at 14.00, everybody invited."""
    made = planned(citra, noon)
    actions.invite_seats(made, by=citra.seats[0], at=noon)
    return made
