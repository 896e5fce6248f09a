"""How this door answers: in the format that the address names, errors in the standard's shape and with its statuses.

The standard knows 404 for what does not exist, 403 for a key that is missing or wrong, and 400 for everything else;
beside these stand 405, 429 with `Retry-After`, and 503, because they are what they are in HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation.trans_real import parse_accept_lang_header

from rukun.channels.open311.asking import Wrong, refuse_other_jurisdiction
from rukun.databases.routing import lately
from rukun.databases.strangers import is_stranger
from rukun.reports.rules import PHOTO_BYTES_MAX, PHOTOS_MAX
from rukun.values.markup import Many, document, rows
from rukun.values.number import number_in
from rukun.values.refused import Refused

XML, JSON = "xml", "json"
MEDIA_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
LANGUAGES = ("id", "en")
BODY_BYTES_MAX = PHOTOS_MAX * PHOTO_BYTES_MAX + 1_000_000
NOT_THERE = ("hidden", "withdrawn", "service", "jurisdiction", "category", "format")
STATUS = dict.fromkeys(NOT_THERE, 404) | {
    "key-missing": 403, "key-unknown": 403, "scope": 403, "method": 405, "wait": 429, "often": 429, "busy": 503,
}  # fmt: skip
# What our own form calls otherwise than the standard.
NAMES = {
    "category": "service_code", "words": "description", "place": "lat", "photos": "media", "code": "address_id",
}  # fmt: skip
# Facts of a refusal that HTTP has a header for.
TOLD_ABOVE = {"seconds": "Retry-After", "allowed": "Allow"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told: the root element and what stands in it."""

    root: str
    told: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


View = Callable[..., Answer]


def answered(
    view: View, methods: Sequence[str] = ("GET", "HEAD"), *, may_lag: bool = False
) -> Callable[..., HttpResponse]:
    """The view as Django calls it: its answer, or what it refuses, in the format that was asked for."""

    @wraps(view)
    def respond(request: HttpRequest, form: str = "", **named: str) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            wanted = _form(request, form)
            try:
                _refuse_form(form)
                _refuse_method(request, methods)
                _refuse_length(request)
                refuse_other_jurisdiction(request)
                if may_lag and is_stranger(request):
                    answer = lately(lambda: view(request, **named), is_lost=lambda told: told.status == 404)
                else:
                    answer = view(request, **named)
            except Wrong as several:
                answer = _refusing(several.refusals)
            except Refused as refusal:
                answer = _refusing([refusal])
            except (MultiPartParserError, SuspiciousOperation, BadRequest, UnreadablePostError, UnicodeError):
                unread = Refused("form", "Isi kiriman tidak terbaca; kirim sebagai formulir.")
                answer = _refusing([unread])
            return _written(answer, wanted, language, request)

    return respond


def lost(request: HttpRequest, rest: str) -> Answer:  # noqa: ARG001  a view takes its request
    """Every address under this door that is none."""
    raise Refused("hidden", "Alamat ini tidak ada.")


def _refusing(refusals: Sequence[Refused]) -> Answer:
    """All that was wrong; the status is theirs where they agree, else that of bad input."""
    statuses = {STATUS.get(refusal.code, 400) for refusal in refusals}
    errors = [{"code": STATUS.get(one.code, 400), "description": _words(one)} for one in refusals]
    status = statuses.pop() if len(statuses) == 1 else 400
    headers = {name: str(one.facts[fact]) for one in refusals for fact, name in TOLD_ABOVE.items() if fact in one.facts}
    return Answer("errors", Many("error", errors), status, headers)


def _words(refusal: Refused) -> str:
    """The sentence in the asker's language, after the name of the argument that was wrong."""
    said = gettext(refusal.words).format(**refusal.facts)
    name = NAMES.get(refusal.field, refusal.field)
    return f"{name}: {said}" if name else said


def _written(answer: Answer, form: str, language: str, request: HttpRequest) -> HttpResponse:
    if form == JSON:
        body = json.dumps(answer.told, default=rows, ensure_ascii=False, separators=(",", ":")).encode()
    else:
        body = document(answer.root, answer.told)
    response = HttpResponse(body, status=answer.status, content_type=MEDIA_TYPES[form], headers=answer.headers)
    response.headers["Content-Language"] = language
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.method in ("GET", "HEAD"):
        # Anybody's page may read what everybody may read.
        response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ("Accept-Language", "Accept"))
    return response


def _form(request: HttpRequest, form: str) -> str:
    """What the address ends with; without an ending JSON for whoever asks for it, and XML for everybody else."""
    if form in MEDIA_TYPES:
        return form
    return JSON if not form and "json" in request.headers.get("Accept", "") else XML


def _refuse_form(form: str) -> None:
    if form and form not in MEDIA_TYPES:
        raise Refused("format", "Format ini tidak ada: pakai .xml atau .json.")


def _refuse_method(request: HttpRequest, methods: Sequence[str]) -> None:
    if request.method not in methods:
        raise Refused("method", "Cara meminta ini tidak dilayani di alamat ini.", allowed=", ".join(methods))


def _refuse_length(request: HttpRequest) -> None:
    """Before a byte of it is read, and before anybody showed a key."""
    if (number_in(request.headers.get("Content-Length", "")) or 0) > BODY_BYTES_MAX:
        raise Refused("form", "Kiriman ini terlalu besar.")


def _language(request: HttpRequest) -> str:
    """The first of our languages that the program names; Indonesian for whoever names none."""
    named = (name.partition("-")[0] for name, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((name for name in named if name in LANGUAGES), LANGUAGES[0])
