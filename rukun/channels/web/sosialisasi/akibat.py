"""What the sessions of a kecamatan or of the city changed: what still goes wrong, and where it changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.sosialisasi.umum import stage_titles
from rukun.sosialisasi import access
from rukun.sosialisasi.effect.rules import DAYS_LOOKED_AT
from rukun.sosialisasi.effect.wide import SESSIONS_OF, effects_within
from rukun.validation.rules import REASON_WORDS
from rukun.values.code import Kind
from rukun.values.words import sentence

REASONS: dict[str, str] = {reason.value: words for reason, words in REASON_WORDS.items()}
OTHER, ANY = sentence("Sebab lain."), sentence("Semua sebab")


def page(request: Asked) -> HttpResponse:
    """Of one stage (`tahap`, by default the one after which people report), in the area of one's seat or below it."""
    area = access.area_to_watch(request.actor, request.GET.get("wilayah", ""))
    stages = stage_titles()
    wanted = request.GET.get("tahap", "")
    stage = next((number for number, _ in stages if str(number) == wanted), min(2, len(stages)))
    found = effects_within(area, stage, request.now)
    told = {
        "area": area,
        "stage": stage,
        "stages": stages,
        "found": found,
        "rows": [(sentence("RT/RW yang ketuanya datang"), found.whole.came),
                 (sentence("RT/RW yang lain"), found.whole.others)],
        "reasons": [(REASONS.get(reason, OTHER), change) for reason, change in found.whole.to_teach],
        "standouts": [(one, _words(one.reason)) for one in found.compared.standouts],
        "parts": [(part, [_words(reason) for reason, _ in part.effect.to_teach[:1]]) for part in found.parts],
        "is_of_kelurahan": area.kind in (Kind.KECAMATAN, Kind.KELURAHAN),
        "days": DAYS_LOOKED_AT,
        "months": SESSIONS_OF.days // 30,
    }  # fmt: skip
    return render(request, "sosialisasi/akibat.html", told)


def _words(reason: str) -> str:
    return REASONS.get(reason, OTHER) if reason else ANY
