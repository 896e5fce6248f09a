"""Pages for everyone: the first page, an area, photos."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.following.rules import FOLLOWABLE
from rukun.ranking import queries as standings
from rukun.reports import storage
from rukun.reports.rules import PHOTO_EDGES
from rukun.trail.queries import newest_seal
from rukun.transparency import front
from rukun.transparency.access import photo_to_see, proof_to_see
from rukun.transparency.money.queries import above
from rukun.transparency.taught import rollout
from rukun.values.code import Kind
from rukun.values.refused import hidden
from rukun.values.time import Month, day_of

# A photo never changes under its digest; it may be hidden, so it is asked for again after a while.
PHOTO_KEPT_SECONDS = 3600
PHOTO_KEPT_SECONDS_UNSIZED = 60


def home(request: Asked) -> HttpResponse:
    """The map of what is open, how it stands, what was done lately, and one large button."""
    area, city = front.home_area(), areas.whole_city()
    told: dict[str, Any] = {"city": city}
    if area:
        told |= {
            "overview": front.overview(area),
            "worked": front.worked_in(area, front.month_shown(request.now)),
            "money": front.money_this_year(area, request.now),
            "leading": front.leading(),
            "seal": newest_seal(),
            "rollout": rollout(area, request.now),
        }
    return render(request, "portal/home.html", told)


def area(request: Asked, code: str) -> HttpResponse:
    """An area from province to RT: its map, how its problems stand, how they were worked, and the money."""
    found = areas.area(code)
    told = {
        "overview": front.overview(found),
        "above": above(found),
        "heir": found.merged_into,
        "children": list(areas.children(found.area_code, day_of(request.now))),
        "standing": standings.standing_of(found.area_code) if found.kind == Kind.KELURAHAN else None,
        "heads": front.heads_of(found, request.now),
        "worked": front.worked_in(found, front.month_shown(request.now)),
        "money": front.money_this_year(found, request.now),
        "year": Month.of(request.now).year,
        "rollout": rollout(found, request.now),
        "followable": FOLLOWABLE,
    }
    return render(request, "portal/wilayah.html", told)


def photo(request: Asked, digest: str) -> HttpResponseBase:
    """A photo by its digest, of a report that the asker may read; `?ukuran=320` or `800` for a smaller one."""
    return picture(request, photo_to_see(request.actor, digest))


def proof(request: Asked, digest: str) -> HttpResponseBase:
    """The photo of finished work on a report that the asker may read."""
    return picture(request, proof_to_see(request.actor, digest))


def picture(request: Asked, digest: str) -> HttpResponseBase:
    """A picture that is kept, in the size that was asked for; whether it may be seen was asked before."""
    wanted = request.GET.get("ukuran", "")
    sizes = {str(edge): edge for edge in PHOTO_EDGES}
    try:
        file, found = storage.opened(digest, sizes.get(wanted))
    except FileNotFoundError:
        raise hidden() from None
    response = FileResponse(file, content_type="image/jpeg")
    # A size that is not made yet is answered by the whole picture, and asked for again soon.
    kept = PHOTO_KEPT_SECONDS if found or not wanted else PHOTO_KEPT_SECONDS_UNSIZED
    response.headers["Cache-Control"] = f"private, max-age={kept}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
