"""Peringkat: the tables with their doubt and their fairness, and why a kelurahan stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked
from rukun.ranking import queries
from rukun.ranking.rules import RankedKind
from rukun.ranking.spans import SpanKind
from rukun.transparency import why
from rukun.transparency.drawings import drawn
from rukun.values.code import Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.areas.models import Area

CHOSEN_AT_MOST = why.COSTLY_AT_MOST


def table(request: Asked) -> HttpResponse:
    """The table of a month or of three, of kelurahan, kecamatan, kota or SKPD, with its fairness check."""
    of, span = _kind_asked(request)
    months = queries.months_with_tables(of, span)
    month = month_asked(request, months[0] if months else Month.of(request.now))
    found = queries.newest_table(month, of, span)
    told = found.told if found else None
    districts = list(areas.areas_of(Kind.KECAMATAN)) if of is RankedKind.KELURAHAN else []
    within = _district_asked(request, districts)
    begins = within.official_code if within else ""
    rows = [row for row in told["rows"] if row["code"].startswith(begins)] if told else []
    shown = {
        "districts": districts, "within": within.code if within else "",
        "month": month, "months": months, "table": found, "told": told, "of": of.value, "span": span.value,
        "ranked": [row for row in rows if row["rank"] is not None],
        "unranked": sum(row["rank"] is None for row in rows),
        "clouds": drawn.clouds(told) if told else [],
        "points": drawn.points_told(told) if told else [],
    }  # fmt: skip
    return render(request, "portal/peringkat.html", shown)


def _district_asked(request: Asked, districts: list[Area]) -> Area | None:
    wanted = request.GET.get("di", "")
    found = next((one for one in districts if one.official_code == wanted), None)
    if wanted and found is None:
        raise Refused("view", "Tampilan ini tidak dikenal.")
    return found


def _kind_asked(request: Asked) -> tuple[RankedKind, SpanKind]:
    try:
        of = RankedKind(request.GET.get("untuk") or RankedKind.KELURAHAN)
        span = SpanKind(request.GET.get("masa") or SpanKind.MONTH)
    except ValueError:
        raise Refused("view", "Tampilan ini tidak dikenal.") from None
    return of, span if of is RankedKind.KELURAHAN else SpanKind.MONTH


def reasons(request: Asked, code: str) -> HttpResponse:
    """Each part, where it lies in the city, what moved it, what cost most, and what would be if."""
    area = _kelurahan(code)
    months = queries.months_with_tables()
    month = month_asked(request, months[0] if months else Month.of(request.now))
    chosen = _chosen(request)
    found = why.why_of(area, month, chosen)
    return render(request, "portal/mengapa.html", {"area": area, "month": month, "months": months, "why": found})


def units(request: Asked, code: str) -> HttpResponse:
    """What the RT and RW of a kelurahan did in a month."""
    area = _kelurahan(code)
    month = month_asked(request, Month.of(request.now))
    months = sorted({month, *queries.months_with_tables()}, reverse=True)
    shown = {"area": area, "month": month, "months": months, "units": why.units_shown(area, month, request.now)}
    return render(request, "portal/kinerja-unit.html", shown)


def _kelurahan(code: str) -> Area:
    area = areas.area(code)
    if area.kind != Kind.KELURAHAN:
        raise hidden()
    return area


def _chosen(request: Asked) -> set[int]:
    chosen = request.GET.getlist("jika")
    if len(chosen) > CHOSEN_AT_MOST or not all(text.isascii() and text.isdigit() and len(text) < 4 for text in chosen):
        raise Refused("chosen", "Pilihan ini tidak dikenal.")
    return {int(text) for text in chosen}
