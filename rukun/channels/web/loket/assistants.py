"""Pendamping: whom the head of a unit, or the office, names to report for it, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import source_for
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.reading import Reading
from rukun.channels.web.request.shown import note_names
from rukun.people.entering import doorkeeper
from rukun.people.entering.throttle import DAY, Cap
from rukun.people.queries import person_by_login
from rukun.people.rules import HEAD_OF
from rukun.sosialisasi.helped import access, actions
from rukun.sosialisasi.helped import queries as helped
from rukun.sosialisasi.helped.rules import ASSISTANTS_MAX
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.sosialisasi.models import Assistant

# Naming somebody tells whether a login is known here; a head needs few tries, a listener wants thousands.
NAMINGS = {"subject": Cap(20, DAY)}
FIELDS = ("unit", "login")


def page(request: Asked) -> HttpResponse:
    """Who assists, a form to name somebody, and a button that ends it."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    reading = Reading()
    if request.method == "POST":
        _do(request, typed, reading)
        if not reading.refused:
            return redirect(reverse("pendamping"))
    told = {"typed": typed, "wrong": reading.wrong_at(FIELDS), "most": ASSISTANTS_MAX, **_shown(request)}
    return render(request, "loket/pendamping.html", told, status=reading.status)


def _shown(request: Asked) -> dict[str, Any]:
    """A head's own units, or for the office every unit of its kelurahan."""
    own = [seat.area for seat in request.actor.seats if seat.role in HEAD_OF.values()]
    if own:
        found = areas.areas_by_code(own)
        assistants = _noted(request, list(helped.assistants_of(own)), own[0])
        return {"units": [found[code.digits] for code in own], "assistants": assistants}
    kelurahan = access.kelurahan_at_counter(request.actor)
    units = list(areas.units_of(kelurahan, on=day_of(request.now)))
    assistants = _noted(request, list(helped.assistants_within(kelurahan)), kelurahan)
    return {"units": units, "assistants": assistants, "is_office": True}


def _noted(request: Asked, assistants: list[Assistant], area: AreaCode) -> list[Assistant]:
    """That their names are about to be shown."""
    note_names(request, [one.person_id for one in assistants], about=f"area:{area.digits}")
    return assistants


def _do(request: Asked, typed: dict[str, str], reading: Reading) -> None:
    number = request.POST.get("end", "")
    if number:
        known = number_in(number)
        if known is None:
            raise hidden()
        reading.part(lambda: actions.end_assistance(known, by=request.actor, at=request.now))
        return
    unit, login = reading.part(lambda: _unit(typed["unit"])), reading.part(lambda: _login(typed["login"]))
    if unit is not None and login is not None:
        reading.part(lambda: _named(request, unit, login))


def _unit(text: str) -> AreaCode:
    unit = AreaCode.parse(text) if text else None
    if unit is None or unit.kind not in (Kind.RT, Kind.RW):
        raise Refused("unit", "Pilih RT atau RW.", field="unit")
    return unit


def _login(text: str) -> str:
    if not text:
        raise Refused("login", "Tulis nomor telepon atau surel pendamping.", field="login")
    return text


def _named(request: Asked, unit: AreaCode, login: str) -> None:
    namer = access.seat_that_names(request.actor, unit)
    doorkeeper.spend("assistant", namer.named, NAMINGS, source=source_for(request), at=request.now)
    actions.name_assistant(unit, person_by_login(login), by=request.actor, at=request.now)
