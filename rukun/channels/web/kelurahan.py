"""The desk of lurah, staff and SKPD: one queue ordered by what is due, and one ticket at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.asked import Asked, page_asked
from rukun.channels.web.middleware import words_of
from rukun.followup import access, actions, queries
from rukun.followup.rules import OPEN, State
from rukun.people import queries as people
from rukun.people.rules import SeatHeld
from rukun.reports.photos import keep_photo
from rukun.transparency.queries import map_of_report
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.followup.models import Ticket

ROWS_A_PAGE = 50


def queue(request: Asked) -> HttpResponse:
    """Open work, what is due first; the archive apart."""
    desk = access.desk_of(request.actor)
    asked = {name: request.GET.get(name, "").strip() for name in ("status", "jenis", "cari")}
    if asked["status"] and asked["status"] not in set(State):
        raise Refused("state", "Status ini tidak dikenal.")
    is_archive = request.GET.get("arsip") == "1"
    rows = queries.filtered(queries.archive_of(desk.office) if is_archive else queries.queue_of(desk.office), **asked)
    page = page_asked(request)
    shown = list(rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE + 1])
    address = urlencode({k: v for k, v in {**asked, "arsip": "1" if is_archive else ""}.items() if v})
    told = {
        "office": people.office(desk.office),
        "counts": queries.states_of(desk.office, request.now),
        "tickets": shown[:ROWS_A_PAGE],
        "has_more": len(shown) > ROWS_A_PAGE,
        "page": page,
        "asked": asked,
        "address": address,
        "is_archive": is_archive,
        "states": OPEN if not is_archive else [state for state in State if state not in OPEN],
        "kinds": queries.kinds_of(desk.office),
    }
    return render(request, "kelurahan/meja.html", told)


def ticket(request: Asked, code: str) -> HttpResponse:
    """One ticket: see it, take it, forward it, finish it, decline it."""
    held, desk = access.ticket_to_work(request.actor, code)
    wrong, doing = "", request.POST.get("do", "")
    if request.method == "POST":
        try:
            _act(request, held, desk, doing)
            return redirect("tiket", code=code) if doing == "take" else redirect("meja")
        except Refused as refusal:
            wrong = words_of(refusal)
            held, desk = access.ticket_to_work(request.actor, code)
    report = access.report_to_work(request.actor, code)
    told = {
        "ticket": held,
        "report": report,
        "photos": [photo for photo in report.photos.all() if photo.hidden_at is None],
        "steps": queries.steps_of(held),
        "offices": people.offices_to_forward_to(held.holder),
        "map": map_of_report(report),
        "wrong": wrong,
        "doing": doing,
        "words": request.POST.get("words", ""),
        "is_open": held.state in OPEN,
        "declines": queries.terms().declines.values(),
    }
    return render(request, "kelurahan/tiket.html", told, status=409 if wrong else 200)


def _act(request: Asked, held: Ticket, desk: SeatHeld, doing: str) -> None:
    words = request.POST.get("words", "")
    if doing == "take":
        actions.take(held, desk=desk, at=request.now)
    elif doing == "forward":
        to = people.office(request.POST.get("office", ""))
        actions.dispose(held, to=to, reason=words, desk=desk, at=request.now)
    elif doing == "finish":
        upload = request.FILES.get("proof")
        proof = keep_photo(upload.read(), at=request.now) if upload else None
        actions.finish(held, words=words, proof=proof, desk=desk, at=request.now)
    elif doing == "decline":
        actions.decline(held, reason_code=request.POST.get("reason", ""), words=words, desk=desk, at=request.now)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
