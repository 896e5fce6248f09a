"""One report at a time: its sheet, the verdict on it, and the sheets that come after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, wants_json, words_of
from rukun.channels.web.tapem.asking import codes_in, filters_in, sieve_asked, sitting_since
from rukun.channels.web.tapem.told import Told, reason_words, told_of
from rukun.channels.web.tapem.words import spoken
from rukun.channels.web.templatetags.written import kind_name, unit_name
from rukun.funds.access import refuse_closed
from rukun.people.rules import SeatHeld
from rukun.reports.search import code_in
from rukun.validation import access, actions
from rukun.validation.desk import claims, queue
from rukun.validation.rules import StrikeReason
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.reports.models import Report

AHEAD_MOST = 8


def start(request: Asked) -> HttpResponse:
    """To the first report that waits under the filters of the address; back to the desk where none does."""
    seat, later = access.validator_seat(request.actor), codes_in(request, "lewat")
    return _to_next(request, seat, without=later, later=later)


def judge(request: Asked, code: str) -> HttpResponse:
    """Everything about one report on one screen; after the verdict, the next."""
    seat = access.validator_seat(request.actor)
    since = sitting_since(request)
    report = access.report_to_judge(request.actor, code)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            given = _act(request, report, since)
            return JsonResponse(given) if wants_json(request) else _onward(request, seat, report, given)
        except Refused as refusal:
            if wants_json(request):
                raise
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    claims.claim([report.pk], by=request.actor, at=request.now)
    told = told_of(request, [report.pk])[0]
    shown = _shown(request, told) | {
        "progress": queue.progress_of(request.actor, seat.area, request.now),
        "typed": request.POST,
        "wrong": wrong,
        "before": _before(request),
        "is_filtered": sieve_asked(request).is_narrow,
        "spoken": spoken(),
        # Whose verdicts wait in this browser, without saying who that is.
        "owner": _owner_of(request),
    }
    return render(request, "tapem/nilai.html", shown, status=status)


def ahead(request: Asked) -> JsonResponse:
    """The next sheets as pieces of the page, none that lies on the asker's desk already, and how far they are."""
    seat = access.validator_seat(request.actor)
    sitting_since(request)
    asked = number_in(request.GET.get("banyak", ""))
    most = AHEAD_MOST if asked is None else min(AHEAD_MOST, asked)
    without, sieve = codes_in(request, "tanpa"), sieve_asked(request)
    found = queue.next_for(request.actor, seat.area, sieve, at=request.now, most=most, without=without)
    mine = claims.claim(found, by=request.actor, at=request.now)
    # Where another took one at the same moment the rest is enough; where they took all, so be it.
    chosen = [pk for pk in found if pk in mine] or found
    progress = queue.progress_of(request.actor, seat.area, request.now)
    return JsonResponse(
        {
            "sheets": [_piece(request, told) for told in told_of(request, chosen)],
            "progress": {
                "today": progress.today,
                "hour": progress.hour,
                "risky": progress.risky,
                "drawn": progress.drawn,
            },
            "csrf": get_token(request),
            "owner": _owner_of(request),
        },
        headers={"Cache-Control": "private, no-store"},
    )


def _owner_of(request: Asked) -> str:
    return salted_hmac("rukun.nilai.owner", str(request.actor.known_id)).hexdigest()[:32]


def _piece(request: Asked, told: Told) -> dict[str, Any]:
    html = render_to_string("tapem/_lembar.html", _shown(request, told), request)
    return {"code": told.report.code, "number": told.sheet.number, "title": title_of(told.report), "html": html}


def _shown(request: Asked, told: Told) -> dict[str, Any]:
    later = ",".join([*codes_in(request, "lewat"), told.report.code])
    verdict = told.sheet.verdict
    return {
        "told": told,
        "sheet": told.sheet,
        "report": told.report,
        "title": title_of(told.report),
        "struck_because": reason_words(verdict.reason) if verdict else "",
        "is_own": verdict is not None and verdict.validator_id == request.actor.person_id,
        "filters": filters_in(request),
        "skip": reverse("tapem-mulai") + filters_in(request, lewat=later),
        "typed": {},
    }


def title_of(report: Report) -> str:
    """How a report is called aloud: `Sampah, RT 005/RW 002`."""
    return f"{kind_name(report.category)}, {unit_name(report.unit)}" if report.unit else kind_name(report.category)


def _before(request: Asked) -> dict[str, str]:
    """The report that was judged just before, so that it can be looked at again or taken back without a script."""
    code, number = code_in(request.GET.get("dari", "")), request.GET.get("ke", "")
    is_said = bool(code) and number_in(number) is not None
    return {"code": code, "number": number} if is_said else {}


def _act(request: Asked, report: Report, since: Any) -> dict[str, Any]:
    """Accept, strike or take back; what a script is told of it."""
    doing, after, note = request.POST.get("do", ""), _number(request), request.POST.get("note", "")
    if doing == "undo":
        assert report.unit is not None
        refuse_closed(report.unit.area_code, Month.of(report.counted_on))
        actions.take_back(report, after or 0, by=request.actor, at=request.now, since=since)
        return {"code": report.code, "number": after, "did": "undo", "words": gettext("Putusan diurungkan.")}
    if doing == "accept":
        verdict = actions.accept(report, by=request.actor, at=request.now, note=note, after=after)
        return {"code": report.code, "number": verdict.number, "did": "accept", "words": gettext("Diterima.")}
    if doing != "strike":
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    reason = _reason(request)
    if reason is StrikeReason.DUPLICATE:
        note = " ".join(part for part in (request.POST.get("same", "").strip(), note.strip()) if part)
    verdict = actions.strike(report, reason, by=request.actor, at=request.now, note=note, after=after)
    return {"code": report.code, "number": verdict.number, "did": "strike", "words": gettext("Dicoret.")}


def _number(request: Asked) -> int | None:
    seen = request.POST.get("number", "")
    return number_in(seen, 4)


def _reason(request: Asked) -> StrikeReason:
    try:
        return StrikeReason(request.POST.get("reason", ""))
    except ValueError:
        raise Refused("reason", "Pilih alasan mencoret: pelapor akan membacanya.", field="reason") from None


def _onward(request: Asked, seat: SeatHeld, report: Report, given: dict[str, Any]) -> HttpResponse:
    """Without a script: the next report, or the same again where its verdict was taken back."""
    if given["did"] == "undo":
        return redirect(reverse("nilai", args=[report.code]) + filters_in(request))
    later = codes_in(request, "lewat")
    return _to_next(
        request, seat, without=[*later, report.code], later=later, dari=report.code, ke=str(given["number"])
    )


def _to_next(request: Asked, seat: SeatHeld, *, without: list[str], later: list[str], **more: str) -> HttpResponse:
    """The next report; those that were left for later come again when nothing else waits."""
    sieve, facts = sieve_asked(request), {"at": request.now, "most": 1}
    found = queue.next_for(request.actor, seat.area, sieve, without=without, **facts)  # type: ignore[arg-type]
    if not found and later:
        rest = [code for code in without if code not in later]
        later, found = [], queue.next_for(request.actor, seat.area, sieve, without=rest, **facts)  # type: ignore[arg-type]
    if not found:
        return redirect("tapem")
    code = queue.code_of(found[0])
    return redirect(reverse("nilai", args=[code]) + filters_in(request, lewat=",".join(later), **more))
