"""How this door answers a program: in JSON, and what it refuses as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext

from rukun.people import keys
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.told import object_in

if TYPE_CHECKING:
    from rukun.people.models import ApiKey

BODY_BYTES_MAX = 20_000
BEARER = "Bearer "
STATUS = {
    "hidden": 404, "key-missing": 401, "key-unknown": 401, "method": 405, "wait": 429, "often": 429, "twice": 409,
    "conflict": 409, "occupied": 409,
}  # fmt: skip
TOLD_ABOVE = {"seconds": "Retry-After", "allowed": "Allow"}


class Asked(HttpRequest):
    """A request with the one reading of the clock, and the program whose key came with it."""

    now: datetime
    program: ApiKey


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told, and with which status."""

    told: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


View = Callable[..., Answer]


def answered(views: Mapping[str, View], *, needs_key: bool) -> Callable[..., HttpResponse]:
    """The views of an address by method, as Django calls them. A change is counted against the program's quota."""

    @wraps(next(iter(views.values())))
    def respond(request: HttpRequest, **named: Any) -> HttpResponse:
        asked: Any = request
        try:
            view = views.get(request.method or "")
            if view is None:
                raise Refused("method", "Cara meminta ini tidak dilayani di alamat ini.", allowed=", ".join(views))
            if needs_key:
                asked.program = keys.key_with(_code(request), at=asked.now)
                if request.method != "GET":
                    keys.spend(asked.program, at=asked.now)
            return _written(view(asked, **named))
        except Refused as refusal:
            return _refusing(refusal)
        except (SuspiciousOperation, BadRequest, UnreadablePostError, UnicodeError):
            return _refusing(_unread())

    return respond


def sent(request: HttpRequest) -> dict[str, Any]:
    """The object that was sent; refused where there is none, or more than anybody needs."""
    length = number_in(request.headers.get("Content-Length", "0"))
    if length is None or length > BODY_BYTES_MAX:
        raise _unread()
    told = object_in(request.body or b"{}")
    if told is None:
        raise _unread()
    return told


def lost(request: Asked, rest: str) -> Answer:  # noqa: ARG001  a view takes its request
    """Every address under this door that is none."""
    raise Refused("hidden", "Alamat ini tidak ada.")


def _code(request: HttpRequest) -> str:
    given = request.headers.get("Authorization", "")
    return given.removeprefix(BEARER).strip() if given.startswith(BEARER) else ""


def _unread() -> Refused:
    return Refused("form", "Isi kiriman tidak terbaca; kirim satu objek JSON.")


def _refusing(refusal: Refused) -> HttpResponse:
    status = STATUS.get(refusal.code, 400)
    words = gettext(refusal.words).format(**refusal.facts)
    told = {"type": f"about:blank#{refusal.code}", "title": refusal.code, "status": status, "detail": words}
    if refusal.field:
        told["field"] = refusal.field
    headers = {name: str(refusal.facts[fact]) for fact, name in TOLD_ABOVE.items() if fact in refusal.facts}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="webhooks"'
    return _written(Answer(told, status, headers), "application/problem+json")


def _written(answer: Answer, kind: str = "application/json") -> HttpResponse:
    body = json.dumps(answer.told, ensure_ascii=False, separators=(",", ":")).encode() if answer.status != 204 else b""
    response = HttpResponse(body, status=answer.status, content_type=kind, headers=dict(answer.headers))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
