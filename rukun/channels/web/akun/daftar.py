"""Sign up: one screen, and signed in afterwards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.akun.entering import complete, enter, next_of, source_for
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.reading import Reading
from rukun.people import actions
from rukun.people.entering import doorkeeper, throttle
from rukun.people.entering.passwords import refuse_weak
from rukun.people.logins import login_to_register
from rukun.people.rules import refuse_bad_name
from rukun.values.refused import Refused

FIELDS = ("login", "name")


def sign_up(request: Asked) -> HttpResponse:
    """Number or address, name, password, nothing else; all that is wrong is told at once. The same form sent twice is
    one person, signed in twice."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    going_on = next_of(request, "/lapor/")
    reading = Reading()
    if request.method == "POST":
        password = request.POST.get("password", "")
        reading.part(lambda: login_to_register(typed["login"]))
        reading.part(lambda: refuse_bad_name(typed["name"]))
        reading.part(lambda: refuse_weak(password, **typed))
        entered = None if reading.refused else reading.part(lambda: register(request, typed, going_on))
        if entered is not None:
            return entered
    is_taken = any(one.code == "taken" for one in reading.refused)
    told = {"typed": typed, "next": going_on, "wrong": reading.wrong, "is_taken": is_taken}
    return render(request, "akun/daftar.html", told, status=reading.status)


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
