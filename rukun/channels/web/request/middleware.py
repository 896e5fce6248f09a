"""What every request gets: one reading of the clock, one actor, a strict policy, and refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from rukun import clock
from rukun.channels.web.akun.entering import has_shown_second, within_site
from rukun.databases.away import AWAY
from rukun.people.entering import watchful
from rukun.people.queries import actor_of
from rukun.people.rules import Actor
from rukun.values.readers import origin_of
from rukun.values.refused import Refused
from rukun.values.said import Listed, Said

Respond = Callable[[HttpRequest], HttpResponse]
# The one host beside our own that a picture may come from: that of the basemap, where the operator set one.
PICTURES = " ".join(["'self'", "blob:", origin_of(settings.BASEMAP_URL)]).strip()
# Where the operator let telephones send photos straight to the store, its host beside our own.
STRAIGHT = f"'self' {settings.RUKUN_DIRECT_UPLOADS}".strip()
POLICY = (
    f"default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src {PICTURES}; "
    f"connect-src {STRAIGHT}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# What a refusal is in HTTP; everything else is bad input. A page that may not be seen looks like one that is not there.
STATUS = {"sign-in": 401, "hidden": 404, "conflict": 409, "twice": 409, "closed": 409, "late": 409, "busy": 503,
          "wait": 429, "often": 429, "again": 403, "occupied": 409, "invitation-gone": 409, "absent": 404,
          "unsealed": 409, "broken": 409,
          "withdrawn": 410, "sso-down": 503, "unsent": 409}  # fmt: skip


class Compressed(GZipMiddleware):
    """Text is sent small; pictures are small already.

    Against BREACH: the token of a form is masked anew in every answer, and every answer is longer by up to a hundred
    random bytes, so that lengths tell nothing of what was guessed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Only what is text, and whole: a stream is a photo or a download."""
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if response.streaming or not (kind.startswith("text/") or kind.endswith(("json", "xml"))):
            return response
        return super().process_response(request, response)


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere; and what was made for somebody who has a session is kept by no proxy."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self)")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # `no-store` would also take away what was typed from whoever goes back; pages with others' data say it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class LanguageChosen:
    """Indonesian, unless the reader chose another language here: what a telephone was sold with says little."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        # Only for this answer: whatever the thread does next begins in the house's own language.
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = self.respond(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


class AskedBy:
    """`request.now`, and `request.actor`: who asks, with the seats held at this moment (read when first needed)."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        request.now = now  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: acting(request, now))  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Who only reads goes on reading while nothing can be written.
            with suppress(*AWAY):
                cast(Any, request.session).seen(now)
        return self.respond(request)


def acting(request: HttpRequest, now: datetime) -> Actor:
    """Who asks. Seats that need a second factor are closed in a session that has not shown one, or not today.

    Simulated people of a demonstration are never asked: whoever looks at it is one of them by one click.
    """
    # Most people hold no seat, and their session said so: nothing is asked for.
    is_resident = not getattr(request.user, "ever_seated", True)
    actor = Actor(request.user.pk) if is_resident else actor_of(request.user.pk, now)
    is_shown = settings.RUKUN_DEMO and getattr(request.user, "is_simulated", False)
    if not actor.seats or is_shown or has_shown_second(request, now):
        return actor
    return actor.closing(settings.RUKUN_SECOND_FACTOR_ROLES)


class RefusalsAsPages:
    """The one place where a refusal that no form caught becomes a page."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """A page for `Refused`; anything else goes on to be an error."""
        if not isinstance(failure, Refused):
            return None
        if failure.code == "hidden" and request.user.is_authenticated:
            watchful.tell("kept-out", seat=request.actor.named)  # type: ignore[attr-defined]
        return refusal_told(request, failure)


def refusal_told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal for whoever asks: a script of ours, somebody who has yet to sign in, or a reader."""
    if wants_json(request):
        return refusal_json(refusal)
    if refusal.code == "sign-in":
        return redirect(_way_in(request))
    return refusal_page(request, refusal)


def _way_in(request: HttpRequest) -> str:
    """The sign-in that leads back: to the address, or to the page whose form was sent when the session had run out,
    for the address of a form alone is no page to come back to."""
    if request.method in ("GET", "HEAD"):
        return f"/masuk/?{urlencode({'next': request.get_full_path()}, safe='/')}"
    page = within_site(request, request.headers.get("Referer", ""))
    return f"/masuk/?{urlencode({'next': page or '/', 'belum': 1}, safe='/')}"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, and not a person who follows a link."""
    return request.headers.get("Accept", "").startswith("application/json")


def refusal_json(refusal: Refused) -> JsonResponse:
    """The refusal for a script: `code` never changes, `words` are for the person, `field` names what was wrong."""
    told = {"code": refusal.code, "words": words_of(refusal), "field": refusal.field}
    return JsonResponse(told, status=STATUS.get(refusal.code, 400))


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in the reader's language, in the look of the house."""
    status = STATUS.get(refusal.code, 400)
    return render(request, "parts/refused.html", {"words": words_of(refusal), "status": status}, status=status)


def words_of(refusal: Refused) -> str:
    """The sentence, translated and filled; facts that are sentences themselves are translated too."""
    return str(_spoken(Said(refusal.words, refusal.facts)))


def _spoken(fact: object) -> object:
    if isinstance(fact, Said):
        return gettext(fact.words).format(**{name: _spoken(part) for name, part in fact.facts.items()})
    if isinstance(fact, Listed):
        return "; ".join(str(_spoken(one)) for one in fact.sentences)
    return gettext(fact) if isinstance(fact, str) and fact else fact
