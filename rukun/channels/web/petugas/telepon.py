"""What the telephones of the crew ask and send: the page without a network, the tasks of today, what was done."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext

from rukun.channels.web.petugas.masuk import COOKIE
from rukun.channels.web.petugas.sentences import spoken
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.templatetags.written import kind_name, unit_name
from rukun.channels.web.umum.portal import picture
from rukun.followup.crew import codes, passes, proving, tasks, working
from rukun.followup.rules import CodeState
from rukun.reports.photos import keep_photo
from rukun.reports.seen import codes_in
from rukun.values.number import number_in
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import moment_in

if TYPE_CHECKING:
    from rukun.followup.models import CrewPass, CrewWork, Ticket

FIELDS = ("key", "ticket", "did", "words", "source", "taken_at", "sent_at", "lat", "lon", "pass")


def page(request: Asked) -> HttpResponse:
    """The page itself, with nothing of anybody in it: the telephone keeps it and fills it by itself."""
    kept = kept_page(get_language() or settings.LANGUAGE_CODE, int(request.now.timestamp() // 60))
    return HttpResponse(kept, headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=4)
def kept_page(_language: str, _minute: int) -> str:
    """The same without a request: what is personal cannot even by mistake come in."""
    told = {"is_demo": settings.RUKUN_DEMO, "spoken": spoken(), "ways": settings.RUKUN_WAY_URL}
    basemap = {"url": settings.BASEMAP_URL, "attribution": settings.BASEMAP_ATTRIBUTION}
    return render_to_string("petugas/petugas.html", told | {"basemap": basemap})


def ready(request: Asked) -> JsonResponse:
    """A fresh token, the time by our clock, the secret of the codes and the tasks: all that works without signal."""
    crew_pass = _pass(request)
    where = passes.standing(crew_pass, request.now)
    told = {
        "csrf": get_token(request),
        "owner": owner_of(crew_pass),
        "pass": crew_pass.pk,
        "name": crew_pass.crew.name,
        "office": crew_pass.crew.office.name,
        "day": crew_pass.day.isoformat(),
        "is_over": where is not passes.Standing.GOOD,
        "now": int(request.now.timestamp() * 1000),
        "secret": base64.b64encode(passes.secret_of(crew_pass)).decode(),
        "done": tasks.done_today(crew_pass, request.now),
        "tasks": [_task(ticket) for ticket in tasks.tasks_of(crew_pass, request.now)],
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def owner_of(crew_pass: CrewPass) -> str:
    """A name for the person that says nothing: the telephone keeps it with what was done."""
    return salted_hmac("rukun.crew.owner", str(crew_pass.crew_id)).hexdigest()[:32]


def _task(ticket: Ticket) -> dict[str, Any]:
    unit = ticket.rt or ticket.rw
    place = gettext("Kelurahan {name}").format(name=ticket.kelurahan.name)
    return {
        "code": ticket.report.code,
        "kind": kind_name(ticket.category),
        "icon": ticket.category.icon,
        "words": ticket.report.words,
        "place": f"{unit_name(unit)}, {place}" if unit else place,
        "lat": ticket.lat,
        "lon": ticket.lon,
        "due_at": ticket.due_at.isoformat(),
        "before": proving.before_of(ticket.report),
    }


def photo(request: Asked, digest: str) -> HttpResponseBase:
    """The photo of a task in this person's hands."""
    return picture(request, tasks.photo_for_crew(_pass(request), digest))


def send(request: Asked) -> JsonResponse:
    """What was done with one task: 201 the first time, 200 when it is here already."""
    refuse_get(request)
    crew_pass = _pass(request)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    known = tasks.work_with_key(crew_pass, typed["key"])
    if known is not None:
        return JsonResponse(_told(known, None))
    number = number_in(typed["pass"])
    crew_pass = tasks.pass_of_work(crew_pass, crew_pass.pk if number is None else number, request.now)
    outcome = working.take_in(_sent(request, typed, crew_pass), typed["ticket"], crew_pass=crew_pass, at=request.now)
    return JsonResponse(_told(outcome.work, outcome.refusal), status=201)


def _pass(request: Asked) -> CrewPass:
    return tasks.good_pass(passes.pass_of_device(request.COOKIES.get(COOKIE, "")), request.now)


def _sent(request: Asked, typed: dict[str, str], crew_pass: CrewPass) -> working.Sent:
    upload = request.FILES.get("photo")
    kept = keep_photo(upload.read(), at=request.now) if upload else None
    ticket = typed["ticket"].upper()
    found = codes.Found(CodeState.NONE)
    if kept is not None:
        window = passes.window_of(crew_pass, request.now)
        found = codes.judge(codes_in(kept), passes.secret_of(crew_pass), ticket, window)
    return working.Sent(
        key=typed["key"],
        did=typed["did"],
        words=typed["words"],
        taken_at=moment_in(typed["taken_at"]) or request.now,
        sent_at=moment_in(typed["sent_at"]) or request.now,
        place=Place.parse(typed["lat"], typed["lon"]) if typed["lat"] and typed["lon"] else None,
        photo=kept,
        source=typed["source"].lower() if _is_digest(typed["source"].lower()) else "",
        found=found,
    )


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _told(work: CrewWork, refusal: Refused | None) -> dict[str, Any]:
    """What the telephone tells whoever sent it: closed, handed back, or kept for the desk and why."""
    gone = words_of(refusal) if refusal else gettext(working.GONE_WORDS)
    words = "" if work.step_id else f"{gone} {gettext('Kiriman Anda disimpan untuk kelurahan.')}"
    state = CodeState(work.code_state)
    note = gettext(proving.CODE_WORDS[state]) if work.photo and state is not CodeState.READ else ""
    return {
        "code": work.ticket.report.code,
        "is_kept": work.step_id is None,
        "words": words,
        "note": note,
        "code_state": work.code_state,
    }
