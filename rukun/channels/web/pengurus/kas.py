"""Kas: what came in, what is on its way, what is left, and what it may be spent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.pengurus.unit import unit_asked
from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.channels.web.request.middleware import words_of
from rukun.funds import queries as funds
from rukun.funds.queries.payment import payments_for
from rukun.funds.queries.spending import Catalogue, catalogue_of
from rukun.funds.uses import ASKED_LETTERS_MAX, search
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.funds.models import Payment, Statement

MONTHS_A_PAGE = 24
# What is asked first wherever the money is new; one tap instead of typing.
OFTEN = ("HP", "Pulsa", "Konsumsi rapat", "Honor", "Cat gapura", "Santunan")


def kas(request: Asked) -> HttpResponse:
    """The account of the unit, its months, and the decree's answer to an everyday question."""
    whose = unit_asked(request)
    asked = request.GET.get("cari", "").strip()[:ASKED_LETTERS_MAX]
    catalogue, without = _catalogue(request, whose.unit.area_code)
    uses = catalogue.uses if catalogue else ()
    payments, paged = rows_asked(request, funds.payments_of(whose.seat.area), MONTHS_A_PAGE)
    told = {
        **paged,
        "whose": whose,
        "account": funds.account_of(whose.unit),
        "payments": _with_way(payments),
        "address": whose.in_address,
        "decree": catalogue.decree if catalogue else None,
        "without": without,
        "asked": asked,
        "found": search(uses, asked) if asked else None,
        "often": OFTEN,
        "uses": uses,
        "month": Month.of(request.now),
    }
    return render(request, "pengurus/kas.html", told)


def _with_way(statements: list[Statement]) -> list[tuple[Statement, Payment | None]]:
    """Each month with the way its money went, where it went through the bank or was handed over."""
    ways = payments_for([statement.pk for statement in statements])
    return [(statement, ways.get(statement.pk)) for statement in statements]


def _catalogue(request: Asked, unit: AreaCode) -> tuple[Catalogue | None, str]:
    """The decree of the present month with the answers of the kelurahan, or why there is none to ask."""
    try:
        return catalogue_of(unit, request.now), ""
    except Refused as refusal:
        return None, words_of(refusal)
