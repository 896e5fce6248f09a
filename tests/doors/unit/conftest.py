"""The decrees of a unit, and a second validator."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from rukun.people.rules import Actor
from tests.conftest import _person
from tests.made import decrees


@pytest.fixture
def law(kota: Path, tmp_path: Path, noon: datetime) -> Path:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    return tmp_path / "law"


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]
