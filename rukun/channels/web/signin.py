"""In and out, and the language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from rukun.channels.web.asked import Asked, refuse_get
from rukun.people.queries import demonstration_people, demonstration_person
from rukun.values.refused import Refused, hidden

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: Asked) -> HttpResponse:
    """With login and password; in a demonstration also with one click as a simulated person."""
    told = {"next": _next(request), "login": "", "wrong": ""}
    if request.method == "POST":
        told["login"] = request.POST.get("login", "").strip().lower()
        person = authenticate(request, username=told["login"], password=request.POST.get("password", ""))
        if person is not None:
            login(request, person)
            return redirect(told["next"])
        told["wrong"] = gettext("Nomor atau surel dan kata sandinya tidak cocok.")
    people = demonstration_people() if settings.RUKUN_DEMO else []
    status = 400 if told["wrong"] else 200
    return render(request, "portal/masuk.html", {**told, "people": people}, status=status)


def sign_in_as_demo(request: Asked) -> HttpResponse:
    """One click; refused as if it did not exist outside a demonstration."""
    refuse_get(request)
    if not settings.RUKUN_DEMO:
        raise hidden()
    person = demonstration_person(request.POST.get("login", ""))
    login(request, person, backend=BACKEND)
    return redirect(_next(request))


def sign_out(request: Asked) -> HttpResponse:
    """Out, and back to the first page."""
    refuse_get(request)
    logout(request)
    return redirect("home")


def language(request: Asked) -> HttpResponse:
    """Indonesian or English, remembered in a cookie."""
    refuse_get(request)
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        raise Refused("language", "Bahasa ini belum ada.")
    response = redirect(_next(request))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86_400, samesite="Lax")
    return response


def _next(request: Asked) -> str:
    """Where to go on: only within this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else "/"
