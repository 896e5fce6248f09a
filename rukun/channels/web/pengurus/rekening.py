"""The statement of account of a unit, for its board and the office that answers for it: page, PDF and CSV."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.pengurus.unit import UnitLooked, unit_looked
from rukun.channels.web.request.asked import Asked
from rukun.funds.rekening import ACCOUNTS, CAUSES, OTHERS, Rekening, csv_of, pdf_of, rekening_of
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

QUARTER = 3


def page(request: Asked) -> HttpResponse:
    """Which account and which months, and every line with what lay there afterwards."""
    whose, found = _asked(request)
    told = {
        "whose": whose,
        "rekening": found,
        "accounts": ACCOUNTS,
        "causes": CAUSES,
        "others": OTHERS,
        "address": f"rekening={found.kind}&dari={found.first}&sampai={found.last}"
        + (f"&{whose.in_address}" if whose.in_address else ""),
    }
    return render(request, "pengurus/rekening.html", told)


def pdf(request: Asked) -> HttpResponse:
    """The same on paper."""
    whose, found = _asked(request)
    above = [whose.unit.area_code.up_to(level) for level in (Kind.KOTA, Kind.KECAMATAN, Kind.KELURAHAN)]
    names = areas.areas_by_code(above)
    told = tuple(names[code.digits].name for code in above if code.digits in names)
    return _file(found, pdf_of(found, told, day_of(request.now)), "application/pdf", "pdf")


def rows(request: Asked) -> HttpResponse:
    """The same for a spreadsheet."""
    _, found = _asked(request)
    return _file(found, csv_of(found).encode(), "text/csv; charset=utf-8", "csv")


def _asked(request: Asked) -> tuple[UnitLooked, Rekening]:
    whose, now = unit_looked(request), Month.of(request.now)
    last = _month(request, "sampai", now)
    if last > now:
        raise Refused("month", "Bulan {month} belum mulai.", field="sampai", month=last)
    first = _month(request, "dari", Month(last.year, (last.month - 1) // QUARTER * QUARTER + 1))
    return whose, rekening_of(whose.unit, request.GET.get("rekening", "kas"), first, last)


def _month(request: Asked, name: str, default: Month) -> Month:
    text = request.GET.get(name, "")
    return Month.parse(text) if text else default


def _file(found: Rekening, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"rekening-{found.unit.code}-{found.kind}-{found.first}-{found.last}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
