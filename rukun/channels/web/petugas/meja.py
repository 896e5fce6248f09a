"""The crew at the desk: who they are, what each has to do today, the link for their telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.templatetags.written import tanggal
from rukun.channels.web.umum.portal import picture
from rukun.followup import access
from rukun.followup.crew import assigning, members, passes, tasks, working
from rukun.people import queries as people
from rukun.people.sheets import qr_svg
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.followup.models import CrewMember
    from rukun.people.rules import SeatHeld


def crew(request: Asked) -> HttpResponse:
    """Everybody of the crew with today's tasks; somebody new is added here."""
    desk = access.desk_of(request.actor)
    wrong: Refused | None = None
    if request.method == "POST":
        try:
            members.add_member(
                name=request.POST.get("name", ""), phone=request.POST.get("phone", ""), desk=desk, at=request.now
            )
            return redirect("petugas-meja")
        except Refused as refusal:
            wrong = refusal
    return _page(request, desk, wrong)


def member(request: Asked, number: int) -> HttpResponse:
    """One of the crew: renamed, taken off or on again, given a link, or a link taken back."""
    refuse_get(request)
    desk = access.desk_of(request.actor)
    found = members.member_to_direct(desk, number)
    try:
        return _do(request, found, desk)
    except Refused as refusal:
        return _page(request, desk, refusal, about=number)


def _do(request: Asked, found: CrewMember, desk: SeatHeld) -> HttpResponse:
    doing, at = request.POST.get("do", ""), request.now
    if doing == "link":
        return _link(request, found, desk)
    if doing == "rename":
        name, phone = request.POST.get("name", ""), request.POST.get("phone", "")
        members.rename_member(found, name=name, phone=phone, desk=desk, at=at)
    elif doing == "retire":
        members.retire_member(found, desk=desk, at=at)
    elif doing == "return":
        members.return_member(found, desk=desk, at=at)
    elif doing == "revoke":
        passes.revoke(passes.pass_to_revoke(found, request.POST.get("pass", "")), desk=desk, at=at)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    return redirect(f"{reverse('petugas-meja')}#p-{found.pk}")


def _link(request: Asked, found: CrewMember, desk: SeatHeld) -> HttpResponse:
    """Shown this once: to be scanned from the screen, or sent as words. Of the code only a digest is kept."""
    issued = passes.issue(found, desk=desk, at=request.now)
    address = f"{site_of(request).origin}{reverse('petugas-masuk')}#{issued.code}"
    words = gettext("Tugas {name} untuk {day}. Buka di telepon sendiri, sekali saja: {address}")
    told = {
        "crew": found,
        "address": address,
        "code": issued.code,
        "day": issued.crew_pass.day,
        "words": words.format(name=found.name, day=tanggal(issued.crew_pass.day), address=address),
        "qr": mark_safe(qr_svg(address)),  # drawn here, from an address of ours
    }
    response = render(request, "kelurahan/petugas-tautan.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(request: Asked, desk: SeatHeld, wrong: Refused | None = None, about: int = 0) -> HttpResponse:
    told = {
        "office": people.office(desk.office),
        "members": members.crew_of(desk.office, at=request.now),
        "wrong": words_of(wrong) if wrong else "",
        "wrong_field": wrong.field if wrong else "",
        "about": about,
        "typed": request.POST if wrong else {},
    }
    return render(request, "kelurahan/petugas.html", told, status=STATUS.get(wrong.code, 400) if wrong else 200)


def assign(request: Asked, code: str) -> HttpResponse:
    """From the page of a ticket: send somebody, somebody else, or nobody any more."""
    refuse_get(request)
    ticket, desk = access.ticket_to_work(request.actor, code)
    chosen = request.POST.get("crew", "")
    if chosen == "":
        assigning.unassign(ticket, desk=desk, at=request.now)
    else:
        assigning.assign(ticket, members.member_to_direct(desk, _number(chosen)), desk=desk, at=request.now)
    return redirect("tiket", code=code)


def use_kept(request: Asked, code: str) -> HttpResponse:
    """Close the ticket with a photo that the crew sent while it was elsewhere."""
    refuse_get(request)
    ticket, desk = access.ticket_to_work(request.actor, code)
    number = _number(request.POST.get("kiriman", ""))
    kept = next((work for work in tasks.kept_for_desk(ticket) if work.pk == number), None)
    if kept is None:
        raise hidden()
    working.use_kept(kept, ticket, words=request.POST.get("words", ""), desk=desk, at=request.now)
    return redirect("tiket", code=code)


def kept_photo(request: Asked, code: str, digest: str) -> HttpResponseBase:
    """The photo of what the crew sent for a ticket that this desk holds."""
    ticket, _ = access.ticket_to_work(request.actor, code)
    if digest not in {work.photo for work in tasks.kept_for_desk(ticket)}:
        raise hidden()
    return picture(request, digest)


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise hidden()
    return number
