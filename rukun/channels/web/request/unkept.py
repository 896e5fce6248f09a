"""What no database keeps is told before a page asks one: the sign NUL in an address, behind it, or in a form.

PostgreSQL takes it neither in a question nor in a row, and SQLite would keep what cannot be moved to PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from rukun.channels.web.request.middleware import Respond, refusal_told
from rukun.values.refused import Refused, hidden

NUL = "\x00"
OTHER_DOORS = ("/api/", "/open311/", "/webhooks/", "/chat/")


class RefusesNul:
    """After the middleware that protects forms, which has read them: nothing is read here that was not yet.

    The other doors answer in shapes of their own.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """A page that does not exist, or a sending that cannot be read; None lets it through."""
        if request.path.startswith(OTHER_DOORS):
            return None
        if _holds(str(part) for part in (*arguments, *named.values())):
            return refusal_told(request, hidden())
        is_form = request.method == "POST" and not getattr(view, "csrf_exempt", False)
        if any(_holds(_parts(told)) for told in ((request.GET, request.POST) if is_form else (request.GET,))):
            return refusal_told(request, Refused("body", "Kiriman ini tidak terbaca."))
        return None


def _parts(told: QueryDict) -> Iterable[str]:
    for name, values in told.lists():
        yield name
        yield from (str(value) for value in values)


def _holds(parts: Iterable[str]) -> bool:
    return any(NUL in part for part in parts)
