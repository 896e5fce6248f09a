"""Reading reports back: the list, one of them, and by the token of a sending."""

from __future__ import annotations

from typing import Any

from rukun.channels.open311.answering import Answer
from rukun.channels.open311.asking import Asked, argument, wants_more, wish_of
from rukun.channels.open311.fields import further_of, request_of
from rukun.reports import queries
from rukun.reports.search import code_in
from rukun.transparency.listing import Listed, further, listed
from rukun.transparency.wished import Wish
from rukun.values.markup import Many
from rukun.values.refused import Refused


def several(request: Asked) -> Answer:
    """The newest public reports that fit; five queries (six where services are named, one more for what changed), and
    twelve more with what the standard does not know."""
    is_long, wish = wants_more(request), wish_of(request, queries.codes_of_kinds)
    rows = listed(wish)
    return _told(request, rows, is_long=is_long, headers=_links(request, wish, len(rows)))


def one(request: Asked, code: str) -> Answer:
    """A single report, in a list as the standard has it; three queries."""
    return _told(request, [_public(code)], is_long=wants_more(request))


def token(request: Asked, code: str) -> Answer:  # noqa: ARG001  a view takes its request
    """The report that a token became. Every report has its id at once, so the id is its own token; three queries."""
    found = _public(code)
    told = {"service_request_id": found.report.code, "token": found.report.code}
    return Answer("service_requests", Many("request", [told]))


def _public(code: str) -> Listed:
    """The public report with this code, however it was typed; refused where there is none, or not for everyone."""
    known = code_in(code)
    found = listed(Wish(codes=(known,))) if known else []
    if not found:
        raise Refused("hidden", "Laporan “{code}” tidak ada.", code=code[:60], field="service_request_id")
    return found[0]


def _told(request: Asked, rows: list[Listed], *, is_long: bool, headers: dict[str, str] | None = None) -> Answer:
    absolute = request.build_absolute_uri
    more = further(rows, request.now) if is_long else {}
    told: list[dict[str, Any]] = []
    for row in rows:
        fields = request_of(row, absolute)
        if is_long:
            fields["extended_attributes"] = further_of(row, more[row.report.pk], absolute)
        told.append(fields)
    return Answer("service_requests", Many("request", told), headers=headers or {})


def _links(request: Asked, wish: Wish, shown: int) -> dict[str, str]:
    """Where the pages before and after lie, where somebody asked for pages; an empty page is the last one."""
    if wish.codes or not (argument(request, "page") or argument(request, "page_size")):
        return {}
    here = wish.first // wish.most + 1
    pages = {"prev": here - 1, "next": here + 1 if shown == wish.most else 0}
    found = []
    for name, number in pages.items():
        if number:
            asked = request.GET.copy()
            asked["page"] = str(number)
            found.append(f'<{request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")}>; rel="{name}"')
    return {"Link": ", ".join(found)} if found else {}
