"""The table of operations: what answers where, by which method, for which scope, and how it is described."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpResponse

from rukun.people.rules import Scope

if TYPE_CHECKING:
    from pydantic import BaseModel

Reply = HttpResponse
View = Callable[..., HttpResponse]
Seen = TypeVar("Seen", bound=View)


@dataclass(frozen=True, slots=True)
class Leaving:
    """An operation that will go: since when that is said, from when it may be gone, and where that is explained."""

    since: date
    gone_on: date
    told_at: str = "/api/v1/#deprecation"

    @property
    def headers(self) -> dict[str, str]:
        """`Deprecation` (RFC 9745), `Sunset` (RFC 8594), and the link that explains."""
        begun = int(datetime.combine(self.since, time(), UTC).timestamp())
        gone = datetime.combine(self.gone_on, time(), UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return {"Deprecation": f"@{begun}", "Sunset": gone, "Link": f'<{self.told_at}>; rel="deprecation"'}


@dataclass(frozen=True, slots=True)
class Terms:
    """How an operation is served: its answer and tag, the scope it asks for (None: nobody is asked for a key), what it
    may refuse beside what all may, and what is sent to it."""

    answers: type[BaseModel] | None
    tag: str
    scope: Scope | None = None
    success: int = 200
    refuses: tuple[int, ...] = ()
    takes: type[BaseModel] | None = None
    takes_photos: bool = False
    example: Any = None
    leaving: Leaving | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its address below `/api/v1`, its method, what answers, and on which terms."""

    method: str
    path: str
    view: View
    terms: Terms

    @property
    def name(self) -> str:
        """As programs call it: `list_reports`."""
        return self.view.__name__

    @property
    def may_lag(self) -> bool:
        """Whether a program without a key may be told what is a second old: what is read, and by anybody."""
        return self.method == "GET" and self.terms.scope is None

    @property
    def refuses(self) -> tuple[int, ...]:
        """Every status with which it may refuse."""
        found = {400, 401, 404, 406, 422, 429, 500} | set(self.terms.refuses)
        if self.terms.scope is not None:
            found.add(403)
        if self.terms.takes is not None:
            found |= {409, 413, 415, 503}
        return tuple(sorted(found))


OPERATIONS: list[Operation] = []


def serves(method: str, path: str, terms: Terms) -> Callable[[Seen], Seen]:
    """Put a view into the table."""

    def add(view: Seen) -> Seen:
        OPERATIONS.append(Operation(method, path, view, terms))
        return view

    return add


def reply(told: Any, headers: Mapping[str, str] | None = None, *, status: int = 200, kept: int = 0) -> HttpResponse:
    """The answer as JSON; `kept` is for how many seconds anybody may keep it."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    response = HttpResponse(body, status=status, content_type="application/json", headers=dict(headers or {}))
    if kept:
        response.headers["Cache-Control"] = f"public, max-age={kept}"
    return response


@dataclass(frozen=True, slots=True)
class Served:
    """An operation with what ninja made of it, and the names of its parameters."""

    operation: Operation
    run: Callable[..., HttpResponse]
    asks: frozenset[str] = field(default_factory=frozenset)
