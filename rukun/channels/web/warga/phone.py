"""What makes the site an app on the phone: its manifest, its worker, and the pages that open without a network."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from rukun.channels.web.drawing.built import BUILT, shell_files
from rukun.channels.web.drawing.spoken import spoken
from rukun.channels.web.petugas.telepon import kept_page as kept_crew_page
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.sosialisasi.pintu import kept_door
from rukun.channels.web.warga.lapor import FIELDS, grid
from rukun.reports import queries
from rukun.values.digest import digest_of
from rukun.values.refused import hidden

NO_CACHE = {"Cache-Control": "no-cache"}


def shell(request: Asked) -> HttpResponse:
    """The report page with nothing of anybody in it: what the phone keeps and opens without a network."""
    return HttpResponse(_pages(request)[0], headers=NO_CACHE)


def offline(request: Asked) -> HttpResponse:
    """What stands in place of any other page when there is no network."""
    return HttpResponse(_pages(request)[1], headers=NO_CACHE)


def _pages(request: Asked) -> tuple[str, str]:
    minute = int(request.now.timestamp() // 60)
    return kept_pages(get_language() or settings.LANGUAGE_CODE, minute)


@lru_cache(maxsize=4)
def kept_pages(_language: str, _minute: int) -> tuple[str, str]:
    """Both pages, made at most once a minute and language: every phone asks for their digest with every page."""
    known = {"is_demo": settings.RUKUN_DEMO}
    form = known | grid(queries.kinds_by_use(None)) | {"typed": dict.fromkeys(FIELDS, ""), "wrong": {}}
    # Without a request: what is personal cannot even by mistake come in.
    report = render_to_string("warga/lapor.html", form)
    return report, render_to_string("warga/luring.html", known | {"spoken": spoken()})


def worker(request: Asked) -> HttpResponse:
    """The script of the worker, after a list of what it keeps; one byte of it all changed is a new version."""
    script = BUILT / "sw.js"
    if not script.exists():
        raise hidden()
    body, pages = script.read_text(), _pages(request)
    files = [static(f"built/{name}") for name in shell_files()]
    crew, door = ([static(f"built/{name}") for name in shell_files(page)] for page in ("crew", "door"))
    language, minute = get_language() or "", int(request.now.timestamp() // 60)
    others = (kept_crew_page(language, minute), kept_door(language, minute))
    kept = {
        "revision": digest_of("\n".join((body, *pages, *others, *files, *crew, *door)).encode())[:16],
        "files": files,
        "shell": reverse("lapor-kerangka"),
        "offline": reverse("luring"),
        "crew": {"page": reverse("petugas"), "files": crew},
        "door": {"page": reverse("pintu"), "files": door},
    }
    return HttpResponse(
        f"self.rukun = {json.dumps(kept)};\n{body}", content_type="text/javascript; charset=utf-8", headers=NO_CACHE
    )


def manifest(_request: Asked) -> JsonResponse:
    """What the phone needs to put the app on its home screen."""
    report = {"name": gettext("Lapor"), "url": reverse("lapor"), "icons": [_icon("icon-192.png", 192, "any")]}
    told: dict[str, Any] = {
        "id": "/",
        "name": gettext("Rukun: lapor untuk lingkungan"),
        "short_name": "Rukun",
        "description": gettext("Laporan warga, tindak lanjut, dan uang lingkungan, terbuka bagi semua."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": reverse("lapor"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#2f3e8f",
        "categories": ["government", "utilities"],
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable.png", 512, "maskable"),
        ],
        "shortcuts": [report],
    }
    return JsonResponse(told, content_type="application/manifest+json", headers=NO_CACHE)


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {"src": static(f"built/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
