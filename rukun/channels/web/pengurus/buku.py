"""Kas: the cash book by month, the budget of a year, and the kas handed from one head to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.pengurus.unit import UnitAsked, unit_asked, unit_looked
from rukun.channels.web.request.asked import Asked, month_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions
from rukun.funds import queries as funds
from rukun.funds.catalogue import rupiah_of
from rukun.funds.queries.spending import Planned, book_of, budget_of, catalogue_of, last_handover
from rukun.people.rules import HEAD_OF
from rukun.values.code import Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month


def book(request: Asked) -> HttpResponse:
    """A month of the kas, line by line with what lay there afterwards, and the year's spending beside its budget."""
    whose = unit_looked(request)
    now = Month.of(request.now)
    month = month_asked(request, now)
    if month > now:
        raise Refused("month", "Bulan {month} belum mulai.", field="month", month=month)
    told = {
        "whose": whose,
        "month": month,
        "months": [month.previous, *([month.next] if month < now else [])],
        "book": book_of(whose.unit, month, month),
        "planned": _planned(whose, request, month.year),
        "address": whose.in_address,
    }
    return render(request, "pengurus/buku.html", told)


def _planned(whose: UnitAsked, request: Asked, year: int) -> Sequence[Planned]:
    """The year by use. What was planned and not spent on yet is called as the catalogue of today calls it."""
    lines = budget_of(whose.unit, year, ())
    if all(line.spent for line in lines):
        return lines
    try:
        names = {use.code: use.name for use in catalogue_of(whose.unit.area_code, request.now).uses}
    except Refused:  # no decree
        return lines
    return [line if line.spent else replace(line, name=names.get(line.code, line.name)) for line in lines]


def budget(request: Asked) -> HttpResponse:
    """What the unit means to spend this year, use by use; beside each what was spent so far."""
    whose, wrong, status = unit_asked(request), "", 200
    try:
        catalogue, year = catalogue_of(whose.unit.area_code, request.now), Month.of(request.now).year
    except Refused:  # no decree: Kas says so, and why
        return redirect(_address("kas", whose))
    uses = [use for use in catalogue.uses if use.ruling != "no"]
    if request.method == "POST":
        try:
            planned = {
                use.code: rupiah_of(request.POST.get(use.code, "") or "0")
                for use in uses
                if use.code in request.POST
            }  # fmt: skip
            actions.plan_budget(whose.unit, year, planned, by=request.actor, at=request.now)
            return redirect(_address("kas-buku", whose))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    known = {line.code: line for line in budget_of(whose.unit, year, catalogue.uses)}
    rows = [
        (use, request.POST.get(use.code) or (line.planned if line else 0) or "", line.spent if line else 0)
        for use in uses
        for line in [known.get(use.code)]
    ]
    told = {"whose": whose, "year": year, "rows": rows, "wrong": wrong}
    return render(request, "pengurus/anggaran.html", told, status=status)


def handover(request: Asked) -> HttpResponse:
    """Who leaves counts the kas, who comes counts it again; every difference has a name."""
    whose, wrong, status = unit_asked(request), "", 200
    if request.method == "POST":
        try:
            _hand(request, whose)
            return redirect(_address("serah-terima", whose))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    last = last_handover(whose.unit)
    waiting = last if last is not None and not hasattr(last, "takeover") else None
    told = {
        "whose": whose,
        "balance": funds.account_of(whose.unit).balance,
        "last": last,
        "takeover": getattr(last, "takeover", None),
        "waiting": waiting,
        "may_take": waiting is not None and waiting.by_id != request.actor.person_id and _is_head(whose),
        "wrong": wrong,
        "typed": request.POST,
    }
    return render(request, "pengurus/serah-terima.html", told, status=status)


def _hand(request: Asked, whose: UnitAsked) -> None:
    counted, words = rupiah_of(request.POST.get("jumlah", "")), request.POST.get("words", "")
    number = request.POST.get("nomor", "")
    if number:
        known = number_in(number)
        if known is None:
            raise Refused("number", "Nomor ditulis dengan angka.")
        actions.take_over(known, found=counted, words=words, by=request.actor, at=request.now)
    else:
        actions.hand_over(whose.unit, stated=counted, words=words, by=request.actor, at=request.now)


def _is_head(whose: UnitAsked) -> bool:
    return whose.seat.role is HEAD_OF[Kind(whose.unit.kind)]


def _address(name: str, whose: UnitAsked) -> str:
    return reverse(name) + (f"?{whose.in_address}" if whose.in_address else "")
