"""Pages for whoever reported: own reports, stars, reopening."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.asked import Asked, page_asked, refuse_get
from rukun.followup import access as followup_access
from rukun.followup import actions as followup
from rukun.reports import queries
from rukun.transparency import queries as public
from rukun.transparency.rules import COLOURS_BY_NAME
from rukun.values.refused import Refused

REPORTS_A_PAGE = 24
SUPPORTED = "dukungan"


def own(request: Asked) -> HttpResponse:
    """What the actor reported, by state, or what they support; newest first."""
    page, person, chosen = page_asked(request), request.actor.known_id, request.GET.get("tampil", "")
    if chosen not in ("", SUPPORTED, *COLOURS_BY_NAME):
        raise Refused("state", "Status ini tidak dikenal.")
    found = queries.filed_by(person)
    if chosen == SUPPORTED:
        found = public.publicly(queries.supported_of(person))
    elif chosen:
        found = public.in_colour(found, COLOURS_BY_NAME[chosen])
    shown = list(public.with_state(found)[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE + 1])
    told = {
        "reports": shown[:REPORTS_A_PAGE],
        "page": page,
        "has_more": len(shown) > REPORTS_A_PAGE,
        "address": urlencode({"tampil": chosen} if chosen else {}),
        "chosen": chosen,
        "tabs": public.own_counts(person),
        "is_supported": chosen == SUPPORTED,
    }
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
