"""What was refused, as problem details (RFC 9457): one shape for every refusal, whatever refused it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from rukun.values.refused import Refused
from rukun.values.words import sentence

MEDIA_TYPE = "application/problem+json"
BASE = "/api/v1"
# What a refusal is in HTTP. Everything else was understood and may not be: 422.
STATUS = {
    "body": 400, "parameter": 400, "cursor": 400, "idempotency-key": 400,
    "key-missing": 401, "key-unknown": 401, "sign-in": 401, "scope": 403,
    "hidden": 404, "absent": 404, "method": 405, "accept": 406,
    "conflict": 409, "twice": 409, "closed": 409, "late": 409, "unsealed": 409, "broken": 409, "moved": 409,
    "acted": 409, "overdue": 409, "judged": 409,
    "withdrawn": 410, "changed": 412, "large": 413, "type": 415, "idempotency": 422, "wait": 429, "often": 429,
    "flood": 429, "accident": 500, "busy": 503,
}  # fmt: skip
# What pydantic found, as our own code and words.
FOUND = {
    "missing": ("missing", sentence("Harus diisi.")),
    "extra_forbidden": ("unknown", sentence("Isian ini tidak dikenal.")),
    "enum": ("choice", sentence("Bukan salah satu pilihannya.")),
    "literal_error": ("choice", sentence("Bukan salah satu pilihannya.")),
    "greater_than_equal": ("range", sentence("Nilainya di luar batas.")),
    "less_than_equal": ("range", sentence("Nilainya di luar batas.")),
    "string_too_long": ("length", sentence("Terlalu panjang.")),
    "string_too_short": ("length", sentence("Terlalu pendek.")),
}
# What other doors call otherwise.
NAMES = {"api_key": "Authorization", "tahun": "year"}
OTHERWISE = ("value", sentence("Bentuk nilai ini tidak sesuai."))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is told: the refusal, and where several things were wrong at once each of them."""

    refusal: Refused
    errors: Sequence[dict[str, str]] = ()
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return STATUS.get(self.refusal.code, 422)


def invalid(errors: Sequence[Any]) -> Problem:
    """Several things that do not fit their description, each with its field."""
    told = []
    for error in errors:
        code, words = FOUND.get(error["type"], OTHERWISE)
        place = [str(part) for part in error["loc"] if part not in ("query", "path", "body", "form", "asked")]
        told.append({"field": ".".join(place), "code": code, "words": gettext(words)})
    first = told[0]["field"] if told else ""
    return Problem(Refused("invalid", "Ada isian yang tidak sesuai; lihat errors.", field=first), told)


def written(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The problem in the asker's language, with the headers that belong to it."""
    refusal, status = problem.refusal, problem.status
    words = words_of(refusal)
    told = {
        "type": request.build_absolute_uri(f"{BASE}/#{refusal.code}"),
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words,
        "instance": request.path,
        "code": refusal.code,
        "words": words,
        "field": NAMES.get(refusal.field, refusal.field),
        "errors": list(problem.errors),
    }
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=_headers(refusal) | problem.headers)


def words_of(refusal: Refused) -> str:
    """The sentence, translated and filled; facts that are sentences themselves are translated too."""
    facts = {name: gettext(fact) if isinstance(fact, str) and fact else fact for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def _headers(refusal: Refused) -> dict[str, str]:
    """What HTTP itself says of such a refusal."""
    found = {}
    if "seconds" in refusal.facts:
        found["Retry-After"] = str(refusal.facts["seconds"])
    if "allowed" in refusal.facts:
        found["Allow"] = str(refusal.facts["allowed"])
    if refusal.code == "busy":
        found["Retry-After"] = "5"
    if refusal.code in ("key-missing", "sign-in"):
        found["WWW-Authenticate"] = 'Bearer realm="Rukun"'
    elif refusal.code == "key-unknown":
        found["WWW-Authenticate"] = 'Bearer realm="Rukun", error="invalid_token"'
    elif refusal.code == "scope":
        found["WWW-Authenticate"] = (
            f'Bearer realm="Rukun", error="insufficient_scope", scope="{refusal.facts["scope"]}"'
        )
    return found
