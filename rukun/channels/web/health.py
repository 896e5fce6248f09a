"""Alive, and ready: for whoever runs the system."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from rukun.channels.web.asked import Asked
from rukun.reports import storage

WORKER_SILENT_MAX = timedelta(minutes=2)


def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


def ready(request: Asked) -> JsonResponse:
    """Whether database, media and the background worker answer; 503 with what does not."""
    parts = {"database": _database(), "media": _media()}
    parts["queue"] = _worker(request.now) if parts["database"] == "ok" else "unknown"
    is_ready = all(answer == "ok" for answer in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _media() -> str:
    """The folder or the store where pictures lie."""
    return "ok" if storage.answers() else "cannot be written"


def _worker(now: datetime) -> str:
    """The worker leaves a sign of life at every round (`rukun.tick`)."""
    seen = cache.get("worker-last-seen")
    if seen is None:
        return "no worker was seen"
    return "ok" if now - datetime.fromisoformat(seen) <= WORKER_SILENT_MAX else f"worker last seen {seen}"
