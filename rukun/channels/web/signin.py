"""In and out, and the language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.web.akun import sso_flow
from rukun.channels.web.akun.entering import complete, enter, keep_language, me, next_of, source_for
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.operation.standing import closed_now
from rukun.people.actions import choose_language
from rukun.people.entering.doorkeeper import person_with
from rukun.people.queries import demonstration_people, demonstration_person
from rukun.values.refused import Refused, hidden

FOR_EVERYONE = ("/laporan/", "/bergabung/")


def sign_in(request: Asked) -> HttpResponse:
    """With login and password; in a demonstration also with one click as a simulated person."""
    told = {"next": next_of(request), "login": "", "wrong": ""}
    status = 200
    if request.method == "POST":
        told["login"] = request.POST.get("login", "").strip()
        try:
            source = source_for(request, told["login"])
            person = person_with(told["login"], request.POST.get("password", ""), source=source, at=request.now)
            return enter(request, person, told["next"])
        except Refused as refusal:
            told["wrong"], status = words_of(refusal), STATUS.get(refusal.code, 400)
    told["why"] = "unsent" if "belum" in request.GET else _why(told["next"])
    people = demonstration_people() if settings.RUKUN_DEMO else []
    return render(request, "portal/masuk.html", {**told, "people": people, "sso": sso_flow.name()}, status=status)


def _why(wanted: str) -> str:
    """What somebody came for who was sent here instead; pages for everyone send here by a button that says why."""
    if wanted.startswith("/lapor/"):
        return "report"
    return "" if wanted == "/" or wanted.startswith(FOR_EVERYONE) else "page"


def sign_in_as_demo(request: Asked) -> HttpResponse:
    """One click; refused as if it did not exist outside a demonstration."""
    refuse_get(request)
    if not settings.RUKUN_DEMO:
        raise hidden()
    return complete(request, demonstration_person(request.POST.get("login", "")), next_of(request))


def sign_out(request: Asked) -> HttpResponse:
    """Out, and back to the first page, or out of the city's own sign-in as well where the operator wants that.

    The browser forgets the pages it kept; unsent reports stay on the telephone.
    """
    refuse_get(request)
    farewell = sso_flow.way_out(request)
    logout(request)
    response = sso_flow.leave(request, farewell) if farewell else redirect("home")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@csrf_exempt
def language(request: Asked) -> HttpResponse:
    """Indonesian or English, remembered in a cookie; who is signed in is written to in it from now on.

    Its form stands on every page and has no token: a token would set a cookie, and no page could be kept for the next
    stranger (`channels.front.shelf`). A form of another site comes without the session (SameSite), and can do no more
    than change the language of a stranger.
    """
    refuse_get(request)
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        raise Refused("language", "Bahasa ini belum ada.")
    # While nothing may be written the cookie alone remembers it: this address is open all the same.
    if request.user.is_authenticated and closed_now() is None:
        choose_language(me(request), language=wanted, at=request.now)
    response = redirect(next_of(request))
    keep_language(response, wanted)
    return response
