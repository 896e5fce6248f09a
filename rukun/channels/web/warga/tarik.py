"""Whoever reported takes the report back: a form that needs no script."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, wants_json, words_of
from rukun.channels.web.umum.laporan import page_of
from rukun.reports.retracting import reason_told
from rukun.validation import access, actions
from rukun.values.refused import Refused


def retract(request: Asked, code: str) -> HttpResponse:
    """For one of the reasons; pressed twice it is done once."""
    refuse_get(request)
    report = access.own_report(request.actor, code)
    try:
        actions.retract(report, reason_told(request.POST.get("reason", "")), by=request.actor, at=request.now)
    except Refused as refusal:
        if wants_json(request):
            raise
        return page_of(request, code, unretracted=words_of(refusal), status=STATUS.get(refusal.code, 400))
    return redirect(f"{reverse('laporan-satu', args=[code])}#tarik")
