"""Paper: sheets to print, their pictures read in by the QR code, and the form beside the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.loket.counter import choices, recorded, shown, told_of, units_chosen
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.reading import Reading
from rukun.channels.web.umum.portal import picture as picture_of
from rukun.people.codes import read_code
from rukun.reports import actions as reports
from rukun.reports import queries
from rukun.reports.decoding.seeing import texts_in
from rukun.reports.storage import opened
from rukun.sosialisasi.helped import access, actions
from rukun.sosialisasi.helped.rules import form_code
from rukun.sosialisasi.helped.sheets import forms_pdf
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.reports.models import Report

FIELDS = ("category", "words", "day")
# The fields beside which the page of one sheet tells what was wrong.
SHOWN_AT = ("category", "day", "words", "photos")


def sheets(request: Asked) -> HttpResponse:
    """New forms as a PDF, numbered on from the last."""
    refuse_get(request)
    reading = Reading()
    return reading.part(lambda: _sheets(request)) or shown(request, reading)


def _sheets(request: Asked) -> HttpResponse:
    code = access.kelurahan_at_counter(request.actor)
    each = number_in(request.POST.get("each", "1"), 3)
    if each is None:
        raise Refused("forms", "Tulis banyaknya lembar dengan angka.", field="each")
    made = actions.issue_forms(units_chosen(request, code), each, by=request.actor, at=request.now)
    names = {code.digits: areas.area(code).name}
    kinds = [kind.name for kind in sorted(queries.categories(), key=lambda kind: kind.group != "activity")]
    response = HttpResponse(forms_pdf(made, kinds, names, site=site_of(request).origin), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="formulir-{code.digits}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def read_in(request: Asked) -> HttpResponse:
    """A photographed sheet: its QR code says which it is; where it cannot be read, its number is typed."""
    refuse_get(request)
    reading = Reading()
    return reading.part(lambda: _read_in(request)) or shown(request, reading)


def _read_in(request: Asked) -> HttpResponse:
    access.seat_at_counter(request.actor)
    upload = request.FILES.get("picture")
    if upload is None:
        raise Refused("picture", "Pilih foto formulirnya.", field="picture")
    photo = reports.keep_photo(upload.read(), at=request.now)
    code = read_code(request.POST.get("code", ""))
    if not code:
        content, _ = opened(photo.digest)
        with content:
            code = form_code(texts_in(content.read()))
    if not code:
        raise Refused(
            "picture", "Kode QR pada foto ini tidak terbaca. Foto lagi lebih dekat, atau ketik nomor di bawah kodenya.",
            field="picture",
        )  # fmt: skip
    form = actions.note_picture_of_form(code, photo, by=request.actor, at=request.now)
    return redirect("formulir", code=form.code)


def form(request: Asked, code: str) -> HttpResponse:
    """The picture, and beside it what a clerk types from it; a form that was typed leads to its report."""
    sheet, _ = access.form_to_read(request.actor, code)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    reading = Reading()
    if request.method == "POST":
        report = _typed(request, sheet, typed, reading)
        if report is not None:
            return recorded(report)
    kelurahan = access.kelurahan_at_counter(request.actor)
    told = choices(request, kelurahan) | {
        "sheet": sheet, "typed": typed, "wrong": reading.wrong_at(SHOWN_AT), "kelurahan": areas.area(kelurahan)
    }  # fmt: skip
    return render(request, "loket/formulir.html", told, status=reading.status)


def _typed(request: Asked, sheet: Any, typed: dict[str, str], reading: Reading) -> Report | None:
    told = told_of(request, typed | {"key": f"form-{sheet.code}"}, sheet.unit.area_code, reading)
    if told is None:
        return None
    draft, day = told
    return reading.part(lambda: actions.file_from_paper(sheet.code, draft, day, by=request.actor, at=request.now))


def picture(request: Asked, code: str) -> HttpResponseBase:
    """The photo of a form, for the counter alone: people write more on paper than they would on a screen."""
    sheet, _ = access.form_to_read(request.actor, code)
    if not sheet.picture:
        raise hidden()
    return picture_of(request, sheet.picture)
