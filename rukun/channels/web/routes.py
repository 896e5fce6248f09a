"""The access table: every page, and who may ask for it. The default is nobody; a page without a row has no address.

`ANYONE`; `SIGNED_IN`; or the roles of which the asker must hold one. Whether a certain report or ticket may be seen is
asked again, below the door, by the `access` of its package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from rukun.channels.web import (
    health,
    kelurahan,
    laporan,
    pengurus,
    percakapan,
    portal,
    sekitar,
    signin,
    tapem,
    warga,
)
from rukun.people.rules import UNIT_ROLES, Role
from rukun.values.refused import Refused, hidden

ANYONE = "anyone"
SIGNED_IN = "signed-in"
Roles = frozenset[Role]
DESK: Roles = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD})
TAPEM: Roles = frozenset({Role.VALIDATOR})
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address, its name, the view, and who may ask."""

    address: str
    name: str
    view: View
    who: str | Roles


PORTAL = (
    Route("", "home", portal.home, ANYONE),
    Route("laporan/", "laporan", laporan.all_of_them, ANYONE),
    Route("laporan/<str:code>/", "laporan-satu", laporan.one, ANYONE),
    Route("laporan/<str:code>/kartu/", "kartu", laporan.card, ANYONE),
    Route("sekitar/", "sekitar", sekitar.page, ANYONE),
    Route("sekitar/daftar/", "sekitar-daftar", sekitar.listed, ANYONE),
    Route("sekitar/titik.json", "titik", sekitar.marks, ANYONE),
    Route("sekitar/batas.json", "batas", sekitar.lines, ANYONE),
    Route("peringkat/", "peringkat", portal.ranking, ANYONE),
    Route("wilayah/<str:code>/", "wilayah", portal.area, ANYONE),
    Route("foto/<str:digest>.jpg", "foto", portal.photo, ANYONE),
    Route("bukti/<str:digest>.jpg", "bukti", portal.proof, ANYONE),
)
WARGA = (
    Route("lapor/", "lapor", warga.file, SIGNED_IN),
    Route("lapor/serupa.json", "serupa", sekitar.alike, SIGNED_IN),
    Route("laporan-saya/", "laporan-saya", warga.own, SIGNED_IN),
    Route("laporan/<str:code>/bintang/", "bintang", warga.rate, SIGNED_IN),
    Route("laporan/<str:code>/buka-kembali/", "buka-kembali", warga.reopen, SIGNED_IN),
    Route("laporan/<str:code>/dukung/", "dukung", percakapan.support, SIGNED_IN),
    Route("laporan/<str:code>/komentar/", "komentar", percakapan.comment, SIGNED_IN),
    Route("laporan/<str:code>/komentar/sembunyikan/", "sembunyikan-komentar", percakapan.hide_comment, SIGNED_IN),
)
PENGURUS = (Route("bulan-ini/", "bulan-ini", pengurus.month, UNIT_ROLES),)
KELURAHAN = (
    Route("meja/", "meja", kelurahan.queue, DESK),
    Route("meja/<str:code>/", "tiket", kelurahan.ticket, DESK),
)
VALIDATOR = (
    Route("tapem/", "tapem", tapem.desk, TAPEM),
    Route("tapem/<str:code>/", "nilai", tapem.judge, TAPEM),
)
ACCOUNT = (
    Route("masuk/", "masuk", signin.sign_in, ANYONE),
    Route("masuk/demo/", "masuk-demo", signin.sign_in_as_demo, ANYONE),
    Route("keluar/", "keluar", signin.sign_out, ANYONE),
    Route("bahasa/", "bahasa", signin.language, ANYONE),
)
HEALTH = (
    Route("healthz", "healthz", health.alive, ANYONE),
    Route("readyz", "readyz", health.ready, ANYONE),
)
TABLE = (*PORTAL, *WARGA, *PENGURUS, *KELURAHAN, *VALIDATOR, *ACCOUNT, *HEALTH)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns, each behind its guard."""
    return [path(route.address, guarded(route), name=route.name) for route in TABLE]


def guarded(route: Route) -> View:
    """The view, for those who may ask for it."""

    @wraps(route.view)
    def view(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if route.who != ANYONE:
            if not request.user.is_authenticated:
                raise Refused("sign-in", "Masuk dahulu untuk membuka halaman ini.")
            if isinstance(route.who, frozenset) and request.actor.seat_as(*route.who) is None:  # type: ignore[attr-defined]
                raise hidden()
        return route.view(request, *arguments, **named)

    return view
