"""What whoever reported has reported, and what of it waits for their answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.followup import verdicts
from rukun.reports import queries
from rukun.transparency import queries as public
from rukun.transparency.rules import COLOURS_BY_NAME
from rukun.values.refused import Refused

REPORTS_A_PAGE = 24
SUPPORTED = "dukungan"


def own(request: Asked) -> HttpResponse:
    """What the actor reported, by state, or what they support; newest first."""
    person, chosen = request.actor.known_id, request.GET.get("tampil", "")
    if chosen not in ("", SUPPORTED, *COLOURS_BY_NAME):
        raise Refused("state", "Status ini tidak dikenal.")
    found = queries.filed_by(person)
    if chosen == SUPPORTED:
        found = public.publicly(queries.supported_of(person))
    elif chosen:
        found = public.in_colour(found, COLOURS_BY_NAME[chosen])
    shown, paged = rows_asked(request, public.with_state(found, sees_all=chosen != SUPPORTED), REPORTS_A_PAGE)
    told = {
        **paged,
        "reports": shown,
        "address": urlencode({"tampil": chosen} if chosen else {}),
        "chosen": chosen,
        "tabs": public.own_counts(person),
        "is_supported": chosen == SUPPORTED,
        "replying": verdicts.awaiting_reply(person) if paged["page"] == 1 else [],
        "asking": verdicts.awaiting_answer(person, request.now) if paged["page"] == 1 else [],
    }
    return render(request, "warga/laporan-saya.html", told)
