"""Loket: a clerk types what somebody of a unit tells; the report is the unit's, and counts like any other."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.reports import actions as reports
from rukun.reports import queries
from rukun.reports.rules import PHOTOS_MAX, TOLD_LATE_DAYS_MAX
from rukun.sosialisasi.helped import access, actions
from rukun.sosialisasi.helped import queries as helped
from rukun.sosialisasi.helped.rules import FORMS_EACH_MAX, day_told
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, start_of

FIELDS = ("key", "unit", "category", "words", "day")
# A day that somebody tells has no hour; its middle stands for it.
NOON_HOURS = 12


def page(request: Asked) -> HttpResponse:
    """The form, what was typed last, and the ways to paper; what was typed is never lost."""
    if request.method == "POST":
        try:
            return recorded(_filed(request, typed_of(request)))
        except Refused as refusal:
            return shown(request, refusal)
    return shown(request)


def shown(request: Asked, refusal: Refused | None = None) -> HttpResponse:
    """The page, with what was refused beside its field; a stranger's request is refused whole."""
    if refusal is not None and refusal.code == "hidden":
        raise refusal
    code = access.kelurahan_at_counter(request.actor)
    wrong = {refusal.field or "form": words_of(refusal)} if refusal else {}
    told = choices(request, code) | {
        "kelurahan": areas.area(code),
        "typed": typed_of(request),
        "wrong": wrong,
        "recorded": request.GET.get("tercatat", ""),
        "latest": helped.typed_within(code),
        "forms": list(helped.forms_to_type(code)),
        "forms_each_max": FORMS_EACH_MAX,
    }
    return render(request, "loket/loket.html", told, status=STATUS.get(refusal.code, 400) if refusal else 200)


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


def draft_of(request: Asked, typed: dict[str, str], unit: AreaCode) -> reports.Draft:
    """What was typed, at the place of the unit itself: a clerk who was not there knows no better."""
    uploads = request.FILES.getlist("photos")
    if len(uploads) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)
    day = day_told(typed["day"], day_of(request.now))
    told_at = start_of(day).replace(hour=NOON_HOURS)
    return reports.Draft(
        key=typed["key"], category=queries.category(typed["category"]), words=typed["words"],
        captured_at=min(told_at, request.now), chosen=unit,
        photos=[reports.keep_photo(upload.read(), at=request.now) for upload in uploads],
    )  # fmt: skip


def _filed(request: Asked, typed: dict[str, str]) -> Any:
    if not typed["unit"]:
        raise Refused("unit", "Pilih RT atau RW.", field="unit")
    unit = AreaCode.parse(typed["unit"])
    access.unit_to_type_for(request.actor, unit, request.now)
    day = day_told(typed["day"], day_of(request.now))
    return actions.file_at_counter(draft_of(request, typed, unit), unit, day, by=request.actor, at=request.now)


def units_chosen(request: Asked, code: AreaCode) -> list[Any]:
    """The units that a form of the page names: one, or an RW with all its RT (`rw:` before its code)."""
    text = request.POST.get("unit", "").strip()
    units = list(areas.units_of(code, on=day_of(request.now)))
    if text.startswith("rw:"):
        return [unit for unit in units if unit.code.startswith(text[3:]) and unit.area_code.kind is Kind.RT]
    found = [unit for unit in units if unit.code == text]
    if not text or not found:
        raise Refused("unit", "Pilih RT atau RW.", field="unit") if not text else hidden()
    return found
