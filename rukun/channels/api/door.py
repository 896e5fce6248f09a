"""The door itself: what every request meets, in the same order, before its operation and after it.

Method, what may be answered, length and kind of what is sent; then the key with its scope and quota; then what was
answered to the same sending before. After it an ETag, what the next page is, and who may read the answer.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import nullcontext
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from rukun.channels.api import limits, problems
from rukun.channels.api.asking import FORMS, JSON, Asked, sent_under_a_name
from rukun.channels.api.problems import Problem
from rukun.channels.api.serving import Operation, Served
from rukun.databases.away import AWAY
from rukun.databases.routing import lately
from rukun.databases.strangers import is_stranger
from rukun.people import keys
from rukun.people.queries import actor_of
from rukun.people.rules import ANYONE, Scope
from rukun.reports.rules import PHOTO_BYTES_MAX, PHOTOS_MAX
from rukun.values.number import number_in
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.people.models import Sending

LOG = logging.getLogger("rukun.api")
LANGUAGES = ("id", "en")
BODY_BYTES_MAX = PHOTOS_MAX * PHOTO_BYTES_MAX + 1_000_000
READING = ("GET", "HEAD")
# With this header, which no page of somebody else's can send, our own pages read as whoever is signed in.
SESSION = "Rukun-Session"
PLAIN = ("*/*", "application/*", JSON, problems.MEDIA_TYPE)
TOLD_TO_PAGES = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, Content-Language"


def answer(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever is asked of an address below `/api/v1/`, answered in the shape and language that this door speaks."""
    language = _language(request)
    with translation.override(language):
        asked = cast(Asked, request)
        asked.quota = asked.sent = None
        asked.by_session = False
        response = _answered(asked, rest)
        response.headers["Content-Language"] = language
        response.headers["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", SESSION))
        _let_pages_read(request, response)
        return limits.told(asked, response)


def _answered(request: Asked, rest: str) -> HttpResponse:
    from ninja.errors import ValidationError
    from pydantic import ValidationError as Misfit

    try:
        return _served(request, rest)
    except Refused as refusal:
        return problems.written(Problem(refusal), request)
    except ValidationError as found:
        return problems.written(problems.invalid(found.errors), request)
    except Misfit as found:
        return problems.written(problems.invalid(found.errors()), request)
    except (MultiPartParserError, SuspiciousOperation, BadRequest, UnreadablePostError, UnicodeError):
        return problems.written(Problem(Refused("body", "Kiriman ini tidak terbaca.")), request)
    except AWAY:
        LOG.exception("%s %s", request.method, request.path)
        away = Refused("busy", "Sistem sedang tidak dapat menyimpan atau membaca. Coba lagi sebentar lagi.")
        return problems.written(Problem(away, headers={"Retry-After": "15"}), request)
    except Exception:
        LOG.exception("%s %s", request.method, request.path)
        broken = Refused("accident", "Terjadi kesalahan pada kami. Coba lagi nanti; kejadian ini tercatat.")
        return problems.written(Problem(broken), request)


def _served(request: Asked, rest: str) -> HttpResponse:
    from rukun.channels.api.house import house

    found = house().at(rest) if "\x00" not in rest else None
    if found is None:
        raise Refused("hidden", "Alamat ini tidak ada.")
    methods, named = found
    if request.method == "OPTIONS":
        return _asked_beforehand(methods)
    served = methods.get(str(request.method))
    if served is None:
        raise Refused("method", "Cara meminta ini tidak dilayani di alamat ini.", allowed=", ".join(sorted(methods)))
    _refuse_accept(request)
    _refuse_sending(request, served.operation)
    _refuse_parameters(request, served)
    _admit(request, served.operation)
    response = _kept_answer(request, served, named)
    leaving = served.operation.terms.leaving
    for name, value in (leaving.headers if leaving else {}).items():
        response.headers[name] = ", ".join(filter(None, (response.headers.get(name), value)))
    return response


def _admit(request: Asked, operation: Operation) -> None:
    """By its key, where the operation asks for one; else by the pace of its network. A page of ours reads as whoever is
    signed in, with the seats that are open to them in this session, and does nothing else."""
    scope, code = operation.terms.scope, _key_shown(request)
    if not code and scope in (None, Scope.READ) and _is_own_page(request):
        request.by_session = True
        limits.pace(request, who=f"person:{request.actor.person_id}")
        return
    if scope is None and not code:
        request.actor = ANYONE
        limits.pace(request)
        return
    if not code:
        raise Refused("key-missing", "Sertakan kunci program (Authorization: Bearer …).", field="Authorization")
    request.key = keys.key_with(code, at=request.now)
    if scope is not None:
        keys.refuse_scope(request.key, scope)
    request.quota = keys.spend(request.key, at=request.now)
    request.actor = actor_of(request.key.holder_id, request.now)


def _kept_answer(request: Asked, served: Served, named: dict[str, str]) -> HttpResponse:
    """The answer; to what was sent before under the same name, the same as then."""
    if request.method in READING:
        if served.operation.may_lag and is_stranger(request):
            found = lately(lambda: served.run(request, **named), is_lost=lambda told: told.status_code == 404)
            return _if_changed(request, found)
        return _if_changed(request, served.run(request, **named))
    request.sent = sent_under_a_name(request) if served.operation.terms.scope is not None else None
    if request.sent is None:
        return served.run(request, **named)
    known = keys.answered_before(request.key, request.sent)
    if known is None:
        try:
            return _first_answer(request, served, named)
        except Refused:
            # The same sending may have come by another host meanwhile, and be done: its answer is known then.
            known = keys.answered_before(request.key, request.sent)
            if known is None:
                raise
    return _again(known)


def _first_answer(request: Asked, served: Served, named: dict[str, str]) -> HttpResponse:
    """What is done, and what it was answered, are kept together: a host that dies in between leaves neither, and the
    next try does it. Pictures are taken in before, each by itself; decoding them would hold everybody up."""
    with nullcontext() if request.FILES else transaction.atomic():
        response = served.run(request, **named)
        if request.sent is None or response.status_code >= 300:
            return response
        known = keys.keep_answer(request.key, request.sent, status=response.status_code,
                                 answer=response.content.decode(), at=request.now)  # fmt: skip
    return response if known.answer == response.content.decode() else _again(known)


def _again(known: Sending) -> HttpResponse:
    """The answer of then."""
    again = HttpResponse(known.answer.encode(), status=known.status, content_type=JSON)
    again.headers["Idempotency-Replayed"] = "true"
    return again


def _if_changed(request: Asked, response: HttpResponse) -> HttpResponse:
    """With its ETag; without its content where the program has it already."""
    if response.status_code != 200 or response.streaming:
        return response
    response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
    mark = response.headers["ETag"]
    if request.by_session:
        response.headers["Cache-Control"] = "no-store"
    elif _key_shown(request):
        response.headers["Cache-Control"] = "private, no-cache"
    response.headers.setdefault("Cache-Control", "public, no-cache")
    named = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if mark.removeprefix("W/") not in named and "*" not in named:
        return response
    same = HttpResponse(status=304)
    for name in ("ETag", "Cache-Control", "Link"):
        if name in response.headers:
            same.headers[name] = response.headers[name]
    del same.headers["Content-Type"]
    return same


def _key_shown(request: HttpRequest) -> str:
    kind, _, code = request.headers.get("Authorization", "").partition(" ")
    return code.strip() if kind.lower() == "bearer" else ""


def _is_own_page(request: Asked) -> bool:
    """Whether a page of our own reads for somebody who is signed in. Another site's page would have to ask beforehand
    whether it may send the header, and it may not; nor does the cookie come with it."""
    return request.method in READING and SESSION in request.headers and request.user.is_authenticated


def _refuse_accept(request: HttpRequest) -> None:
    wanted = [part.partition(";")[0].strip().lower() for part in request.headers.get("Accept", "*/*").split(",")]
    if not any(one in PLAIN for one in wanted):
        raise Refused("accept", "Di sini jawabannya selalu application/json.", field="Accept")


def _refuse_sending(request: HttpRequest, operation: Operation) -> None:
    """Before a byte of it is read, and before anybody shows a key."""
    if (number_in(request.headers.get("Content-Length", "")) or 0) > BODY_BYTES_MAX:
        raise Refused("large", "Kiriman ini terlalu besar (paling banyak {most} MB).", most=BODY_BYTES_MAX // 1_000_000)
    if operation.terms.takes is not None and request.content_type not in (JSON, *FORMS):
        raise Refused("type", "Kirim sebagai application/json atau sebagai formulir.", field="Content-Type")


def _refuse_parameters(request: HttpRequest, served: Served) -> None:
    """What is asked for by a name that is none would silently be something else."""
    for name, values in request.GET.lists():
        if any("\x00" in value for value in values):
            raise Refused("parameter", "Kiriman ini tidak terbaca.", field=name[:60])
        if name not in served.asks:
            raise Refused("parameter", "Parameter “{name}” tidak dikenal di sini.", field=name[:60], name=name[:60])


def _asked_beforehand(methods: dict[str, Served]) -> HttpResponse:
    """What a browser asks before a page reads: pages may read; keys do not belong into pages."""
    response = HttpResponse(status=204, headers={"Allow": ", ".join(sorted([*methods, "OPTIONS"]))})
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _let_pages_read(request: HttpRequest, response: HttpResponse) -> None:
    """Anybody's page may read what everybody may read."""
    if request.method in (*READING, "OPTIONS") and not getattr(request, "by_session", False):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = TOLD_TO_PAGES


def _language(request: HttpRequest) -> str:
    """The first of our languages that the program names; Indonesian for whoever names none."""
    named = (name.partition("-")[0] for name, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((name for name in named if name in LANGUAGES), settings.LANGUAGE_CODE)
