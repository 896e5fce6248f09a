"""A month of Rukun Jaya that was sampled: what most tests of samples begin with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail import actions as trail
from rukun.validation import actions
from rukun.validation.models import Risk
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import noon_of, reports_for_unit

JUNE = Month(2016, 6)
COMPLETE = noon_of(date(2016, 7, 2))


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


@pytest.fixture
def indra() -> Actor:
    """Ketua of another RT of the same RW."""
    return _person("Indra", "ketua-rt", "9999991001002006")  # type: ignore[return-value]


def risky(reports: Sequence[Report], score: int = 10) -> None:
    """So much risk for each, as the machine would have noticed."""
    Risk.objects.bulk_create(
        Risk(report=made, unit_id=made.unit_id, counted_on=made.counted_on, score=score, version="test")
        for made in reports
    )


@pytest.fixture
def month(kota: Path, ani: Actor, indra: Actor, tmp_path: Path) -> list[Report]:
    """A seed promised in June; thirty reports of RT 005, thirty of RT 006; the last five of RT 006 are risky."""
    actions.commit_month(JUNE, home=tmp_path, at=noon_of(date(2016, 6, 1)))
    days = [date(2016, 6, day) for day in range(1, 11)]
    made = [*reports_for_unit(ani, days, 3), *reports_for_unit(indra, days, 3)]
    risky(made[:55])
    risky(made[55:], 700)
    return made


@pytest.fixture
def drawn(month: list[Report], tmp_path: Path) -> Callable[[], None]:
    """Let the month be framed, sealed, seeded and drawn."""

    def draw(*, is_full: bool = False) -> None:
        actions.frame_month(JUNE, is_full=is_full, at=COMPLETE)
        trail.seal(home=tmp_path, at=COMPLETE + timedelta(minutes=1))
        actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE + timedelta(minutes=2))
        actions.draw_samples(at=COMPLETE + timedelta(minutes=3))

    return draw
