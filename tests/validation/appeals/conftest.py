"""Two of the board, two validators, and a strike to contest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from rukun.reports.models import Report
from tests.conftest import _person
from tests.made import report
from tests.validation.appeals.contested import RT_5, strike


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


@pytest.fixture
def indra() -> Actor:
    """Another of the board of RT 005."""
    return _person("Indra", "pengurus-rt", RT_5.digits)  # type: ignore[return-value]


@pytest.fixture
def struck(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> Report:
    return strike(report(ani, noon, for_unit=RT_5), dodi, noon)
