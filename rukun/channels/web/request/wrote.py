"""Whoever has just written reads where they wrote: they would miss it on a replica that is a second behind."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rukun.databases.lag import replicas
from rukun.databases.strangers import READS, WROTE, WROTE_SECONDS


class Wrote:
    """Whoever sends something without an account gets a cookie that says so, and nothing else, for some seconds. Those
    who have one are always answered by the primary."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if request.method not in READS and settings.SESSION_COOKIE_NAME not in request.COOKIES and replicas():
            response.set_cookie(
                WROTE, "1", max_age=WROTE_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
            )
        return response
