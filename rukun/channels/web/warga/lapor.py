"""Filing: the form, and what the phone's app asks before and while it sends."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import device_of
from rukun.channels.web.drawing.spoken import spoken
from rukun.channels.web.request.asked import Asked, owner_of, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.templatetags.leading import around
from rukun.channels.web.templatetags.written import pukul, role, unit_name
from rukun.followup import queries as followup
from rukun.people.rules import UNIT_ROLES
from rukun.reports import access, actions, queries
from rukun.reports.direct import store
from rukun.reports.direct.rules import read_claim
from rukun.reports.questions import notices_among
from rukun.reports.rules import PHOTOS_MAX, by_our_clock
from rukun.sosialisasi.helped.actions import file_as_assistant
from rukun.sosialisasi.helped.effort import note_effort
from rukun.sosialisasi.helped.queries import assisted_by
from rukun.sosialisasi.helped.rules import believed_seconds, spent_seconds
from rukun.validation.looking.devices import note_device
from rukun.values.code import AreaCode, Kind
from rukun.values.contacts import for_browsers
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of, moment_in

if TYPE_CHECKING:
    from rukun.reports.models import Report

FIELDS = (
    "key", "category", "words", "lat", "lon", "settled", "kelurahan", "rw", "rt", "for_unit", "is_private",
    "captured_at", "sent_at", "opened_at", "took_s",
)  # fmt: skip
# The fields that show what was wrong beside themselves; everything else is told above the form.
SHOWN_AT = ("photos", "place", "category", "words", "for_unit")


def file(request: Asked) -> HttpResponse:
    """The form without the phone's app; what was typed is never lost, and the same form sent twice is one report."""
    typed = _typed(request)
    typed["key"] = typed["key"] or uuid.uuid4().hex
    typed["opened_at"] = typed["opened_at"] or request.now.isoformat()
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            before, after = around("laporan-satu")
            return HttpResponseRedirect(f"{before}{_filed(request, typed).code}{after}?terkirim=1")
        except Refused as refusal:
            wrong = {refusal.field if refusal.field in SHOWN_AT else "form": words_of(refusal)}
    kelurahan = typed["kelurahan"] or _home(request)
    units = list(areas.units_of(AreaCode.parse(kelurahan), day_of(request.now))) if kelurahan else []
    told = grid(queries.kinds_by_use(request.actor.person_id)) | {
        "typed": typed | {"kelurahan": kelurahan},
        "wrong": wrong,
        "rws": [unit for unit in units if unit.area_code.kind is Kind.RW],
        "rts": [unit for unit in units if unit.area_code.kind is Kind.RT],
        "own_units": _seats(request),
        "owner": owner_of(request.actor),
    }
    return render(request, "warga/lapor.html", told, status=400 if wrong else 200)


def grid(order: Sequence[str]) -> dict[str, Any]:
    """What the form shows to everybody: kinds in an order, kelurahan to choose from, and what the app says."""
    place = {code: number for number, code in enumerate(order)}
    kinds = sorted(queries.categories(), key=lambda kind: place.get(kind.code, len(place)))
    return {
        "kinds": [kind for kind in kinds if kind.group == "problem"],
        "activities": [kind for kind in kinds if kind.group == "activity"],
        "notices": notices_among(queries.questions()),
        "wards": areas.areas_of(Kind.KELURAHAN),
        "photos_max": PHOTOS_MAX,
        "spoken": spoken(),
        "contacts": for_browsers(),
    }


def send(request: Asked) -> JsonResponse:
    """One report from the phone's queue: 201 the first time, 200 when it is here already."""
    refuse_get(request)
    typed = _typed(request)
    known = access.own_report_with_key(request.actor, typed["key"])
    if known is not None:
        return JsonResponse(_taken(known, followup.holder_now(known)))
    filed = _filed(request, typed)
    return JsonResponse(_taken(filed, followup.expected(filed)), status=201)


def _taken(filed: Report, holder: followup.Holder | None) -> dict[str, str]:
    """What whoever sent it wants to know: its number, who has it now, and until when."""
    said = ""
    if holder is not None:
        said = gettext("Sekarang dipegang {office}, dengan tenggat {time}.").format(
            office=holder.office.name, time=pukul(holder.due_at)
        )
    elif not filed.category.needs_followup:
        said = gettext("Kegiatan lingkungan: tidak perlu tindak lanjut.")
    return {"code": filed.code, "url": f"/laporan/{filed.code}/", "said": said}


def _filed(request: Asked, typed: dict[str, str]) -> Report:
    """The report, kept; for a unit also, apart from it, which device it came from (as a digest), and how long the form
    took (as part of the seat's sum)."""
    draft = _draft(request, typed)
    is_own = draft.for_unit is None or any(
        s.area == draft.for_unit and s.role in UNIT_ROLES for s in request.actor.seats
    )
    filed = (actions.file_report if is_own else file_as_assistant)(draft, by=request.actor, at=request.now)
    if filed.unit_id is not None:
        note_device(filed, device_of(request), at=request.now)
        # Sent again it is not written again.
        if filed.seat_id is not None and filed.received_at == request.now:
            spent = (
                believed_seconds(typed["took_s"]) if typed["took_s"] else spent_seconds(typed["opened_at"], request.now)
            )
            note_effort(filed.seat_id, spent, Month.of(filed.counted_on))
    return filed


def ready(request: Asked) -> JsonResponse:
    """A fresh token, and what the app needs to know of whoever is signed in: no name, no number. That nobody is signed
    in is an answer like others: every stranger's form asks, and a browser would write an error into its console."""
    if not request.user.is_authenticated:
        return _fresh({"code": "sign-in"})
    told = {
        "csrf": get_token(request),
        "owner": owner_of(request.actor),
        "seats": _seats(request),
        "home": _home(request),
        "kinds": queries.kinds_by_use(request.actor.person_id),
        "straight": store.is_open(),
    }
    return _fresh(told)


def _fresh(told: dict[str, Any]) -> JsonResponse:
    """An answer that no cache on the way keeps."""
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _seats(request: Asked) -> list[dict[str, str]]:
    """The units in whose name the actor may report."""
    return [
        {
            "code": seat.area.digits,
            "words": gettext("Untuk {unit}, sebagai {role}").format(role=role(seat.role), unit=unit_name(seat.area)),
            "unit": unit_name(seat.area),
        }
        for seat in request.actor.seats
        if seat.role in UNIT_ROLES
    ] + [
        {
            "code": seat.area.digits,
            "words": gettext("Untuk {unit}, membantu ketua").format(unit=unit_name(seat.area)),
            "unit": unit_name(seat.area),
        }
        for seat in assisted_by(request.actor.known_id)
    ]


def _home(request: Asked) -> str:
    seat = request.actor.seat_as(*UNIT_ROLES)
    return seat.area.up_to(Kind.KELURAHAN).digits if seat else ""


def _typed(request: Asked) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip() for name in FIELDS}


def _draft(request: Asked, typed: dict[str, str]) -> actions.Draft:
    """What was typed as a report; each mistake is refused with the name of its field."""
    category = queries.category(typed["category"])
    uploads = request.FILES.getlist("photos")
    claims = [read_claim(one) for one in request.POST.getlist("uploads")[: PHOTOS_MAX + 1]]
    if len(uploads) + len(claims) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)
    point = Place.parse(typed["lat"], typed["lon"]) if typed["lat"] or typed["lon"] else None
    # By hand is for when there is no point; with one, it settles between two units at whose border the point lies.
    chosen = typed["settled"] if point else typed["rt"] or typed["rw"] or typed["kelurahan"]
    return actions.Draft(
        key=typed["key"],
        category=category,
        words=typed["words"],
        captured_at=_captured_at(typed, request.now),
        place=point,
        chosen=AreaCode.parse(chosen) if chosen else None,
        for_unit=AreaCode.parse(typed["for_unit"]) if typed["for_unit"] else None,
        is_private=typed["is_private"] == "on",
        # Beside photos that come along, none comes straight: their places would be the same.
        photos=[] if claims else [actions.keep_photo(upload.read(), at=request.now) for upload in uploads],
        uploads=claims,
    )


def _captured_at(typed: dict[str, str], now: datetime) -> datetime:
    """The phone's time, put right where its clock is wrong; the time of receipt where it says nothing readable."""
    captured, sent = moment_in(typed["captured_at"]), moment_in(typed["sent_at"])
    if captured is None:
        return now
    return by_our_clock(captured, sent, now) if sent is not None else captured
