"""What an operation is given: the request with its clock, its actor and its key, and what was sent with it, read."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest

from rukun.people.keys import Quota, Sent, holds_scope
from rukun.people.rules import ANYONE, Actor, Scope
from rukun.values.digest import canonical_plain
from rukun.values.refused import Refused
from rukun.values.told import anything_in

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rukun.people.models import ApiKey

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
NAME_MAX = 200
Body = TypeVar("Body", bound="BaseModel")


class Asked(HttpRequest):
    """A request with the one reading of the clock, who asks, by which key, and under which name of its own.

    `key`, `quota` and `sent` stand only where the operation asks for a key, and a name was sent; `by_session` where a
    page of our own asks as whoever is signed in.
    """

    now: datetime
    actor: Actor
    key: ApiKey
    quota: Quota | None
    sent: Sent | None
    by_session: bool


def reader(request: Asked) -> Actor:
    """Who reads: the key's holder, where the key is for reading; whoever is signed in on our own page; else anybody."""
    is_known = request.by_session or (hasattr(request, "key") and holds_scope(request.key, Scope.READ))
    return request.actor if is_known else ANYONE


def body_of(request: Asked, model: type[Body]) -> Body:
    """What was sent, as JSON or as a form, checked against its description."""
    return model.model_validate(_fields(request))


def sent_under_a_name(request: HttpRequest) -> Sent | None:
    """The program's own name for this sending, with a digest of all that was sent; None where it gave none."""
    name = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not name:
        return None
    if len(name) > NAME_MAX or not name.isprintable():
        raise Refused("idempotency-key", "Idempotency-Key paling panjang {most} huruf.", field="Idempotency-Key",
                      most=NAME_MAX)  # fmt: skip
    told = {"address": request.path, "method": str(request.method), "sent": _digest(request)}
    return Sent(name, hashlib.sha256(canonical_plain(told)).hexdigest())


def _fields(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == JSON:
        told = anything_in(request.body or b"{}")
        if told is None:
            raise Refused("body", "Isi kiriman bukan JSON yang utuh.")
        if not isinstance(told, dict):
            raise Refused("body", "Isi kiriman harus satu objek JSON.")
        return {name: _kept(value) for name, value in told.items()}
    return {name: _kept(values[-1]) for name, values in request.POST.lists() if values and values[-1] != ""}


def _kept(value: Any) -> Any:
    """Without what no database keeps, where it is a text."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def _digest(request: HttpRequest) -> str:
    """The same for the same sending, however its parts were put together on the way."""
    if request.content_type not in FORMS:
        return hashlib.sha256(request.body).hexdigest()
    parts = [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            parts.append(f"{name}:{hashlib.file_digest(file, 'sha256').hexdigest()}")
            file.seek(0)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
