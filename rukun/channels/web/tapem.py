"""The validator's desk: appeals first, then one report at a time, by keyboard or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.asked import Asked
from rukun.channels.web.middleware import STATUS, words_of
from rukun.reports.queries import cameras_of
from rukun.transparency.queries import map_of_report
from rukun.validation import access, actions, queries
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.reports.models import Report
    from rukun.validation.models import Appeal

APPEALS_SHOWN = 20


def desk(request: Asked) -> HttpResponse:
    """How many wait in each kelurahan, and the way to the next one."""
    seat = access.validator_seat(request.actor)
    waiting = queries.unjudged_by_kelurahan(seat.area)
    names = {area.code: area for area in areas.areas_of(Kind.KELURAHAN, seat.area)}
    told = {
        "area": areas.area(seat.area),
        "waiting": [(names[code], count) for code, count in waiting.items() if code in names],
        "total": sum(waiting.values()),
        "next": queries.unjudged(seat.area).values_list("code", flat=True).first(),
        **_appeals(request, seat.area),
    }
    return render(request, "tapem/meja.html", told)


def _appeals(request: Asked, area: AreaCode) -> dict[str, Any]:
    """The oldest open appeals, each with its deadline and whether it is the actor's to answer; two queries."""
    waiting, terms = queries.open_appeals(area), queries.terms()
    appeals = [
        (appeal, terms.answer_by(appeal.lodged_at), access.may_answer(request.actor, appeal))
        for appeal in waiting[:APPEALS_SHOWN]
    ]
    return {
        "appeals": appeals,
        "appeals_total": waiting.count(),
        "first_appeal": next((appeal for appeal, _, is_theirs in appeals if is_theirs), None),
    }


def judge(request: Asked, code: str) -> HttpResponse:
    """Everything about one report on one screen; after the verdict, the next."""
    seat = access.validator_seat(request.actor)
    report = access.report_to_judge(request.actor, code)
    wrong = ""
    if request.method == "POST":
        try:
            _give_verdict(request, report)
            return _next(request, after=code)
        except Refused as refusal:
            wrong = words_of(refusal)
    verdict = queries.standing_of(report)
    told = {
        "report": report,
        "photos": list(report.photos.all()),
        "verdict": verdict,
        "contested": queries.contested([verdict] if verdict else [], request.now).get(report.pk),
        "number": verdict.number if verdict else 0,
        "map": map_of_report(report),
        "cameras": cameras_of(report),
        "reasons": REASON_WORDS.items(),
        "typed": request.POST,
        "wrong": wrong,
        "skip": queries.unjudged(seat.area).exclude(code=code).values_list("code", flat=True).first(),
    }
    return render(request, "tapem/nilai.html", told, status=409 if wrong else 200)


def _give_verdict(request: Asked, report: Report) -> None:
    seen = request.POST.get("number", "")
    after = int(seen) if seen.isascii() and seen.isdigit() else None
    note = request.POST.get("note", "")
    if request.POST.get("do") == "accept":
        actions.accept(report, by=request.actor, at=request.now, note=note, after=after)
        return
    try:
        reason = StrikeReason(request.POST.get("reason", ""))
    except ValueError:
        raise Refused("reason", "Pilih alasan mencoret: pelapor akan membacanya.", field="reason") from None
    actions.strike(report, reason, by=request.actor, at=request.now, note=note, after=after)


def answer(request: Asked, code: str) -> HttpResponse:
    """One appeal with everything: what the unit says, the strike, the report. After the answer, the next appeal."""
    appeal = access.appeal_to_answer(request.actor, code)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            _give_answer(request, appeal)
            following = access.next_to_answer(request.actor, after=code)
            return redirect("jawab", code=following.verdict.report.code) if following else redirect("tapem")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    report = access.report_to_judge(request.actor, code)
    skip = access.next_to_answer(request.actor, after=code)
    told = {
        "appeal": appeal,
        "report": report,
        "photos": list(report.photos.all()),
        "reason": REASON_WORDS[StrikeReason(appeal.verdict.reason)],
        "answer_by": queries.terms().answer_by(appeal.lodged_at),
        "map": map_of_report(report),
        "cameras": cameras_of(report),
        "typed": request.POST,
        "wrong": wrong,
        "skip": skip.verdict.report.code if skip else "",
    }
    return render(request, "tapem/jawab.html", told, status=status)


def _give_answer(request: Asked, appeal: Appeal) -> None:
    doing = request.POST.get("do")
    if doing == "uphold":
        actions.uphold(appeal, by=request.actor, at=request.now, note=request.POST.get("note", ""))
    elif doing == "reject":
        actions.reject_appeal(appeal, words=request.POST.get("words", ""), by=request.actor, at=request.now)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")


def _next(request: Asked, *, after: str) -> HttpResponse:
    seat = access.validator_seat(request.actor)
    found = queries.unjudged(seat.area).exclude(code=after).values_list("code", flat=True).first()
    return redirect("nilai", code=found) if found else redirect("tapem")
