"""The way in for the crew: the code of a link, opened by hand so that no preview of a message opens it first."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.akun.entering import source_for
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.followup.crew import passes
from rukun.people.rules import Role
from rukun.values.refused import Refused

# Behind the name of the site only where the crew's pages are.
# Only these pages get it, so it cannot bear the name of a cookie of the whole host.
COOKIE, COOKIE_PATH = ("__Secure-petugas" if settings.USE_HTTPS else "petugas"), "/petugas/"
COOKIE_SECONDS = 4 * 86_400
CODE_LENGTH_SHOWN = 40


def enter(request: Asked) -> HttpResponse:
    """The code stands behind `#` in the address, which no server and no preview of a message gets to see."""
    typed = request.POST.get("code", "").strip()[:CODE_LENGTH_SHOWN]
    wrong, status = "", 200
    if request.method == "POST":
        try:
            return _opened(request, typed)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    seat = request.actor.seat_as(Role.PPSU)
    told = {"code": typed, "wrong": wrong, "has_account": seat is not None and bool(seat.office)}
    return render(request, "petugas/masuk.html", told, status=status)


def _opened(request: Asked, typed: str) -> HttpResponse:
    agent = request.headers.get("User-Agent", "")
    if request.POST.get("do") == "account":
        _, secret = passes.open_by_account(request.actor, agent=agent, at=request.now)
    else:
        device = request.COOKIES.get(COOKIE, "")
        _, secret = passes.open_link(typed, device=device, agent=agent, source=source_for(request), at=request.now)
    response = redirect("petugas")
    response.set_cookie(
        COOKIE, secret, max_age=COOKIE_SECONDS, path=COOKIE_PATH, httponly=True, samesite="Lax",
        secure=settings.USE_HTTPS,
    )  # fmt: skip
    return response
