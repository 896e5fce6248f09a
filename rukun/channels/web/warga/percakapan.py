"""What people do with each other's reports: support one, speak about it, hide what does not belong."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, wants_json, words_of
from rukun.channels.web.umum.laporan import page_of
from rukun.followup.supporting import support_open
from rukun.reports import access, actions
from rukun.reports.echo import echo_of
from rukun.transparency.access import report_to_see
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden


def support(request: Asked, code: str) -> HttpResponse:
    """Support a report, or take it back with `do=withdraw`; a script is told how many there are now."""
    refuse_get(request)
    report = report_to_see(request.actor, code)
    if request.POST.get("do") == "withdraw":
        actions.withdraw_support(report, by=request.actor, at=request.now)
    else:
        support_open(report, by=request.actor, at=request.now)
    if wants_json(request):
        echo = echo_of(report, request.actor.person_id)
        return JsonResponse({"supports": echo.supports, "is_supported": echo.is_supported})
    return redirect("laporan-satu", code=report.code)


def comment(request: Asked, code: str) -> HttpResponse:
    """Say something; what cannot be taken is told on the page of the report, with what was typed."""
    refuse_get(request)
    report = report_to_see(request.actor, code)
    seat = access.speaking_seat(request.actor, report) if request.POST.get("as") == "seat" else None
    try:
        actions.comment(
            report, words=request.POST.get("comment", ""), key=request.POST.get("key", ""), in_seat=seat,
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        if wants_json(request):
            raise
        return page_of(request, code, wrong=words_of(refusal), status=STATUS.get(refusal.code, 400))
    return redirect("laporan-satu", code=report.code)


def hide_comment(request: Asked, code: str) -> HttpResponse:
    """A handler takes a comment out of sight."""
    refuse_get(request)
    number = number_in(request.POST.get("comment", ""))
    if number is None:
        raise hidden()
    found, desk = access.comment_to_hide(request.actor, code, number)
    actions.hide_comment(found, reason=request.POST.get("reason", ""), desk=desk, at=request.now)
    return redirect("laporan-satu", code=found.report.code)
