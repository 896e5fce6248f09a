"""Offices side by side, each number a way to the tickets behind it; the month as a paper; the week as it is mailed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked, page_asked
from rukun.followup.oversight import drill, figures
from rukun.followup.oversight.access import area_overseen, seat_overseeing
from rukun.followup.oversight.figures import Row
from rukun.followup.oversight.month import month_paper
from rukun.followup.oversight.rules import BAND_WORDS, NOW, VIEW_WORDS, View, even_heights, view_asked
from rukun.people.rules import Role
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month, newest_months

# The columns by which the table may be ordered, as they are written in an address; largest first.
ORDERS: Mapping[str, Callable[[Row], float]] = {
    "terbuka": lambda row: row.held.open,
    "terlambat": lambda row: row.held.overdue,
    "lama": lambda row: row.now.median_hours or 0,
    "dibuka-kembali": lambda row: row.now.reopened,
    "dibantah": lambda row: row.now.disputed,
    "bintang": lambda row: row.now.mean_stars or 0,
}
FIRST_ORDER = "terlambat"
MONTHS_BACK, FIRST_DAYS = 12, 3


def page(request: Asked) -> HttpResponse:
    """The offices below, side by side, against the same days of the month before."""
    area = area_overseen(request.actor, request.GET.get("wilayah", "").strip())
    month, order = month_asked(request, _month_to_show(request.now)), request.GET.get("urut") or FIRST_ORDER
    days = figures.days_of(month, request.now)
    found = figures.beside(area, days, request.now)
    rows, is_grouped = found.rows, area.kind is Kind.PROVINSI
    if is_grouped:
        names = {one.code: one.name for one in areas.areas_of(Kind.KOTA, area)}
        rows = figures.grouped(rows, names, LENGTH_OF[Kind.KOTA])
    if order in ORDERS:
        rows = sorted(rows, key=lambda row: (-ORDERS[order](row), -row.held.open, row.code))
    busy = [row for row in rows if not row.is_idle]
    told = {
        "area": areas.area(area),
        "above": _above(request, area),
        "month": month,
        "months": newest_months(request.now, MONTHS_BACK),
        "days": days,
        "rows": busy or rows,
        "idle": [row for row in rows if row.is_idle] if busy else [],
        "total": found.total,
        "is_grouped": is_grouped,
        "order": order,
        "bars": _bars(found.days),
        "bands": list(zip(BAND_WORDS, found.total.held.bands, even_heights(found.total.held.bands), strict=True)),
        "may_audit": request.actor.seat_as(Role.CAMAT, Role.WALI_KOTA, Role.AUDITOR) is not None,
    }
    return render(request, "pengawasan/berdampingan.html", told)


def _month_to_show(now: datetime) -> Month:
    """The running month, once it is some days old; before, the one that has just ended."""
    return Month.of(now - timedelta(days=FIRST_DAYS))


def _above(request: Asked, area: AreaCode) -> AreaCode | None:
    """The area one level up, where the actor oversees it too."""
    own = seat_overseeing(request.actor).area
    return area.parent if area.parent is not None and area.parent.is_within(own) else None


def _bars(days: list[tuple[date, int, int]]) -> list[dict[str, Any]]:
    """For each day two bars: where they stand and how high, in a drawing of so many tens."""
    most = max((max(came, went) for _, came, went in days), default=0)
    return [
        {"day": day, "came": came, "went": went, "x": 10 * number, "came_h": _high(came, most),
         "went_h": _high(went, most), "came_y": 100 - _high(came, most), "went_y": 100 - _high(went, most)}
        for number, (day, came, went) in enumerate(days)
    ]  # fmt: skip


def _high(value: int, most: int) -> float:
    return 100 * value / most if most else 0.0


def tickets(request: Asked) -> HttpResponse:
    """The tickets behind a number: the same conditions that counted it."""
    area = area_overseen(request.actor, request.GET.get("wilayah", "").strip())
    month, view = month_asked(request, Month.of(request.now)), view_asked(request.GET.get("lihat", View.OPEN.value))
    days = figures.days_of(month, request.now)[0]
    asked = drill.Asked(
        request.GET.get("kantor", "").strip(), view, _band(request), days, request.GET.get("lain") == "1"
    )
    number = page_asked(request)
    first = (number - 1) * drill.ROWS_A_PAGE
    rows = drill.rows_behind(area, asked, request.now, first, drill.ROWS_A_PAGE + 1)
    told = {
        "area": areas.area(area),
        "tickets": rows[: drill.ROWS_A_PAGE],
        "has_more": len(rows) > drill.ROWS_A_PAGE,
        "page": number,
        "address": urlencode({name: value for name, value in request.GET.items() if name != "halaman"}),
        "office": next((one.name for one in figures.offices_in(area) if one.code == asked.office), ""),
        "view": view,
        "views": [(one, VIEW_WORDS[one]) for one in View],
        "view_words": VIEW_WORDS[view],
        "is_now": view in NOW,
        "is_elsewhere": asked.is_elsewhere,
        "band_words": BAND_WORDS[asked.band] if asked.band is not None else "",
        "days": days,
        "month": month,
    }
    return render(request, "pengawasan/tiket.html", told)


def _band(request: Asked) -> int | None:
    text = request.GET.get("umur", "")
    if not text:
        return None
    if text not in {str(number) for number in range(len(BAND_WORDS))}:
        raise Refused("view", "Tampilan ini tidak dikenal.")
    return int(text)


def paper(request: Asked) -> HttpResponse:
    """The month of a kelurahan or kecamatan as a PDF."""
    area = area_overseen(request.actor, request.GET.get("wilayah", "").strip())
    if area.kind not in (Kind.KELURAHAN, Kind.KECAMATAN):
        raise hidden()
    month = month_asked(request, Month.of(request.now))
    if month.starts_at > request.now:
        raise hidden()
    pdf = month_paper(areas.area(area), month, request.now)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="tindak-lanjut-{area.digits}-{month}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
