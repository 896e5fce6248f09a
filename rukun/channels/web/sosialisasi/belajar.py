"""For who learns: a report that is only practice, and the three questions of a stage."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.sosialisasi.umum import title_of
from rukun.channels.web.templatetags.written import unit_name
from rukun.people.rules import UNIT_ROLES
from rukun.people.sheets import qr_svg
from rukun.reports import queries as reports
from rukun.reports.rules import PHOTOS_MAX
from rukun.sosialisasi import access, actions, queries
from rukun.sosialisasi.curriculum import right_ones
from rukun.sosialisasi.library import curriculum, stage_taught
from rukun.sosialisasi.papers import door_address, spelled
from rukun.sosialisasi.signs import sign_of
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused

SHOWN = 5


def practise(request: Asked) -> HttpResponse:
    """The form of a report, marked as practice all over; what comes of it is told and nothing else happens."""
    typed = {name: request.POST.get(name, "").strip() for name in ("kunci", "category", "words", "tempat")}
    typed["kunci"] = typed["kunci"] or uuid.uuid4().hex
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            _filed(request, typed)
            return redirect(f"{reverse('latihan')}?jadi=1")
        except Refused as refusal:
            field = refusal.field if refusal.field in ("photos", "words", "category", "place") else "form"
            wrong = {field: words_of(refusal)}
    done = list(queries.practice_of(request.actor.known_id)[:SHOWN])
    told = {
        "typed": typed,
        "wrong": wrong,
        "kinds": list(reports.categories()),
        "places": _places(request),
        "photos_max": PHOTOS_MAX,
        "done": done,
        "made": done[0] if done and request.GET.get("jadi") == "1" else None,
    }
    return render(request, "sosialisasi/latihan.html", told, status=400 if wrong else 200)


def invited(request: Asked, code: str) -> HttpResponse:
    """One's own invitation, with the code for the door: whoever has a telephone needs no paper."""
    invitation = access.invitation_to_show(request.actor, code)
    session, sign = invitation.sosialisasi, sign_of(invitation.sosialisasi.code, invitation.seat_id)
    told = {
        "session": session,
        "seat": invitation.seat,
        "title": title_of(curriculum().stage(session.stage)),
        # Made by segno from an address of our own making: nothing in it was typed by anybody.
        "qr": mark_safe(qr_svg(door_address(site_of(request).origin, session.code, sign))),
        "sign": spelled(sign),
    }
    response = render(request, "sosialisasi/undangan.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def check(request: Asked, number: int) -> HttpResponse:
    """Three questions; after answering, which were right and why."""
    stage = stage_taught(number)
    told: dict[str, Any] = {"stage": stage, "title": title_of(stage), "best": None, "answers": None, "wrong": ""}
    if request.method == "POST":
        choices = [_number(request.POST.get(f"jawab-{n}", "")) for n in range(1, len(stage.questions) + 1)]
        try:
            made = actions.answer_check(number, choices, by=request.actor, at=request.now)
            right = right_ones(stage, tuple(choices))
            told |= {"made": made, "answers": list(zip(stage.questions, choices, right, strict=True))}
        except Refused as refusal:
            told |= {"wrong": words_of(refusal), "choices": choices}
    told["best"] = queries.best_answers(request.actor.known_id).get(number)
    return render(request, "sosialisasi/uji.html", told, status=400 if told["wrong"] else 200)


def _filed(request: Asked, typed: dict[str, str]) -> None:
    category = reports.category(typed["category"])
    uploads = request.FILES.getlist("photos")
    if len(uploads) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)
    tried = actions.Tried(
        key=typed["kunci"],
        category=category,
        words=typed["words"],
        captured_at=request.now,
        photos=[upload.read() for upload in uploads],
        chosen=AreaCode.parse(typed["tempat"]) if typed["tempat"] else None,
    )
    actions.file_practice(tried, by=request.actor, at=request.now)


def _places(request: Asked) -> list[tuple[str, str]]:
    """The own unit first, then every kelurahan."""
    own = [
        (seat.area.digits, gettext("{unit} saya").format(unit=unit_name(seat.area)))
        for seat in request.actor.seats
        if seat.role in UNIT_ROLES
    ]
    wards = areas.areas_of(Kind.KELURAHAN).filter(dissolved_on=None).values_list("code", "name")
    return own + [(code, gettext("Kelurahan {name}").format(name=name)) for code, name in wards]


def _number(text: str) -> int:
    return number_in(text, 2) or 0
