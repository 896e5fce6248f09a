"""What whoever reported or supports a report says of its closing, or answers the desk: forms that need no script."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, wants_json, words_of
from rukun.channels.web.umum.laporan import page_of
from rukun.followup import access, actions, verdicts
from rukun.followup.rules import Verdict
from rukun.reports.photos import keep_photo
from rukun.values.refused import Refused


def answer(request: Asked, code: str) -> HttpResponse:
    """So or not so, stars, words, a photo, and whether it is to be opened again."""
    refuse_get(request)
    ticket = access.ticket_to_answer(request.actor, code)
    try:
        verdicts.say(ticket, _said(request), by=request.actor, at=request.now)
    except Refused as refusal:
        if wants_json(request):
            raise
        return page_of(request, code, unanswered=words_of(refusal), status=STATUS.get(refusal.code, 400))
    return redirect(f"{reverse('laporan-satu', args=[code])}#jawab")


def reply(request: Asked, code: str) -> HttpResponse:
    """Whoever reported answers the question of the desk."""
    refuse_get(request)
    ticket = access.ticket_to_reply(request.actor, code)
    try:
        actions.reply(ticket, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    except Refused as refusal:
        if wants_json(request):
            raise
        return page_of(request, code, unreplied=words_of(refusal), status=STATUS.get(refusal.code, 400))
    return redirect(f"{reverse('laporan-satu', args=[code])}#tanya")


def _said(request: Asked) -> verdicts.Said:
    upload, stars, kind = request.FILES.get("photo"), request.POST.get("stars", ""), request.POST.get("kind", "")
    if kind not in ("", *Verdict):
        raise Refused("answer", "Pilih jawaban Anda.", field="kind")
    return verdicts.Said(
        kind=kind,
        stars=int(stars) if stars in set("12345") else 0,
        words=request.POST.get("words", ""),
        photo=keep_photo(upload.read(), at=request.now) if upload else None,
        reopens=request.POST.get("reopen") == "1",
    )
