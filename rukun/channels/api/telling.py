"""The description of the API: for programs as OpenAPI, for people as a page."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render

from rukun.channels.api.problems import STATUS
from rukun.people.rules import Scope

KEPT = "public, max-age=300"
FILING = """curl "{origin}/api/v1/reports" \\
  -H "Authorization: Bearer rk_..." -H "Idempotency-Key: 0b9f0a4e-5a5e" \\
  -F category=sampah -F "words=Tumpukan di depan pos" \\
  -F lat=-6.2607 -F lon=106.8168 -F photos=@foto.jpg"""


def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1; no query."""
    body, mark = _written(request.build_absolute_uri("/").rstrip("/"))
    if mark in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"], response.headers["Cache-Control"] = mark, KEPT
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def page(request: HttpRequest) -> HttpResponse:
    """For people: the first call, keys, pages, errors, and every operation in a line; no query."""
    from rukun.channels.api.house import house
    from rukun.channels.api.serving import OPERATIONS

    paths = house().description["paths"]
    lines = [
        {"method": one.method, "path": f"/api/v1{one.path}", "scope": one.terms.scope,
         "told": paths[f"/api/v1{one.path}"][one.method.lower()]["summary"], "tag": one.terms.tag}
        for one in OPERATIONS
    ]  # fmt: skip
    # One table a tag, whichever room an operation comes from.
    order = list(dict.fromkeys(line["tag"] for line in lines))
    lines.sort(key=lambda line: order.index(line["tag"]))
    origin = request.build_absolute_uri("/").rstrip("/")
    told = {
        "groups": [(tag, list(rows)) for tag, rows in groupby(lines, lambda line: line["tag"])],
        "first": f'curl "{origin}/api/v1/reports?limit=3"',
        "filing": FILING.format(origin=origin),
        "scopes": {scope.value: scope.value for scope in Scope},
        "codes": sorted((status, code) for code, status in STATUS.items()),
    }
    return render(request, "portal/api.html", told)


@lru_cache(maxsize=8)
def _written(origin: str) -> tuple[bytes, str]:
    from rukun.channels.api.house import house

    body = json.dumps(house().description | {"servers": [{"url": origin}]}, ensure_ascii=False).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
