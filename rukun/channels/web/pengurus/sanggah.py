"""Sanggah: the unit asks for a struck report to be looked at again, by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.reports.actions import keep_photo
from rukun.reports.rules import PHOTOS_MAX, WORDS_MAX, StoredPhoto
from rukun.transparency.access import sight_of
from rukun.validation import access, actions, queries
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.reports.models import Report


def contest(request: Asked, code: str) -> HttpResponse:
    """The strike with its reason, and a form as long as it may be contested; what was typed is never lost."""
    report = access.report_to_appeal(request.actor, code)
    wrong, status = "", 200
    if request.method == "POST":
        seen = request.POST.get("number", "")
        against = number_in(seen)
        words = request.POST.get("words", "")
        try:
            actions.appeal(
                report, words=words, by=request.actor, at=request.now, against=against, photos=_photos(request)
            )
            return redirect(_back(request, report))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    verdict = queries.standing_of(report)
    sight = sight_of(request.actor, report, is_struck_for_privacy=False)
    told = {
        "report": report,
        "words": sight.said(report.words) if sight.shows_words else "",
        "photos": [photo for photo in report.photos.all() if photo.hidden_at is None] if sight.shows_photos else [],
        "contested": queries.contested([verdict] if verdict else [], request.now).get(report.pk),
        "number": verdict.number if verdict else 0,
        "answer_days": queries.terms().answer_days,
        "typed": request.POST.get("words", ""),
        "wrong": wrong,
        "words_max": WORDS_MAX,
        "photos_max": PHOTOS_MAX,
        "back": _back(request, report),
    }
    return render(request, "pengurus/sanggah.html", told, status=status)


def _photos(request: Asked) -> list[StoredPhoto]:
    uploads = request.FILES.getlist("photos")
    if len(uploads) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto.", field="photos", most=PHOTOS_MAX)
    return [keep_photo(upload.read(), at=request.now) for upload in uploads]


def _back(request: Asked, report: Report) -> str:
    """To the month where the report stands; for a filer who is of no unit any more, to the report."""
    if access.seat_to_appeal(request.actor, report) is None:
        return reverse("laporan-satu", args=[report.code])
    unit = report.unit.code if report.unit else ""
    return f"{reverse('bulan-ini')}?bulan={Month.of(report.counted_on)}&unit={unit}&status=struck#{report.code}"
