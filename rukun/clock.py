"""What time it is. Only doors and `tick` ask; everything below is told.

In a demonstration the clock stands where the simulated month ended and runs on from there, so that deadlines and
months on the pages are alive.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings


def now() -> datetime:
    """The moment, in UTC; shifted in a demonstration."""
    return datetime.now(UTC) + _shift(settings.RUKUN_HOME)


def wall() -> datetime:
    """The real moment, also in a demonstration: for codes of authenticator apps, whose clocks nobody shifts."""
    return datetime.now(UTC)


def stand_at(moment: datetime) -> None:
    """Shift the demonstration's clock so that it is `moment` now."""
    shift = moment - datetime.now(UTC)
    _file(settings.RUKUN_HOME).write_text(json.dumps({"shift_seconds": shift.total_seconds()}))
    _shift.cache_clear()


def is_left_behind() -> bool:
    """Whether this is a demonstration's home that is not asked as one: its month lies years back then."""
    return not settings.RUKUN_DEMO and _file(settings.RUKUN_HOME).exists()


@lru_cache(maxsize=1)
def _shift(home: Path) -> timedelta:
    if not settings.RUKUN_DEMO or not _file(home).exists():
        return timedelta(0)
    return timedelta(seconds=json.loads(_file(home).read_text())["shift_seconds"])


def _file(home: Path) -> Path:
    return home / "demo-clock.json"
