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

from rukun.channels.web import health, kelurahan, lapor, pengurus, phone, portal, signin, tapem, warga
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
    Route("laporan/", "laporan", portal.reports, ANYONE),
    Route("laporan/<str:code>/", "laporan-satu", portal.report, ANYONE),
    Route("peringkat/", "peringkat", portal.ranking, ANYONE),
    Route("wilayah/<str:code>/", "wilayah", portal.area, ANYONE),
    Route("foto/<str:digest>.jpg", "foto", portal.photo, ANYONE),
    Route("bukti/<str:digest>.jpg", "bukti", portal.proof, ANYONE),
)
LAPOR = (
    Route("lapor/", "lapor", lapor.file, SIGNED_IN),
    Route("lapor/kirim/", "lapor-kirim", lapor.send, SIGNED_IN),
    Route("lapor/siap.json", "lapor-siap", lapor.ready, SIGNED_IN),
    Route("lapor/tempat.json", "lapor-tempat", lapor.place, SIGNED_IN),
    Route("lapor/wilayah.json", "lapor-wilayah", lapor.units, SIGNED_IN),
)
PHONE = (
    Route("manifest.webmanifest", "manifest", phone.manifest, ANYONE),
    Route("sw.js", "sw", phone.worker, ANYONE),
    Route("lapor/kerangka/", "lapor-kerangka", phone.shell, ANYONE),
    Route("luring/", "luring", phone.offline, ANYONE),
)
WARGA = (
    Route("laporan-saya/", "laporan-saya", warga.own, SIGNED_IN),
    Route("laporan/<str:code>/bintang/", "bintang", warga.rate, SIGNED_IN),
    Route("laporan/<str:code>/buka-kembali/", "buka-kembali", warga.reopen, SIGNED_IN),
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
TABLE = (*PORTAL, *LAPOR, *PHONE, *WARGA, *PENGURUS, *KELURAHAN, *VALIDATOR, *ACCOUNT, *HEALTH)


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
