"""Every request, watched: it gets an id that stands in all it writes down, and its time and its queries are noted.

The route is named and never the path: a path holds codes of reports and of people's links.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from rukun.channels.web.request import counted
from rukun.channels.web.request.freed import let_go

log = logging.getLogger("rukun.request")
# 32 digits of a UUID, with or without its hyphens, as proxies make them; whatever else comes could be anything.
WELL_FORMED = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
# Asked every few seconds by machines: only told when they fail.
QUIET = frozenset({"healthz", "readyz", "metrics"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOWHERE = "none"

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


class Asking:
    """Counts queries and the time they take, around every statement of one request."""

    def __init__(self) -> None:
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - began


class Watched:
    """The outermost: whatever the others do is inside."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told, asking, began = request_id(request), Asking(), time.perf_counter()
        token = REQUEST_ID.set(told)
        try:
            with ExitStack() as around:
                for one in connections.all():
                    around.enter_context(one.execute_wrapper(asking))
                response = self.respond(request)
            response.headers["X-Request-ID"] = told
            note(request, response.status_code, time.perf_counter() - began, asking)
            if not response.streaming:
                let_go(request)
        finally:
            REQUEST_ID.reset(token)
        return response


def request_id(request: HttpRequest) -> str:
    """The id that a proxy of our own gave it, if it is one; else a new one."""
    given = request.headers.get("X-Request-ID", "").lower()
    if settings.RUKUN_PROXIES and WELL_FORMED.fullmatch(given):
        return given.replace("-", "")
    return os.urandom(16).hex()


def route_of(request: HttpRequest) -> str:
    """The name of the page; one name for everything that is none."""
    return (request.resolver_match.view_name if request.resolver_match else "") or NOWHERE


def note(request: HttpRequest, status: int, seconds: float, asking: Asking) -> None:
    """One line in the log, and the figures of the route."""
    route = route_of(request)
    method = request.method if request.method in METHODS else "OTHER"
    counted.note(route, str(method), status, seconds, asking.queries, asking.seconds)
    is_quiet = route in QUIET and status < 400
    facts = {
        "route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1),
        "queries": asking.queries, "sql_ms": round(asking.seconds * 1000, 1),
    }  # fmt: skip
    level = logging.DEBUG if is_quiet else logging.WARNING if status >= 500 else logging.INFO
    log.log(
        level, "%s %s %d, %.0f ms, %d queries in %.0f ms", method, route, status,
        seconds * 1000, asking.queries, asking.seconds * 1000, extra={"facts": facts},
    )  # fmt: skip
