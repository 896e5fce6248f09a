"""Loket for a resident: a clerk types what they tell, they get a slip, and by the slip the report becomes theirs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of, source_for
from rukun.channels.web.akun.sending import send_slip
from rukun.channels.web.loket.counter import choices, photos_sent
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.reading import Reading
from rukun.followup import queries as followup
from rukun.people.entering import doorkeeper, throttle
from rukun.people.logins import login_to_register
from rukun.people.sheets import qr_svg
from rukun.reports import actions as reports
from rukun.reports import queries
from rukun.reports.rules import refuse_empty
from rukun.sosialisasi.helped import access, actions
from rukun.sosialisasi.helped.queries import slip_secrets
from rukun.sosialisasi.helped.rules import slip_address
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.reports.models import Report

FIELDS = ("key", "unit", "lat", "lon", "category", "words", "is_private", "contact")
# The fields beside which the page tells what was wrong.
SHOWN_AT = ("category", "unit", "place", "words", "photos", "login")
# A slip has fifty bits; a message costs money and wakes somebody up.
SENDING = {
    "source": throttle.CODES_A_SOURCE, "subject": throttle.CODES_A_LOGIN, "network": throttle.CODES_A_NETWORK,
}  # fmt: skip


def page(request: Asked) -> HttpResponse:
    """The form; what was typed is never lost, all that is wrong is told at once, and sent twice it is one report."""
    code = access.kelurahan_at_counter(request.actor)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    typed["key"] = typed["key"] or uuid.uuid4().hex
    reading = Reading()
    if request.method == "POST":
        report = _filed(request, typed, code, reading)
        if report is not None:
            return redirect(f"{reverse('loket-slip', args=[report.code])}?baru=1")
    told = choices(request, code) | {
        "kelurahan": areas.area(code), "typed": typed, "wrong": reading.wrong_at(SHOWN_AT),
        "middle": areas.middle_of(code),
    }  # fmt: skip
    return render(request, "loket/warga.html", told, status=reading.status)


def _filed(request: Asked, typed: dict[str, str], code: AreaCode, reading: Reading) -> Report | None:
    """The report, where nothing was wrong with what was typed."""
    draft = _draft(request, typed, code, reading)
    contact = reading.part(lambda: login_to_register(typed["contact"]) if typed["contact"] else "")
    if reading.refused or draft is None or contact is None:
        return None
    return reading.part(lambda: _sent(request, draft, contact, code))


def _sent(request: Asked, draft: reports.Draft, contact: str, code: AreaCode) -> Report:
    """Where whoever told it wishes to be told, one message with the address on the slip."""
    if contact:
        caught = source_for(request)
        doorkeeper.spend("slip", doorkeeper.login_digest(contact), SENDING, source=caught, at=request.now)
    report = actions.file_for_resident(draft, by=request.actor, at=request.now)
    # Sent again it was told already.
    if contact and report.received_at == request.now:
        send_slip(contact, code=report.code, office=areas.area(code).name, address=_address(request, report))
    return report


def _draft(request: Asked, typed: dict[str, str], code: AreaCode, reading: Reading) -> reports.Draft | None:
    """What was typed: a point where one was shown, and the RT, RW or kelurahan that was chosen."""
    category = reading.part(lambda: queries.category(typed["category"]))
    chosen = reading.part(lambda: _chosen(typed, code))
    place = reading.part(lambda: Place.parse(typed["lat"], typed["lon"])) if typed["lat"] else None
    photos = reading.part(lambda: photos_sent(request))
    if photos is not None:
        reading.part(lambda: refuse_empty(typed["words"], len(photos)))
    if reading.refused or category is None or photos is None:
        return None
    return reports.Draft(
        key=typed["key"], category=category, words=typed["words"], captured_at=request.now, place=place,
        chosen=chosen, is_private=typed["is_private"] == "on", photos=photos,
    )  # fmt: skip


def _chosen(typed: dict[str, str], code: AreaCode) -> AreaCode | None:
    """The RT, RW or kelurahan; none where the map shows the place."""
    chosen = AreaCode.parse(typed["unit"]) if typed["unit"] else None
    if chosen is None and not typed["lat"]:
        raise Refused("unit", "Pilih tempatnya, atau tunjukkan di peta.", field="unit")
    if chosen is not None and not chosen.is_within(code):
        raise Refused("unit", "Pilih RT, RW, atau kelurahan ini; tempat lain ditunjukkan di peta.", field="unit")
    return chosen


def slip(request: Asked, code: str) -> HttpResponse:
    """The slip to print: the number, who has it until when, and the code by which the report becomes theirs. Kept by no
    browser."""
    report = access.report_of_counter(request.actor, code)
    address = _address(request, report)
    told = {
        "report": report, "address": address, "holder": followup.holder_now(report) or followup.expected(report),
        "public": request.build_absolute_uri(reverse("laporan-satu", args=[report.code])),
        "qr": mark_safe(qr_svg(address)),  # drawn here, from an address of ours
        "is_new": request.GET.get("baru") == "1", "is_taken": report.filer_id is not None,
    }  # fmt: skip
    return _unkept(render(request, "loket/slip.html", told))


def take(request: Asked, code: str, secret: str) -> HttpResponse:
    """Whoever holds the slip is asked whether it is theirs; at the press of a button it is."""
    tried = doorkeeper.knock(
        "slip-taken", code.upper()[:20], throttle.INVITATION, source=source_for(request), at=request.now
    )
    report = access.report_on_slip(code, secret)
    tried.forgive()
    if report.filer_id == request.actor.known_id:
        # The slip was scanned again, or somebody came back to this page.
        return redirect("laporan-satu", code=report.code)
    reading = Reading()
    reading.part(lambda: access.refuse_clerk(request.actor, report))
    reading.part(lambda: access.refuse_used(report))
    if request.method == "POST" and not reading.refused:
        taken = reading.part(lambda: actions.take_by_slip(code, secret, by=request.actor, at=request.now))
        if taken is not None:
            return redirect(f"{reverse('laporan-satu', args=[taken.code])}?dari=slip")
    told = {"report": report, "wrong": reading.wrong.get("form", "")}
    return _unkept(render(request, "warga/slip.html", told, status=reading.status))


def _address(request: Asked, report: Report) -> str:
    return slip_address(site_of(request).origin, report.code, slip_secrets(report)[0])


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
