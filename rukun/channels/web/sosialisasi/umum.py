"""For everyone: how far the city has come, what is taught, and what to take home. Nobody is named here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked
from rukun.people.rules import UNIT_ROLES
from rukun.sosialisasi import papers, queries
from rukun.sosialisasi.library import curriculum, material_file, stage_taught
from rukun.sosialisasi.rules import ORGANISERS, STAGE_MARKS, WATCHERS
from rukun.values.code import Kind

if TYPE_CHECKING:
    from rukun.sosialisasi.curriculum import Stage
    from rukun.sosialisasi.queries.coverage import KecamatanCovered

UPCOMING = 8
WITHIN_KECAMATAN = (Kind.KECAMATAN, Kind.KELURAHAN, Kind.RW, Kind.RT)


class Folded(NamedTuple):
    """A kota: how many of how many kelurahan were taught anything, its kecamatan, and whether the reader's is among
    them."""

    name: str
    taught: int
    many: int
    rows: list[tuple[KecamatanCovered, list[int], bool]]
    is_own: bool


def page(request: Asked) -> HttpResponse:
    """The kelurahan by the stage that was taught there, side by side, and the sessions to come; three queries."""
    groups = queries.covered_now()
    stages = stage_titles()
    counts = queries.reached(groups, [number for number, _ in stages])
    total = sum(len(group.kelurahan) for group in groups)
    own = next((seat.area.digits for seat in request.actor.seats if seat.area.kind in WITHIN_KECAMATAN), "")
    told = {
        "kota": _by_kota(groups, [number for number, _ in stages], own),
        "stages": [(number, title, counts[number], STAGE_MARKS.get(number, "●")) for number, title in stages],
        "marks": STAGE_MARKS,
        # Once and not for each of 267 tiles.
        "words": {number: gettext("tahap {number}").format(number=number) for number, _ in stages},
        "labels": {number: gettext("Tahap {number}").format(number=number) for number, _ in stages},
        "total": total,
        "untouched": sum(not one.stages for group in groups for one in group.kelurahan),
        "coming": queries.upcoming(request.now, UPCOMING),
        "titles": dict(stages),
        "organises": request.actor.seat_as(*ORGANISERS) is not None,
        "watches": request.actor.seat_as(*WATCHERS) is not None,
        "learns": request.actor.seat_as(*UNIT_ROLES) is not None,
    }
    return render(request, "sosialisasi/umum.html", told)


def _by_kota(groups: Sequence[KecamatanCovered], stages: Sequence[int], own: str) -> list[Folded]:
    """The kecamatan by their kota, in the order of the codes; `own` is where the reader has a seat, or ""."""
    told = []
    for name, among in groupby(groups, lambda group: group.kota):
        rows = [
            (group, [group.reached(number) for number in stages], bool(own) and own.startswith(group.code))
            for group in among
        ]
        taught, many = sum(row[0].taught for row in rows), sum(len(row[0].kelurahan) for row in rows)
        told.append(Folded(name, taught, many, rows, any(row[2] for row in rows)))
    return told


def stage(request: Asked, number: int) -> HttpResponse:
    """What one stage teaches; the hand-out to read and to print."""
    found = stage_taught(number)
    told = {"stage": found, "title": title_of(found), "roles": [role.value for role in found.roles]}
    return render(request, "sosialisasi/tahap.html", told)


def handout(request: Asked, number: int) -> HttpResponse:
    """The hand-out as a PDF in large type."""
    made = papers.handout(stage_taught(number), site=site_of(request).origin)
    return pdf_answer(made, f"lembar-tahap-{number}.pdf")


def material(_request: Asked, name: str) -> FileResponse:
    """A file that the curriculum names."""
    return FileResponse(material_file(name).open("rb"), filename=name)


def stage_titles() -> list[tuple[int, str]]:
    """Numbers and titles in the reader's language."""
    return [(one.number, title_of(one)) for one in curriculum().stages]


def title_of(found: Stage) -> str:
    return found.title_en if get_language() == "en" else found.title


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser and kept nowhere."""
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
