"""Kas: what came in, what is on its way, what is left, and what it may be spent on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.asked import Asked, page_asked
from rukun.channels.web.middleware import words_of
from rukun.channels.web.pengurus.unit import unit_asked
from rukun.funds import queries as funds
from rukun.funds.decree import Decree
from rukun.funds.uses import ASKED_LETTERS_MAX, search
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

MONTHS_A_PAGE = 24
# What is asked first wherever the money is new; one tap instead of typing.
OFTEN = ("HP", "Pulsa", "Konsumsi rapat", "Honor", "Cat gapura", "Santunan")


def kas(request: Asked) -> HttpResponse:
    """The account of the unit, its months, and the decree's answer to an everyday question."""
    whose = unit_asked(request)
    asked = request.GET.get("cari", "").strip()[:ASKED_LETTERS_MAX]
    decree, without = _decree(request, Kind(whose.unit.kind))
    uses = decree.uses if decree else ()
    page = page_asked(request)
    payments = list(funds.payments_of(whose.seat.area)[(page - 1) * MONTHS_A_PAGE : page * MONTHS_A_PAGE + 1])
    told = {
        "whose": whose,
        "account": funds.account_of(whose.unit),
        "payments": payments[:MONTHS_A_PAGE],
        "page": page,
        "has_more": len(payments) > MONTHS_A_PAGE,
        "address": whose.in_address,
        "decree": decree,
        "without": without,
        "asked": asked,
        "found": search(uses, asked) if asked else None,
        "often": OFTEN,
        "uses": uses,
        "month": Month.of(request.now),
    }
    return render(request, "pengurus/kas.html", told)


def _decree(request: Asked, kind: Kind) -> tuple[Decree | None, str]:
    """The decree of the present month, or why there is none to ask."""
    try:
        return funds.decree_for(kind, Month.of(request.now), day_of(request.now)), ""
    except Refused as refusal:
        return None, words_of(refusal)
