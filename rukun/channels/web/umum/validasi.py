"""Validation for everyone: how each kelurahan's sample stands, the seeds, and how to repeat a draw."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from rukun.channels.web.request.asked import Asked, month_asked
from rukun.validation.desk import reading
from rukun.validation.sample import published
from rukun.validation.sample import queries as samples
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import hidden
from rukun.values.time import Month


def page(request: Asked) -> HttpResponse:
    """A month: of each kelurahan how many reports, drawn, judged, wrong, and what may be left; eight queries."""
    months = published.months_shown(request.now)
    month = month_asked(request, Month.of(request.now).previous)
    whole, of_ward = reading.agreements(None, month)
    told = {
        "month": month,
        "months": months if month in months else [month, *months],
        "rows": [(state, of_ward.get(state.kelurahan)) for state in samples.sampling_states(None, month)],
        "agreement": whole,
        "plan": samples.plan(),
        "seed": published.seed_of(month),
    }
    return render(request, "portal/validasi.html", told)


def listed(request: Asked) -> JsonResponse:
    """The list of a kelurahan's month with the key of every code, for whoever repeats the draw."""
    return JsonResponse(_draw(request), json_dumps_params={"indent": 1})


def listed_as_csv(request: Asked) -> HttpResponse:
    """The same as a table: code, key, whether it was drawn."""
    told = _draw(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="undian-{told["kelurahan"]}-{told["month"]}.csv"'
    rows = csv.writer(answer)
    rows.writerow(["code", "key", "drawn"])
    rows.writerows([row["code"], row["key"], int(row["drawn"])] for row in told["list"])
    return answer


def _draw(request: Asked) -> dict[str, Any]:
    if not ("bulan" in request.GET and "kelurahan" in request.GET):
        raise hidden()
    kelurahan = AreaCode.parse(request.GET["kelurahan"])
    if kelurahan.kind is not Kind.KELURAHAN:
        raise hidden()
    return published.draw_of(kelurahan, Month.parse(request.GET["bulan"]))
