"""Alive, and ready: for whoever runs the system."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from rukun.channels.web.asked import Asked
from rukun.operation import health


def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


def ready(request: Asked) -> JsonResponse:
    """Whether database, media and the background worker answer; 503 with what does not."""
    parts = {"database": health.database(), "media": health.media()}
    parts["queue"] = health.worker(request.now) if parts["database"] == "ok" else "unknown"
    is_ready = all(answer == "ok" for answer in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)
