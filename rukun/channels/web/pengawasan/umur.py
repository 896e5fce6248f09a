"""Mengapa belum: open tickets by age, with why, until when and by whom next; for overseers and for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.pengawasan.sebab import reason_words
from rukun.channels.web.request.asked import Asked
from rukun.followup.oversight import ageing
from rukun.followup.oversight.access import area_overseen
from rukun.followup.oversight.rules import BAND_WORDS
from rukun.transparency.queries import struck_for_privacy
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import hidden

if TYPE_CHECKING:
    from rukun.followup.oversight.ageing import Board


def board(request: Asked) -> HttpResponse:
    """For whoever oversees the area, with a way to each ticket."""
    area = area_overseen(request.actor, request.GET.get("wilayah", "").strip())
    found = ageing.board_of(area, request.now, is_public=False, holder=request.GET.get("kantor", "").strip())
    return render(request, "pengawasan/umur.html", _told(area, found) | {"is_public": False})


def for_everyone(request: Asked, code: str) -> HttpResponse:
    """For everyone: an area from kelurahan upwards, without private reports, and without persons."""
    area = areas.area(code).area_code
    if area.kind in (Kind.RW, Kind.RT):
        raise hidden()
    found = ageing.board_of(area, request.now, is_public=True)
    struck = struck_for_privacy([waiting.ticket.report for waiting in found.oldest])
    told = _told(area, found) | {"is_public": True}
    told["rows"] = [row for row in told["rows"] if row[0].ticket.report_id not in struck]
    return render(request, "pengawasan/umur.html", told)


def _told(area: AreaCode, found: Board) -> dict[str, Any]:
    return {
        "area": areas.area(area),
        "board": found,
        "bands": BAND_WORDS,
        "reasons": [(reason_words(code), ages, sum(ages)) for code, ages in found.reasons.items()],
        "rows": [(waiting, reason_words(waiting.delay.reason) if waiting.delay else "") for waiting in found.oldest],
    }
