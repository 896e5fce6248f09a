"""Loket: a clerk types what somebody of a unit tells; the report is the unit's, and counts like any other."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.reading import Reading
from rukun.reports import actions as reports
from rukun.reports import queries
from rukun.reports.rules import PHOTOS_MAX, TOLD_LATE_DAYS_MAX, refuse_empty
from rukun.sosialisasi.helped import access, actions
from rukun.sosialisasi.helped import queries as helped
from rukun.sosialisasi.helped.rules import FORMS_EACH_MAX, day_told
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, start_of

if TYPE_CHECKING:
    from rukun.reports.models import Report
    from rukun.reports.rules import StoredPhoto

FIELDS = ("key", "unit", "category", "words", "day")
# The fields beside which the page tells what was wrong.
SHOWN_AT = ("unit", "category", "day", "words", "photos", "picture", "sheets", "each")
Told = tuple[reports.Draft, date]
# A day that somebody tells has no hour; its middle stands for it.
NOON_HOURS = 12


def page(request: Asked) -> HttpResponse:
    """The form, what was typed last, and the ways to paper; what was typed is never lost, and all that is wrong is told
    at once."""
    reading = Reading()
    if request.method == "POST":
        report = _filed(request, reading)
        if report is not None:
            return recorded(report)
        return shown(request, reading, typed_of(request))
    return shown(request, reading)


def shown(request: Asked, reading: Reading, typed: dict[str, str] | None = None) -> HttpResponse:
    """The page, with what was refused of one of its forms; `typed` is what stands in the one for what was told."""
    code = access.kelurahan_at_counter(request.actor)
    told = choices(request, code) | {
        "kelurahan": areas.area(code),
        "typed": typed or {"key": uuid.uuid4().hex},
        "wrong": reading.wrong_at(SHOWN_AT),
        "each": request.POST.get("each", "3"),
        "number": request.POST.get("code", ""),
        "printed": "" if typed else request.POST.get("unit", ""),
        "recorded": request.GET.get("tercatat", ""),
        "latest": helped.typed_within(code),
        "forms": list(helped.forms_to_type(code)),
        "forms_each_max": FORMS_EACH_MAX,
    }
    return render(request, "loket/loket.html", told, status=reading.status)


def typed_of(request: Asked) -> dict[str, str]:
    """What stands in the form; its key is made where there is none."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    return typed | {"key": typed["key"] or uuid.uuid4().hex}


def recorded(filed: Any) -> HttpResponse:
    """Back to the counter, which says so."""
    return redirect(f"{reverse('loket')}?tercatat={filed.code}#tercatat")


def choices(request: Asked, code: AreaCode) -> dict[str, Any]:
    """What both forms of the counter choose from: units by RW, kinds by group, days that may be told."""
    units = list(areas.units_of(code, on=day_of(request.now)))
    kinds = queries.categories()
    return {
        "units": [
            (rw, [unit for unit in units if unit.code.startswith(rw.code)])
            for rw in units
            if rw.area_code.kind is Kind.RW
        ],
        "activities": [kind for kind in kinds if kind.group == "activity"],
        "problems": [kind for kind in kinds if kind.group == "problem"],
        "today": day_of(request.now),
        "told_days": TOLD_LATE_DAYS_MAX,
        "photos_max": PHOTOS_MAX,
    }


def told_of(request: Asked, typed: dict[str, str], unit: AreaCode | None, reading: Reading) -> Told | None:
    """What was typed and the day of it, at the place of the unit itself: a clerk who was not there knows no better."""
    category = reading.part(lambda: queries.category(typed["category"]))
    day = reading.part(lambda: day_told(typed["day"], day_of(request.now)))
    photos = reading.part(lambda: photos_sent(request))
    if photos is not None:
        reading.part(lambda: refuse_empty(typed["words"], len(photos)))
    if reading.refused or unit is None or category is None or day is None or photos is None:
        return None
    told_at = start_of(day).replace(hour=NOON_HOURS)
    draft = reports.Draft(
        key=typed["key"], category=category, words=typed["words"], captured_at=min(told_at, request.now), chosen=unit,
        photos=photos,
    )  # fmt: skip
    return draft, day


def photos_sent(request: Asked) -> list[StoredPhoto]:
    """The photos of a form at the counter."""
    uploads = request.FILES.getlist("photos")
    if len(uploads) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)
    return [reports.keep_photo(upload.read(), at=request.now) for upload in uploads]


def _filed(request: Asked, reading: Reading) -> Report | None:
    typed = typed_of(request)
    access.kelurahan_at_counter(request.actor)
    unit = reading.part(lambda: _unit(request, typed["unit"]))
    told = told_of(request, typed, unit, reading)
    if told is None or unit is None:
        return None
    draft, day = told
    return reading.part(lambda: actions.file_at_counter(draft, unit, day, by=request.actor, at=request.now))


def _unit(request: Asked, text: str) -> AreaCode:
    if not text:
        raise Refused("unit", "Pilih RT atau RW.", field="unit")
    unit = AreaCode.parse(text)
    access.unit_to_type_for(request.actor, unit, request.now)
    return unit


def units_chosen(request: Asked, code: AreaCode) -> list[Any]:
    """The units that are to get sheets: one, or an RW with all its RT (`rw:` before its code)."""
    text = request.POST.get("unit", "").strip()
    units = list(areas.units_of(code, on=day_of(request.now)))
    if text.startswith("rw:"):
        return [unit for unit in units if unit.code.startswith(text[3:]) and unit.area_code.kind is Kind.RT]
    found = [unit for unit in units if unit.code == text]
    if not text or not found:
        raise Refused("unit", "Pilih RT atau RW.", field="sheets") if not text else hidden()
    return found
