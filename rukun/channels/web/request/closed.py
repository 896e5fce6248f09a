"""While the system is closed for writing, whoever writes is told until when; whoever reads goes on.

A phone takes the answer for "busy" and keeps what it has. It stands before the doors, so it answers in the form that
each of them is asked in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.html import escape
from django.utils.translation import gettext

from rukun import clock
from rukun.channels.web.request.middleware import refusal_json, wants_json, words_of
from rukun.operation.standing import closed_now, retry_after
from rukun.values.refused import Refused
from rukun.values.time import local

if TYPE_CHECKING:
    from rukun.operation.models import Maintenance

READS = frozenset({"GET", "HEAD", "OPTIONS"})
# While it is closed it sets a cookie and nothing else.
WRITES_NOTHING = frozenset({"/bahasa/"})
API, OPEN311 = "/api/v1/", "/open311/"


class ClosedForWriting:
    """Answers in the place of every page, for every method that may change something."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READS or request.path in WRITES_NOTHING:
            return self.respond(request)
        closed = closed_now()
        return self.respond(request) if closed is None else answer(request, closed)


def answer(request: HttpRequest, closed: Maintenance) -> HttpResponse:
    """503 with the words of whoever closed it, and when to come again."""
    with suppress(Resolver404):
        # For the log and the figures: no view will be looked for.
        request.resolver_match = resolve(request.path_info)
    wait = retry_after(closed, clock.now())
    return spoken_as_asked(request, refusal(closed), page="parts/closed.html", wait=wait)


def spoken_as_asked(
    request: HttpRequest, told: Refused, *, page: str, wait: int, is_framed: bool = True
) -> HttpResponse:
    """503 in the form in which each door is asked, with in how many seconds to come again. `page` is for people; the
    frame around it (`is_framed`) asks the database."""
    if request.path.startswith(API):
        response = _problem(request, words_of(told))
    elif request.path.startswith(OPEN311):
        response = _error(request, words_of(told))
    elif wants_json(request):
        response = refusal_json(told)
    else:
        response = HttpResponse(render_to_string(page, {"words": words_of(told)}, request if is_framed else None))
        response.status_code = 503
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal(closed: Maintenance) -> Refused:
    """What whoever would write is told."""
    until = local(closed.until)
    return Refused(
        "busy",
        "Sistem sedang dirawat sampai sekitar pukul {time}; membaca tetap bisa. Laporan yang sudah Anda tulis di "
        "telepon tetap tersimpan dan terkirim sesudahnya. {words}",
        time=until.strftime("%H.%M %Z"), words=closed.words,
    )  # fmt: skip


def _problem(request: HttpRequest, words: str) -> HttpResponse:
    told: dict[str, Any] = {
        "type": request.build_absolute_uri(f"{API}#busy"), "title": "Service Unavailable", "status": 503,
        "detail": words, "instance": request.path, "code": "busy", "words": words, "field": "", "errors": [],
    }  # fmt: skip
    return HttpResponse(json.dumps(told), status=503, content_type="application/problem+json")


def _error(request: HttpRequest, words: str) -> HttpResponse:
    if request.path.endswith(".json"):
        return JsonResponse([{"code": 503, "description": words}], status=503, safe=False)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<errors><error><code>503</code>'
        f"<description>{escape(words)}</description></error></errors>\n"
    )
    return HttpResponse(text, status=503, content_type="text/xml; charset=utf-8")


def strip() -> str:
    """What stands above the pages of those who work here, while it is closed; nothing else."""
    closed = closed_now()
    if closed is None:
        return ""
    until = local(closed.until).strftime("%H.%M %Z")
    told = gettext("Sistem dirawat sampai sekitar pukul {time}: semua dapat dibaca, belum dapat diubah.")
    return f"{told.format(time=until)} {closed.words}".strip()
