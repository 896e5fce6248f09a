"""An incident at a desk: all that many reported of one thing, and what the desk makes of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.meja.lines import Writer
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.followup.desk import queue as queries
from rukun.followup.incidents import deciding, looking
from rukun.reports import queries as reports
from rukun.values.refused import Refused

SHOWN_MOST = 200


def page(request: Asked, number: int) -> HttpResponse:
    """What was gathered; sent: made one ticket, or parted."""
    incident, desk = looking.incident_to_decide(request.actor, number)
    wrong, words = "", str(request.POST.get("words", ""))
    if request.method == "POST":
        try:
            doing = request.POST.get("do", "")
            if doing == "part":
                deciding.part(incident, desk=desk, at=request.now)
                return redirect("meja")
            if doing != "one":
                raise Refused("do", "Pilih apa yang hendak dilakukan.")
            target = deciding.make_one(incident, words=words, desk=desk, at=request.now)
            return redirect("tiket", code=target.report.code)
        except Refused as refusal:
            wrong = words_of(refusal)
    office = queries.desk_for(desk)
    rows = queries.rows_in(looking.tickets_of(incident), SHOWN_MOST)
    lines = Writer(request.now, reports.every_category(), {}, "", is_wide=True).lines(rows)
    told = {"incident": incident, "lines": lines, "office": office.office, "wrong": wrong, "typed": words}
    return render(request, "kelurahan/kejadian.html", told, status=409 if wrong else 200)
