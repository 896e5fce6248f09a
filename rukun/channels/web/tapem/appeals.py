"""One appeal at a time: what the unit says, the strike, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.request.shown import note_private
from rukun.reports.queries import cameras_of
from rukun.transparency.queries import map_of_report
from rukun.validation import access, actions, queries
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.validation.models import Appeal

APPEALS_SHOWN = 20


def waiting(request: Asked, area: AreaCode) -> dict[str, Any]:
    """The oldest open appeals, each with its deadline and whether it is the actor's to answer, and the first that is:
    a third query where none of these is."""
    found, terms = queries.open_appeals(area), queries.terms()
    appeals = [
        (appeal, terms.answer_by(appeal.lodged_at), access.may_answer(request.actor, appeal))
        for appeal in found[:APPEALS_SHOWN]
    ]
    total = found.count()
    first = next((appeal for appeal, _, is_theirs in appeals if is_theirs), None)
    if first is None and total > APPEALS_SHOWN:
        first = access.next_to_answer(request.actor)
    return {"appeals": appeals, "appeals_total": total, "first_appeal": first}


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
    note_private(request, report)
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
