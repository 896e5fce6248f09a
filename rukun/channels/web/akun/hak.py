"""What is kept of oneself (UU 27/2022): how much, a copy of it, who was shown it, and to be forgotten."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.akun.entering import me, proof_needed
from rukun.channels.web.akun.titles import titled
from rukun.channels.web.request.asked import Asked, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.rights import access, actions, copying, queries
from rukun.rights.rules import FATE_TITLES, FATE_WORDS, HELD, Fate
from rukun.values.refused import Refused
from rukun.values.time import local

OPENINGS_SHOWN = 200


def overview(request: Asked) -> HttpResponse:
    """Kind by kind how much there is and what becomes of it; the copies that were asked for."""
    person, wrong, status = me(request), "", 200
    if request.method == "POST":
        _refuse_simulated(request)
        if needed := proof_needed(request, request.path):
            return needed
        try:
            actions.ask_for_copy(person, home=settings.RUKUN_HOME, at=request.now)
            return redirect("data-saya")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    copies = list(queries.copies_of(person.pk)[:5])
    told = {
        "kept": [(one.held.words, one.count, FATE_WORDS[one.held.fate]) for one in queries.counted(person.pk)],
        "copies": copies, "wrong": wrong, "days": queries.retention().copies.days,
        "waiting": queries.waiting_for(person.pk), "tries_max": copying.TRIES_MAX,
    }  # fmt: skip
    return _private(render(request, "akun/data-saya.html", told, status=status))


def take(request: Asked, key: str) -> FileResponse:
    """The file, for whoever it is about."""
    copy = access.copy_to_take(request.actor, key)
    file = copying.opened(copy, home=settings.RUKUN_HOME)
    name = f"rukun-data-{local(copy.asked_at):%Y%m%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def forget(request: Asked) -> HttpResponse:
    """What goes, what stays and why; then the wish, which waits some days; and a way to take it back."""
    person, wrong, status = me(request), "", 200
    if request.method == "POST":
        _refuse_simulated(request)
        do = WISHES.get(request.POST.get("do", ""))
        if do is None:
            raise Refused("form", "Pilih apa yang dilakukan.")
        if needed := proof_needed(request, request.path):
            return needed
        try:
            return do(request)
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    counts = queries.counted(person.pk)
    told = {
        "fates": [(FATE_TITLES[fate], [one for one in counts if one.held.fate is fate]) for fate in Fate],
        "why": sorted({one.why for one in HELD if one.why and any(one is found.held for found in counts)}),
        "waiting": queries.waiting_for(person.pk), "days": queries.retention().think_over.days, "wrong": wrong,
        "seats": titled([*request.actor.seats, *request.actor.closed]),
    }  # fmt: skip
    return _private(render(request, "akun/lupakan.html", told, status=status))


def _wish(request: Asked) -> HttpResponse:
    if request.POST.get("understood") != "1":
        raise Refused("understood", "Beri tanda bahwa Anda sudah membaca apa yang hilang.", field="understood")
    actions.ask_to_be_forgotten(me(request), at=request.now)
    return redirect("lupakan")


def _stay(request: Asked) -> HttpResponse:
    actions.take_back_forgetting(me(request), at=request.now)
    return redirect("lupakan")


WISHES: dict[str, Callable[[Asked], HttpResponse]] = {"forget": _wish, "stay": _stay}


def _refuse_simulated(request: Asked) -> None:
    """Anybody may be a simulated person of a demonstration, so nobody takes away or drops what is theirs."""
    if me(request).is_simulated:
        raise Refused("form", "Orang contoh dalam peragaan tidak dapat meminta ini.")


def openings(request: Asked) -> HttpResponse:
    """Who was shown what of me: which office, when and why."""
    rows, paged = rows_asked(request, queries.openings_of(request.actor.known_id), OPENINGS_SHOWN)
    return _private(render(request, "akun/data-dibuka.html", {**paged, "rows": rows, "address": ""}))


def audited(request: Asked) -> HttpResponse:
    """What the seats of an area were shown of people, for whoever audits; no page says of whom."""
    rows = access.openings_to_audit(request.actor, OPENINGS_SHOWN)
    return _private(render(request, "pengawasan/data-dibuka.html", {"rows": rows, "most": OPENINGS_SHOWN}))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
