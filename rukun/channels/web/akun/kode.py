"""The second step of signing in, and signing in by a passkey alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from rukun import clock
from rukun.channels.web.akun.entering import (
    begin_session,
    complete,
    next_of,
    pending_of,
    remember,
    short_lived,
    site_of,
    source_for,
    within_site,
)
from rukun.channels.web.request.asked import Asked, content_sent, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import queries
from rukun.people.entering import factors
from rukun.values.refused import Refused, hidden
from rukun.values.told import object_in

CHALLENGE = "challenge"
CHALLENGE_SECONDS = 600


def second_step(request: Asked) -> HttpResponse:
    """A code of the app or a spare code, after the password; or the passkey, by the script."""
    if not request.session.get("pending"):
        raise hidden()
    person, going_on = pending_of(request)
    if person is None:
        return redirect("masuk")
    wrong, status = "", 200
    if request.method == "POST":
        try:
            factors.prove_second(
                person, request.POST.get("code", ""), source=source_for(request, person.login), at=request.now,
                wall=clock.wall(),
            )  # fmt: skip
            return complete(request, person, going_on, is_twice=True)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {"wrong": wrong, "next": going_on, "has_app": queries.has_code_app(person)}
    return render(request, "akun/kode.html", told, status=status)


def passkey_begin(request: Asked) -> HttpResponse:
    """What the browser needs to ask for a passkey; the challenge waits in the session."""
    refuse_get(request)
    from rukun.people.entering import passkeys

    options, challenge = passkeys.passkey_to_ask_for(site_of(request))
    request.session[CHALLENGE] = challenge
    short_lived(request, CHALLENGE_SECONDS)
    return JsonResponse(options)


def passkey_sign_in(request: Asked) -> HttpResponse:
    """In by a passkey: the device asked for finger, face or code, so nothing more is asked here."""
    refuse_get(request)
    answer = json_of(request)
    person = person_of(request, answer)
    going_on = within_site(request, str(answer.get("next", ""))) or pending_of(request)[1] or next_of(request)
    begin_session(request, person, is_twice=True)
    response = JsonResponse({"next": going_on})
    remember(request, response, person)
    return response


def person_of(request: Asked, answer: dict[str, Any]) -> Any:
    """Whose passkey answered the challenge of this session; a challenge is good once."""
    from rukun.people.entering import passkeys

    challenge = request.session.pop(CHALLENGE, "")
    credential = answer.get("credential")
    if not isinstance(credential, dict):
        raise Refused("passkey", "Kunci sandi ini tidak dikenal di sini. Masuk dengan kata sandi.")
    return passkeys.person_with_passkey(credential, challenge, site_of(request), at=request.now)


def json_of(request: Asked) -> dict[str, Any]:
    """The object that our script sent; refused when it is none."""
    told = object_in(content_sent(request))
    if told is None:
        raise Refused("json", "Permintaan ini tidak dapat dibaca. Muat ulang halaman ini.")
    return told
