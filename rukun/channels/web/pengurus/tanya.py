"""May the money buy this? The unit asks, and its kelurahan answers: once, and for every unit there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.bendahara.scope import kelurahan_asked
from rukun.channels.web.pengurus.unit import unit_asked
from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds import queries as funds
from rukun.funds.access import seats_that_answer
from rukun.funds.catalogue import rupiah_of
from rukun.funds.queries.accounts import accounts_of_units
from rukun.funds.queries.spending import questions_of, questions_within
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

QUESTIONS_SHOWN = 60


def ask(request: Asked) -> HttpResponse:
    """What the unit asked and what was answered, and a form; what was typed is never lost."""
    whose, wrong, status = unit_asked(request), "", 200
    typed = {name: (request.POST or request.GET).get(name, "").strip() for name in ("words", "untuk", "jumlah")}
    if request.method == "POST":
        try:
            amount = rupiah_of(typed["jumlah"]) if typed["jumlah"] else None
            actions.ask(whose.unit, words=typed["words"], use=typed["untuk"], amount=amount, by=request.actor,
                        at=request.now)  # fmt: skip
            return redirect(reverse("kas-tanya") + (f"?{whose.in_address}" if whose.in_address else ""))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    questions, paged = rows_asked(request, questions_of(whose.unit), QUESTIONS_SHOWN)
    told = {
        **paged, "whose": whose, "typed": typed, "wrong": wrong, "questions": questions, "address": whose.in_address,
    }  # fmt: skip
    return render(request, "pengurus/tanya.html", told, status=status)


def of_kelurahan(request: Asked) -> HttpResponse:
    """The office's page: open questions, and what its units have not accounted for."""
    kelurahan, choice = kelurahan_asked(request)
    code = kelurahan.area_code
    units = list(areas.units_of(code, on=day_of(request.now)))
    decrees = [decree for _, decree in funds.loaded_decrees().values()]
    accounts = accounts_of_units(units, decrees, request.now)
    questions, paged = rows_asked(request, questions_within([code]), QUESTIONS_SHOWN)
    told = {
        **paged,
        "kelurahan": kelurahan,
        "choice": choice,
        "questions": questions,
        "overdue": [one for one in accounts if one.overdue or one.without_receipt],
        "rest": sum(not one.overdue and not one.without_receipt for one in accounts),
        "address": f"kelurahan={code.digits}",
    }
    return render(request, "pengurus/kas-kelurahan.html", told)


def answer(request: Asked, number: int) -> HttpResponse:
    """One question with the form of its answer, or the answer that stands."""
    seats = seats_that_answer(request.actor)
    question = questions_within([seat.area for seat in seats]).filter(pk=number).first()
    if question is None:
        raise hidden()
    wrong, status = "", 200
    if request.method == "POST":
        try:
            limit = request.POST.get("limit", "").strip()
            ruling = request.POST.get("ruling", "")
            ruled = actions.Ruled(
                ruling=ruling, reason=request.POST.get("reason", ""), article=request.POST.get("article", ""),
                limit=rupiah_of(limit, "limit") if limit and ruling == "up-to" else None,
            )  # fmt: skip
            actions.answer(number, ruled, by=request.actor, at=request.now)
            return redirect(f"{reverse('kas-kelurahan')}?kelurahan={question.kelurahan.code}")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {
        "question": question, "answer": getattr(question, "answer", None), "wrong": wrong, "typed": request.POST,
    }  # fmt: skip
    return render(request, "pengurus/jawab-kas.html", told, status=status)
