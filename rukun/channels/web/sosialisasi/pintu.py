"""The door of a session on a telephone without signal: a page that is kept, a list of guests, what it sends."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.sosialisasi.acara import guests_noted
from rukun.channels.web.sosialisasi.sentences import spoken
from rukun.channels.web.sosialisasi.umum import stage_titles
from rukun.channels.web.templatetags.written import pukul, unit_name
from rukun.reports.rules import by_our_clock
from rukun.sosialisasi import access, actions, queries
from rukun.sosialisasi.papers import title_of
from rukun.values.code import AreaCode
from rukun.values.number import number_in
from rukun.values.time import moment_in

FIELDS = ("kunci", "acara", "tanda", "jabatan", "jenis", "nama", "unit", "hadir", "kirim")


def page(request: Asked) -> HttpResponse:
    """The page itself, with nothing of anybody in it: the telephone keeps it and fills it by itself."""
    kept = kept_door(get_language() or settings.LANGUAGE_CODE, int(request.now.timestamp() // 60))
    return HttpResponse(kept, headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=4)
def kept_door(_language: str, _minute: int) -> str:
    """The same without a request: what is personal cannot even by mistake come in."""
    return render_to_string("sosialisasi/pintu.html", {"is_demo": settings.RUKUN_DEMO, "spoken": spoken()})


def ready(request: Asked) -> JsonResponse:
    """A fresh token and who may come: all that the door needs without signal. For who runs the session."""
    session, _ = access.session_to_run(request.actor, request.GET.get("acara", ""))
    walk_ins = queries.walk_ins_of(session)
    told = {
        "csrf": get_token(request),
        "acara": session.code,
        "title": gettext("Tahap {number}: {title}").format(
            number=session.stage, title=dict(stage_titles()).get(session.stage, "")
        ),
        "kelurahan": session.kelurahan.name,
        "place": session.place,
        "when": pukul(session.starts_at),
        "capacity": session.capacity,
        "is_cancelled": session.cancelled_at is not None,
        "walk_ins": len(walk_ins),
        "guests": [
            {
                "seat": guest.seat.pk,
                "words": title_of(guest),
                "name": guest.name,
                "sign": guest.sign if guest.is_invited else "",
                "came": guest.attendance is not None,
            }
            for guest in guests_noted(request, session)
        ],
        "units": [
            {"code": unit.code, "words": unit_name(unit)}
            for unit in areas.units_of(session.kelurahan.area_code).filter(dissolved_on=None)
        ],
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def send(request: Asked) -> JsonResponse:
    """One person from the telephone's queue: 201 the first time, 200 when they are written down already."""
    refuse_get(request)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    session, by = access.session_to_run(request.actor, typed["acara"])
    done = actions.check_in(_entry(typed, request.now), session, by=by, at=request.now)
    told: dict[str, Any] = {"seat": done.attendance.seat_id, "is_new": done.is_new}
    return JsonResponse(told, status=201 if done.is_new else 200)


def _entry(typed: dict[str, str], now: datetime) -> actions.Entry:
    came, sent = moment_in(typed["hadir"]), moment_in(typed["kirim"])
    seat = typed["jabatan"]
    return actions.Entry(
        key=typed["kunci"],
        came_at=by_our_clock(came, sent, now) if came and sent else came or now,
        sign=typed["tanda"],
        seat=number_in(seat) or 0,
        kind=typed["jenis"],
        name=typed["nama"],
        unit=AreaCode.parse(typed["unit"]) if typed["unit"] else None,
    )
