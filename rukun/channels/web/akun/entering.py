"""What every way in shares: where somebody comes from, the first step, the second, and what a session remembers."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from rukun.channels.web.akun.sending import tell_of_entry
from rukun.channels.web.request.asked import Asked
from rukun.people import queries
from rukun.people.entering import watchful
from rukun.people.entering.devices import AGENT_LENGTH_MAX
from rukun.people.entering.doorkeeper import login_digest
from rukun.people.entering.factors import Site
from rukun.people.entering.sessions import AGENT, BEGAN, CAME_BY, NETWORK, UNTIL, end_of_session
from rukun.people.entering.throttle import Source, address_behind, network_of

if TYPE_CHECKING:
    from rukun.people.models import Person

BACKEND = "rukun.people.known.Known"
DEVICE_COOKIE, DEVICE_SALT, DEVICE_DAYS = f"{settings.COOKIE_PREFIX}rukun_device", "rukun.device", 400
LOGINS_A_DEVICE = 5
# Keys of a session: who waits for the second step, when somebody last proved themselves, and when last twice.
PENDING, PROVED, FACTOR = "pending", "proved", "factor"
# Whose owner has just been told of what leads to this entry.
TOLD = "told"
# What the city's own sign-in wants to hear when somebody signs out there, too (sealed).
HINT = "hint"
# What a session remembers of the city's own sign-in: `session` there (a digest), and `hint`.
By = dict[str, str]
PENDING_FOR, PROVED_FOR = timedelta(minutes=10), timedelta(minutes=15)
# How much longer than a page of a desk opens, what was typed into it is taken.
FINISHED_WITHIN = timedelta(hours=1)


def enter(request: Asked, person: Person, going_on: str, *, by: By | None = None) -> HttpResponse:
    """The first step is done: on to the second where the person has one, else in."""
    if queries.has_factor(person):
        request.session.cycle_key()
        waiting = {"person": person.pk, "at": request.now.isoformat(), "next": going_on}
        request.session[PENDING] = waiting | ({"by": by} if by else {})
        short_lived(request, PENDING_FOR)
        return redirect("masuk-kode")
    return complete(request, person, going_on, by=by)


def complete(
    request: Asked, person: Person, going_on: str, *, is_twice: bool = False, by: By | None = None
) -> HttpResponse:
    """In: a session of its own, with its device; and the device is known for this login from now on."""
    begin_session(request, person, is_twice=is_twice, by=by)
    response = redirect(going_on)
    remember(request, response, person)
    return response


def begin_session(request: Asked, person: Person, *, is_twice: bool, by: By | None = None) -> None:
    """What the session holds: since when, on what, from where, by whose word, and how well it is proved.

    Whoever was in before, and never with this device, is told.
    """
    is_told = request.session.pop(TOLD, None) == person.pk
    is_news = person.last_login and not is_told and not _knows(request, person.login)
    waiting = request.session.pop(PENDING, None) or {}
    came = by or (waiting.get("by") if waiting.get("person") == person.pk else None) or {}
    login(request, person, backend=BACKEND)
    way = "sso" if came.get("session") or came.get("hint") else "own"
    watchful.tell("entered", subject=login_digest(person.login), way=way, factors="two" if is_twice else "one")
    now = request.now.isoformat()
    request.session.set_expiry(None)
    request.session.update({
        BEGAN: now, PROVED: now, FACTOR: now if is_twice else "", NETWORK: network_of(_address(request)),
        AGENT: request.headers.get("User-Agent", "")[:AGENT_LENGTH_MAX],
        CAME_BY: came.get("session", ""), HINT: came.get("hint", ""), UNTIL: end_of_session(),
    })  # fmt: skip
    cast(Any, request.session).last_seen_at = request.now
    if is_news and not person.is_simulated:
        tell_of_entry(person, request.headers.get("User-Agent", ""), request.now)


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """A signed cookie: this device signed in with this login. Also the language, where none was chosen here."""
    device, known = _device(request)
    logins = list(dict.fromkeys([login_digest(person.login)[:16], *known]))[:LOGINS_A_DEVICE]
    value = signing.dumps({"d": device or secrets.token_hex(16), "l": logins}, salt=DEVICE_SALT)
    response.set_cookie(
        DEVICE_COOKIE, value, max_age=DEVICE_DAYS * 86_400, httponly=True, samesite="Lax", secure=settings.USE_HTTPS
    )
    if person.language != settings.LANGUAGE_CODE and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        keep_language(response, person.language)


def keep_language(response: HttpResponse, wanted: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86_400, httponly=True, samesite="Lax",
        secure=settings.USE_HTTPS,
    )  # fmt: skip


def source_for(request: HttpRequest, typed_login: str = "") -> Source:
    """Where this comes from; with its device where that one signed in with this login before."""
    is_known = bool(typed_login) and _knows(request, typed_login)
    return Source(network_of(_address(request)), device_of(request) if is_known else "")


def site_of(request: HttpRequest) -> Site:
    """The host and origin under which the page was asked for: one of ALLOWED_HOSTS."""
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return Site(name, f"{request.scheme}://{host}")


def pending_of(request: Asked) -> tuple[Person | None, str]:
    """Who waits for the second step, and where to go on; nobody when it took too long."""
    held = request.session.get(PENDING)
    if not held or request.now - datetime.fromisoformat(held["at"]) > PENDING_FOR:
        return None, "/"
    return queries.person_with_id(held["person"]), held["next"]


def prove(request: Asked, *, is_twice: bool) -> None:
    """Somebody who is signed in showed again that it is them."""
    request.session[PROVED] = request.now.isoformat()
    if is_twice:
        request.session[FACTOR] = request.now.isoformat()


def has_shown_second(request: HttpRequest, now: datetime) -> bool:
    """Whether this session showed a second factor within the last `RUKUN_DESK_HOURS`: until then desks are open in it.

    What was typed into a page that had opened is taken an hour longer, so that nobody loses it.
    """
    session = request.session
    # A session from before its moment was kept says only that it was shown.
    shown = session.get(BEGAN) if session.get(FACTOR) is True else session.get(FACTOR)
    open_for = timedelta(hours=settings.RUKUN_DESK_HOURS)
    if request.method not in ("GET", "HEAD"):
        open_for += FINISHED_WITHIN
    return now - datetime.fromisoformat(shown) < open_for if shown else False


def proof_needed(request: Asked, going_on: str) -> HttpResponse | None:
    """The way to prove oneself again, when the last time is more than a quarter of an hour ago."""
    proved = request.session.get(PROVED)
    if proved and request.now - datetime.fromisoformat(proved) <= PROVED_FOR:
        return None
    return redirect(f"{reverse('buktikan')}?{urlencode({'next': going_on})}")


def me(request: Asked) -> Person:
    """Who is signed in, on pages that only they see."""
    return cast("Person", request.user)


def next_of(request: Asked, default: str = "/") -> str:
    """Where to go on: only within this site."""
    return within_site(request, request.POST.get("next") or request.GET.get("next", "")) or default


def within_site(request: HttpRequest, wanted: str) -> str:
    """The address as a path of ours, without scheme and host; nothing where it leads elsewhere or is no path."""
    if not _is_ours(request, wanted):
        return ""
    path = urlsplit(wanted)._replace(scheme="", netloc="").geturl()
    # Looked at again: what stood behind our own host may begin with two slashes, which is a host in its turn.
    return path if path.startswith("/") and _is_ours(request, path) else ""


def _is_ours(request: HttpRequest, wanted: str) -> bool:
    return url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def short_lived(request: HttpRequest, span: int | timedelta) -> None:
    """The session of a stranger, who only set out on the way in, ends soon; that of somebody who is in goes on."""
    if not request.user.is_authenticated:
        request.session.set_expiry(span)


def device_of(request: HttpRequest) -> str:
    """What tells this device from others, and nothing of whose it is; "" where it never signed in."""
    return _device(request)[0]


def _knows(request: HttpRequest, login: str) -> bool:
    """Whether this device signed in with this login before."""
    return login_digest(login)[:16] in _device(request)[1]


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's id, and the logins (digests) that it signed in with; nothing for a cookie not of our making."""
    try:
        told = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=timedelta(days=DEVICE_DAYS)
        )
    except signing.BadSignature:
        return "", []
    return told["d"], told["l"]


def _address(request: HttpRequest) -> str:
    """The client's address; behind proxies of our own, the one that the outermost of them saw."""
    passed, direct = request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR", ""))
    return address_behind(passed, direct, settings.RUKUN_PROXIES)
