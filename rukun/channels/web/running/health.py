"""Alive, and ready: for whoever runs the system."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from rukun.channels.web.request.asked import Asked
from rukun.operation import health


def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


def ready(request: Asked) -> JsonResponse:
    """Whether database, media and the background worker answer; 503 with what does not.

    `?only=database` for whoever chooses among hosts: a worker that stands still, or a store that is away, is the same
    for all of them, and taking them all out of service would help nobody.
    """
    asked = request.GET["only"].split(",") if "only" in request.GET else ["database", "media", "queue"]
    parts = {name: _answer(name, request) for name in asked[:9]}
    is_ready = all(answer == "ok" for answer in parts.values())
    # A replica that is away is told, and changes nothing: the primary answers in its place.
    told = {} if "only" in request.GET else {"replicas": health.replicas()}
    return JsonResponse({"ready": is_ready, **parts, **{k: v for k, v in told.items() if v}},
                        status=200 if is_ready else 503)  # fmt: skip


def _answer(name: str, request: Asked) -> str:
    if name == "database":
        return health.database()
    if name == "media":
        return health.media()
    if name == "queue":
        return health.worker(request.now) if health.database() == "ok" else "unknown"
    return "there is no such part"
