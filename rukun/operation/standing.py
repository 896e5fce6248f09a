"""Whether the system is closed for writing. Each process asks the database once in a few seconds, not every request."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import DatabaseError

from rukun.operation.models import Maintenance

# So long after `rukun maintenance on` the last process knows of it; the command waits as long.
KNOWN_FOR_SECONDS = 5.0
RETRY_LEAST, RETRY_MOST = timedelta(minutes=1), timedelta(hours=1)

# Until when what is known holds (by the clock that only runs forward), and what it is.
_kept: tuple[float, Maintenance | None] = (0.0, None)


def closed_now() -> Maintenance | None:
    """The maintenance that is under way; at most one query in a few seconds."""
    global _kept
    until, known = _kept
    if time.monotonic() < until:
        return known
    try:
        known = under_way()
    except DatabaseError:
        known = None  # whatever is asked next will say that the database is away
    _kept = (time.monotonic() + KNOWN_FOR_SECONDS, known)
    return known


def under_way() -> Maintenance | None:
    """The same as the database says now; one query."""
    return Maintenance.objects.filter(ended_at=None).order_by("-id").first()


def forget() -> None:
    """Ask anew next time."""
    global _kept
    _kept = (0.0, None)


def retry_after(closed: Maintenance, at: datetime) -> int:
    """In how many seconds a program may try again. It stays closed until somebody opens it, also when that is late."""
    return int(min(max(closed.until - at, RETRY_LEAST), RETRY_MOST).total_seconds())
