"""Invitations to seats: who has been asked and who came, one code, a sheet of many, and taking one back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.akun.titles import Titled
from rukun.channels.web.request.asked import Asked, refuse_get, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.request.shown import note_names
from rukun.penataan.rules import PROPOSES
from rukun.people import access, actions, queries
from rukun.people.actions.invitations import Issued, Terms
from rukun.people.queries import BoardMember, UnitInvited
from rukun.people.rules import INVITES, KIND_OF_SEAT, UNIT_ROLES, Role, SeatHeld
from rukun.people.sheets import cards_of, join_address, qr_svg, sheet_of
from rukun.people.words import unit_words
from rukun.transparency.finding import area_written
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden

ROWS_A_PAGE = 30
STATES = ("none", "issued", "expired", "held")
HEADS = (Role.KETUA_RT, Role.KETUA_RW)
Boards = list[tuple[SeatHeld, list[BoardMember]]]
FIELDS = ("peran", "wilayah", "kantor", "tempat", "sk", "ganti")


def listed(request: Asked) -> HttpResponse:
    """The units of a kelurahan with the state of each head's seat; a head sees the board of the own unit."""
    seats = access.seats_that_invite(request.actor)
    wide = [seat for seat in seats if seat.role not in HEADS]
    kelurahan = _kelurahan_asked(request, wide)
    asked = {name: request.GET.get(name, "").strip() for name in ("rw", "status", "cari")}
    rows = queries.units_invited(kelurahan, request.now) if kelurahan else []
    shown = [row for row in rows if _fits(row, asked)]
    on_page, paged = rows_asked(request, shown, ROWS_A_PAGE)
    admin = request.actor.seat_as(Role.ADMINISTRATOR)
    boards = [(seat, queries.board_of(seat.area, request.now)) for seat in seats if seat.role in HEADS]
    _note(request, kelurahan, on_page, boards)
    told = {
        **paged,
        "kelurahan": areas.area(kelurahan) if kelurahan else None,
        "wards": _wards(wide),
        "rows": on_page,
        "counts": {state: sum(1 for row in rows if row.state == state) for state in STATES},
        "rw": sorted({row.area.code[10:13] for row in rows}),
        "asked": asked,
        "address": urlencode({"kelurahan": kelurahan.digits if kelurahan else "", **asked}),
        "boards": boards,
        "is_admin": admin is not None,
        "may_rearrange": request.actor.seat_as(*PROPOSES, over=kelurahan) is not None if kelurahan else False,
        "others": queries.other_invitations(INVITES[Role.ADMINISTRATOR] - UNIT_ROLES, admin.area) if admin else [],
    }
    return render(request, "akun/undangan.html", told)


def _note(request: Asked, kelurahan: AreaCode | None, rows: list[UnitInvited], boards: Boards) -> None:
    """Whose names are about to be shown."""
    if kelurahan is not None:
        heads = [row.holder_id for row in rows if row.holder_id is not None]
        note_names(request, heads, about=f"area:{kelurahan.digits}")
    for seat, board in boards:
        people = [member.person_id for member in board if member.person_id is not None]
        note_names(request, people, about=f"area:{seat.area.digits}", seat=seat)


def issue(request: Asked) -> HttpResponse:
    """One code. It is on the page that answers, and nowhere afterwards."""
    access.seats_that_invite(request.actor)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            return _issued(request, _issue(request, typed))
        except Refused as refusal:
            if refusal.code == "hidden" and not request.actor.seat_as(Role.ADMINISTRATOR):
                raise
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    told = {"typed": typed, "wrong": wrong, "days": settings.RUKUN_INVITATION_DAYS, **_choices(request, typed)}
    return render(request, "akun/undangan-terbitkan.html", told, status=status if status != 404 else 400)


def _choices(request: Asked, typed: dict[str, str]) -> dict[str, Any]:
    """The seat that the address names, or for an administrator the roles and offices to choose from."""
    if typed["peran"] in set(UNIT_ROLES) and typed["wilayah"]:
        role, code = Role(typed["peran"]), AreaCode.parse(typed["wilayah"])
        access.seat_that_invites(request.actor, role, code)
        return {"title_of": Titled(role.value, areas.area(code)), "is_head": role in HEADS}
    if request.actor.seat_as(Role.ADMINISTRATOR) is None:
        raise hidden()
    first = areas.areas_of(Kind.KELURAHAN).first()
    return {
        "roles": sorted(INVITES[Role.ADMINISTRATOR]),
        "offices": list(queries.offices_by_code().values()),
        "example": first,
    }


def _issue(request: Asked, typed: dict[str, str]) -> Issued:
    if typed["peran"] not in set(Role):
        raise Refused("role", "Pilih jabatannya.", field="peran")
    role = Role(typed["peran"])
    code = area_written(typed["wilayah"], KIND_OF_SEAT.get(role))
    by = access.seat_that_invites(request.actor, role, code)
    office = queries.office(typed["kantor"]) if typed["kantor"] else _own_office(role, code)
    seat = actions.open_seat(role=role, area=areas.area(code), office=office, at=request.now, by=by.named)
    place = int(typed["tempat"]) if typed["tempat"] in set("123456789") else 0
    terms = Terms(typed["sk"], settings.RUKUN_INVITATION_DAYS, typed["ganti"] == "on")
    return actions.issue_invitations([seat], terms, by=by, at=request.now, place=place)[0]


def _own_office(role: Role, code: AreaCode) -> Any:
    """Lurah and staff sit in the office of their kelurahan; a department's officer in one that has to be named."""
    if role in (Role.LURAH, Role.STAFF_KELURAHAN):
        return queries.office(code.digits)
    if role is Role.SKPD:
        raise Refused("office", "Pilih kantor dinasnya.", field="kantor")
    return None


def _issued(request: Asked, issued: Issued) -> HttpResponse:
    address = join_address(site_of(request).origin, issued.code)
    told = {
        "issued": issued,
        "seat": issued.invitation.seat,
        # Made by segno from an address of our own making: nothing in it was typed by anybody.
        "qr": mark_safe(qr_svg(address)),
        "join": f"{site_of(request).origin}{reverse('bergabung')}",
    }
    response = render(request, "akun/undangan-kode.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def revoke(request: Asked) -> HttpResponse:
    """Take one back."""
    refuse_get(request)
    number = request.POST.get("undangan", "")
    wanted = number_in(number) or 0
    invitation, by = access.invitation_to_handle(request.actor, wanted)
    actions.revoke_invitation(invitation, by=by, at=request.now)
    return redirect(f"{reverse('undangan')}?{urlencode({'kelurahan': invitation.seat.area.code[:10]})}")


def sheet(request: Asked) -> HttpResponse:
    """Codes for every head of a kelurahan, or of one RW, who has none: as cards to cut out."""
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "").strip() for name in ("kelurahan", "rw", "sk", "lagi")}
    code = AreaCode.parse(typed["kelurahan"]) if typed["kelurahan"] else None
    if code is None or code.kind is not Kind.KELURAHAN:
        raise hidden()
    by = access.seat_that_invites(request.actor, Role.KETUA_RT, code)
    rows = [row for row in queries.units_invited(code, request.now) if _fits(row, {"rw": typed["rw"]})]
    fresh = [row for row in rows if row.state in ("none", "expired")]
    again = [row for row in rows if row.state == "issued"]
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _sheet(request, fresh + again if typed["lagi"] == "on" else fresh, typed["sk"], by)
        except Refused as refusal:
            wrong = {refusal.field or "form": words_of(refusal)}
    told = {"kelurahan": areas.area(code), "typed": typed, "wrong": wrong, "fresh": len(fresh), "again": len(again),
            "rw": sorted({row.area.code[10:13] for row in rows}), "days": settings.RUKUN_INVITATION_DAYS}  # fmt: skip
    return render(request, "akun/undangan-lembar.html", told, status=400 if wrong else 200)


def _sheet(request: Asked, rows: list[UnitInvited], sk: str, by: SeatHeld) -> HttpResponse:
    """The PDF, made while the codes are known: a moment later nobody knows them."""
    if not rows:
        raise Refused("sheet", "Semua ketua sudah bergabung atau sudah diundang.")
    issued: list[Issued] = []
    for role in HEADS:
        units = [row.area for row in rows if row.role is role]
        seats = actions.open_seats(role, units, at=request.now, by=by.named)
        terms = Terms(sk, settings.RUKUN_INVITATION_DAYS)
        issued += actions.issue_invitations(seats, terms, by=by, at=request.now) if seats else []
    issued.sort(key=lambda one: one.invitation.seat.area.code)
    kelurahan = rows[0].area.area_code.up_to(Kind.KELURAHAN)
    names = {
        code: area.name for code, area in areas.areas_by_code([kelurahan, kelurahan.up_to(Kind.KECAMATAN)]).items()
    }
    site = site_of(request)
    pdf = sheet_of(cards_of(issued, names, site=site.origin), site=f"{request.get_host()}{reverse('bergabung')}")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="undangan-{kelurahan.digits}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _kelurahan_asked(request: Asked, wide: list[SeatHeld]) -> AreaCode | None:
    """The kelurahan in the address, when the actor may invite there; else the one the seat is for."""
    text = request.GET.get("kelurahan", "").strip()
    if text and wide:
        code = AreaCode.parse(text)
        access.seat_that_invites(request.actor, Role.KETUA_RT, code)
        return code if code.kind is Kind.KELURAHAN else None
    return next((seat.area for seat in wide if seat.area.kind is Kind.KELURAHAN), None)


def _wards(wide: list[SeatHeld]) -> list[Any]:
    """The kelurahan to choose from, for a seat over more than one."""
    larger = next((seat.area for seat in wide if seat.area.kind is not Kind.KELURAHAN), None)
    return list(areas.areas_of(Kind.KELURAHAN, larger)) if larger else []


def _fits(row: UnitInvited, asked: dict[str, str]) -> bool:
    if asked.get("rw") and row.area.code[10:13] != asked["rw"]:
        return False
    if asked.get("status") and row.state != asked["status"]:
        return False
    words = f"{unit_words(row.area.area_code, row.area.name)} {row.holder}".lower()
    return asked.get("cari", "").lower() in words
