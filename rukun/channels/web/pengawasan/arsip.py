"""The archive: closed tickets searched and turned by page, and lists of them to take away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.followup.oversight import archive, exporting
from rukun.followup.oversight.access import export_of, scope_of
from rukun.followup.oversight.archive import NAMES, Key, Sought
from rukun.followup.oversight.rules import OVERSEERS, OWN_FIGURES
from rukun.followup.rules import CLOSED, OUTCOME_WORDS
from rukun.people.rules import Role, SeatHeld
from rukun.transparency.queries import kinds
from rukun.values.refused import Refused, hidden
from rukun.values.time import local

KIND_OF_FILE = {"csv": "text/csv; charset=utf-8",
                "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


def page(request: Asked) -> HttpResponse:
    """Closed tickets, newest first, by words, code, kind, outcome, days, RW and RT."""
    given = request.POST if request.method == "POST" else request.GET
    asked = {name: given.get(name, "").strip() for name in (*NAMES, "wilayah")}
    scope, wrong = scope_of(request.actor, asked["wilayah"]), ""
    try:
        sought = Sought.read(asked)
        if request.method == "POST":
            return _ask(request, asked)
    except Refused as refusal:
        sought, wrong = Sought(), words_of(refusal)
    key = Key.parse(request.GET.get("lewat", ""))
    shown = list(archive.behind(archive.found_in(scope, sought, is_page=True), key)[: archive.ROWS_A_PAGE + 1])
    tickets = shown[: archive.ROWS_A_PAGE]
    told = {
        "area": areas.area(scope.area),
        "tickets": tickets,
        "asked": asked,
        "address": urlencode({name: value for name, value in asked.items() if value}),
        "next": str(archive.key_of(tickets[-1])) if len(shown) > len(tickets) else "",
        "is_further": key is not None,
        "kinds": kinds(),
        "states": list(CLOSED),
        "outcomes": list(OUTCOME_WORDS.items()),
        "wrong": wrong,
    }
    return render(request, "pengawasan/arsip.html", told, status=400 if wrong else 200)


def _ask(request: Asked, asked: dict[str, str]) -> HttpResponse:
    made = exporting.ask_for(
        scope=scope_of(request.actor, asked["wilayah"]), asked=asked, form=request.POST.get("form", ""),
        language=get_language() or "id", desk=_desk(request), by=request.actor, at=request.now,
    )  # fmt: skip
    return redirect("unduhan", key=made.key)


def _desk(request: Asked) -> SeatHeld:
    seat = request.actor.seat_as(*OVERSEERS, *OWN_FIGURES, Role.SKPD)
    if seat is None:
        raise hidden()
    return seat


def listed(request: Asked) -> HttpResponse:
    """What the actor asked for, newest first."""
    told = {"exports": exporting.exports_of(request.actor.known_id, request.now), "now": request.now}
    return render(request, "pengawasan/unduhan.html", told)


def progress(request: Asked, key: str) -> HttpResponse:
    """How far a list is; the page asks again by itself until it is ready."""
    export = export_of(request.actor, key)
    response = render(request, "pengawasan/unduhan-satu.html", {"export": export, "now": request.now})
    if export.state == export.State.WAITING:
        response.headers["Refresh"] = "5"
    return response


def fetch(request: Asked, key: str) -> HttpResponseBase:
    """The file, for whoever asked for it."""
    export = export_of(request.actor, key)
    name = f"arsip-{local(export.asked_at):%Y%m%d}-{export.key[:6]}.{export.form}"
    file = exporting.opened(export, request.now)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=KIND_OF_FILE[export.form])
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
