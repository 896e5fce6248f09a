"""Pages for everyone: the first page, reports, a report, an area, the ranking, photos."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.asked import Asked, month_asked, page_asked
from rukun.followup import queries as followup
from rukun.followup.access import may_rate, may_reopen, proof_to_see
from rukun.followup.rules import State
from rukun.ranking import queries as standings
from rukun.reports import access
from rukun.reports.photos import path_of
from rukun.transparency import queries, redaction
from rukun.validation import queries as validation
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month

REPORTS_A_PAGE = 24
# A photo never changes under its digest; it may be hidden, so it is asked for again after a while.
PHOTO_KEPT_SECONDS = 3600


def home(request: Asked) -> HttpResponse:
    """The map of what is open, how it stands, and one large button."""
    area = queries.home_area()
    told = {"overview": queries.overview(area)} if area else {}
    return render(request, "portal/home.html", told)


def reports(request: Asked) -> HttpResponse:
    """All public reports, newest first, by kind, state and words."""
    kinds = queries.kinds()
    asked = {name: request.GET.get(name, "").strip() for name in ("jenis", "status", "cari", "wilayah")}
    if asked["status"] and asked["status"] not in set(State):
        raise Refused("state", "Status ini tidak dikenal.")
    area = AreaCode.parse(asked["wilayah"]) if asked["wilayah"] else None
    found = queries.public_reports(area, category=asked["jenis"], state=asked["status"], words=asked["cari"])
    page = page_asked(request)
    shown = list(found[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE + 1])
    told = {
        "reports": shown[:REPORTS_A_PAGE],
        "kinds": kinds,
        "states": list(State),
        "asked": asked,
        "page": page,
        "has_more": len(shown) > REPORTS_A_PAGE,
        "address": "&".join(f"{name}={value}" for name, value in asked.items() if value),
    }
    return render(request, "portal/laporan.html", told)


def report(request: Asked, code: str) -> HttpResponse:
    """What was said, what was done, and what the verdict is."""
    found = access.report_to_read(request.actor, code)
    ticket = followup.ticket_of(found)
    verdict = validation.standing_of(found)
    is_private_matter = verdict is not None and verdict.reason == StrikeReason.PRIVACY
    ratings = followup.ratings_of(ticket) if ticket else []
    told = {
        "report": found,
        "words": redaction.shown_words(found.words, is_struck_for_privacy=is_private_matter),
        "photos": [] if is_private_matter else [photo for photo in found.photos.all() if photo.hidden_at is None],
        "ticket": ticket,
        "steps": followup.steps_of(ticket) if ticket else [],
        "ratings": ratings,
        "verdict": verdict,
        "strike_words": REASON_WORDS[StrikeReason(verdict.reason)] if verdict and verdict.reason else "",
        "map": queries.map_of_report(found),
        "is_own": found.filer_id is not None and found.filer_id == request.actor.person_id,
        "may_reopen": ticket is not None and may_reopen(request.actor, ticket, request.now),
        "may_rate": ticket is not None and may_rate(request.actor, ticket, ratings),
    }
    return render(request, "portal/laporan-satu.html", told)


def area(request: Asked, code: str) -> HttpResponse:
    """An area: its map, how its reports stand, its place in the ranking."""
    found = areas.area(code)
    told = {
        "overview": queries.overview(found),
        "children": list(areas.children(found.area_code)),
        "standing": standings.standing_of(found.area_code),
    }
    return render(request, "portal/wilayah.html", told)


def ranking(request: Asked) -> HttpResponse:
    """The table of a month, each rank with its interval, and how anyone can redo it."""
    months = standings.months_with_tables()
    month = month_asked(request, months[0] if months else Month.of(request.now))
    table = standings.newest_table(month)
    told = {"month": month, "months": months, "table": table, "told": table.told if table else None}
    if table:
        rows = table.told["rows"]
        told["ranked"] = [row for row in rows if row["rank"] is not None]
        told["unranked"] = sum(row["rank"] is None for row in rows)
    return render(request, "portal/peringkat.html", told)


def photo(request: Asked, digest: str) -> HttpResponseBase:
    """A photo by its digest, of a report that the asker may read."""
    return _picture(access.photo_to_see(request.actor, digest))


def proof(request: Asked, digest: str) -> HttpResponseBase:
    """The photo of finished work on a report that the asker may read."""
    return _picture(proof_to_see(request.actor, digest))


def _picture(digest: str) -> HttpResponseBase:
    response = FileResponse(default_storage.open(path_of(digest)), content_type="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={PHOTO_KEPT_SECONDS}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
