"""Nihil: who attested a quiet month, which were drawn to be looked at, and what was seen there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds.access import attestation_to_read, kelurahan_to_check
from rukun.funds.queries.quiet import quiet_months
from rukun.values.refused import Refused
from rukun.values.time import Month, newest_months

MONTHS_SHOWN = 6


def page(request: Asked, wrong: str = "", status: int = 200, about: int = 0) -> HttpResponse:
    """The quiet units of a month; the ones that were drawn first, each with the form that says what was seen."""
    choice = kelurahan_to_check(request.actor)
    code = next((one for one in choice if one.digits == request.GET.get("kelurahan")), choice[0])
    month = month_asked(request, Month.of(request.now).previous)
    months, named = newest_months(request.now, MONTHS_SHOWN), areas.areas_by_code(choice)
    told = {
        "kelurahan": named[code.digits], "choice": [named[one.digits] for one in choice],
        "month": month, "months": months, "found": quiet_months(code, month), "wrong": wrong, "about": about,
        "typed": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "bendahara/nihil.html", told, status=status)


def look(request: Asked, number: int) -> HttpResponse:
    """What somebody saw on the spot; once."""
    refuse_get(request)
    attestation = attestation_to_read(request.actor, number)
    stood = {"stood": True, "fell": False}.get(request.POST.get("do", ""))
    try:
        if stood is None:
            raise Refused("do", "Pilih apa yang hendak dilakukan.")
        actions.check_attestation(
            attestation, stood=stood, words=request.POST.get("words", ""), by=request.actor, at=request.now
        )
    except Refused as refusal:
        if refusal.code not in ("words", "do"):
            raise
        return page(request, words_of(refusal), STATUS.get(refusal.code, 400), about=number)
    address = urlencode({"kelurahan": request.GET.get("kelurahan", ""), "bulan": str(Month.of(attestation.month))})
    return redirect(f"{reverse('nihil-semua')}?{address}")
