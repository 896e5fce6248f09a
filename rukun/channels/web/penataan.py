"""Penataan: the kelurahan enters which RT and RW begin, merge or end; Tapem reads what that does, and answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.areas import outline
from rukun.areas import queries as areas
from rukun.areas.asked import Outline
from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.request.reading import Reading
from rukun.channels.web.templatetags.written import unit_name
from rukun.funds.queries.ledger import kas_of
from rukun.funds.queries.months import closed_from
from rukun.penataan import access, actions, queries, rules
from rukun.penataan.rules import LIVE, State, What, Wish, unit_numbered
from rukun.transparency.drawings.outlines import as_geojson, outlines_in, picture_of
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month, day_in, day_of
from rukun.values.typed import one_line

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from rukun.penataan.models import Change

FIELDS = ("apa", "kelurahan", "unit", "into", "kind", "rw", "rt", "decision", "decided_on", "on", "batas", "menyusut")
# Where the form tells what is wrong beside a field; the rest is told above it.
SHOWN_AT = ("unit", "into", "rw", "rt", "decision", "decided_on", "on", "batas")
WITH_BORDER = (What.FOUNDED, What.BORDERED)
FINISHED_A_PAGE = 30


def listed(request: Asked) -> HttpResponse:
    """What waits and what was done, and the form by which the office of a kelurahan enters a change."""
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "").strip() for name in FIELDS}
    reading = Reading()
    if request.method == "POST":
        made = _proposed(request, typed, reading)
        if made is not None:
            return redirect("penataan-satu", number=made.pk)
    found = queries.changes_within(access.areas_to_read(request.actor))
    told = {
        "live": list(found.filter(state__in=sorted(LIVE))),
        **_finished(request, found),
        "typed": typed,
        "wrong": reading.wrong_at(SHOWN_AT),
        "today": day_of(request.now),
        **_form(request, typed),
    }
    return render(request, "penataan/daftar.html", told, status=reading.status)


def one(request: Asked, number: int) -> HttpResponse:
    """One change: what it does to people and money, and what may still be done with it."""
    change, wrong, status = access.change_to_read(request.actor, number), "", 200
    if request.method == "POST":
        try:
            _act(request, number)
            return redirect("penataan-satu", number=number)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
            change = access.change_to_read(request.actor, number)
    told = {
        "change": change,
        "wrong": wrong,
        "reason": request.POST.get("reason", ""),
        "may_answer": change.state == State.WAITING and access.may_answer(request.actor, change),
        "may_take_back": change.state in LIVE and access.may_propose(request.actor, change),
        **(_what_it_does(request, change) if change.state in LIVE else {}),
    }
    return render(request, "penataan/satu.html", told, status=status)


def border(request: Asked, number: int) -> HttpResponse:
    """The border that was entered, as a file for whoever is to look at it on a better map."""
    change = access.change_to_read(request.actor, number)
    if change.border is None:
        raise hidden()
    told = {
        "code": change.unit_code.official, "name": f"{unit_name(change.unit_code)}, {change.kelurahan.name}",
        "from": change.on.isoformat(), "decision": change.decision,
        "drawn": "by hand" if change.is_drawn else "from a file",
    }  # fmt: skip
    response = HttpResponse(as_geojson(change.border, told), content_type="application/geo+json")
    name = f"batas-{change.unit}-{change.pk}.geojson"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _finished(request: Asked, found: QuerySet[Change]) -> dict[str, Any]:
    """A page of those that nobody waits for any more."""
    rows, paged = rows_asked(request, found.exclude(state__in=sorted(LIVE)), FINISHED_A_PAGE)
    return {**paged, "finished": rows, "address": ""}


def _form(request: Asked, typed: dict[str, str]) -> dict[str, Any]:
    """What the office may choose from; nothing for Tapem."""
    wards = list(areas.areas_by_code(access.kelurahan_to_propose_in(request.actor)).values())
    asked = next((ward for ward in wards if ward.code == typed["kelurahan"]), wards[0] if wards else None)
    units = list(areas.units_of(asked.area_code, day_of(request.now))) if asked else []
    return {
        "wards": wards,
        "ward": asked,
        "rws": [unit for unit in units if unit.kind == Kind.RW],
        "units": units,
        "file": request.FILES.get("berkas"),
        "borders": outlines_in(asked.area_code) if asked and typed["apa"] in WITH_BORDER else [],
    }


def _proposed(request: Asked, typed: dict[str, str], reading: Reading) -> Change | None:
    """The change, where nothing was wrong with what was typed; else all that was is told at once."""
    wish = _wish(request, typed, reading)
    return reading.part(lambda: actions.propose(wish, by=request.actor, at=request.now)) if wish else None


def _wish(request: Asked, typed: dict[str, str], reading: Reading) -> Wish | None:
    today = day_of(request.now)
    kelurahan, what = reading.part(lambda: AreaCode.parse(typed["kelurahan"])), reading.part(lambda: _what(typed))
    if kelurahan is None or what is None:
        return None
    unit = (
        _founded(kelurahan, typed, reading)
        if what is What.FOUNDED
        else reading.part(lambda: _unit(typed["unit"], "unit", kelurahan))
    )
    into = reading.part(lambda: _heir(typed["into"], unit, kelurahan)) if what is What.MERGED else None
    border = reading.part(lambda: _border(request, typed, what)) if what in WITH_BORDER else None
    decision = one_line(typed["decision"])
    reading.part(lambda: rules.refuse_unnamed(decision))
    decided_on = reading.part(lambda: _day(typed["decided_on"], "decided_on", today, rules.refuse_decided_later))
    on = reading.part(lambda: _day(typed["on"], "on", today, rules.refuse_far))
    if reading.refused or unit is None or decided_on is None or on is None:
        return None
    return Wish(what, unit, on, decision, decided_on, into, border)


def _what(typed: dict[str, str]) -> What:
    try:
        return What(typed["apa"])
    except ValueError:
        raise Refused("what", "Pilih apa yang berubah.", field="apa") from None


def _founded(kelurahan: AreaCode, typed: dict[str, str], reading: Reading) -> AreaCode | None:
    """The code of a unit by its numbers; each of them is told where it is none."""
    rw, rt = number_in(typed["rw"]), number_in(typed["rt"]) or 0
    above = reading.part(lambda: unit_numbered(kelurahan, rw, None))
    if typed["kind"] == Kind.RW:
        return above
    unit = reading.part(lambda: unit_numbered(kelurahan, rw if above else 1, rt))
    return unit if above else None


def _heir(text: str, unit: AreaCode | None, kelurahan: AreaCode) -> AreaCode:
    heir = _unit(text, "into", kelurahan)
    if unit is not None:
        rules.refuse_heir(heir, unit, kelurahan)
    return heir


def _unit(text: str, field: str, kelurahan: AreaCode) -> AreaCode:
    try:
        unit = AreaCode.parse(text)
        rules.refuse_elsewhere(unit, kelurahan)
    except Refused:
        if field == "into":
            raise Refused("unit", "Pilih RT atau RW yang menerimanya.", field=field) from None
        raise Refused("unit", "Pilih RT atau RW.", field=field) from None
    return unit


def _border(request: Asked, typed: dict[str, str], what: What) -> Outline | None:
    """The border that was sent along, as a file or drawn on the map: the file goes first."""
    file, cuts = request.FILES.get("berkas"), bool(typed["menyusut"])
    border = None
    if file is not None:
        # One byte more than may be: what is longer is refused, and not read to its end.
        border = outline.asked_for(file.read(outline.BYTES_MAX + 1), is_drawn=False, cuts=cuts)
    elif typed["batas"]:
        border = outline.asked_for(typed["batas"], is_drawn=True, cuts=cuts)
    rules.refuse_without_border(what, border)
    return border


def _day(text: str, field: str, today: date, refuse: Callable[[date, date], None]) -> date:
    day = day_in(text)
    if day is None and field == "on":
        raise Refused("day", "Tulis sejak tanggal berapa berlaku.", field=field)
    if day is None:
        raise Refused("day", "Tulis tanggal keputusannya.", field=field)
    refuse(day, today)
    return day


def _act(request: Asked, number: int) -> None:
    doing, by, at = request.POST.get("do", ""), request.actor, request.now
    if doing == "agree":
        actions.agree(number, by=by, at=at)
    elif doing == "turn-down":
        actions.turn_down(number, reason=request.POST.get("reason", ""), by=by, at=at)
    elif doing == "take-back":
        actions.take_back(number, by=by, at=at)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")


def _what_it_does(request: Asked, change: Change) -> dict[str, Any]:
    """How many sit there, what is in the kas, and which closed months it comes too late for."""
    told: dict[str, Any] = {"closed": closed_from(change.kelurahan.area_code, Month.of(change.on))}
    if change.border is not None:
        told |= {"picture": picture_of(change.unit_code, change.border)}
    elif change.what == What.ENDED:
        told |= {"ground": next(iter(areas.present_borders(within=change.unit_code)), None)}
    if change.what in WITH_BORDER:
        return told
    return told | {
        "seats": queries.seats_held_in(change.unit_code, request.now),
        "kas": kas_of(change.unit_code),
    }
