"""The account: who one is here, the password, the devices that are signed in, the confirmed login, and closing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun import clock
from rukun.channels.web.akun.entering import keep_language, me, next_of, prove, site_of, source_for
from rukun.channels.web.akun.sending import send_code
from rukun.channels.web.akun.titles import titled
from rukun.channels.web.asked import Asked, refuse_get
from rukun.channels.web.middleware import STATUS, words_of
from rukun.people import actions, doorkeeper, factors, queries, sent_codes, sessions
from rukun.people.logins import is_reachable, shown_login
from rukun.people.rules import ANYONE
from rukun.people.sent_codes import CONFIRM
from rukun.values.refused import Refused, hidden

FIELDS = ("name", "pseudonym", "language")
# What an address may ask to be told: anything else in it is not shown.
DONE = ("profil", "sandi", "perangkat", "konfirmasi")
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
        "factors": queries.factors_of(person),
        "seats": titled(seats),
        "is_closed": bool(request.actor.closed),
    }


def password(request: Asked) -> HttpResponse:
    """Another password; every other device is signed out by it."""
    return _form(request, "akun/sandi.html", {}, lambda: _change_password(request))


def _change_password(request: Asked) -> HttpResponse:
    person, kept = me(request), cast(Any, request.session).kept
    present, wanted = request.POST.get("present", ""), request.POST.get("password", "")
    _knock_at_password(request, present)
    actions.change_password(person, present=present, wanted=wanted, keep=kept, at=request.now)
    update_session_auth_hash(request, person)
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
    return _form(request, "akun/konfirmasi.html", told, lambda: _confirm(request))


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
    """The password, or a code of the second factor where there is one, before something that matters."""
    has_factor = queries.has_factor(me(request))
    going_on = next_of(request, reverse("akun"))
    told = {"next": going_on, "has_factor": has_factor}
    return _form(request, "akun/buktikan.html", told, lambda: _prove(request, has_factor, going_on))


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
    seats = [*request.actor.seats, *request.actor.closed]
    return _form(request, "akun/tutup.html", {"seats": titled(seats)}, lambda: _close(request))


def _close(request: Asked) -> HttpResponse:
    typed = request.POST.get("present", "")
    _knock_at_password(request, typed)
    actions.deactivate(me(request), password=typed, at=request.now)
    logout(request)
    request.actor = ANYONE
    return render(request, "akun/tertutup.html")


def _knock_at_password(request: Asked, typed: str) -> None:
    """The right password; wrong ones are counted as at the door, so that an open telephone is no way to guess."""
    login = me(request).login
    try:
        doorkeeper.person_with(login, typed, source=source_for(request, login), at=request.now)
    except Refused as refusal:
        if refusal.code == "wait":
            raise
        raise Refused("present", "Kata sandi yang sekarang tidak cocok.", field="present") from None


def _form(request: Asked, template: str, told: dict[str, Any], act: Callable[[], HttpResponse]) -> HttpResponse:
    """The page with its form: what was refused is told beside its field."""
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            return act()
        except Refused as refusal:
            if refusal.code == "hidden":
                raise
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    return render(request, template, {**told, "wrong": wrong}, status=status)
