"""Joining by a code: typed or from a QR code, then the seat it is for, then an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas.queries import areas_by_code
from rukun.channels.web.akun import sso_flow
from rukun.channels.web.akun.daftar import FIELDS, come_back
from rukun.channels.web.akun.entering import complete, me, short_lived, source_for
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import access, actions, queries
from rukun.people.entering import doorkeeper, throttle
from rukun.people.rules import SHARED_ROLES, UNIT_ROLES, Role
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.people.models import Invitation

INVITED = "invited"
CODE_LENGTH_SHOWN = 40
SESSION_SECONDS = 3600


def code(request: Asked) -> HttpResponse:
    """The code. From a QR code it stands behind `#` in the address, where only the script of the page sees it."""
    typed = request.POST.get("code", "").strip()[:CODE_LENGTH_SHOWN]
    wrong, status = "", 200
    if request.method == "POST":
        try:
            found = access.invitation_with(typed, source=source_for(request), at=request.now)
            request.session[INVITED] = found.pk
            short_lived(request, SESSION_SECONDS)
            return redirect("bergabung-jabatan")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    return render(request, "akun/bergabung.html", {"code": typed, "wrong": wrong}, status=status)


def seat(request: Asked) -> HttpResponse:
    """Which seat it is; then sit down, with this account or with a new one."""
    found = queries.invitation_open(request.session.get(INVITED, 0), request.now)
    if found is None:
        return redirect("bergabung")
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    status, is_taken = 200, False
    if request.method == "POST":
        try:
            return _sit_down(request, found, typed)
        except Refused as refusal:
            wrong = {refusal.field if refusal.field in (*FIELDS, "password") else "form": words_of(refusal)}
            status, is_taken = STATUS.get(refusal.code, 400), refusal.code == "taken"
    area = found.seat.area.area_code
    told = {
        "seat": found.seat,
        "places": _places(area),
        "is_shared": Role(found.seat.role) in SHARED_ROLES,
        "typed": typed,
        "wrong": wrong,
        "is_taken": is_taken,
        "sso": sso_flow.name(),
    }
    return render(request, "akun/jabatan.html", told, status=status)


def _sit_down(request: Asked, found: Invitation, typed: dict[str, str]) -> HttpResponse:
    """Accept with the account that is signed in, or register and accept in one."""
    going_on = first_page(Role(found.seat.role))
    if request.user.is_authenticated:
        actions.accept_invitation(found.pk, person=me(request), at=request.now)
        del request.session[INVITED]
        return redirect(going_on)
    caps = {"network": throttle.REGISTRATIONS_A_NETWORK}
    doorkeeper.spend("sign-up", "any", caps, source=source_for(request), at=request.now)
    password = request.POST.get("password", "")
    try:
        person = actions.join(found.pk, login=typed["login"], name=typed["name"], password=password, at=request.now)
    except Refused as refusal:
        if refusal.code != "taken":
            raise
        return come_back(request, typed["login"], password, reverse("bergabung-jabatan"))
    del request.session[INVITED]
    return complete(request, person, going_on)


def first_page(role: Role) -> str:
    """Where somebody begins who just sat down: their month; or the second factor that their desk asks for."""
    if role.value in settings.RUKUN_SECOND_FACTOR_ROLES:
        return reverse("akun-kunci")
    return reverse("bulan-ini") if role in UNIT_ROLES else reverse("akun")


def _places(area: AreaCode) -> list[str]:
    """The kelurahan and kecamatan that the seat's area lies within, the nearest first; one query."""
    codes = []
    above = area.parent
    while above is not None:
        if above.kind in (Kind.KELURAHAN, Kind.KECAMATAN):
            codes.append(above)
        above = above.parent
    known = areas_by_code(codes)
    return [f"{code.kind.capitalize()} {known[code.digits].name}" for code in codes if code.digits in known]
