"""What broke, told to whoever asked: that it is our fault, and, where the database is only away, when to come again."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from rukun.channels.web.request.closed import spoken_as_asked
from rukun.databases.away import is_away
from rukun.values.refused import Refused

RETRY_SECONDS = 15


def page(request: HttpRequest) -> HttpResponse:
    """Django's place for errors nobody caught. Asks nothing: what is asked for might be what is away."""
    if not is_away(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html"), status=500)
    return spoken_as_asked(request, away(), page="503.html", wait=RETRY_SECONDS, is_framed=False)


def away() -> Refused:
    """What people and programs are told while the database is away or takes no writes; a phone keeps what it has."""
    return Refused(
        "busy",
        "Sistem sedang tidak dapat menyimpan atau membaca; kami memulihkannya. Laporan yang sudah Anda tulis di "
        "telepon tetap tersimpan dan terkirim sendiri sesudahnya. Coba lagi sebentar lagi.",
    )
