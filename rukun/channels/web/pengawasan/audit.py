"""Closings that somebody should look at: a short queue, and for each whether it stood, with what was seen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.request.shown import note_private
from rukun.followup import access, actions
from rukun.followup.oversight import audits
from rukun.followup.oversight.access import area_overseen
from rukun.validation.looking.proofs import doubts_of
from rukun.values.refused import Refused


def queue(request: Asked) -> HttpResponse:
    """The most doubtful closings of the last month, then a few drawn ones."""
    return _page(request)


def judge(request: Asked, code: str) -> HttpResponse:
    """It stood, or it did not; on to the rest."""
    ticket, desk = access.closing_to_audit(request.actor, code)
    back = reverse("audit") + (f"?{urlencode({'wilayah': request.GET['wilayah']})}" if "wilayah" in request.GET else "")
    if request.method != "POST":
        return redirect(back)
    stood = {"stood": True, "fell": False}.get(request.POST.get("do", ""))
    try:
        if stood is None:
            raise Refused("do", "Pilih apa yang hendak dilakukan.")
        actions.audit(ticket, stood=stood, words=request.POST.get("words", ""), desk=desk, at=request.now)
    except Refused as refusal:
        return _page(request, wrong={code: words_of(refusal)}, status=409)
    return redirect(back)


def _page(request: Asked, *, wrong: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    area = area_overseen(request.actor, request.GET.get("wilayah", "").strip())
    closings = audits.to_audit(area, request.now, doubts_of)
    note_private(request, *(one.ticket.report for one in closings))
    told = {
        "area": areas.area(area),
        "closings": closings,
        "most": audits.SHOWN,
        "wrong": wrong or {},
        "typed": request.POST.get("words", ""),
    }
    return render(request, "pengawasan/audit.html", told, status=status)
