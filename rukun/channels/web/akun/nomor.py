"""Another number or address to sign in with: a code goes there, and who reads it has it."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rukun.channels.web.akun.entering import me, proof_needed, remember, site_of, source_for
from rukun.channels.web.akun.forms import form_page
from rukun.channels.web.akun.sending import send_code, tell_of_change
from rukun.channels.web.request.asked import Asked
from rukun.people import actions
from rukun.people.entering import sent_codes
from rukun.people.entering.sent_codes import CHANGE
from rukun.people.logins import login_in_place_of, shown_login
from rukun.values.refused import hidden

AWAITED = "changing"


def change(request: Asked) -> HttpResponse:
    """First the new one, then the code that was sent there. Whoever left the page half way keeps the present one."""
    person = me(request)
    if person.is_simulated:
        raise hidden()
    if needed := proof_needed(request, reverse("akun-nomor")):
        return needed
    awaited = request.session.get(AWAITED)
    told = {
        "present": shown_login(person.login),
        "awaited": shown_login(awaited["login"]) if awaited else "",
        "typed": request.POST.get("login", "").strip(),
    }
    return form_page(request, "akun/nomor.html", told, lambda: _act(request))


def _act(request: Asked) -> HttpResponse:
    wanted = request.POST.get("do")
    if wanted == "check":
        return _check(request)
    if wanted == "other":
        request.session.pop(AWAITED, None)
    else:
        _send(request)
    return redirect("akun-nomor")


def _send(request: Asked) -> None:
    """Again to the one that waits, where none is typed."""
    person, waiting = me(request), request.session.get(AWAITED) or {}
    login = login_in_place_of(person.login, request.POST.get("login", "").strip() or waiting.get("login", ""))
    awaited = sent_codes.make_code(CHANGE, login, source=source_for(request, login), at=request.now, whose=person)
    send_code(awaited, site_of(request))
    request.session[AWAITED] = {"id": awaited.id, "login": login}


def _check(request: Asked) -> HttpResponse:
    """The code; sent a second time, where the number that it changed stands."""
    person, awaited = me(request), request.session.get(AWAITED)
    if awaited is None or awaited["login"] == person.login:
        return redirect("akun")
    owner = sent_codes.owner_of_code(awaited["id"], CHANGE, request.POST.get("code", ""), at=request.now)
    if owner.pk != person.pk:
        raise hidden()
    earlier, kept = person.login, cast(Any, request.session).kept
    actions.change_login(person, login=awaited["login"], code_id=awaited["id"], keep=kept, at=request.now)
    tell_of_change(earlier, "login")
    del request.session[AWAITED]
    response = redirect(f"{reverse('akun')}?beres=nomor")
    remember(request, response, person)
    return response
