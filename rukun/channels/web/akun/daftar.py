"""Sign up: one screen, and signed in afterwards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.akun.entering import complete, enter, next_of, source_for
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import actions
from rukun.people.entering import doorkeeper, throttle
from rukun.values.refused import Refused

FIELDS = ("login", "name")


def sign_up(request: Asked) -> HttpResponse:
    """Number or address, name, password, nothing else. The same form sent twice is one person, signed in twice."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    going_on = next_of(request, "/lapor/")
    told = {"typed": typed, "next": going_on, "wrong": {}, "is_taken": False}
    status = 200
    if request.method == "POST":
        try:
            return register(request, typed, going_on)
        except Refused as refusal:
            told["is_taken"] = refusal.code == "taken"
            told["wrong"] = {refusal.field or "form": words_of(refusal)}
            status = STATUS.get(refusal.code, 400)
    return render(request, "akun/daftar.html", told, status=status)


def register(request: Asked, typed: dict[str, str], going_on: str) -> HttpResponse:
    """Register and come in. A login that is taken, with its own password, is somebody who is registered already."""
    caps = {"network": throttle.REGISTRATIONS_A_NETWORK}
    doorkeeper.spend("sign-up", "any", caps, source=source_for(request), at=request.now)
    password = request.POST.get("password", "")
    try:
        person = actions.sign_up(login=typed["login"], name=typed["name"], password=password, at=request.now)
    except Refused as refusal:
        if refusal.code != "taken":
            raise
        return come_back(request, typed["login"], password, going_on)
    return complete(request, person, going_on)


def come_back(request: Asked, login: str, password: str, going_on: str) -> HttpResponse:
    """In, when the password is that of the login; refused in words that offer the ways back in.

    That a login is taken cannot be hidden from who could have had it: whoever registers is in at once. Asking is slow
    instead: each try counts as one at the password, and a network gets few of these answers.
    """
    source = source_for(request, login)
    doorkeeper.spend("taken", "any", {"network": throttle.TAKEN_A_NETWORK}, source=source, at=request.now)
    try:
        person = doorkeeper.person_with(login, password, source=source, at=request.now)
    except Refused as refusal:
        if refusal.code == "wait":
            raise
        raise Refused(
            "taken", "Dengan nomor atau surel ini tidak dapat mendaftar. Kalau itu milik Anda, masuk saja.",
            field="login",
        ) from None  # fmt: skip
    return enter(request, person, going_on)
