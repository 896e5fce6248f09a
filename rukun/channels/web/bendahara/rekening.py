"""Rekening: to which account a unit's money goes; two people change it, and it rests for a week."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.bendahara.scope import kelurahan_asked
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds.access import seat_to_name_account
from rukun.funds.queries.payment import accounts_of
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of


def listed(request: Asked, wrong: str = "", status: int = 200, about: int = 0) -> HttpResponse:
    """The accounts of a kelurahan's units: in use, resting, waiting, or none."""
    kelurahan, choice = kelurahan_asked(request)
    units = list(areas.units_of(kelurahan.area_code, on=day_of(request.now)))
    rows = accounts_of(units, request.now)
    told = {
        "kelurahan": kelurahan, "choice": choice, "rows": rows, "address": f"kelurahan={kelurahan.code}",
        "waiting": [row for row in rows if row.is_waiting], "without": sum(row.in_use is None for row in rows),
        "me": request.actor.person_id, "wrong": wrong, "about": about, "typed": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "bendahara/rekening.html", told, status=status)


def one(request: Asked, code: str) -> HttpResponse:
    """One unit's account, and the form that proposes another."""
    found = AreaCode.parse(code)
    if found.kind not in (Kind.RT, Kind.RW):
        raise hidden()
    seat_to_name_account(request.actor, found)
    unit, wrong, status = areas.area(found), "", 200
    typed = {name: request.POST.get(name, "").strip() for name in ("bank", "number", "holder")}
    if request.method == "POST":
        try:
            actions.propose_account(unit, **typed, by=request.actor, at=request.now)
            return redirect("rekening-unit", code=code)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {"unit": unit, "row": accounts_of([unit], request.now)[0], "typed": typed, "wrong": wrong}
    return render(request, "bendahara/rekening-satu.html", told, status=status)


def decide(request: Asked, number: int) -> HttpResponse:
    """Agree to an account, or turn it down with a reason."""
    refuse_get(request)
    is_agreed = {"agree": True, "turn-down": False}.get(request.POST.get("do", ""))
    try:
        if is_agreed is None:
            raise Refused("do", "Pilih apa yang hendak dilakukan.")
        made = actions.decide_account(
            number, is_agreed=is_agreed, words=request.POST.get("words", ""), by=request.actor, at=request.now
        )
    except Refused as refusal:
        if refusal.code not in ("words", "do"):
            raise
        return listed(request, words_of(refusal), STATUS.get(refusal.code, 400), about=number)
    kelurahan = made.account.unit.area_code.up_to(Kind.KELURAHAN)
    return redirect(reverse("rekening") + f"?kelurahan={kelurahan.digits}")
