"""Uang: what every area received and spent, for everybody, by month and use; and the same to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, page_asked
from rukun.transparency.money import files, queries, unit
from rukun.transparency.money.figures import Period
from rukun.values.code import LENGTH_OF, Kind
from rukun.values.refused import hidden
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.areas.models import Area

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def city(request: Asked) -> HttpResponse:
    """The whole city."""
    top = areas.whole_city()
    if top is None:
        raise hidden()
    return _page(request, top)


def area(request: Asked, code: str) -> HttpResponse:
    """Any area, from the province to an RT."""
    return _page(request, areas.area(code))


def _page(request: Asked, found: Area) -> HttpResponse:
    period, order = _period(request), request.GET.get("urut", "")
    money = queries.money_of(found, period, request.now, order)
    told = {
        "money": money,
        "area": found,
        "period": period,
        "order": order,
        "may_take_csv": period.is_month or len(found.code) >= LENGTH_OF[Kind.KECAMATAN],
        "may_take_workbook": len(found.code) >= LENGTH_OF[Kind.KELURAHAN],
    }
    if money.is_unit:
        told |= _of_unit(request, found, period)
    return render(request, "portal/uang.html", told)


def _of_unit(request: Asked, found: Area, period: Period) -> dict[str, object]:
    page = page_asked(request)
    bought, has_more = unit.bought_by(found, period, page)
    return {
        "stated": unit.stated_of(found, period, request.now), "bought": bought, "has_more": has_more, "page": page,
        "address": period.in_address,
    }  # fmt: skip


def _period(request: Asked) -> Period:
    return Period.asked(request.GET.get("bulan", ""), request.GET.get("tahun", ""), Month.of(request.now))


def rows(request: Asked, code: str, kind: str) -> HttpResponseBase:
    """Statements, transfers or expenses of a period as CSV, sent as they are read."""
    found, period = areas.area(code), _period(request)
    if kind not in files.COLUMNS:
        raise hidden()
    files.refuse_too_much(found, period, "csv")
    answer = StreamingHttpResponse(files.csv_of(found, kind, period), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{found.code}-{period.name}.csv"'
    return answer


def workbook(request: Asked, code: str) -> HttpResponse:
    """All three in one workbook, with what the columns mean."""
    found, period = areas.area(code), _period(request)
    files.refuse_too_much(found, period, "xlsx")
    answer = HttpResponse(files.workbook_of(found, period, gettext), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="uang-{found.code}-{period.name}.xlsx"'
    return answer


def columns(request: Asked) -> HttpResponse:
    """What each column of the files means."""
    return render(request, "portal/uang-kolom.html", {"columns": files.COLUMNS})


def columns_as_csv(request: Asked) -> HttpResponse:  # noqa: ARG001  every view takes a request
    """The same as a file."""
    answer = HttpResponse(files.dictionary_csv(gettext), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="uang-kolom.csv"'
    return answer
