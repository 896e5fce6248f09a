"""One session: who is invited, who came, its papers, the codes of those without an account, minutes and pictures."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.request.shown import note_names
from rukun.channels.web.sosialisasi.umum import pdf_answer, stage_titles
from rukun.channels.web.umum.portal import picture
from rukun.people.rules import INVITES, Role
from rukun.reports.actions import keep_photo
from rukun.sosialisasi import access, actions, papers, queries
from rukun.sosialisasi.library import curriculum
from rukun.values.code import AreaCode
from rukun.values.number import number_in
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.people.rules import SeatHeld
    from rukun.sosialisasi.models import Sosialisasi
    from rukun.sosialisasi.queries.sessions import Guest

PHOTOS_AT_ONCE = 6
KINDS = ("board", "pkk", "other")
ISSUERS = tuple(role for role, seats in INVITES.items() if Role.KETUA_RT in seats)


def page(request: Asked, code: str) -> HttpResponse:
    """Everything of a session on one page; twelve queries whoever came."""
    session, _ = access.session_to_run(request.actor, code)
    return shown(request, session)


def invite(request: Asked, code: str) -> HttpResponse:
    """Ask every seat that should come."""
    return _did(request, code, lambda session, by: actions.invite_seats(session, by=by, at=request.now))


def attend(request: Asked, code: str) -> HttpResponse:
    """Somebody came: by name from the list, or without a seat. The door's page does the same without signal."""
    return _did(request, code, lambda session, by: actions.check_in(_entry(request), session, by=by, at=request.now))


def take_back(request: Asked, code: str) -> HttpResponse:
    """A wrong tap."""
    number = request.POST.get("kehadiran", "")

    def do(_session: Sosialisasi, by: SeatHeld) -> object:
        row, _ = access.attendance_to_take_back(request.actor, number_in(number) or 0)
        return actions.take_back(row, by=by, at=request.now)

    return _did(request, code, do)


def minutes(request: Asked, code: str) -> HttpResponse:
    """What was said."""
    words = request.POST.get("catatan", "")
    return _did(request, code, lambda session, by: actions.write_minutes(session, words, by=by, at=request.now))


def photograph(request: Asked, code: str) -> HttpResponse:
    """Pictures of the session."""

    def do(session: Sosialisasi, by: SeatHeld) -> object:
        uploads = request.FILES.getlist("foto")
        if not uploads:
            raise Refused("photos", "Pilih fotonya dahulu.", field="foto")
        if len(uploads) > PHOTOS_AT_ONCE:
            raise Refused("photos", "Paling banyak {most} foto sekaligus.", field="foto", most=PHOTOS_AT_ONCE)
        # All are looked at before one is kept: a broken one among them keeps none.
        photos = [keep_photo(one.read(), at=request.now) for one in uploads]
        return [actions.add_photo(session, photo, by=by, at=request.now) for photo in photos]

    return _did(request, code, do)


def photo(request: Asked, digest: str) -> HttpResponseBase:
    """A picture, for who runs the session; taken away by a form."""
    shown = access.photo_to_see(request.actor, digest)
    if request.method == "POST":
        by = access.seat_that_plans(request.actor, shown.sosialisasi.kelurahan.area_code)
        actions.remove_photo(shown, by=by, at=request.now)
        return redirect("acara", code=shown.sosialisasi.code)
    return picture(request, shown.digest)


def letters(request: Asked, code: str) -> HttpResponse:
    """A letter for every invited seat."""
    session, _ = access.session_to_run(request.actor, code)
    stage, guests = curriculum().stage(session.stage), guests_noted(request, session)
    made = papers.letters(session, stage, guests, site=site_of(request).origin)
    return pdf_answer(made, f"surat-{session.code}.pdf")


def sheet(request: Asked, code: str) -> HttpResponse:
    """The sheet that lies at the door, or goes into the file afterwards."""
    session, _ = access.session_to_run(request.actor, code)
    stage, guests = curriculum().stage(session.stage), guests_noted(request, session)
    made = papers.attendance_sheet(session, stage, guests, queries.walk_ins_of(session))
    return pdf_answer(made, f"daftar-hadir-{session.code}.pdf")


def guests_noted(request: Asked, session: Sosialisasi) -> list[Guest]:
    """Who may come, by name; that the names were shown is noted."""
    guests = queries.guests_of(session, request.now)
    people = [guest.person_id for guest in guests if guest.person_id is not None]
    note_names(request, people, about=f"session:{session.code}")
    return guests


def _did(request: Asked, code: str, do: Callable[[Sosialisasi, SeatHeld], object]) -> HttpResponse:
    """Do it, and back to the page; what was refused is told there."""
    refuse_get(request)
    session, by = access.session_to_run(request.actor, code)
    try:
        do(session, by)
    except Refused as refusal:
        if refusal.code == "hidden":
            raise
        return shown(request, session, {refusal.field or "form": words_of(refusal)})
    return redirect(f"{reverse('acara', args=[session.code])}{request.POST.get('ke', '')}")


def shown(request: Asked, session: Sosialisasi, wrong: dict[str, str] | None = None) -> HttpResponse:
    """The page of a session; with what was refused of a form on it, and with what was typed there."""
    guests = guests_noted(request, session)
    walk_ins = queries.walk_ins_of(session)
    came = [guest for guest in guests if guest.attendance]
    told: dict[str, Any] = {
        "session": session,
        "title": dict(stage_titles()).get(session.stage, ""),
        "guests": guests,
        "came": came,
        "walk_ins": walk_ins,
        "invited": sum(guest.is_invited for guest in guests),
        "present": len(came) + len(walk_ins),
        "without_account": [guest for guest in came if not guest.is_held],
        "units": areas.units_of(session.kelurahan.area_code).filter(dissolved_on=None),
        "changes": queries.changes_of(session),
        "minutes": queries.minutes_of(session),
        "photos": queries.photos_of(session),
        "has_begun": request.now >= session.starts_at,
        "is_over": request.now >= session.ends_at,
        "issues": request.actor.seat_as(*ISSUERS, over=session.kelurahan.area_code) is not None,
        "kinds": KINDS,
        "key": uuid.uuid4().hex,
        "typed": {name: request.POST.get(name, "") for name in ("nama", "catatan", "sk")},
        "wrong": wrong or {},
    }
    return render(request, "sosialisasi/acara.html", told, status=400 if wrong else 200)


def _entry(request: Asked) -> actions.Entry:
    seat, unit = request.POST.get("jabatan", ""), request.POST.get("unit", "").strip()
    return actions.Entry(
        key=request.POST.get("kunci", ""),
        came_at=request.now,
        sign=request.POST.get("tanda", "").strip(),
        seat=number_in(seat) or 0,
        kind=request.POST.get("jenis", ""),
        name=request.POST.get("nama", ""),
        unit=AreaCode.parse(unit) if unit else None,
    )
