"""Whether the parts answer: database, pictures, worker. Asked by /readyz, /metrics and `rukun doctor` alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection

from rukun.databases.lag import WATCH
from rukun.reports import storage

# The worker leaves this at every round (`rukun.tick`).
SIGN_OF_LIFE = "worker-last-seen"
WORKER_SILENT_MAX = timedelta(minutes=2)


def database() -> str:
    """`ok`, or what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def replicas() -> dict[str, str]:
    """Each replica with how far it is behind, as this process saw it last; it waits for none of them."""
    WATCH.start()
    return {one.host: one.words for one in WATCH.known.values()}


def media() -> str:
    """The folder or the store where pictures lie."""
    return "ok" if storage.answers() else "cannot be written"


def worker_seen() -> datetime | None:
    """When a worker was last at work; one query."""
    seen = cache.get(SIGN_OF_LIFE)
    return datetime.fromisoformat(seen) if seen else None


def worker(now: datetime) -> str:
    """Whether one is at work."""
    seen = worker_seen()
    if seen is None:
        return "no worker was seen"
    return "ok" if now - seen <= WORKER_SILENT_MAX else f"worker last seen {cache.get(SIGN_OF_LIFE)}"
