"""The way to the city's own sign-in and back: what a session remembers meanwhile, and what came back, checked.

Each way has a state, a nonce and a verifier (PKCE) of its own, kept in the session that set out and good once; so an
answer that another browser asked for, or that is shown a second time, is nobody's.
"""

from __future__ import annotations

import base64
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rukun import clock
from rukun.channels.web.akun.entering import HINT, short_lived, site_of
from rukun.channels.web.request.asked import Asked
from rukun.people.entering.factors import open_secret, seal_secret
from rukun.people.entering.provider import Provider
from rukun.people.entering.sessions import CAME_BY
from rukun.people.entering.tokens import KeyUnknown, Shown, read_id_token, scopes_of, untrusted, with_profile
from rukun.senders import issuer
from rukun.senders.issuer import Client, Doors, IssuerRefused, IssuerSilent
from rukun.values.refused import Refused, hidden

log = logging.getLogger("rukun.sso")
T = TypeVar("T")
UNDER_WAY, WAYS_MAX = "sso", 3
WAY_FOR = timedelta(minutes=15)
# The proof of the day before is too old; and a provider that is asked this tells when it was (`auth_time`).
A_DAYS_WORK = 12 * 3600
# What a provider answers, in place of a code, when its user would not, or when it is itself in trouble.
CANCELLED, IN_TROUBLE = ("access_denied", "login_required"), ("server_error", "temporarily_unavailable")


@dataclass(frozen=True, slots=True)
class Way:
    """Why somebody was sent there, and where they go on."""

    purpose: str
    going_on: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Returned:
    """Who came back, on which way; `hint` is what the provider wants to hear when they sign out (sealed)."""

    way: Way
    shown: Shown
    hint: str


def provider() -> Provider:
    """The city's own sign-in; as if there were no such page where none is set."""
    found: Provider = settings.RUKUN_OIDC
    if not found.is_set:
        raise hidden()
    return found


def name() -> str:
    """What its button says; "" where there is none."""
    return settings.RUKUN_OIDC.name if settings.RUKUN_OIDC.is_set else ""


def set_out(request: Asked, way: Way, *, again: bool = False) -> HttpResponse:
    """To the provider; `again` asks it to let nobody through who does not prove themselves there now."""
    asked = provider()
    doors = _told(asked, lambda: issuer.doors_of(asked.issuer, asked.hosts))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    under_way = list(request.session.get(UNDER_WAY, {}).items())[-(WAYS_MAX - 1) :]
    kept = {"purpose": way.purpose, "next": way.going_on, "person": way.person, "nonce": nonce, "verifier": verifier}
    request.session[UNDER_WAY] = dict([*under_way, (state, kept | {"at": request.now.isoformat()})])
    if not request.session.get("invited"):
        short_lived(request, WAY_FOR)
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    facts = {
        "response_type": "code", "client_id": asked.client_id, "redirect_uri": _address(request),
        "scope": scopes_of(asked), "state": state, "nonce": nonce, "code_challenge": challenge,
        "code_challenge_method": "S256",
    }  # fmt: skip
    facts |= {"acr_values": " ".join(asked.acr)} if asked.acr else {}
    facts |= {"prompt": "login", "max_age": "0"} if again else {"max_age": str(A_DAYS_WORK)}
    return leave(request, _with(doors.authorize, facts))


def leave(request: Asked, address: str) -> HttpResponse:
    """A page that leads on by itself. A redirect after a form would need every host of the provider, and of those to
    whom it leads on, in the policy of all our pages."""
    answer = render(request, "akun/sso-lanjut.html", {"address": address, "sso": settings.RUKUN_OIDC.name})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def returned(request: Asked) -> Returned:
    """Who came back; refused where the way is unknown here, was given up there, or does not fit what was asked."""
    asked, under_way = provider(), request.session.get(UNDER_WAY, {})
    kept = under_way.pop(request.GET.get("state", ""), None)
    if kept is None or request.now - datetime.fromisoformat(kept["at"]) > WAY_FOR:
        raise Refused(
            "sso-lost", "Langkah ini sudah dipakai, terlalu lama terbuka, atau dimulai di peramban lain. Mulai lagi."
        )
    request.session[UNDER_WAY] = under_way
    _refuse_given_up(request, asked)
    doors = _told(asked, lambda: issuer.doors_of(asked.issuer, asked.hosts))
    tokens = _told(
        asked, lambda: issuer.exchange(
            doors, code=request.GET.get("code", ""), verifier=kept["verifier"], address=_address(request),
            client=Client(asked.client_id, asked.client_secret),
        ),
    )  # fmt: skip
    raw = str(tokens.get("id_token", ""))
    shown = with_keys(asked, 0.0, lambda keys: read_id_token(
        raw, keys, provider=asked, nonce=kept["nonce"], wall=clock.wall()
    ))  # fmt: skip
    way = Way(kept["purpose"], kept["next"], kept["person"])
    return Returned(way, _described(shown, doors, tokens), seal_secret(raw) if asked.ends_session else "")


def with_keys(asked: Provider, age_max: float, read: Callable[[list[dict[str, Any]]], T]) -> T:
    """Read something signed; where its key is unknown, once more with keys no older than `age_max` seconds."""
    for age in (issuer.KEPT_SECONDS, age_max):
        keys = _told(asked, lambda age=age: issuer.keys_of(asked.issuer, asked.hosts, age_max=age))  # type: ignore[misc]
        try:
            return read(keys)
        except KeyUnknown:
            continue
    log.warning("single sign-on: signed with a key that %s does not publish", asked.issuer)
    raise Refused("sso-key", "{name} memakai kunci yang belum diumumkannya. Coba lagi sebentar lagi.", name=asked.name)


def way_out(request: Asked) -> str:
    """Where to sign out at the provider as well; "" where this session did not begin there, or the operator does not
    want it, or the provider has no such page or does not answer: whoever signs out here is out in any case."""
    asked: Provider = settings.RUKUN_OIDC
    if not (asked.is_set and asked.ends_session and request.session.get(CAME_BY)):
        return ""
    try:
        door = issuer.doors_of(asked.issuer, asked.hosts).end_session
    except (IssuerSilent, IssuerRefused) as silent:
        log.warning("single sign-on: %s", silent)
        return ""
    facts = {"client_id": asked.client_id, "post_logout_redirect_uri": site_of(request).origin + reverse("home")}
    try:
        hint = open_secret(request.session.get(HINT, ""))
    except Refused:
        hint = ""
    return _with(door, facts | ({"id_token_hint": hint} if hint else {})) if door else ""


def _refuse_given_up(request: Asked, asked: Provider) -> None:
    """The answer is an error, or another issuer's (RFC 9207)."""
    if request.GET.get("iss", asked.issuer) != asked.issuer:
        raise untrusted(asked)
    wrong = request.GET.get("error", "")
    if wrong in CANCELLED:
        raise Refused("sso-cancelled", "Anda tidak jadi masuk di {name}. Tidak ada yang berubah.", name=asked.name)
    if wrong in IN_TROUBLE:
        raise _silent(asked)
    if wrong or not request.GET.get("code"):
        log.warning("single sign-on: the provider answered %r", wrong[:80])
        raise _not_known(asked)


def _told(asked: Provider, ask: Callable[[], T]) -> T:
    """What the provider answers, or a refusal in words; what it really was is for the operator's log."""
    try:
        return ask()
    except IssuerSilent as silent:
        log.warning("single sign-on: %s", silent)
        raise _silent(asked) from silent
    except IssuerRefused as refusal:
        log.warning("single sign-on: the provider answered %r", refusal.code[:80])
        if refusal.code == "invalid_grant":
            raise Refused(
                "sso-used", "Kode dari {name} sudah dipakai atau lewat waktunya. Mulai lagi.", name=asked.name
            ) from refusal
        raise _not_known(asked) from refusal


def _described(shown: Shown, doors: Doors, tokens: dict[str, Any]) -> Shown:
    """With name and address: from the token, else from the provider's page for them; without where it does not say."""
    if shown.email and shown.name:
        return shown
    try:
        return with_profile(shown, issuer.profile(doors, str(tokens.get("access_token", ""))))
    except (IssuerSilent, IssuerRefused) as silent:
        log.warning("single sign-on: no profile: %s", silent)
        return shown


def _silent(asked: Provider) -> Refused:
    return Refused("sso-down", "{name} tidak menjawab. Coba lagi sebentar lagi, atau masuk dengan kata sandi.",
                   name=asked.name)  # fmt: skip


def _not_known(asked: Provider) -> Refused:
    return Refused("sso-client", "{name} menolak permintaan Rukun. Pengelola perlu memeriksa pengaturannya.",
                   name=asked.name)  # fmt: skip


def _address(request: Asked) -> str:
    return site_of(request).origin + reverse("masuk-sso-kembali")


def _with(address: str, facts: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(facts)}"
