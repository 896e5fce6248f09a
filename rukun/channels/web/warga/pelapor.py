"""How a handler reaches the reporter (who reads of it in `akun.hak`)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.followup.access import ticket_to_work
from rukun.reports import actions
from rukun.reports.access import loaded
from rukun.reports.hiding import CONTACT_REASON_MAX
from rukun.values.refused import Refused, hidden


def contact(request: Asked, code: str) -> HttpResponse:
    """Why the reporter has to be reached; then, once, the number or address. Kept by no browser."""
    _, desk = ticket_to_work(request.actor, code)
    report = loaded(code)
    if report is None:
        raise hidden()
    reach, wrong, status = "", "", 200
    if request.method == "POST":
        try:
            _, reach = actions.open_contact(
                report, reason=request.POST.get("reason", ""), desk=desk, at=request.now
            )  # fmt: skip
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {
        "report": report, "reach": reach, "wrong": wrong, "reason": request.POST.get("reason", ""),
        "most": CONTACT_REASON_MAX,
    }  # fmt: skip
    response = render(request, "kelurahan/pelapor.html", told, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
