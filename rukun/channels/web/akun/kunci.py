"""The second factor: what there is, an app, passkeys, spare codes, and taking them away."""

from __future__ import annotations

from typing import Any, cast

import pyotp
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from rukun import clock
from rukun.channels.web.akun.entering import FACTOR, me, next_of, proof_needed, prove, site_of
from rukun.channels.web.akun.kode import CHALLENGE, json_of, person_of
from rukun.channels.web.akun.sending import tell_of_change
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import actions, queries
from rukun.people.entering import factors, sessions
from rukun.people.entering.devices import device_words
from rukun.people.sheets import qr_svg
from rukun.values.number import number_in
from rukun.values.refused import Refused

APP_SECRET = "app-secret"


def overview(request: Asked) -> HttpResponse:
    """What proves one the second time; for an official without any, why the desk is closed until then."""
    person = me(request)
    held = queries.factors_of(person)
    closed = request.actor.closed
    told = {
        "factors": held,
        "next": next_of(request, ""),
        "closed": closed,
        # The factor is there, but this session has not shown it: one code opens the desk.
        "must_prove": bool(closed and held.is_any),
        "desk_hours": settings.RUKUN_DESK_HOURS,
    }
    return render(request, "akun/kunci.html", told)


def app(request: Asked) -> HttpResponse:
    """Set up an authenticator app: its QR code, and the first code back."""
    if needed := proof_needed(request, reverse("akun-kunci-aplikasi")):
        return needed
    kept = request.session.get(APP_SECRET)
    secret = factors.open_secret(kept) if kept else pyotp.random_base32()
    request.session[APP_SECRET] = kept or factors.seal_secret(secret)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            typed = request.POST.get("code", "")
            actions.add_code_app(me(request), secret=secret, typed=typed, wall=clock.wall(), at=request.now)
            del request.session[APP_SECRET]
            tell_of_change(me(request).login, "factor")
            return _after_adding(request)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {
        # Made by segno from an address of our own making: nothing in it was typed by anybody.
        "qr": mark_safe(qr_svg(factors.app_address(secret, me(request)))),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "address": factors.app_address(secret, me(request)),
        "wrong": wrong,
    }
    return _unkept(render(request, "akun/aplikasi.html", told, status=status))


def passkey_begin(request: Asked) -> HttpResponse:
    """What the browser needs to make a passkey."""
    refuse_get(request)
    _refuse_unproved(request)
    from rukun.people.entering import passkeys

    options, request.session[CHALLENGE] = passkeys.passkey_to_make(me(request), site_of(request))
    return JsonResponse(options)


def passkey_add(request: Asked) -> HttpResponse:
    """The passkey that was made."""
    refuse_get(request)
    _refuse_unproved(request)
    told = json_of(request)
    credential = told.get("credential")
    actions.add_passkey(
        me(request), answer=credential if isinstance(credential, dict) else {},
        challenge=request.session.pop(CHALLENGE, ""), site=site_of(request), name=_device_name(request),
        at=request.now,
    )  # fmt: skip
    prove(request, is_twice=True)
    tell_of_change(me(request).login, "factor")
    return JsonResponse({"next": reverse("akun-kunci")})


def passkey_prove(request: Asked) -> HttpResponse:
    """Show again that it is oneself, by a passkey."""
    refuse_get(request)
    answer = json_of(request)
    if person_of(request, answer).pk != me(request).pk:
        raise Refused("passkey", "Kunci sandi ini milik akun lain.")
    prove(request, is_twice=True)
    return JsonResponse({"next": next_of(request, reverse("akun-kunci"))})


def spare_codes(request: Asked) -> HttpResponse:
    """Ten fresh codes, on this page and never again."""
    refuse_get(request)
    if needed := proof_needed(request, reverse("akun-kunci")):
        return needed
    if not queries.has_factor(me(request)):
        raise Refused("factor", "Pasang aplikasi kode atau kunci sandi dahulu.")
    return _show_spare_codes(request)


def remove(request: Asked) -> HttpResponse:
    """Take an app or a passkey away. Without any left, other devices are signed out and an official's desk closes."""
    refuse_get(request)
    if needed := proof_needed(request, reverse("akun-kunci")):
        return needed
    person, wanted = me(request), request.POST.get("factor", "")
    if wanted == "app":
        actions.remove_code_app(person, at=request.now)
    elif (passkey := number_in(wanted)) is not None:
        actions.remove_passkey(person, passkey=passkey, at=request.now)
    else:
        raise Refused("factor", "Pilih apa yang hendak dihapus.")
    tell_of_change(person.login, "factor")
    if not queries.has_factor(person):
        request.session[FACTOR] = ""
        sessions.end_sessions(person, but=cast(Any, request.session).kept)
    return redirect("akun-kunci")


def _after_adding(request: Asked) -> HttpResponse:
    """This session has shown the factor; who has no spare codes gets them now, because later is too late."""
    prove(request, is_twice=True)
    if queries.factors_of(me(request)).spare_left:
        return redirect("akun-kunci")
    return _show_spare_codes(request)


def _show_spare_codes(request: Asked) -> HttpResponse:
    codes = actions.make_spare_codes(me(request), at=request.now)
    return _unkept(render(request, "akun/cadangan.html", {"codes": codes, "plain": "%0A".join(codes)}))


def _refuse_unproved(request: Asked) -> None:
    if proof_needed(request, "/"):
        raise Refused("again", "Demi keamanan, muat ulang halaman ini dan buktikan lagi bahwa ini Anda.")


def _device_name(request: Asked) -> str:
    """What a passkey is called: the device it was made on."""
    words = device_words(request.headers.get("User-Agent", ""))
    return " · ".join(part for part in (words.made, words.browser) if part)


def _unkept(response: HttpResponse) -> HttpResponse:
    """Secrets stay in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
