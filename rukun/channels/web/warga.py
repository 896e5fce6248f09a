"""Pages for whoever reports: the form, own reports, stars, reopening."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.asked import Asked, page_asked, refuse_get
from rukun.channels.web.middleware import words_of
from rukun.followup import access as followup_access
from rukun.followup import actions as followup
from rukun.people.rules import UNIT_ROLES
from rukun.reports import actions, queries
from rukun.reports.rules import PHOTOS_MAX
from rukun.transparency import queries as public
from rukun.transparency.rules import COLOURS_BY_NAME
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused

REPORTS_A_PAGE = 24
SUPPORTED = "dukungan"
FIELDS = ("key", "category", "words", "lat", "lon", "kelurahan", "rw", "rt", "for_unit", "is_private", "captured_at")
# The fields that show what was wrong beside themselves; everything else is told above the form.
SHOWN_AT = ("photos", "place", "category", "words")


def file(request: Asked) -> HttpResponse:
    """The form; what was typed is never lost, and the same form sent twice is one report."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    typed["key"] = typed["key"] or uuid.uuid4().hex
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            filed = actions.file_report(_draft(request, typed), by=request.actor, at=request.now)
            return redirect("laporan-satu", code=filed.code)
        except Refused as refusal:
            wrong = {refusal.field if refusal.field in SHOWN_AT else "form": words_of(refusal)}
    return render(request, "warga/lapor.html", _form(request, typed, wrong), status=400 if wrong else 200)


def _form(request: Asked, typed: dict[str, str], wrong: dict[str, str]) -> dict[str, Any]:
    """The kinds, the areas to choose from by hand, and the units in whose name the actor may report."""
    kinds = list(queries.categories())
    kelurahan = typed["kelurahan"] or _own_kelurahan(request)
    units = list(areas.units_of(AreaCode.parse(kelurahan))) if kelurahan else []
    return {
        "typed": typed | {"kelurahan": kelurahan},
        "wrong": wrong,
        "kinds": [kind for kind in kinds if kind.group == "problem"],
        "activities": [kind for kind in kinds if kind.group == "activity"],
        "wards": areas.areas_of(Kind.KELURAHAN),
        "units": units,
        "own_units": [seat for seat in request.actor.seats if seat.role in UNIT_ROLES],
        "photos_max": PHOTOS_MAX,
    }


def _own_kelurahan(request: Asked) -> str:
    seat = request.actor.seat_as(*UNIT_ROLES)
    return seat.area.up_to(Kind.KELURAHAN).digits if seat else ""


def _draft(request: Asked, typed: dict[str, str]) -> actions.Draft:
    """What was typed as a report; each mistake is refused with the name of its field."""
    category = queries.category(typed["category"])
    uploads = request.FILES.getlist("photos")
    if len(uploads) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)
    place = Place.parse(typed["lat"], typed["lon"]) if typed["lat"] or typed["lon"] else None
    by_hand = typed["rt"] or typed["rw"] or typed["kelurahan"]
    return actions.Draft(
        key=typed["key"],
        category=category,
        words=typed["words"],
        captured_at=_captured_at(typed["captured_at"], request.now),
        place=place,
        chosen=AreaCode.parse(by_hand) if place is None and by_hand else None,
        for_unit=AreaCode.parse(typed["for_unit"]) if typed["for_unit"] else None,
        is_private=typed["is_private"] == "on",
        photos=[actions.keep_photo(upload.read()) for upload in uploads],
    )


def _captured_at(text: str, now: datetime) -> datetime:
    """The phone's time; without it, or when it cannot be read, the time of receipt."""
    try:
        captured = datetime.fromisoformat(text)
    except ValueError:
        return now
    return captured if captured.tzinfo else now


def own(request: Asked) -> HttpResponse:
    """What the actor reported, by state, or what they support; newest first."""
    page, person, chosen = page_asked(request), request.actor.known_id, request.GET.get("tampil", "")
    if chosen not in ("", SUPPORTED, *COLOURS_BY_NAME):
        raise Refused("state", "Status ini tidak dikenal.")
    found = queries.filed_by(person)
    if chosen == SUPPORTED:
        found = public.publicly(queries.supported_of(person))
    elif chosen:
        found = public.in_colour(found, COLOURS_BY_NAME[chosen])
    shown = list(public.with_state(found)[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE + 1])
    told = {
        "reports": shown[:REPORTS_A_PAGE],
        "page": page,
        "has_more": len(shown) > REPORTS_A_PAGE,
        "address": urlencode({"tampil": chosen} if chosen else {}),
        "chosen": chosen,
        "tabs": public.own_counts(person),
        "is_supported": chosen == SUPPORTED,
    }
    return render(request, "warga/laporan-saya.html", told)


def rate(request: Asked, code: str) -> HttpResponse:
    """Stars for a closing."""
    refuse_get(request)
    ticket = followup_access.ticket_to_rate(request.actor, code)
    stars = request.POST.get("stars", "")
    count = int(stars) if stars.isascii() and stars.isdigit() and len(stars) == 1 else 0
    followup.rate(ticket, stars=count, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    return redirect("laporan-satu", code=code)


def reopen(request: Asked, code: str) -> HttpResponse:
    """It is not mended."""
    refuse_get(request)
    ticket = followup_access.ticket_to_rate(request.actor, code)
    followup.reopen(ticket, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    return redirect("laporan-satu", code=code)
