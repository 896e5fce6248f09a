"""The queue as a list and as points on a map, and what changed in it while somebody looks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language

from rukun.channels.web.drawing import queue
from rukun.channels.web.meja.lines import Line, Writer
from rukun.channels.web.meja.rows import rows_of
from rukun.channels.web.meja.source import counted, source_of
from rukun.channels.web.meja.told import JUST_DONE, just_done
from rukun.channels.web.request.asked import Asked
from rukun.followup import access
from rukun.followup.desk import queue as queries
from rukun.followup.desk import shelf
from rukun.followup.desk.queue import Counts, Desk, Page
from rukun.followup.desk.rows import Row
from rukun.followup.desk.sieve import Sieve, read_sieve
from rukun.followup.rules import OPEN
from rukun.reports import queries as reports
from rukun.transparency.rules import colour_of
from rukun.values.refused import Refused
from rukun.values.time import moment_in

if TYPE_CHECKING:
    from rukun.people.models import Office
    from rukun.reports.models import Category


def page(request: Asked) -> HttpResponse:
    """Open work, what is due first, as the address asks."""
    desk = queries.desk_for(access.desk_of(request.actor))
    asked, sieve = queue.asking(request.GET), read_sieve(dict(request.GET.lists()))
    stamp = queries.stamp_of(desk)
    counts = queries.counts_of(desk, request.now)
    found, total = _found(request, desk, sieve, counts)
    kinds = reports.every_category()
    holders: Sequence[Office] = queries.holders_among(desk) if desk.is_over else ()
    source = source_of(desk, counts, asked, kinds, queries.crew_of(desk.office), holders)
    shown = queue.Shown(
        rows=rows_of(
            _lines(request, desk, kinds, holders, found.rows, queue.kept(request.GET)), request.GET.getlist("pilih")
        ),
        next=found.next,
        before=found.before,
        total=total,
        total_words=counted(total),
        stamp=stamp,
        since=request.now.isoformat(),
        saved=shelf.views_of(desk.office, request.actor.person_id),
        just_done=just_done(request.GET.get(JUST_DONE, "")),
    )
    return queue.page(request, source, shown, "kelurahan/meja.html")


def _found(request: Asked, desk: Desk, sieve: Sieve, counts: Counts) -> tuple[Page, int]:
    """The page that is asked for, and how many there are in all."""
    after, before = _place(request, "sesudah"), _place(request, "sebelum")
    is_cut = sieve.is_narrow or sieve.due or sieve.states
    # What was closed is never few.
    is_open = not sieve.outcome and all(state in OPEN for state in sieve.states)
    if is_cut and is_open and not (after or before) and counts.all <= queries.COUNTED_AT_ONCE:
        found = queries.first_page(desk, sieve, request.now)
        return found, found.many or 0
    found = queries.page_of(desk, sieve, request.now, after=after, before=before)
    return found, queries.how_many(desk, sieve, request.now) if is_cut else counts.all


def live(request: Asked) -> HttpResponse:
    """What changed since a page was made: rows to be marked, and how many are new. 304 where nothing did."""
    desk = queries.desk_for(access.desk_of(request.actor))
    stamp = queries.stamp_of(desk)
    tag = f'"{hashlib.sha256(f"{stamp}{get_language()}{request.GET.urlencode()}".encode()).hexdigest()[:24]}"'
    if stamp == request.GET.get("cap", "") or request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    sieve = read_sieve(dict(request.GET.lists()))
    asked = [code.upper() for code in request.GET.get("ada", "").split(",") if code][: queries.NEWS_MOST]
    changed = queries.changed_since(queries.sifted(desk, sieve, request.now), _since(request))
    here = {row.code: row for row in queries.rows_named(queries.sifted(desk, sieve, request.now), asked)}
    fresh = [row for row in changed if row.code in asked]
    holders: Sequence[Office] = queries.holders_among(desk) if desk.is_over else ()
    address = urlencode([(n, v) for n, vs in queue.asking(request.GET).items() if n not in ASKS for v in vs])
    lines = _lines(request, desk, reports.every_category(), holders, fresh, address)
    told = {
        "stamp": stamp,
        "since": request.now.isoformat(),
        "rows": dict(zip((line.code for line in lines), rows_of(lines), strict=True)),
        "gone": [code for code in asked if code not in here],
        "new": sum(1 for row in changed if row.code not in asked),
    }
    return JsonResponse(told, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


ASKS = ("cap", "ada", "sejak")


def marks(request: Asked) -> JsonResponse:
    """The tickets of the queue that have a place, for the map: code, place, kind, colour."""
    desk = queries.desk_for(access.desk_of(request.actor))
    sieve = read_sieve(dict(request.GET.lists()))
    found = queries.marks_of(queries.sifted(desk, sieve, request.now))
    told = [
        (code, round(lat, 6), round(lon, 6), kind, int(colour_of(state, needs_followup=True)))
        for code, lat, lon, kind, state in found
    ]
    answer = JsonResponse({"level": 0, "total": len(told), "squares": [], "reports": told})
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _place(request: Asked, name: str) -> str:
    return request.GET.get(name, "")[:800]


def _since(request: Asked) -> datetime:
    """When the page was made; this moment where it does not say."""
    found = moment_in(request.GET.get("sejak", "") or request.now.isoformat())
    if found is None:
        raise Refused("since", "Alamat halaman ini tidak utuh; mulai lagi dari awal antrean.")
    return found


def _lines(
    request: Asked, desk: Desk, kinds: Sequence[Category], holders: Sequence[Office], rows: list[Row], query: str
) -> list[Line]:
    is_wide = desk.is_over or desk.office.kind != "kelurahan"
    writer = Writer(request.now, kinds, {one.pk: one.name for one in holders}, query, is_wide=is_wide)
    return writer.lines(rows)
