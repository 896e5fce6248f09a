"""What is around: a map and a list of the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import etag

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, page_asked
from rukun.transparency import queries
from rukun.transparency.map import around, borders
from rukun.transparency.map.cells import Box
from rukun.transparency.rules import COLOUR_WORDS, COLOURS_BY_NAME, GROUPS_BY_NAME, Wanted, colour_named
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month, newest_months

if TYPE_CHECKING:
    from rukun.reports.models import Category

FILTERS = ("jenis", "warna", "sejak")
WHERE = ("kotak", "z", "wilayah", "lat", "lon")
REPORTS_A_PAGE = 12
AROUND_M = 400.0
# The map may be this old before a browser asks again; it is counted anew every two seconds.
MAP_KEPT_SECONDS = 20
BORDERS_KEPT_SECONDS = 3600
ZOOM = 15
MONTHS_OFFERED = 12


def page(request: Asked) -> HttpResponse:
    """The map with the list beside it; the list alone where there is no script."""
    asked = {name: request.GET.get(name, "").strip() for name in (*FILTERS, *WHERE)}
    kinds = queries.kinds()
    box, area = _where(asked)
    told = _listed(request, asked, kinds, box, area) | {
        "kinds": kinds,
        "groups": list(GROUPS_BY_NAME),
        "colours": [(name, COLOUR_WORDS[colour]) for name, colour in COLOURS_BY_NAME.items()],
        "months": newest_months(request.now, MONTHS_OFFERED),
        "wards": areas.areas_of(Kind.KELURAHAN),
        "box": box,
        "zoom": _zoom(asked["z"]) if asked["kotak"] and asked["z"] else "",
        "area": area,
        "follow": _to_follow(box, area),
    }
    return render(request, "portal/sekitar.html", told)


def _to_follow(box: Box | None, area: AreaCode | None) -> str:
    """What is to be followed from here: the area that was asked for, or what lies around the middle of the map."""
    if area is not None:
        return urlencode({"wilayah": area.official})
    if box is None:
        return ""
    return urlencode({"lat": f"{(box.south + box.north) / 2:.5f}", "lon": f"{(box.west + box.east) / 2:.5f}"})


def listed(request: Asked) -> HttpResponse:
    """The list alone, for the map that was moved."""
    asked = {name: request.GET.get(name, "").strip() for name in (*FILTERS, *WHERE)}
    box, area = _where(asked)
    return render(request, "parts/_sekitar_list.html", _listed(request, asked, queries.kinds(), box, area))


def _listed(
    request: Asked, asked: dict[str, str], kinds: Sequence[Category], box: Box | None, area: AreaCode | None
) -> dict[str, Any]:
    wanted, turned, now = _wanted(asked, kinds), page_asked(request), Month.of(request.now)
    first = (turned - 1) * REPORTS_A_PAGE
    if area is not None:
        found = around.newest_of(area, wanted, first, REPORTS_A_PAGE + 1)
    else:
        found = around.newest_in(box, wanted, now, first, REPORTS_A_PAGE + 1) if box else []
    return {
        "reports": found[:REPORTS_A_PAGE],
        "has_more": len(found) > REPORTS_A_PAGE,
        "page": turned,
        "asked": asked,
        "address": urlencode({name: value for name, value in asked.items() if value}),
        "here": reverse("sekitar"),
    }


@gzip_page
def marks(request: Asked) -> JsonResponse:
    """What to draw on the map of a box: squares with their counts by colour, or single reports."""
    asked = {name: request.GET.get(name, "").strip() for name in (*FILTERS, "kotak", "z")}
    kinds = queries.kinds() if asked["jenis"] else ()
    box, now = _box(asked["kotak"]), Month.of(request.now)
    found = around.screenful(box, _zoom(asked["z"]), _wanted(asked, kinds), now) if box else None
    told = {
        "level": found.level if found else 0,
        "total": found.total if found else 0,
        "squares": [(c.column, c.row, round(c.lat, 5), round(c.lon, 5), *c.colours) for c in found.clusters]
        if found
        else [],
        "reports": [
            (code, round(lat, 6), round(lon, 6), kind, colour) for code, lat, lon, kind, colour in found.singles
        ]
        if found
        else [],
    }
    response = JsonResponse(told, json_dumps_params={"separators": (",", ":")})
    response.headers["Cache-Control"] = f"public, max-age={MAP_KEPT_SECONDS}"
    return response


def _stamp(request: Asked) -> str:
    facts = f"{areas.stamp()}:{request.GET.get('kotak', '')}:{request.GET.get('z', '')}"
    return hashlib.sha256(facts.encode()).hexdigest()[:24]


@gzip_page
@etag(_stamp)
def lines(request: Asked) -> JsonResponse:
    """The borders in a box, as rows of whole numbers (`transparency.borders`)."""
    box = _box(request.GET.get("kotak", ""))
    found = borders.borders_in(box, _zoom(request.GET.get("z", ""))) if box else []
    told = {
        "areas": [(one.code, one.name, one.rings) for one in found],
        "is_drawn": any(one.is_drawn for one in found),
    }
    response = JsonResponse(told, json_dumps_params={"separators": (",", ":")})
    response.headers["Cache-Control"] = f"public, max-age={BORDERS_KEPT_SECONDS}"
    return response


def _where(asked: dict[str, str]) -> tuple[Box | None, AreaCode | None]:
    """The box that is shown, and the area whose list was asked for instead of what lies in the box."""
    if asked["kotak"]:
        return Box.parse(asked["kotak"]), None
    if asked["lat"] or asked["lon"]:
        place = Place.parse(asked["lat"], asked["lon"])
        return Box.around(place.lat, place.lon, AROUND_M), None
    if asked["wilayah"]:
        area = areas.area(asked["wilayah"]).area_code
        return borders.box_of(area) or _box(""), area
    return _box(""), None


def _box(text: str) -> Box | None:
    """The box that was asked for; without one, all that the city's reports or its borders reach."""
    return Box.parse(text) if text else around.outline() or borders.box_of_all()


def _zoom(text: str) -> int:
    zoom = number_in(text, 2)
    return ZOOM if zoom is None else zoom


def _wanted(asked: dict[str, str], kinds: Sequence[Category]) -> Wanted:
    since = Month.parse(asked["sejak"]) if asked["sejak"] else None
    return Wanted(_kinds(asked["jenis"], kinds), colour_named(asked["warna"]), since)


def _kinds(name: str, kinds: Sequence[Category]) -> frozenset[int] | None:
    """The kinds (ids) of a group or a single code; None for an empty name."""
    if not name:
        return None
    group = GROUPS_BY_NAME.get(name)
    chosen = frozenset(kind.pk for kind in kinds if kind.code == name or (group and kind.group == group))
    if not chosen:
        raise Refused("category", "Jenis laporan ini tidak dikenal.", field="jenis")
    return chosen
