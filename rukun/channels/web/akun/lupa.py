"""Recovery: a code to the number or address that one signs in with, and a new password."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.akun.entering import TOLD, enter, short_lived, site_of, source_for
from rukun.channels.web.akun.sending import send_code, tell_of_change
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import actions
from rukun.people.entering import sent_codes
from rukun.people.entering.passwords import refuse_weak
from rukun.people.entering.sent_codes import RECOVERY
from rukun.values.refused import Refused

AWAITED = "recovery"
SESSION_SECONDS = 1800


def ask(request: Asked) -> HttpResponse:
    """Where the code is to go. The answer is the same whether anybody has that login or not."""
    typed = request.POST.get("login", request.GET.get("login", "")).strip()
    wrong, status = "", 200
    if request.method == "POST":
        try:
            if not typed:
                raise Refused("login", "Isi nomor telepon atau surel Anda.", field="login")
            awaited = sent_codes.make_code(RECOVERY, typed, source=source_for(request, typed), at=request.now)
            send_code(awaited, site_of(request))
            request.session[AWAITED] = {"id": awaited.id, "login": typed[:120]}
            short_lived(request, SESSION_SECONDS)
            return redirect("lupa-kode")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    return render(request, "akun/lupa.html", {"login": typed, "wrong": wrong}, status=status)


def answer(request: Asked) -> HttpResponse:
    """The code and the new password. A second factor is still asked for afterwards."""
    awaited = request.session.get(AWAITED)
    if not awaited:
        return redirect("lupa")
    code = request.POST.get("code", "").strip()
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        wanted = request.POST.get("password", "")
        try:
            # Before the code is looked at: a weak password must not cost one of its five tries.
            refuse_weak(wanted, login=awaited["login"], name="")
            person = sent_codes.owner_of_code(awaited["id"], RECOVERY, code, at=request.now)
            actions.recover_password(person, code_id=awaited["id"], wanted=wanted, at=request.now)
            tell_of_change(person.login, "password")
            del request.session[AWAITED]
            request.session[TOLD] = person.pk
            return enter(request, person, "/")
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    told = {"login": awaited["login"], "code": code, "wrong": wrong}
    return render(request, "akun/lupa-kode.html", told, status=status)
