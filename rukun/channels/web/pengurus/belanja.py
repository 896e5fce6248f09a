"""Kas: enter an expense in three steps (for what, how much, the receipt), look at one, take it back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.pengurus.unit import UnitAsked, unit_asked
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.umum.portal import picture
from rukun.funds import access, actions
from rukun.funds import queries as funds
from rukun.funds.catalogue import BACK, refuse_amounts, refuse_day, refuse_use, rupiah_of, use_of
from rukun.funds.decree import Ruling
from rukun.funds.queries.spending import Catalogue, catalogue_of
from rukun.funds.uses import ASKED_LETTERS_MAX, search
from rukun.reports.actions import keep_photo
from rukun.values.refused import Refused
from rukun.values.time import day_in, day_of

FIELDS = ("untuk", "jumlah", "hari", "kepada", "pajak", "catatan", "tanpa", "key")


def record(request: Asked) -> HttpResponse:
    """One address for the three steps; what was typed travels along, and the same form sent twice is one expense."""
    whose = unit_asked(request)
    try:
        catalogue = catalogue_of(whose.unit.area_code, request.now)
    except Refused:  # no decree: Kas says so, and why
        return redirect(_address("kas", whose))
    typed = {name: (request.POST or request.GET).get(name, "").strip() for name in FIELDS}
    wrong, status = "", 200
    if request.method == "POST":
        try:
            made = actions.record_expense(whose.unit, _paid(request, typed), by=request.actor, at=request.now)
            return redirect(_address("kas-buku", whose) + f"#b{made.pk}")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    if not typed["untuk"]:
        return render(request, "pengurus/catat-untuk.html", _first(request, whose, catalogue))
    use = use_of(catalogue.uses, typed["untuk"])
    why = _closed(use)
    told = {
        "whose": whose, "use": use, "decree": catalogue.decree, "typed": typed, "why": why,
        "today": day_of(request.now),
        "balance": funds.account_of(whose.unit).balance, "is_back": use.code == BACK.code,
    }  # fmt: skip
    if not wrong and not why and "jumlah" in request.GET:
        wrong, status = _wrong_so_far(request, use, typed)
    if why or "jumlah" not in (request.POST or request.GET) or (wrong and request.method != "POST"):
        return render(request, "pengurus/catat-berapa.html", told | {"wrong": wrong}, status=status)
    typed["key"] = typed["key"] or uuid.uuid4().hex
    told |= {"wrong": wrong, "back": _back(whose, typed), **_read(typed)}
    return render(request, "pengurus/catat-bukti.html", told, status=status)


def one(request: Asked, number: int) -> HttpResponse:
    """One expense with its receipt and what the catalogue said of it; the board takes it back with a reason."""
    expense, wrong, status = access.expense_to_read(request.actor, number), "", 200
    if request.method == "POST":
        try:
            actions.take_back(number, words=request.POST.get("words", ""), by=request.actor, at=request.now)
            return redirect("kas-belanja", number=number)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    is_own = any(seat.area == expense.unit.area_code for seat in access.units_to_read(request.actor))
    told = {
        "expense": expense, "reversal": getattr(expense, "reversal", None), "is_own": is_own, "wrong": wrong,
        "typed": request.POST.get("words", ""), "address": f"unit={expense.unit.code}",
    }  # fmt: skip
    return render(request, "pengurus/belanja.html", told, status=status)


def receipt(request: Asked, digest: str) -> HttpResponseBase:
    """A receipt, or the minutes of a meeting, for whoever reads that cash book."""
    return picture(request, access.receipt_to_see(request.actor, digest))


def _first(request: Asked, whose: UnitAsked, catalogue: Catalogue) -> dict[str, Any]:
    asked = request.GET.get("cari", "").strip()[:ASKED_LETTERS_MAX]
    found = search(catalogue.uses, asked) if asked else None
    return {
        "whose": whose, "decree": catalogue.decree, "asked": asked,
        "uses": (*found.answers, *found.guesses) if found else (*catalogue.uses, BACK), "is_all": found is None,
    }  # fmt: skip


def _closed(use: Ruling) -> str:
    """Why nothing can be bought for this use, at any price; empty where something can."""
    try:
        refuse_use(use, 0)
    except Refused as refusal:
        return words_of(refusal)
    return ""


def _wrong_so_far(request: Asked, use: Ruling, typed: dict[str, str]) -> tuple[str, int]:
    """What is wrong with the second step, before anybody looks for the receipt."""
    try:
        amount = rupiah_of(typed["jumlah"])
        refuse_amounts(amount, rupiah_of(typed["pajak"] or "0", "tax"))
        refuse_use(use, amount)
        refuse_day(_day(typed["hari"]), day_of(request.now))
        if not typed["kepada"]:
            raise Refused("supplier", "Tulis kepada siapa dibayar.", field="supplier")
    except Refused as refusal:
        return words_of(refusal), STATUS.get(refusal.code, 400)
    return "", 200


def _paid(request: Asked, typed: dict[str, str]) -> actions.Paid:
    upload = request.FILES.get("kuitansi")
    return actions.Paid(
        key=typed["key"], use=typed["untuk"], day=_day(typed["hari"]), amount=rupiah_of(typed["jumlah"]),
        supplier=typed["kepada"], tax=rupiah_of(typed["pajak"] or "0", "tax"), words=typed["catatan"],
        receipt=keep_photo(upload.read(), at=request.now) if upload else None, without=typed["tanpa"],
    )  # fmt: skip


def _day(text: str) -> date:
    day = day_in(text)
    if day is None:
        raise Refused("day", "Pilih tanggal pada kuitansi.", field="day")
    return day


def _read(typed: dict[str, str]) -> dict[str, Any]:
    """Amount and day as they are shown again; nothing where they cannot be read."""
    try:
        return {"amount": rupiah_of(typed["jumlah"]), "day": _day(typed["hari"])}
    except Refused:
        return {}


def _back(whose: UnitAsked, typed: dict[str, str]) -> dict[str, str]:
    kept = {name: typed[name] for name in ("untuk", "hari", "kepada", "pajak", "key")}
    return kept | ({"unit": whose.unit.code} if whose.in_address else {})


def _address(name: str, whose: UnitAsked) -> str:
    return reverse(name) + (f"?{whose.in_address}" if whose.in_address else "")
