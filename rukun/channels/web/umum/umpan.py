"""Feeds: what came in last in an area, or of a kind, for readers of Atom, with where it is (GeoRSS)."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, urlencode
from django.utils.translation import get_language, gettext

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.templatetags.written import kind_name, state_word, unit_name
from rukun.reports.queries import category
from rukun.transparency.listing import Listed, listed
from rukun.transparency.wished import Wish
from rukun.values.digest import digest_of
from rukun.values.markup import DECLARATION, element, tag

ENTRIES = 50
KEPT_SECONDS = 120
ATOM = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:georss": "http://www.georss.org/georss"}
TITLE_LENGTH = 80
# Before anything was reported: the year of the first reports of RT and RW.
BEGINNING = datetime(2016, 1, 1, tzinfo=UTC)


def of_all(request: Asked) -> HttpResponse:
    """The newest public reports, of a kind (`jenis`) and within an area (`wilayah`) where they are named."""
    return _feed(request, request.GET.get("wilayah", "").strip())


def of_area(request: Asked, code: str) -> HttpResponse:
    """The newest public reports of an area, of a kind where one is named."""
    return _feed(request, code)


def _feed(request: Asked, code: str) -> HttpResponse:
    """Seven queries at most; answered without a body to whoever has it already."""
    area = areas.area(code) if code else None
    named = request.GET.get("jenis", "").strip().replace("\x00", "")
    kind = category(named) if named else None
    wish = Wish(kinds=(kind.code,) if kind else (), area=area.area_code if area else None, most=ENTRIES)
    rows = listed(wish)
    updated = max((row.changed_at for row in rows), default=BEGINNING)
    named_so = {"jenis": kind.code if kind else "", "wilayah": area.area_code.official if area else ""}
    asked = urlencode({name: value for name, value in named_so.items() if value})
    query = f"?{asked}" if asked else ""
    about = [kind_name(kind)] if kind else []
    about += [unit_name(area)] if area else []
    title = gettext("Laporan: {about}").format(about=", ".join(about)) if about else gettext("Laporan terbaru")
    absolute = request.build_absolute_uri
    parts = [
        element("id", absolute(reverse("umpan") + query)),
        element("title", f"{title} · Rukun"),
        element("updated", _moment(updated)),
        _link("self", absolute(), "application/atom+xml"),
        _link("alternate", absolute(reverse("laporan") + query), "text/html"),
        tag("author", element("name", "Rukun")),
        *(_entry(request, row) for row in rows),
    ]
    body = f"{DECLARATION}{tag('feed', ''.join(parts), ATOM | {'xml:lang': get_language() or 'id'})}\n".encode()
    return _kept(request, body, updated)


def _entry(request: HttpRequest, row: Listed) -> str:
    report = row.report
    state = f" ({state_word(row.state.value)})" if row.state else ""
    said = " ".join(row.words.split())
    short = said if len(said) <= TITLE_LENGTH else f"{said[:TITLE_LENGTH].rstrip()}…"
    place = unit_name(report.rt or report.rw or report.kelurahan)
    parts = [
        element("id", f"tag:{urlsplit(settings.SITE_URL).hostname},2016:{report.code}"),
        element("title", f"{kind_name(report.category)}, {place}{state}" + (f": {short}" if short else "")),
        element("published", _moment(report.received_at)),
        element("updated", _moment(row.changed_at)),
        _link("alternate", request.build_absolute_uri(reverse("laporan-satu", args=[report.code])), "text/html"),
        tag("category", "", {"term": report.category.code, "label": kind_name(report.category)}),
    ]
    if row.photos:
        parts.append(
            _link("enclosure", request.build_absolute_uri(reverse("foto", args=[row.photos[0]])), "image/jpeg")
        )
    if row.words:
        parts.append(element("summary", row.words))
    if report.lat is not None and report.lon is not None:
        parts.append(element("georss:point", f"{report.lat:.6f} {report.lon:.6f}"))
    return tag("entry", "".join(parts))


def _link(rel: str, href: str, kind: str) -> str:
    return tag("link", "", {"rel": rel, "href": href, "type": kind})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _kept(request: HttpRequest, body: bytes, updated: datetime) -> HttpResponse:
    """The feed, or 304 for a reader that has it; other people's pages may read it."""
    digest = f'"{digest_of(body)[:32]}"'
    whole = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    whole.headers["ETag"] = digest
    whole.headers["Last-Modified"] = http_date(updated.timestamp())
    whole.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    whole.headers["Access-Control-Allow-Origin"] = "*"
    # Whoever keeps it for others keeps one for each language: it is chosen by a cookie.
    patch_vary_headers(whole, ("Cookie",))
    # By the digest alone: what is hidden afterwards changes the feed without a later moment in it.
    return get_conditional_response(request, etag=digest, response=whole) or whole
