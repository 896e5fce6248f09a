"""The city's own sign-in beside the local accounts: in by it, connected and disconnected, joined by it, out by it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from rukun import clock
from rukun.channels.web.akun import sso_flow
from rukun.channels.web.akun.bergabung import INVITED, first_page
from rukun.channels.web.akun.entering import (
    PROVED,
    PROVED_FOR,
    By,
    complete,
    enter,
    me,
    next_of,
    proof_needed,
    prove,
    source_for,
)
from rukun.channels.web.akun.sso_flow import Returned, Way
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import actions, queries
from rukun.people.entering import doorkeeper, sessions, throttle
from rukun.people.entering.tokens import Shown, read_logout_token
from rukun.people.rules import Role
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.people.models import Person

log = logging.getLogger("rukun.sso")
ENTER, CONNECT, JOIN, PROVE = "masuk", "hubungkan", "bergabung", "buktikan"
# A token of nobody's making must not make us ask the provider for its keys each time.
KEYS_SELDOM_SECONDS = 30.0


def start(request: Asked) -> HttpResponse:
    """To the provider: to come in, to connect, to take a seat, or to prove oneself again."""
    refuse_get(request)
    sso_flow.provider()
    purpose = request.POST.get("untuk", ENTER)
    is_known = request.user.is_authenticated
    if purpose not in (ENTER, CONNECT, JOIN, PROVE) or (purpose in (CONNECT, PROVE) and not is_known):
        raise hidden()
    if purpose == CONNECT and (needed := proof_needed(request, reverse("akun"))):
        return needed
    way = Way(purpose, next_of(request), me(request).pk if is_known else None)
    try:
        return sso_flow.set_out(request, way, again=purpose == PROVE)
    except Refused as refusal:
        return _not_in(request, refusal)


def come_back(request: Asked) -> HttpResponse:
    """From the provider, with a code in the address that is good once."""
    if request.method != "GET":
        raise hidden()
    sso_flow.provider()
    try:
        came = sso_flow.returned(request)
        answer = {ENTER: _enter, CONNECT: _connect, JOIN: _join, PROVE: _prove}[came.way.purpose](request, came)
    except Refused as refusal:
        answer = _not_in(request, refusal)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def disconnect(request: Asked) -> HttpResponse:
    """Part the account from the city's own sign-in."""
    refuse_get(request)
    asked = sso_flow.provider()
    if needed := proof_needed(request, reverse("akun")):
        return needed
    kept = cast(Any, request.session).kept
    actions.disconnect_identity(me(request), issuer=asked.issuer, keep=kept, at=request.now)
    return redirect(f"{reverse('akun')}?beres=lepas")


@csrf_exempt
def signed_out_there(request: Asked) -> HttpResponse:
    """The provider tells, from server to server, that somebody signed out there (back-channel logout)."""
    refuse_get(request)
    asked = sso_flow.provider()
    raw = request.POST.get("logout_token", "")
    try:
        out = sso_flow.with_keys(
            asked, KEYS_SELDOM_SECONDS, lambda keys: read_logout_token(raw, keys, provider=asked, wall=clock.wall())
        )
    except Refused as refusal:
        log.warning("single sign-on: a sign-out was not believed (%s)", refusal.code)
        return HttpResponse(status=400, headers={"Cache-Control": "no-store"})
    person = queries.person_with_identity(out.issuer, out.subject) if out.subject else None
    sessions.end_sessions_from(out.issuer, sid=out.sid, person=person)
    return HttpResponse(status=200, headers={"Cache-Control": "no-store"})


def _enter(request: Asked, came: Returned) -> HttpResponse:
    person = queries.person_with_identity(came.shown.issuer, came.shown.subject) or _by_email(request, came.shown)
    if person is None:
        raise Refused(
            "sso-unknown", "Akun {name} Anda belum terhubung dengan akun Rukun.", name=sso_flow.provider().name
        )
    return _into(request, person, came, came.way.going_on)


def _by_email(request: Asked, shown: Shown) -> Person | None:
    """Where the operator trusts the provider's addresses: whose confirmed login this verified address is."""
    if not (sso_flow.provider().trusts_email and shown.is_email_verified):
        return None
    person = queries.person_of_confirmed_email(shown.email)
    if person is not None:
        actions.connect_identity(person, shown=shown, at=request.now)
    return person


def _connect(request: Asked, came: Returned) -> HttpResponse:
    _refuse_another(request, came)
    actions.connect_identity(me(request), shown=came.shown, at=request.now)
    return redirect(f"{reverse('akun')}?beres=sso")


def _prove(request: Asked, came: Returned) -> HttpResponse:
    """Shown again that it is oneself: there and now. Whoever has a second factor here shows it here, unless the
    provider says that it asked for one."""
    _refuse_another(request, came)
    person = queries.person_with_identity(came.shown.issuer, came.shown.subject)
    if person is None or person.pk != me(request).pk:
        raise Refused("sso-other", "Itu akun orang lain di {name}.", name=sso_flow.provider().name)
    is_enough = came.shown.is_twice or not queries.has_factor(person)
    if not is_enough or _age(came.shown) > PROVED_FOR:
        raise Refused("again", "{name} tidak memeriksa Anda lagi. Buktikan dengan cara lain.",
                      name=sso_flow.provider().name)  # fmt: skip
    prove(request, is_twice=came.shown.is_twice)
    return redirect(came.way.going_on)


def _join(request: Asked, came: Returned) -> HttpResponse:
    """Take the seat of the invitation that this session holds; who is known already comes in and accepts it there."""
    seat = reverse("bergabung-jabatan")
    found = queries.invitation_open(request.session.get(INVITED, 0), request.now)
    if found is None:
        raise Refused("invitation-gone", "Undangan ini sudah dipakai, dicabut, atau lewat waktunya.", field="code")
    person = queries.person_with_identity(came.shown.issuer, came.shown.subject)
    if person is not None:
        return _into(request, person, came, seat)
    if request.user.is_authenticated:
        return redirect(seat)
    caps = {"network": throttle.REGISTRATIONS_A_NETWORK}
    doorkeeper.spend("sign-up", "any", caps, source=source_for(request), at=request.now)
    person = actions.join_with_identity(found.pk, shown=came.shown, at=request.now)
    del request.session[INVITED]
    return _into(request, person, came, first_page(Role(found.seat.role)))


def _into(request: Asked, person: Person, came: Returned, going_on: str) -> HttpResponse:
    """In. The provider's second factor is enough where the operator says so; else ours is asked, where there is one.

    An hour-old session at the provider is no proof of this quarter of an hour.
    """
    by: By = {"session": sessions.came_by(came.shown.issuer, came.shown.sid)[0], "hint": came.hint}
    if not came.shown.is_twice:
        answer = enter(request, person, going_on, by=by)
    else:
        answer = complete(request, person, going_on, is_twice=True, by=by)
    if PROVED in request.session:
        request.session[PROVED] = (request.now - _age(came.shown)).isoformat()
    return answer


def _age(shown: Shown) -> timedelta:
    """How long ago they proved themselves at the provider; long, where it does not say."""
    if shown.proved_at is None:
        return timedelta(days=1)
    return max(clock.wall() - shown.proved_at, timedelta(0))


def _refuse_another(request: Asked, came: Returned) -> None:
    """Who set out is still the one who is signed in here."""
    if not request.user.is_authenticated or me(request).pk != came.way.person:
        raise Refused(
            "sso-lost", "Langkah ini sudah dipakai, terlalu lama terbuka, atau dimulai di peramban lain. Mulai lagi."
        )


def _not_in(request: Asked, refusal: Refused) -> HttpResponse:
    """Why not, and what to do instead."""
    told = {"words": words_of(refusal), "code": refusal.code, "sso": sso_flow.provider().name}
    return render(request, "akun/sso-gagal.html", told, status=STATUS.get(refusal.code, 400))
