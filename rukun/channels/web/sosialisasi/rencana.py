"""The calendar of sessions, planning one, moving and cancelling it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.sosialisasi.umum import stage_titles
from rukun.sosialisasi import access, actions, queries
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import city_zone, day_of, local, zoned

if TYPE_CHECKING:
    from rukun.people.rules import SeatHeld
    from rukun.sosialisasi.models import Sosialisasi

FIELDS = ("kelurahan", "tahap", "tempat", "hari", "jam", "pembicara", "kapasitas", "ulang")
ROWS_A_PAGE = 40
BEHIND = timedelta(days=1)


def listed(request: Asked) -> HttpResponse:
    """The sessions of the actor's areas: those to come, or those that were."""
    seats = access.seats_that_organise(request.actor)
    is_past = request.GET.get("lalu") == "1"
    number = request.GET.get("tahap", "")
    stage = int(number) if number in {str(one) for one, _ in stage_titles()} else 0
    here = [seat.area for seat in seats]
    edge = request.now - BEHIND
    found = queries.sessions_within(here, stage=stage, since=None if is_past else edge, until=edge if is_past else None)
    rows, paged = rows_asked(request, found.reverse() if is_past else found, ROWS_A_PAGE)
    told = {
        **paged, "rows": rows, "is_past": is_past,
        "address": f"lalu={'1' if is_past else ''}&tahap={stage or ''}", "stage": stage, "stages": stage_titles(),
        "titles": dict(stage_titles()),
    }  # fmt: skip
    return render(request, "sosialisasi/jadwal.html", told)


def plan(request: Asked) -> HttpResponse:
    """A new session, or one held once more (`ulang` names the one before); nothing typed is lost."""
    seats = access.seats_that_organise(request.actor)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "").strip() for name in FIELDS}
    before = access.session_to_run(request.actor, typed["ulang"])[0] if typed["ulang"] else None
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            made, by = _planned(request, typed, before)
            return _after(request, made, by)
        except Refused as refusal:
            if refusal.code == "hidden":
                raise
            wrong = {refusal.field or "form": words_of(refusal)}
    elif before is not None:
        typed |= _as_before(before)
    told = {
        "typed": typed, "wrong": wrong, "before": before, "stages": stage_titles(), "wards": _wards(seats),
        "today": day_of(request.now).isoformat(), "zone": city_zone(),
        "invites": request.method != "POST" or request.POST.get("undang") == "on",
    }  # fmt: skip
    return render(request, "sosialisasi/rencana.html", told, status=400 if wrong else 200)


def change(request: Asked, code: str) -> HttpResponse:
    """Another time or place, or not at all; with the reason, which the invited are told."""
    session, by = access.session_to_run(request.actor, code)
    typed = {name: request.POST.get(name, "").strip() for name in ("tempat", "hari", "jam", "alasan")}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        because, at = typed["alasan"], request.now
        try:
            if request.POST.get("do") == "batal":
                actions.cancel_session(session, because=because, by=by, at=at)
            else:
                starts = moment(typed["hari"], typed["jam"])
                place = typed["tempat"]
                actions.move_session(session, place=place, starts_at=starts, because=because, by=by, at=at)
            return redirect("acara", code=session.code)
        except Refused as refusal:
            wrong = {refusal.field or "form": words_of(refusal)}
    else:
        typed |= _as_before(session)
    told = {
        "session": session, "typed": typed, "wrong": wrong, "today": day_of(request.now).isoformat(),
        "zone": city_zone(),
    }  # fmt: skip
    return render(request, "sosialisasi/ubah.html", told, status=400 if wrong else 200)


def moment(day: str, time: str) -> datetime:
    """The moment, by the city's clocks, that two fields of a form name."""
    try:
        return zoned(datetime.fromisoformat(f"{day}T{time}"))
    except ValueError:
        raise Refused("starts", "Isi hari dan jamnya.", field="mulai") from None


def _planned(request: Asked, typed: dict[str, str], before: Sosialisasi | None) -> tuple[Sosialisasi, SeatHeld]:
    if not typed["kelurahan"]:
        raise Refused("kelurahan", "Pilih kelurahannya.", field="kelurahan")
    code = AreaCode.parse(typed["kelurahan"])
    by = access.seat_that_plans(request.actor, code)
    made = actions.plan_session(
        actions.Plan(
            stage=_number(typed["tahap"]), place=typed["tempat"], starts_at=moment(typed["hari"], typed["jam"]),
            speakers=typed["pembicara"], capacity=_number(typed["kapasitas"]), repeats=before,
        ),
        kelurahan=areas.area(code), by=by, at=request.now,
    )  # fmt: skip
    return made, by


def _after(request: Asked, made: Sosialisasi, by: SeatHeld) -> HttpResponse:
    """On to the session; whoever ticked it has invited everybody with the same press of the button."""
    if request.POST.get("undang") == "on":
        try:
            actions.invite_seats(made, by=by, at=request.now)
        except Refused:
            # A kelurahan whose units nobody entered yet has no seat to invite: the page of the session says so.
            return redirect("acara", code=made.code)
    return redirect("acara", code=made.code)


def _as_before(session: Sosialisasi) -> dict[str, str]:
    starts = local(session.starts_at)
    return {
        "kelurahan": session.kelurahan.code, "tahap": str(session.stage), "tempat": session.place,
        "hari": starts.date().isoformat(), "jam": starts.strftime("%H:%M"), "pembicara": session.speakers,
        "kapasitas": str(session.capacity),
    }  # fmt: skip


def _wards(seats: list[SeatHeld]) -> list[tuple[str, str]]:
    """The kelurahan to choose from: those within any of the seats."""
    found: dict[str, str] = {}
    for seat in seats:
        found |= dict(areas.areas_of(Kind.KELURAHAN, seat.area).filter(dissolved_on=None).values_list("code", "name"))
    return sorted(found.items())


def _number(text: str) -> int:
    return number_in(text, 5) or 0
