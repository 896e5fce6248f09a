"""From attendance to an account: the codes of the seats whose holders came and have none, on one page or as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.sosialisasi.acara import shown
from rukun.channels.web.sosialisasi.umum import pdf_answer
from rukun.people import access as invitations
from rukun.people import actions as people
from rukun.people.actions.invitations import Terms
from rukun.people.rules import Role
from rukun.people.sheets import cards_of, join_address, qr_svg, sheet_of
from rukun.sosialisasi import access, queries
from rukun.values.code import Kind
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.people.actions.invitations import Issued


def issue(request: Asked, code: str) -> HttpResponse:
    """For one seat (`jabatan`) on the screen, to be scanned at the door; for all that came as a sheet of cards."""
    refuse_get(request)
    session, _ = access.session_to_run(request.actor, code)
    kelurahan = session.kelurahan.area_code
    by = invitations.seat_that_invites(request.actor, Role.KETUA_RT, kelurahan)
    wanted = request.POST.get("jabatan", "")
    seats = [
        guest.seat
        for guest in queries.guests_of(session, request.now)
        if guest.attendance and not guest.is_held and wanted in ("", str(guest.seat.pk))
    ]
    if not seats:
        raise Refused("accounts", "Semua yang hadir sudah punya akun.")
    terms = Terms(request.POST.get("sk", ""), settings.RUKUN_INVITATION_DAYS)
    try:
        issued = people.issue_invitations(seats, terms, by=by, at=request.now)
    except Refused as refusal:
        if refusal.field != "sk":
            raise
        return shown(request, session, {"sk": words_of(refusal)})
    if wanted:
        return _screen(request, issued[0])
    names = {one: area.name for one, area in areas.areas_by_code([kelurahan, kelurahan.up_to(Kind.KECAMATAN)]).items()}
    site = site_of(request)
    issued.sort(key=lambda one: one.invitation.seat.area.code)
    cards = cards_of(issued, names, site=site.origin)
    return pdf_answer(sheet_of(cards, site=f"{request.get_host()}{reverse('bergabung')}"), f"akun-{session.code}.pdf")


def _screen(request: Asked, issued: Issued) -> HttpResponse:
    site = site_of(request).origin
    told = {
        "issued": issued,
        "seat": issued.invitation.seat,
        # Made by segno from an address of our own making: nothing in it was typed by anybody.
        "qr": mark_safe(qr_svg(join_address(site, issued.code))),
        "join": f"{site}{reverse('bergabung')}",
    }
    response = render(request, "akun/undangan-kode.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response
