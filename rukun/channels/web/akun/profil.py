"""The account: who one is here, the password, the devices that are signed in, the confirmed login, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun import clock
from rukun.channels.web.akun import sso_flow
from rukun.channels.web.akun.entering import keep_language, me, next_of, proof_needed, prove, site_of, source_for
from rukun.channels.web.akun.forms import form_page
from rukun.channels.web.akun.sending import send_code, tell_of_change
from rukun.channels.web.akun.titles import titled
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import actions, queries
from rukun.people.entering import doorkeeper, factors, sent_codes, sessions
from rukun.people.entering.sent_codes import CONFIRM
from rukun.people.logins import is_reachable, shown_login
from rukun.people.rules import ANYONE
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.people.models import Person

FIELDS = ("name", "pseudonym", "language")
# What an address may ask to be told: anything else in it is not shown.
DONE = ("profil", "sandi", "perangkat", "konfirmasi", "nomor", "sso", "lepas")
AWAITED = "confirming"
DEVICES_SHOWN = 30


def account(request: Asked) -> HttpResponse:
    """Everything about oneself on one page, and the form for name, pseudonym and language."""
    person, wrong, status = me(request), {}, 200
    typed = {name: getattr(person, name) for name in FIELDS}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
        try:
            actions.describe(person, **typed, at=request.now)
            response = redirect(f"{reverse('akun')}?beres=profil")
            keep_language(response, typed["language"])
            return response
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    return render(request, "akun/akun.html", _overview(request, typed, wrong), status=status)


def _overview(request: Asked, typed: dict[str, str], wrong: dict[str, str]) -> dict[str, Any]:
    person, here = me(request), cast(Any, request.session).kept
    seats = [*request.actor.seats, *request.actor.closed]
    done = request.GET.get("beres", "")
    return {
        "person": person,
        "login": shown_login(person.login),
        "is_reachable": is_reachable(person.login),
        "typed": typed,
        "wrong": wrong,
        "done": done if done in DONE else "",
        "sessions": [(row, row.session_key == here) for row in queries.sessions_of(person)[:DEVICES_SHOWN]],
        "has_password": _has_password(request),
        "factors": queries.factors_of(person),
        "seats": titled(seats),
        "is_closed": bool(request.actor.closed),
        **_by_the_city(person),
    }


def _by_the_city(person: Person) -> dict[str, Any]:
    """The city's own sign-in: its name, what the person connected, and whether they could do without it."""
    if not sso_flow.name() or person.is_simulated:
        return {"sso": ""}
    identity = queries.identity_of(person, sso_flow.provider().issuer)
    is_free = identity is not None and queries.has_another_way_in(person)
    return {"sso": sso_flow.name(), "identity": identity, "has_another_way": is_free}


def password(request: Asked) -> HttpResponse:
    """Another password, or the first one; every other device is signed out by it."""
    if needed := _proof_in_place_of_password(request, "akun-sandi"):
        return needed
    told = {"has_password": _has_password(request)}
    return form_page(request, "akun/sandi.html", told, lambda: _change_password(request))


def _change_password(request: Asked) -> HttpResponse:
    person, kept = me(request), cast(Any, request.session).kept
    present, wanted = request.POST.get("present", ""), request.POST.get("password", "")
    if _has_password(request):
        _knock_at_password(request, present)
    actions.change_password(person, present=present, wanted=wanted, keep=kept, at=request.now)
    update_session_auth_hash(request, person)
    tell_of_change(person.login, "password")
    return redirect(f"{reverse('akun')}?beres=sandi")


def sign_out_device(request: Asked) -> HttpResponse:
    """One device, or all but this one; at its next request it is out."""
    refuse_get(request)
    wanted = request.POST.get("device", "")
    if wanted == "others":
        sessions.end_sessions(me(request), but=cast(Any, request.session).kept)
    elif not sessions.end_session(me(request), wanted):
        raise Refused("twice", "Perangkat itu sudah keluar.")
    return redirect(f"{reverse('akun')}?beres=perangkat")


def confirm(request: Asked) -> HttpResponse:
    """A code to the login, and back: after that it is known to be really theirs."""
    person = me(request)
    if not is_reachable(person.login):
        raise hidden()
    told = {"login": shown_login(person.login), "is_sent": AWAITED in request.session}
    return form_page(request, "akun/konfirmasi.html", told, lambda: _confirm(request))


def _confirm(request: Asked) -> HttpResponse:
    person = me(request)
    if request.POST.get("do") == "send":
        awaited = sent_codes.make_code(CONFIRM, person.login, source=source_for(request), at=request.now)
        send_code(awaited, site_of(request))
        request.session[AWAITED] = awaited.id
        return redirect("akun-konfirmasi")
    code_id = request.session.get(AWAITED, 0)
    owner = sent_codes.owner_of_code(code_id, CONFIRM, request.POST.get("code", ""), at=request.now)
    if owner.pk != person.pk:
        raise hidden()
    actions.confirm_login(person, code_id=code_id, at=request.now)
    del request.session[AWAITED]
    return redirect(f"{reverse('akun')}?beres=konfirmasi")


def prove_again(request: Asked) -> HttpResponse:
    """The password, or a code of the second factor where there is one, before something that matters; or the city's own
    sign-in, which counts in a factor's place only where it tells of one."""
    person, sso = me(request), sso_flow.name()
    has_factor, has_password = queries.has_factor(person), _has_password(request)
    going_on = next_of(request, reverse("akun"))
    is_offered = bool(sso and queries.identity_of(person, sso_flow.provider().issuer))
    is_enough = not has_factor or (is_offered and sso_flow.provider().tells_of_factors)
    told = {
        "next": going_on, "has_factor": has_factor, "has_app": queries.has_code_app(person),
        "has_password": has_password or not is_offered, "sso": sso if is_offered and is_enough else "",
        "is_by_sso_alone": not has_factor and not has_password,
    }  # fmt: skip
    return form_page(request, "akun/buktikan.html", told, lambda: _prove(request, has_factor, going_on))


def _prove(request: Asked, has_factor: bool, going_on: str) -> HttpResponse:
    person = me(request)
    source = source_for(request, person.login)
    if has_factor:
        typed = request.POST.get("code", "")
        factors.prove_second(person, typed, source=source, at=request.now, wall=clock.wall())
    else:
        _knock_at_password(request, request.POST.get("present", ""))
    prove(request, is_twice=has_factor)
    return redirect(going_on)


def close(request: Asked) -> HttpResponse:
    """Close the account: what was reported stays, without a way back in."""
    if needed := _proof_in_place_of_password(request, "akun-tutup"):
        return needed
    told = {"seats": titled([*request.actor.seats, *request.actor.closed]), "has_password": _has_password(request)}
    return form_page(request, "akun/tutup.html", told, lambda: _close(request))


def _close(request: Asked) -> HttpResponse:
    typed = request.POST.get("present", "")
    if _has_password(request):
        _knock_at_password(request, typed)
    actions.deactivate(me(request), password=typed, at=request.now)
    logout(request)
    request.actor = ANYONE
    return render(request, "akun/tertutup.html")


def _has_password(request: Asked) -> bool:
    """Whether they are asked for a password; simulated people are, who have none and so change nothing."""
    return me(request).has_usable_password() or me(request).is_simulated


def _proof_in_place_of_password(request: Asked, page: str) -> HttpResponse | None:
    """The way to prove oneself first, for whoever has no password to do so with on the page itself."""
    return None if _has_password(request) else proof_needed(request, reverse(page))


def _knock_at_password(request: Asked, typed: str) -> None:
    """The right password; wrong ones are counted as at the door, so that an open telephone is no way to guess."""
    login = me(request).login
    try:
        doorkeeper.person_with(login, typed, source=source_for(request, login), at=request.now)
    except Refused as refusal:
        if refusal.code == "wait":
            raise
        raise Refused("present", "Kata sandi yang sekarang tidak cocok.", field="present") from None
