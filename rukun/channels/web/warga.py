"""Pages for whoever reported: own reports, stars, reopening."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.asked import Asked, page_asked, refuse_get
from rukun.followup import access as followup_access
from rukun.followup import actions as followup
from rukun.reports import queries
from rukun.transparency import queries as public

REPORTS_A_PAGE = 24


def own(request: Asked) -> HttpResponse:
    """What the actor reported, newest first."""
    page = page_asked(request)
    found = public.with_state(queries.filed_by(request.actor.person_id or 0))
    shown = list(found[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE + 1])
    told = {"reports": shown[:REPORTS_A_PAGE], "page": page, "has_more": len(shown) > REPORTS_A_PAGE, "address": ""}
    return render(request, "warga/laporan-saya.html", told)


def rate(request: Asked, code: str) -> HttpResponse:
    """Stars for a closing."""
    refuse_get(request)
    ticket = followup_access.ticket_to_rate(request.actor, code)
    stars = request.POST.get("stars", "")
    count = int(stars) if stars.isascii() and stars.isdigit() and len(stars) == 1 else 0
    followup.rate(ticket, stars=count, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    return redirect("laporan-satu", code=code)


def reopen(request: Asked, code: str) -> HttpResponse:
    """It is not mended."""
    refuse_get(request)
    ticket = followup_access.ticket_to_rate(request.actor, code)
    followup.reopen(ticket, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    return redirect("laporan-satu", code=code)
