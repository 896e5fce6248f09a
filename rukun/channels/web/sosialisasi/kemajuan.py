"""How far an area has come: the funnel, its parts side by side, in a kelurahan every seat and who needs a visit."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.shown import note_contacts
from rukun.channels.web.sosialisasi.umum import stage_titles
from rukun.sosialisasi import access, queries
from rukun.sosialisasi.queries import SeatCourse
from rukun.sosialisasi.rules import STUCK_WORDS, funnel_of
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.time import day_of
from rukun.values.words import sentence

STEPS = {
    "seats": sentence("Semua ketua"),
    "invited": sentence("Diundang"),
    "came": sentence("Hadir"),
    "registered": sentence("Punya akun"),
    "practised": sentence("Latihan"),
    "reported": sentence("Laporan pertama"),
    "valid": sentence("Laporan sah"),
    "active": sentence("Aktif empat pekan"),
}

# More seats than that are read RW by RW: a kelurahan has two hundred and more.
UNFOLDED_MAX = 20


def page(request: Asked) -> HttpResponse:
    """A city, a kota or a kecamatan from what is kept; a kelurahan as it is now."""
    area = access.area_to_watch(request.actor, request.GET.get("wilayah", ""))
    if area.kind == Kind.KELURAHAN:
        return _of_kelurahan(request, area)
    figures = queries.figures_of(area, request.now)
    begun = [part for part in figures.parts if part.has_begun]
    told = {
        "area": area,
        "figures": figures,
        "funnel": [(name, getattr(figures.whole.funnel, step), figures.whole.funnel.share(step))
                   for step, name in STEPS.items()],
        "steps": STEPS,
        "parts": begun or figures.parts,
        "not_begun": [part for part in figures.parts if not part.has_begun] if begun else [],
        "is_of_kelurahan": area.kind == Kind.KECAMATAN,
    }  # fmt: skip
    return render(request, "sosialisasi/kemajuan.html", told)


def _of_kelurahan(request: Asked, area: Any) -> HttpResponse:
    """Every seat; names and telephones only for who runs sessions here."""
    found = queries.courses_of(area.area_code, request.now)
    funnel = funnel_of([one.course for one in found], day_of(request.now))
    asked = request.GET.get("keadaan", "")
    if asked == "kunjungan":
        shown = [one for one in found if one.is_to_visit]
    else:
        shown = [one for one in found if not asked or one.stuck == asked]
    sees_persons = access.sees_persons(request.actor, area.area_code)
    if sees_persons:
        # The head of an RW, too: an RT without a telephone is reached through them.
        units = {one.unit.code for one in shown} | {one.unit.code[: LENGTH_OF[Kind.RW]] for one in shown}
        people = [one.person_id for one in found if one.person_id is not None and one.unit.code in units]
        note_contacts(request, people, about=f"area:{area.code}")
    told = {
        "area": area,
        "above": areas.area(area.area_code.up_to(Kind.KECAMATAN)),
        "funnel": [(name, getattr(funnel, step), funnel.share(step)) for step, name in STEPS.items()],
        "visits": funnel.visits,
        "groups": _by_rw(found, shown),
        "is_unfolded": len(shown) <= UNFOLDED_MAX,
        "asked": asked,
        "choices": [(one.value, words, sum(row.stuck is one for row in found)) for one, words in STUCK_WORDS.items()],
        "stuck_words": {one.value: words for one, words in STUCK_WORDS.items()},
        "stages": stage_titles(),
        "sees_persons": sees_persons,
    }
    return render(request, "sosialisasi/kemajuan-kelurahan.html", told)


def _by_rw(found: list[SeatCourse], shown: list[SeatCourse]) -> list[dict[str, Any]]:
    """The seats of each RW that are shown, with how many of all its seats go by themselves and how many need a
    visit."""
    wanted = {one.unit.code for one in shown}
    groups = [
        (AreaCode.parse(rw), list(seats))
        for rw, seats in groupby(found, key=lambda one: one.unit.code[: LENGTH_OF[Kind.RW]])
    ]
    return [
        {
            "rw": rw,
            "rows": [one for one in seats if one.unit.code in wanted],
            "seats": len(seats),
            "going": sum(one.stuck is None for one in seats),
            "visits": sum(one.is_to_visit for one in seats),
        }
        for rw, seats in groups
        if any(one.unit.code in wanted for one in seats)
    ]
