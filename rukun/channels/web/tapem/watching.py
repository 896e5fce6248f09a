"""Oversight of validation: how the desks strike, late appeals, samples, and second readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.request.shown import note_private
from rukun.people.rules import Role
from rukun.reports import storage
from rukun.reports.queries import cameras_of
from rukun.transparency.queries import map_of_report
from rukun.validation import access, actions, queries, watch
from rukun.validation.desk import reading
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.validation.sample import published
from rukun.validation.sample import queries as samples
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.validation.models import SecondDraw

LATE_SHOWN = 20


def page(request: Asked) -> HttpResponse:
    """The fairness watch of a month: by desk, kelurahan and category, and appeals that nobody answered in time."""
    seat = access.overseers_seat(request.actor)
    month = month_asked(request, Month.of(request.now))
    whole, _ = reading.agreements(seat.area, month)
    told = {
        "area": areas.area(seat.area),
        "month": month,
        "months": _months(request, month),
        "watch": watch.watch(seat.area, month),
        "agreement": whole,
        "seconds": [sum(n) for n in zip(*reading.second_counts(seat.area, month).values(), strict=True)] or [0, 0],
        "late": list(queries.open_appeals(seat.area).filter(overdue__isnull=False)[:LATE_SHOWN]),
        "terms": queries.terms(),
        "is_validator": request.actor.seat_as(Role.VALIDATOR) is not None,
    }
    return render(request, "tapem/pengawasan.html", told)


def sample(request: Asked) -> HttpResponse:
    """How the sample of each kelurahan of the validator's area stands; where the bound holds, let the rest pass."""
    seat = access.validator_seat(request.actor)
    month = month_asked(request, Month.of(request.now).previous)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            ward = AreaCode.parse(request.POST.get("kelurahan", ""))
            actions.accept_by_sample(ward, month, by=request.actor, at=request.now)
            return redirect(f"{request.path}?bulan={month}")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told = {
        "month": month,
        "months": _months(request, month),
        "rows": samples.sampling_states(seat.area, month),
        "waiting": samples.to_judge(seat.area).count(),
        "second": access.next_second(request.actor),
        "seconds_waiting": reading.seconds_waiting(seat.area).count(),
        "wrong": wrong,
    }
    return render(request, "tapem/sampel.html", told, status=status)


def second(request: Asked, code: str) -> HttpResponse:
    """A report read a second time, without the first verdict; then the next."""
    drawn = access.second_to_read(request.actor, code)
    wrong = ""
    if request.method == "POST":
        try:
            _read(request, drawn)
            following = access.next_second(request.actor, after=code)
            return redirect("kedua", code=following.verdict.report.code) if following else redirect("sampel")
        except Refused as refusal:
            wrong = words_of(refusal)
    report = access.report_to_judge(request.actor, code)
    note_private(request, report)
    skip = access.next_second(request.actor, after=code)
    told = {
        "report": report,
        "photos": list(report.photos.all()),
        "map": map_of_report(report),
        "cameras": cameras_of(report),
        "reasons": REASON_WORDS.items(),
        "typed": request.POST,
        "wrong": wrong,
        "skip": skip.verdict.report.code if skip else "",
    }
    return render(request, "tapem/kedua.html", told, status=409 if wrong else 200)


def _read(request: Asked, drawn: SecondDraw) -> None:
    reason: StrikeReason | None = None
    if request.POST.get("do") != "accept":
        try:
            reason = StrikeReason(request.POST.get("reason", ""))
        except ValueError:
            raise Refused("reason", "Pilih alasan mencoret.", field="reason") from None
    actions.read_again(drawn, reason=reason, by=request.actor, at=request.now)


def appeal_photo(request: Asked, digest: str) -> HttpResponseBase:
    """A picture of an appeal, for the unit and for whoever answers or oversees."""
    try:
        file, _ = storage.opened(access.appeal_photo_to_see(request.actor, digest), None)
    except FileNotFoundError:
        raise hidden() from None
    answer = FileResponse(file, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _months(request: Asked, month: Month) -> list[Month]:
    return sorted({month, *published.months_shown(request.now)}, reverse=True)
