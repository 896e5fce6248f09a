"""A calendar of the sessions to come, to subscribe to: of the whole city, or of an area. Nobody is named in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.sosialisasi.umum import stage_titles
from rukun.channels.web.templatetags.written import unit_name
from rukun.sosialisasi.queries import calendar_of
from rukun.values.code import Kind
from rukun.values.digest import digest_of
from rukun.values.ical import Event, calendar

if TYPE_CHECKING:
    from rukun.areas.models import Area
    from rukun.sosialisasi.models import Sosialisasi

KEPT_SECONDS = 900
# Whoever looks at last week finds it still there, and learns of what was cancelled late.
BACK = timedelta(days=30)


def of_all(request: Asked) -> HttpResponse:
    """Every session of the city."""
    return _feed(request, None)


def of_area(request: Asked, code: str) -> HttpResponse:
    """The sessions within an area; of an RW or RT those of its kelurahan."""
    return _feed(request, areas.area(code))


def _feed(request: Asked, area: Area | None) -> HttpResponse:
    """Two queries at most; answered without a body to whoever has it already."""
    code = area.area_code if area else None
    if code is not None and code.kind in (Kind.RW, Kind.RT):
        code = code.up_to(Kind.KELURAHAN)
    titles = dict(stage_titles())
    page = request.build_absolute_uri(reverse("sosialisasi"))
    events = [_event(one, titles, page) for one in calendar_of(code, since=request.now - BACK)]
    name = gettext("Sosialisasi") if area is None else f"{gettext('Sosialisasi')}: {unit_name(area)}"
    body = calendar(f"{name} · Rukun", events)
    digest = f'"{digest_of(body)[:32]}"'
    whole = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    whole.headers["ETag"] = digest
    whole.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    whole.headers["Access-Control-Allow-Origin"] = "*"
    # Whoever keeps it for others keeps one for each language: it is chosen by a cookie.
    patch_vary_headers(whole, ("Cookie",))
    return get_conditional_response(request, etag=digest, response=whole) or whole


def _event(one: Sosialisasi, titles: dict[int, str], page: str) -> Event:
    what = gettext("Sosialisasi tahap {number}: {title}").format(number=one.stage, title=titles.get(one.stage, ""))
    return Event(
        uid=f"{one.code}@{urlsplit(settings.SITE_URL).hostname}",
        summary=f"{what}, {one.kelurahan.name}",
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        location=f"{one.place}, {one.kelurahan.name}",
        url=page,
        touched_at=one.changed_at or one.planned_at,  # type: ignore[attr-defined]
        changed=one.changed_count,  # type: ignore[attr-defined]
        is_cancelled=one.cancelled_at is not None,
    )
