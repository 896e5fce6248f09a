"""The access table: every page, and who may ask for it. The default is nobody; a page without a row has no address.

`ANYONE`; `SIGNED_IN`; or the roles of which the asker must hold one, with a second factor where the settings ask it.
Whether a certain report or ticket may be seen is asked again, below the door, by the `access` of its package.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from rukun.channels.web.request.guard import Route, guarded
from rukun.channels.web.routes.accounts import ACCOUNT, INVITATIONS, RIGHTS
from rukun.channels.web.routes.asking import ASKING
from rukun.channels.web.routes.desks import ARSIP, CREW, KELURAHAN, PENATAAN, PENGAWASAN, PROGRAMS, VALIDASI, VALIDATOR
from rukun.channels.web.routes.everyone import HEALTH, PORTAL, SEGEL, TERBUKA
from rukun.channels.web.routes.money import MONEY
from rukun.channels.web.routes.ranking import RANKING
from rukun.channels.web.routes.reporting import IKUTI, ISI, KABAR, LAPOR, PHONE, WARGA
from rukun.channels.web.routes.sosialisasi import SOSIALISASI

TABLE: tuple[Route, ...] = (
    *PORTAL,
    *RANKING,
    *SEGEL,
    *TERBUKA,
    *LAPOR,
    *PHONE,
    *WARGA,
    *KABAR,
    *IKUTI,
    *MONEY,
    *SOSIALISASI,
    *CREW,
    *KELURAHAN,
    *VALIDASI,
    *PENGAWASAN,
    *ARSIP,
    *VALIDATOR,
    *ISI,
    *ACCOUNT,
    *RIGHTS,
    *INVITATIONS,
    *PENATAAN,
    *ASKING,
    *PROGRAMS,
    *HEALTH,
)


def addresses() -> list[URLPattern]:
    """The table as Django's patterns, each behind its guard."""
    return [path(route.address, guarded(route), name=route.name) for route in TABLE]
